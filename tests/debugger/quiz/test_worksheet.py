from __future__ import annotations

import re
from pathlib import Path

import pytest

from nn_tui.data import open_dataset
from nn_tui.debugger.quiz.choosing import choose_questions
from nn_tui.debugger.quiz.markdown import item, literal, table
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.quiz.rounding import from_shown, shown
from nn_tui.debugger.quiz.worksheet import answer_key, worksheet
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe, choose
from tests.debugger.quiz.quizzes import NETS, after_an_epoch, array, asked
from tests.debugger.sessions import session_of


def sheet_of(session: Session, count: int = 10) -> tuple[str, str, tuple[QuizQuestion, ...]]:
    questions = choose_questions(session, count, seed=7, may_be_fewer=True)
    moment = session.snapshot()
    sheet, key = worksheet(questions, moment), answer_key(questions, moment)
    return "\n".join(sheet), "\n".join(key), questions


def cells_on(sheet: str) -> dict[str, str]:
    """Read every number of a sheet off its tables and its given operands, by name."""
    cells = dict(re.findall(r"`([^`]+)` = (\S+?)(?:,|$)", sheet, re.MULTILINE))
    rows = [re.split(r" *\| *", line.strip("| ")) for line in sheet.splitlines()]
    heads: list[str] = []
    weights = ""
    for line, row in zip(sheet.splitlines(), rows, strict=True):
        if line.startswith("`") and line.endswith("before its step:"):
            weights = line[1:].split("[")[0]
        elif not line.startswith("|"):
            heads = []
        elif not heads:
            heads = row
        elif not line.startswith("| -"):
            place = "" if weights.startswith("bias") else row[0]
            for head, value in zip(heads[1:], row[-len(heads[1:]) :], strict=True):
                named = f"{weights}[{place},{head}]" if place else f"{weights}[{head}]"
                name = head.split(":")[0].replace("r", place) if ":" in head else named
                cells[name] = value
    return cells


@pytest.mark.parametrize("net", NETS)
def test_every_operand_stands_on_the_sheet_as_it_is_computed_with(net: str) -> None:
    sheet, _, questions = sheet_of(after_an_epoch(net))
    there = cells_on(sheet)
    for question in questions:
        for operand in question.operands:
            index = f"[{','.join(map(str, operand.index))}]" if operand.index else ""
            assert there[f"{operand.name}{index}"] == shown(operand.value)


@pytest.mark.parametrize("net", NETS)
def test_key_has_an_answer_for_each_question_and_the_sheet_has_none(net: str) -> None:
    sheet, key, questions = sheet_of(after_an_epoch(net))
    for number, question in enumerate(questions, start=1):
        assert re.search(rf"(?m)^{number}\. +`{re.escape(question.cell)}`: \w", sheet)
        answer = question.sign if question.wanted is Wanted.SIGN else shown(question.value)
        assert f"`{question.cell}`: **{answer}**" in key
        assert question.sentence in key
    assert "**" not in sheet
    assert sheet.count("____\n") + sheet.endswith("____") == len(questions) + 1
    assert sheet.count("Sign (+, - or 0): ") == [q.wanted for q in questions].count(Wanted.SIGN)


def test_a_formula_of_the_key_comes_to_the_answer() -> None:
    _, key, _ = sheet_of(after_an_epoch("classic"))
    written = re.findall(r"`: \*\*(-?[\d.]+)\*\*\n\n.*\n\n +`= (.*)`", key)
    assert len(written) > 5
    for answer, formula in written:
        value = eval(formula, {"exp": __import__("math").exp})
        assert value == pytest.approx(float(answer), rel=0.006)


def test_a_long_sum_is_written_with_all_its_terms() -> None:
    question = asked(after_an_epoch("sine, leaky relu, batches of 6"), "z2[0,0]")
    assert question.symbols.count(" * ") == 8
    assert question.symbols.endswith(" + bias_1[0]")
    assert question.numbers.count(" * ") == 8
    assert "..." not in question.symbols + question.numbers


def test_a_zero_has_no_sign() -> None:
    session = after_an_epoch("moons, relu 4-4, batches of 5")
    layer = next(
        name for name in ("l2", "l1") if (array(session, f"{name}_delta") == 0).any(axis=0).any()
    )
    columns = array(session, f"{layer}_delta")
    unit = int((columns == 0).any(axis=0).argmax())
    question = asked(session, f"bias_{int(layer[1]) - 1}_descent[{unit}]")
    assert "-0)" not in question.numbers
    assert "-0 " not in question.numbers


def test_only_the_rows_that_are_needed_are_shown_of_many() -> None:
    session = session_of("iris")
    session.step(Unit.EPOCH)
    sheet, _, questions = sheet_of(session)
    used = {c.index[0] for q in questions for c in q.operands if c.name in ("l0", "y")}
    data = sheet.split("Data of this batch")[1].split("`synapse")[0]
    rows = [int(row) for row in re.findall(r"(?m)^\| +(\d+) \|", data)]
    assert rows == sorted(used)
    assert len(rows) < 30


def test_a_row_of_a_batch_is_said_to_be_which_of_the_data() -> None:
    session = after_an_epoch("iris, softmax, batches of 5")
    sheet, _, questions = sheet_of(session)
    error = next(question for question in questions if question.array == "l2_error")
    rows = session.snapshot().dataset_rows("l2_error")
    assert rows is not None
    place = error.index[0]
    assert f"for row {place}, which is row {rows[place]} of the data" in sheet
    assert "| row of the data |" in sheet


def test_names_from_a_file_are_taken_literally(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("a|b,*c*,_d_\n1,0,1\n0,1,0\n1,1,1\n")
    dataset = open_dataset(str(path))
    session = Session(Recipe(dataset, choose(dataset, {"hidden": "2"})))
    session.step(Unit.EPOCH)
    sheet, _, _ = sheet_of(session)
    assert r"l0[r,0]: a\|b" in sheet
    assert r"l0[r,1]: \*c\*" in sheet
    assert r"\_d\_" in sheet


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("petal_length", "petal_length"),
        ("_x_", r"\_x\_"),
        ("a|b", r"a\|b"),
        ("<b>&lt;", r"\<b>\&lt;"),
        ("[x](y)", r"\[x\](y)"),
        ("a\nb\x1b", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_text_from_outside_is_no_markup(text: str, written: str) -> None:
    assert literal(text) == written


def test_a_table_is_aligned() -> None:
    assert table(["r", "l0"], [["0", "-0.25"], ["10", "1"]]) == [
        "|   r |    l0 |",
        "| --: | ----: |",
        "|   0 | -0.25 |",
        "|  10 |     1 |",
    ]


@pytest.mark.parametrize(("number", "first"), [(1, "1.  a"), (10, "10. a")])
def test_paragraphs_of_an_item_stand_under_its_first(number: int, first: str) -> None:
    assert item(number, ["a", "b"]) == [first, "", "    b", ""]


@pytest.mark.parametrize("net", NETS)
def test_a_formula_from_its_rounded_cells_is_near_the_exact_one(net: str) -> None:
    session = after_an_epoch(net)
    for question in choose_questions(session, 10, seed=2, may_be_fewer=True):
        assert from_shown(question.found.term) == pytest.approx(question.value, rel=0.005)
