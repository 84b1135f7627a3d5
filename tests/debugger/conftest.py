"""Runners that are started for a test, and ended after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nn_tui.debugger.session import Session
from tests.debugger.screens import Open, Screen


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
