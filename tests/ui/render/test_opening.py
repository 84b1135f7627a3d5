from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.recipe.opening import Opening, preview
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.render.lines import Role, plain, width_of
from nn_tui.ui.render.opening import draw_choices, draw_preview
from tests.ui.render.moments import write_csv


def recipe_of(source: str | Path, targets: str = "") -> Recipe:
    recipe = preview(Opening(str(source), targets)).recipe
    assert recipe is not None
    return recipe


def test_preview_shows_the_first_rows_with_their_class() -> None:
    lines = plain(draw_preview(recipe_of("iris"), 72, 10)).split("\n")
    assert lines[0].startswith("iris: 150 rows, 4 inputs (sepal_length")
    head = next(n for n, text in enumerate(lines) if "-> class" in text)
    assert lines[head + 1].split() == ["5.1", "3.5", "1.4", "0.2", "setosa"]


def test_preview_of_two_classes_names_them(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "pets.csv", "legs,pet", "4,dog", "3,cat")
    text = plain(draw_preview(recipe_of(path), 72, 12))
    assert text.split("\n")[-1].split() == ["3", "cat"]


def test_preview_of_many_columns_keeps_the_target(tmp_path: Path) -> None:
    names = ",".join(f"x{n}" for n in range(64))
    path = write_csv(tmp_path / "wide.csv", f"{names},y", ",".join(["1"] * 64 + ["0.5"]))
    lines = plain(draw_preview(recipe_of(path), 72, 12)).split("\n")
    assert lines[-1].split()[-2:] == ["…", "0.5"]


def test_preview_warns_of_large_inputs(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "big.csv", "a,b", "1000,1.5", "2000,2.5")
    rows = draw_preview(recipe_of(path), 72, 20)
    warned = [span.text for row in rows for span in row if span.role is Role.WARNING]
    assert "inputs reach 2000" in warned[0]


@given(width=st.integers(1, 120), height=st.integers(1, 30))
def test_preview_fits_at_any_size(width: int, height: int) -> None:
    lines = draw_preview(recipe_of("iris"), width, height)
    assert len(lines) <= height
    assert {width_of(row) for row in lines} <= {width}


@given(
    choices=st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1)),
    width=st.integers(0, 80),
    height=st.integers(0, 5),
)
def test_choices_fit_at_any_size(choices: list[str], width: int, height: int) -> None:
    lines = draw_choices(choices, width, height)
    assert len(lines) <= height
    assert all(width_of(row) == width for row in lines)


def test_choices_that_do_not_fit_are_counted() -> None:
    text = plain(draw_choices([f"/tmp/{n}.csv" for n in range(100, 200)], 40, 2))
    assert text.split()[-2:] == ["+93", "more"]


@pytest.mark.parametrize("place", [0, 5, 6, 7, 50, 98, 99])
def test_choice_is_in_view_and_marked(place: int) -> None:
    names = [f"/tmp/{n}.csv" for n in range(100, 200)]
    lines = draw_choices(names, 40, 2, picked=names[place])
    marked = [span.text for row in lines for span in row if span.role is Role.SELECTED]
    assert marked == [f"{100 + place}.csv"]


def test_reason_is_about_the_targets_only_when_the_file_is_good(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "my.csv", "a,b", "1,2")
    assert preview(Opening(str(path), "c")).is_about_targets
    assert not preview(Opening(str(tmp_path / "none.csv"), "c")).is_about_targets
    assert "no such home folder" in preview(Opening("~nobody-here/x.csv")).reason
