from __future__ import annotations

from pathlib import Path
from unicodedata import category

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.ui.render.row_query import QueryError, read_query
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, view_of, write_csv


def found(text: str, view: View) -> list[int]:
    query = read_query(text, view)
    assert query is not None
    return np.flatnonzero(query.matches(view)).tolist()


def reason(text: str, view: View) -> str:
    with pytest.raises(QueryError) as refused:
        read_query(text, view)
    return str(refused.value)


@pytest.fixture(scope="module")
def classic() -> View:
    # Outputs 0.1677, 0.1428, 0.8406, 0.8256; targets 0, 0, 1, 1.
    return view_of(moment_of(epochs=50))


@pytest.fixture(scope="module")
def iris() -> View:
    return view_of(moment_of("iris", epochs=3))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x0>0.5", [2, 3]),
        ("x0 > 0.5", [2, 3]),
        ("X0>0.5", [2, 3]),
        ("x0=1 x1=0", [2]),
        ("x0!=1", [0, 1]),
        ("row<=1", [0, 1]),
        ("y=1", [2, 3]),
        ("target==0", [0, 1]),
        ("error>0", [2, 3]),
        ("error<-0.15", [0]),
        ("|error|>0.16", [0, 3]),
        ("|err|>=0.16", [0, 3]),
        ("output=0.84", [2]),
        ("output=0.8406", [2]),
        ("output=0.8407", []),
        ("0.1428", [1]),
        ("-0.1428", [1]),
        ("0.14", [1]),
        ("3", [3]),
        ("outp>0.5", [2, 3]),
        ("wrong", []),
        ('"wrong"', []),
    ],
)
def test_query_finds_rows(text: str, rows: list[int], classic: View) -> None:
    assert found(text, classic) == rows


@pytest.mark.parametrize("text", ["", "  ", '"', ' ""'])
def test_query_of_nothing_is_none(text: str, classic: View) -> None:
    assert read_query(text, classic) is None


def test_query_of_errors_follows_the_sign_of_the_view() -> None:
    moment = moment_of(epochs=50)
    assert found("error>0", view_of(moment, is_gradient=True)) == [0, 1]
    assert found("|error|>0.16", view_of(moment, is_gradient=True)) == [0, 3]


def test_query_of_what_is_not_computed_yet_finds_nothing() -> None:
    view = view_of(moment_of())
    texts = ("wrong", "output<2", "output!=2", "|error|<9", "error=0")
    assert [found(text, view) for text in texts] == [[]] * 5


def test_query_finds_the_wrong_ones(iris: View) -> None:
    dataset, values = iris.moment.recipe.dataset, iris.moment.outputs.values
    wrong = np.flatnonzero(dataset.targets.argmax(axis=1) != values.argmax(axis=1))
    assert found("wrong", iris) == wrong.tolist() != []


def test_query_finds_classes_of_target_and_output(iris: View) -> None:
    values = iris.moment.outputs.values.argmax(axis=1)
    assert found("target=setosa", iris) == list(range(50))
    assert found("target=SET", iris) == list(range(50))
    assert found("target!=setosa", iris) == list(range(50, 150))
    assert found("output=virginica", iris) == np.flatnonzero(values == 2).tolist()
    either = sorted({*range(50, 100), *np.flatnonzero(values == 1).tolist()})
    assert found("sicol", iris) == either


def test_query_of_a_number_is_a_row_or_a_cell(iris: View) -> None:
    inputs = iris.moment.recipe.dataset.inputs
    cells = np.flatnonzero((inputs == 7.0).any(axis=1)).tolist()
    assert found("7", iris) == sorted({7, *cells})


@pytest.mark.parametrize("text", ["0.5", "a>0.1", "b=0.5", "row=0"])
def test_query_goes_through_the_inputs_once(text: str, tmp_path: Path) -> None:
    view = view_of(moment_of(write_csv(tmp_path / "o.csv", "a,b,t", "0.5,0.5,1", "0,1,0")))
    query = read_query(text, view)
    assert query is not None
    object.__setattr__(view.moment.recipe.dataset, "inputs", np.empty((2, 0)))
    assert query.matches(view).tolist() == [True, False]


