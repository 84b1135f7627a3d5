"""`nn-tui` without a command: what the screen is opened with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nn_tui.cli.opening import app_of
from nn_tui.cli.options import history_from, recipe_from
from nn_tui.cli.screen import make_parser
from nn_tui.debugger.session import Session
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.terminal.traits import FULL
from tests.cli.commands import python, run_process


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


@pytest.mark.parametrize("before", [[], ["--weights"]])
def test_pipe_that_nobody_may_ever_write_to_is_refused(tmp_path: Path, before: list[str]) -> None:
    pipe = tmp_path / "x.csv"
    os.mkfifo(pipe)
    # In a process of its own, which is ended if it waits.
    outcome = run_process(*before, str(pipe))
    assert outcome.code == 2
    assert outcome.err == (
        f"nn-tui: {pipe}: is a pipe or a device: the screen does not wait for it; "
        "save it as a file\n"
    )


def test_pipe_of_the_shell_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a,b\n0,1\n1,0\n")
    os.close(writing)
    with python("-m", "nn_tui", f"/dev/fd/{reading}", pass_fds=[reading]) as process:
        os.close(reading)
        _, err = process.communicate(timeout=60)
    assert err.startswith("nn-tui: the screen needs a terminal: ")
