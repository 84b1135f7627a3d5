"""What every test has: a state folder of its own, of a person who has seen the tour, and buffers.

With NN_TUI_NO_SKIP=1 a test that is skipped fails: where everything is there that tests can need,
one that was left out would look like one that passed.
"""

from __future__ import annotations

import gc
import os
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from nn_tui.ui.preferences import Preferences, write_preferences

# A shell has what it starts in the background ignore them, and the program would, too.
for _number in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)

# Where a property does not say how often it is tried; the suite has ten minutes.
settings.register_profile("suite", max_examples=40)
settings.load_profile("suite")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""An app makes so many while it starts; by default Python would look for garbage 30 times."""


def pytest_configure() -> None:
    """Look for garbage less often."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 10)


def pytest_collection_finish() -> None:
    """Do not look for garbage among all that was imported, or among the tests."""
    gc.freeze()


@pytest.fixture(scope="session")
def state_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one folder for those of all tests: pytest reads its own to number one that is made."""
    return tmp_path_factory.mktemp("states")


@pytest.fixture(autouse=True)
def state_home(state_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what the program remembers out of the home of whoever runs the tests."""
    home = Path(tempfile.mkdtemp(dir=state_homes))
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    write_preferences(Preferences(is_tour_over=True))
    return home


@pytest.fixture(autouse=True)
def buffered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the programs that are run buffer what they write, as Python does by itself.

    Without, nothing would be left that cannot be written at the end.
    """
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at what came of a test."""
    return failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at what came of a module: one that is skipped as a whole has no tests."""
    return failed_if_skipped((yield))


def failed_if_skipped(report: Report) -> Report:
    """Make a skip a failure, if that is asked for; a failure that was expected is no skip."""
    is_skip = report.skipped and not hasattr(report, "wasxfail")
    if is_skip and os.environ.get("NN_TUI_NO_SKIP"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        report.outcome = "failed"
        report.longrepr = f"{reason}; with NN_TUI_NO_SKIP that is a failure"
    return report
