"""Keeps the light of the gradient check fresh: every so many epochs, beside the run."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from nn_tui.debugger.checking.checked import Cell, Checked
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.sample import sample_of
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.player import Player
from nn_tui.debugger.scratch import SCRATCH_LIMIT
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.gradient_probe import STEP, CellCheck, GradientProbe
from nn_tui.engine.workspace import memory_needed

_SHARE = 0.25
"""Ops that a check may cost for each op of a run at full speed."""

_PER_CALL = 2
"""Ops of a run that take as long as a call of a check, which is not fused with others."""


class LightKeeper:
    """Checks a sample of the iteration that follows, in a second machine, while a run is on.

    Where the run pauses, the iteration of that moment is checked instead, by the checker.
    """

    def __init__(self, session: Session, pace: Pace, checker: Checker) -> None:
        """Make one that checks nothing.

        Args:
            session: Of whose gradients.
            pace: Which says how much to do in a chunk.
            checker: Which checks where the run pauses.
        """
        # Epochs from one check to the next; 0: there are none.
        self._every = 0
        self._session = session
        self._pace = pace
        self._checker = checker
        self._checked: Checked | None = None
        self._player: Player | None = None
        self._probe: GradientProbe | None = None
        self._iteration = Cursor()
        self._waiting: list[Cell] = []
        self._found: dict[Cell, CellCheck] = {}
        self._credit = 0.0
        self._last: Hashable = None

    @property
    def is_due(self) -> bool:
        """Whether a check is under way."""
        return self._probe is not None

    def keep(self, every: int) -> None:
        """Check every so many epochs, from now on; 0: never."""
        self._every, self._last, self._probe = every, None, None
        # Nothing is checked yet: the light is grey.
        self._checked = Checked(Cursor()) if every else None

    def checked(self, is_running: bool) -> Checked | None:
        """Give what is known by now: of a run the last check that is whole."""
        by_hand, kept = self._checker.checked, self._checked
        if kept is None or by_hand is None:
            return by_hand or kept
        is_here = by_hand.is_of(self._session.cursor)
        return by_hand if is_here and not is_running else kept

    def follow(self, ops: int) -> None:
        """Keep up with a run that has done so many ops: check a chunk, as far as that may cost."""
        if not self._every:
            return
        self._credit = min(0.0, self._credit) + _SHARE * ops
        if self._probe is None:
            self._begin_if_due()
        elif self._credit > 0:
            self.advance()

    def advance(self) -> bool:
        """Go on for a chunk; whether the check is whole."""
        probe = self._probe
        assert probe is not None, "a check is under way"
        cost = _PER_CALL * 2 * probe.calls
        count = max(1, self._pace.ops // cost)
        now, self._waiting = self._waiting[:count], self._waiting[count:]
        for name, index in now:
            place = int(np.ravel_multi_index(index, probe.analytic[name].shape))
            self._found[name, index] = probe.cell(name, place)
        self._credit -= cost * len(now)
        if self._waiting:
            return False
        self._probe = None
        wanted = len(self._found)
        self._checked = Checked(self._iteration, STEP, self._found, wanted, is_kept=True)
        return True

    def pause(self) -> None:
        """Leave what is under way, and check the iteration of this moment if it is time."""
        if not self._every:
            return
        is_unfinished, self._probe = self._probe is not None, None
        if self._is_time() or is_unfinished:
            self._last = self._period
            self._checked = None
            cells = sample_of(self._session.machine.program, self._seed, self._epochs)
            self._checker.check(cells, STEP)

    def _begin_if_due(self) -> None:
        session = self._session
        program, cursor = session.machine.program, session.cursor
        if not program.is_batch_done(cursor) or not self._is_time():
            return
        self._last = self._period
        if memory_needed(program) > SCRATCH_LIMIT:
            self._checked = Checked(cursor, refusal="a second network would take too much memory")
            return
        state = session.machine.save()
        if not state.is_finite:
            return
        entry = session.timeline.player.entry
        if self._player is None:
            self._player = Player(entry.origin)
        self._player.restore(entry, state)
        after = program.after(cursor)
        self._iteration = Cursor(after.epoch, after.batch)
        self._probe = GradientProbe(self._player.machine)
        self._waiting, self._found = sample_of(program, self._seed, self._epochs), {}
        self._credit -= len(program.iteration)

    def _is_time(self) -> bool:
        """Whether the run has come to another check since the last one."""
        if self._period == self._last:
            return False
        if self._epochs < self._every:
            self._last = self._period
            return False
        return True

    @property
    def _period(self) -> Hashable:
        return self._session.timeline.player.entry.origin, self._epochs // self._every

    @property
    def _epochs(self) -> int:
        return self._session.epochs_done

    @property
    def _seed(self) -> int:
        return self._session.recipe.hyperparameters.seed
