"""How soon the next frame of a run may follow: a slow link is spared, a fast one too."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.app import App

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.output import bytes_written, is_behind

_SECONDS_TO_CATCH_UP = 0.05
"""Until the next look at a terminal that is behind."""

_BYTES_A_SECOND = 8000
"""What the frames of a run may send, on average, with all else that is shown meanwhile."""

_MOST_SECONDS = 0.5
"""Longest time between two frames: a page that was turned to sends as much as many of them."""


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

    def seconds_to_wait(self, app: App[Any], moment: Snapshot | None) -> float:
        """Say how long the next frame has to wait.

        Args:
            app: Whose terminal may be behind.
            moment: What the frame would show.
        """
        if is_behind(app):
            return _SECONDS_TO_CATCH_UP
        is_streaming = moment is not None and moment.is_running and self._is_run_shown
        if not is_streaming or (moment is not None and moment.activity.tempo.is_watched):
            return 0.0
        seconds = min((bytes_written(app) - self._sent) / _BYTES_A_SECOND, _MOST_SECONDS)
        return max(0.0, self._shown + seconds - self._clock())

    def note(self, app: App[Any], moment: Snapshot) -> None:
        """Note that a moment is being shown; what is sent from here on is to be paid for."""
        self._shown, self._sent = self._clock(), bytes_written(app)
        self._is_run_shown = moment.is_running
