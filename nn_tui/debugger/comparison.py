"""Keeps another moment ready, to be shown beside each one at which the run pauses."""

from __future__ import annotations

from nn_tui.debugger.beside import Beside, Other
from nn_tui.debugger.elsewhere import place_of
from nn_tui.debugger.journal import Place
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError

_CHUNKS_AT_ONCE = 10
"""Chunks to replay before the moment is shown without the other: about 0.02 s."""

WAITS, ON_ITS_WAY = "waits for the pause", "is being computed again"
"""Why the other moment is not there."""


class Comparison:
    """Replays other moments in a second machine, a chunk at a time, while the run pauses."""

    def __init__(self, session: Session, pace: Pace) -> None:
        """Make one that compares with nothing.

        Args:
            session: Whose moments they are.
            pace: Which says how much to do in a chunk.
        """
        self._session = session
        self._pace = pace
        self._scratch = Scratch(session.timeline.history)
        self._other: Other | None = None
        self._place: Place | None = None
        self._found: Beside | None = None

    @property
    def is_due(self) -> bool:
        """Whether a replay is under way."""
        return self._scratch.is_under_way

    def choose(self, other: Other | None) -> None:
        """Compare with another moment from now on, or with none."""
        self._other, self._place, self._found = other, None, None
        self._scratch.stop()
        if other is None:
            self._scratch.leave()

    def beside(self, is_running: bool) -> Beside | None:
        """Give what the present moment is compared with; where a replay is short, replayed."""
        if self._other is None:
            return None
        if is_running:
            return Beside(self._other, reason=WAITS)
        try:
            self._look(self._other)
        except (InputError, MemoryError) as error:
            self._scratch.stop()
            self._place = None
            return Beside(self._other, reason=str(error) or "there is not enough memory")
        return self._found or Beside(self._other, reason=ON_ITS_WAY)

    def advance(self) -> bool:
        """Replay a chunk; whether the other moment is there."""
        ops = self._pace.ops
        with self._pace.measured(ops):
            self._scratch.advance(ops)
        if self.is_due or self._other is None:
            return False
        epochs = self._session.recipe.hyperparameters.epochs
        self._found = Beside(self._other, self._scratch.snapshot(epochs))
        return True

    def _look(self, other: Other) -> None:
        """Set out for where the other moment is by now, and go as far as takes no time."""
        place = place_of(other, self._session)
        if place == self._place:
            return
        self._place, self._found = None, None
        self._scratch.set_out(place)
        self._place = place
        for _ in range(_CHUNKS_AT_ONCE):
            if self.advance():
                break