def test_query_of_a_number_follows_the_outputs() -> None:
    moment = moment_of(epochs=50)
    query = read_query("0.1428", view_of(moment))
    assert query is not None
    assert np.flatnonzero(query.matches(view_of(moment_of()))).tolist() == []
    assert np.flatnonzero(query.matches(view_of(moment))).tolist() == [1]


def test_query_of_a_number_goes_through_many_rows(tmp_path: Path) -> None:
    rows = [f"{row % 700},0.5" for row in range(1000)]
    view = view_of(moment_of(write_csv(tmp_path / "r.csv", "a,t", *rows)))
    assert found("299", view) == [299, 999]


def test_query_finds_numbers_as_they_are_shown(tmp_path: Path) -> None:
    view = view_of(moment_of(write_csv(tmp_path / "n.csv", "a,b", "12.34,9.5", "12.26,8.5")))
    # Both are shown with three digits, as 12.3.
    assert found("12.3", view) == [0, 1]
    assert found("a=12.34", view) == [0]


def test_query_takes_the_datas_columns_before_its_own(tmp_path: Path) -> None:
    view = view_of(moment_of(write_csv(tmp_path / "e.csv", "error,row name,t", "5,1,2", "6,2,3")))
    assert found("error>5", view) == [1]
    assert found("row name=1", view) == [0]


def test_query_takes_operators_in_names_of_classes(tmp_path: Path) -> None:
    view = view_of(moment_of(write_csv(tmp_path / "o.csv", "a,t", "1,>50K", "2,<=50K", "3,>50K")))
    assert found("target=>50K", view) == [0, 2]
    assert found(">50", view) == [0, 2]
    assert found('"<=50K"', view) == [1]


def test_query_tells_one_class_from_a_longer_one(tmp_path: Path) -> None:
    view = view_of(moment_of(write_csv(tmp_path / "c.csv", "a,t", "1,bad", "2,not bad", "3,bad")))
    assert found("target=bad", view) == [0, 2]
    assert found('target="not bad"', view) == [1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x9>1", "no column x9: row, target, output, error, y, |error|, |err|, x0, x1, x2"),
        ("x>1", "x: x0 or x1 or x2?"),
        ("x0>", "x0>: a number is missing"),
        ("x0>a", "a: is not a number"),
        ("x0>1,5", "1,5: is not a number; a decimal point is meant: 1.5"),
        ("x0>nan", "nan: is not a number"),
        ("x", "x0: compare it, as x0>0.5"),
        ("[", "[: no number; try wrong, row<5, |error|>0.2"),
        ("\\", "\\: no number; try wrong, row<5, |error|>0.2"),
    ],
)
def test_query_says_why_it_cannot_be_read(text: str, said: str, classic: View) -> None:
    assert reason(text, classic) == said


def test_query_says_how_classes_are_compared(iris: View) -> None:
    assert reason("target<setosa", iris) == "target is a class: use = or !="
    assert reason("target=", iris) == "target=: the name of a class is missing"
    assert reason("output=rose", iris) == "output: no class rose: setosa, versicolor, virginica"
    assert reason("rose", iris).startswith("rose: no class, no number; ")


def test_query_of_wrong_rows_needs_classes() -> None:
    view = view_of(moment_of("sine", epochs=1))
    assert reason("wrong", view) == "wrong: there are no classes; try |error|>0.2"


@given(text=st.text(max_size=12) | st.text(alphabet='x0<>=!"[]\\ 1.e-😀|wrong', max_size=12))
@settings(max_examples=300, deadline=None)
def test_query_of_any_text_is_read_or_refused(text: str) -> None:
    for view in (ANY_CLASSIC, ANY_IRIS):
        try:
            query = read_query(text, view)
        except QueryError as error:
            assert {category(character) for character in str(error)}.isdisjoint({"Cc", "Cf"})
        else:
            assert query is None or len(query.matches(view)) == view.moment.recipe.dataset.rows


ANY_CLASSIC, ANY_IRIS = view_of(moment_of(epochs=1)), view_of(moment_of("iris", epochs=1))
