from __future__ import annotations

from pathlib import Path

from nn_tui.ui.render.greeting import greet
from tests.ui.render.moments import moment_of, write_csv


def test_greeting_says_what_was_understood_and_what_to_press() -> None:
    text = greet(moment_of().recipe)
    assert text.startswith("classic: 4 rows, 3 inputs (x0, x1, x2) -> y")
    assert text.endswith("n: one epoch, space: run, ?: help")


def test_greeting_hints_at_large_inputs(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "large.csv", "a,b", "1000,1.5", "2000,2.5")
    assert "set standardize to yes" in greet(moment_of(path).recipe)


def test_greeting_has_no_hint_where_inputs_are_standardized(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "large.csv", "a,b", "1000,1.5", "2000,2.5")
    recipe = moment_of(path, given={"standardize": "yes"}).recipe
    assert "set standardize to yes" not in greet(recipe)
