"""`nn-tui` without a command: what the screen is opened with."""

from __future__ import annotations

import pytest

from nn_tui.cli.opening import app_of
from nn_tui.cli.options import history_from, recipe_from
from nn_tui.cli.screen import make_parser
from nn_tui.debugger.session import Session
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.terminal.traits import FULL


@pytest.mark.parametrize(("words", "megabytes"), [([], 64), (["--history-mb", "3"], 3)])
def test_session_keeps_as_much_as_asked_for(
    words: list[str], megabytes: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    made = Session.__init__

    def note(self: Session, recipe: Recipe, history_megabytes: float) -> None:
        asked.append(history_megabytes)
        made(self, recipe, history_megabytes)

    monkeypatch.setattr(Session, "__init__", note)
    arguments = make_parser().parse(words)
    app_of(arguments, recipe_from(arguments), history_from(arguments), FULL, every=0)
    assert asked == [megabytes]
