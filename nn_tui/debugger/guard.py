"""Runs a timeline, keeps moments of it, and stops before a result that is not finite."""

from __future__ import annotations

from nn_tui.debugger.breaks.lookout import Lookout
from nn_tui.debugger.cost import keyframe_cost, ops_cost
from nn_tui.debugger.divergence import Divergence, stop_before_divergence
from nn_tui.debugger.history import Keyframe
from nn_tui.debugger.journal import Place
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program

_KEYFRAME_SHARE = 50.0
"""A moment is kept when the run has cost this many times as much as keeping it does."""

_LONGEST_STRETCH = 8
"""Of so many such spans one is done at once, where more is asked for: memory has its bounds."""


class Guard:
    """Goes on along a timeline; see Session for what its steps mean."""

    def __init__(self, timeline: Timeline, lookout: Lookout) -> None:
        self.divergence: Divergence | None = None
        """The op whose result is not finite: the run stands before it, or has been taken past."""
        self._timeline = timeline
        self._lookout = lookout
        self._keyframe: Keyframe | None = None
        self._ops_since_keyframe = 0
        # Ops that have been done in a hurry, and how many more may be: looked at by and by.
        self._unlooked = self._patience = 0
        self._program: Program | None = None
        self._op_cost = 1.0

    def step_op(self) -> None:
        """Do one op, whatever comes of it."""
        timeline = self._timeline
        if timeline.machine.program.is_batch_done(timeline.machine.cursor):
            # From here the steps that follow can be taken back at once.
            timeline.keep()
        if timeline.run(1):
            self._look_at_op()
        self.stand_elsewhere()
        timeline.settle()

    def advance(self, ops: int) -> bool:
        """Do that many ops, or stop where a breakpoint is hit that is looked for.

        Returns:
            Whether all results were finite, or none was looked at.
        """
        if not self.look():
            return False
        timeline, segment, lookout = self._timeline, self._timeline.segment, self._lookout
        while ops > 0 and timeline.segment is segment:
            keyframe, entry = self._recent_keyframe(), timeline.player.entry
            since, end = timeline.machine.cursor, timeline.branch.end
            done = timeline.run(lookout.most_ops(min(ops, self._most_ops(keyframe))))
            if keyframe.state.is_finite:
                is_good = lookout.asks_finite or self._is_finite(done)
                self.divergence = None if is_good else self._go_back(keyframe)
            stop = lookout.look(since) if done else None
            if stop is not None:
                self._stop_at(stop, keyframe, end)
            elif keyframe.state.is_finite and self.divergence is not None:
                timeline.collect()
                return False
            self._ops_since_keyframe += done
            is_elsewhere = timeline.settle() or timeline.player.entry is not entry
            lookout.stand()
            if is_elsewhere:
                self.stand_elsewhere()
            if stop is not None:
                break
            ops -= done
        self._patience = self._ops_that_may_wait()
        return True

    def hurry(self, ops: int) -> bool:
        """Do as `advance` does, but leave it to `look` whether all results are finite.

        Until then nothing is to be read, and nothing done but to hurry on: on a large network, to
        look takes a twelfth of the time of an iteration.
        """
        if ops > self._patience:
            return self.advance(ops)
        self._patience -= ops
        self._unlooked += ops
        # The bare machine: what is done for each of so many calls counts.
        self._timeline.machine.run_ops(ops)
        return True

    def look(self) -> bool:
        """Look at the results of a hurry, and go back to before the first that is not finite.

        Returns:
            Whether there was none.
        """
        unlooked, keyframe = self._unlooked, self._keyframe
        self._unlooked = self._patience = 0
        if not unlooked or keyframe is None:
            return True
        self._timeline.branch.reach(self._timeline.place)
        if not self._is_finite(unlooked):
            self.divergence = self._go_back(keyframe)
        self._ops_since_keyframe += unlooked
        self._timeline.collect()
        return self.divergence is None

    def stand_elsewhere(self) -> None:
        """Note that the run no longer goes on from the last moment that was kept."""
        self._keyframe, self._patience = None, 0

    def note_change(self, is_another_run: bool) -> None:
        """Note that something was changed by hand."""
        if is_another_run:
            self.look_again()
        self.stand_elsewhere()

    def look_again(self) -> None:
        """Look whether the run, put at another moment, stands past a divergence."""
        self.stand_elsewhere()
        self.divergence = None
        self._look_at_op()

    def _look_at_op(self) -> None:
        machine = self._timeline.machine
        if machine.is_finite():
            self.divergence = self._timeline.branch.divergence_at(self._timeline.place)
        elif self.divergence is None:
            op = machine.program.op_before(machine.cursor)
            assert op is not None, "an op has run"
            self.divergence = Divergence(machine.cursor, op.line, op.writes)

    def _is_finite(self, ops: int) -> bool:
        """Whether all results of the last ops are finite."""
        machine = self._timeline.machine
        return machine.wrote_finite(ops) and machine.records.are_finite()

    def _go_back(self, keyframe: Keyframe) -> Divergence | None:
        """Go back to before the op that did not stay finite."""
        machine = self._timeline.machine
        machine.records.clear()
        found = stop_before_divergence(machine, keyframe.state, self._ops_since_keyframe)
        # The run stands somewhere else now than the ops that were done would have it.
        self.stand_elsewhere()
        self._timeline.branch.fall_back_to(self._timeline.place, found)
        return found

    def _stop_at(self, stop: Cursor, keyframe: Keyframe, end: Place) -> None:
        """Stand where a breakpoint was hit, which may be before where the run has come.

        Args:
            stop: Where.
            keyframe: A moment before.
            end: How far the branch had come.
        """
        machine, branch = self._timeline.machine, self._timeline.branch
        if machine.cursor != stop:
            self.divergence = None
            machine.records.clear()
            machine.restore(keyframe.state)
            machine.run_ops(self._timeline.player.ops_to(stop))
            place = self._timeline.place
            branch.end = max(end, place, key=lambda known: known.position)
        self.stand_elsewhere()
        if self._lookout.asks_finite:
            self._look_at_op()

    def _ops_that_may_wait(self) -> int:
        """Count the ops that may be done before another look: with the next moment kept, at most.

        Nothing else is to happen meanwhile: no change that is ahead, no breakpoint.
        """
        keyframe = self._keyframe
        if keyframe is None or not keyframe.state.is_finite or self._lookout.is_on_watch:
            return 0
        if self._timeline.has_something_ahead:
            return 0
        return max(0, int(self._ops_to_keep(keyframe)) - self._ops_since_keyframe)

    def _most_ops(self, keyframe: Keyframe) -> int:
        """Count the ops after which to look again, however many are asked for: whole epochs."""
        machine = self._timeline.machine
        most = int(_LONGEST_STRETCH * self._ops_to_keep(keyframe))
        return max(1, machine.program.whole(machine.cursor, most))

    def _recent_keyframe(self) -> Keyframe:
        """Give a moment to replay from: kept often enough that a replay is short, yet cheaply."""
        kept = self._keyframe
        if kept is None or self._ops_since_keyframe > self._ops_to_keep(kept):
            kept = self._keyframe = self._timeline.keep()
            self._ops_since_keyframe = 0
        return kept

    def _ops_to_keep(self, keyframe: Keyframe) -> float:
        """Count the ops that cost so much that another moment is kept after them."""
        program = self._timeline.machine.program
        if program is not self._program:
            self._program, self._op_cost = program, ops_cost(program, 1)
        return _KEYFRAME_SHARE * keyframe_cost(keyframe.state) / self._op_cost
