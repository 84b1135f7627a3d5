"""What every test has: a state folder of its own, of a person who has seen the tour."""

from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.ui.preferences import Preferences, write_preferences


@pytest.fixture(autouse=True)
def state_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what the program remembers out of the home of whoever runs the tests."""
    home = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    write_preferences(Preferences(is_tour_over=True))
    return home
