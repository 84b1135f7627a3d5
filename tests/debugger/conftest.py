"""Runners that are started for a test, and ended after it; what scripts of sessions leave."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from tests.debugger.screens import Open, Screen
from tests.debugger.scripted import left_by


@pytest.fixture
def open_screen() -> Iterator[Open]:
    """Start runners, and end every one of them after the test."""
    screens: list[Screen] = []

    def open_one(session: Session) -> Screen:
        screens.append(Screen(session))
        screens[-1].runner.start()
        return screens[-1]

    yield open_one
    for screen in screens:
        screen.runner.stop()


@pytest.fixture(scope="module")
def left(
    sessions: dict[str, Session], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Array]]:
    """Run the scripts of a module's sessions once; give what each leaves behind, by name."""
    return left_by(sessions, tmp_path_factory.mktemp("scripts"))
