"""How soon the next frame of a run may follow: a slow link is spared, a fast one too."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import App

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.output import bytes_written, is_behind, sound_line
from nn_tui.ui.terminal.terminal_app import TerminalApp

_SECONDS_TO_CATCH_UP = 0.05
"""Until the next look at a terminal that is behind."""

_BYTES_A_SECOND = 8000
"""What the frames of a run may send, on average, with all else that is shown meanwhile."""

_MOST_SECONDS = 0.5
"""Longest time between two frames: a page that was turned to sends as much as many of them."""

_SPARED_BYTES_A_SECOND, _SPARED_SECONDS = 1900, 4.0
"""The same of a slow line."""

_PATIENCE = 0.5
"""How long a terminal may be behind without a break before its line is taken for a slow one."""


class FrameRate:
    """Keeps the frames of a run to a budget of bytes.

    Where all numbers change in every frame, as with shuffled mini-batches, fewer frames are shown.
    What begins, stops or is stepped through is always shown at once.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._shown = clock()
        self._sent = 0
        self._is_run_shown = False
        self._behind_since: float | None = None

    def seconds_to_wait(self, app: App[Any], moment: Snapshot | None) -> float:
        """Say how long the next frame has to wait.

        Args:
            app: Whose terminal may be behind.
            moment: What the frame would show.
        """
        if is_behind(app):
            self._lose_patience(app)
            return _SECONDS_TO_CATCH_UP
        self._behind_since = None
        is_streaming = moment is not None and moment.is_running and self._is_run_shown
        if is_streaming and _is_late(app):
            return _SECONDS_TO_CATCH_UP
        is_slow = isinstance(app, TerminalApp) and app.is_slow
        is_watched = moment is not None and moment.activity.tempo.is_watched
        if not is_streaming or (is_watched and not is_slow):
            return 0.0
        rate, most = (
            (_SPARED_BYTES_A_SECOND, _SPARED_SECONDS)
            if is_slow
            else (_BYTES_A_SECOND, _MOST_SECONDS)
        )
        seconds = min((bytes_written(app) - self._sent) / rate, most)
        return max(0.0, self._shown + seconds - self._clock())

    def _lose_patience(self, app: App[Any]) -> None:
        now = self._clock()
        if self._behind_since is None:
            self._behind_since = now
        elif now - self._behind_since > _PATIENCE and isinstance(app, TerminalApp):
            app.spare_line()

    def come_back(self) -> None:
        """Begin anew: the process was stopped, and nothing is late for that."""
        self._behind_since, self._shown = None, self._clock()

    def note(self, app: App[Any], moment: Snapshot) -> None:
        """Note that a moment is being shown; what is sent from here on is to be paid for."""
        self._shown, self._sent = self._clock(), bytes_written(app)
        self._is_run_shown = moment.is_running


def _is_late(app: App[Any]) -> bool:
    """Whether the terminal has yet to come to the last frames; spare a line that never keeps up."""
    trip = sound_line(app)
    if trip is None:
        return False
    if trip.is_slow and isinstance(app, TerminalApp):
        app.spare_line()
    return trip.is_late
