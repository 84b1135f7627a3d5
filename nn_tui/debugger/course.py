"""What the machine is set to do: a step or a run, how much of it is left, and how fast it goes."""

from __future__ import annotations

from collections.abc import Callable

from nn_tui.debugger.breaks.search import Approach
from nn_tui.debugger.journey import Way
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.tempo import FULL, Tempo, shifted
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError


class Course:
    """Counts down the ops that are to be done.

    A run that is not at full speed goes step by step: a step is begun when its time has come, and
    is then done in as many chunks as it takes.
    """

    def __init__(self, session: Session, pace: Pace) -> None:
        """Make one with nothing to do.

        Args:
            session: Which says how many ops a step has.
            pace: Which says when a step is due.
        """
        self.tempo: Tempo = FULL
        """How fast a run goes."""
        self.ops = 0
        """What is left of the step or the run; 0: nothing is to be done."""
        self.is_run = False
        """Whether it is a run, to the last epoch or to a goal, not a step."""
        self.goal: Cursor | None = None
        """Where a run is to stop; None: at the last epoch."""
        self._session = session
        self._pace = pace
        self._ops_of_beat = 0
        self._journey: Way | None = None
        self._target: Cursor | None = None
        self._is_goal = False
        self._then: Callable[[], object] | None = None

    @property
    def progress(self) -> float | None:
        """How much of a journey is done; None: there is none under way."""
        if self._journey is None or not self._journey.length:
            return None
        return 1.0 - self._journey.ops / self._journey.length

    @property
    def is_step(self) -> bool:
        """Whether a step is under way."""
        return bool(self.ops) and not self.is_run

    @property
    def is_way_to_run(self) -> bool:
        """Whether a journey is under way behind which a run sets out."""
        return self._journey is not None and (self._is_goal or self._then is not None)

    @property
    def is_due(self) -> bool:
        """Whether there is something to be done now."""
        return bool(self.ops) and (bool(self._ops_of_beat) or not self._pace.seconds_to_beat())

    @property
    def seconds_to_wait(self) -> float | None:
        """How long there is nothing to do; None: until something is asked for."""
        return self._pace.seconds_to_beat() if self.ops else None

    def step(self, ops: int) -> None:
        """Set out on a step of so many ops."""
        self.ops = ops
        self._pace.begin(self._session.epochs_done)

    def travel(self, journey: Way, target: Cursor | None = None, is_goal: bool = False) -> None:
        """Set out on a journey; one without ops ends at once.

        Args:
            journey: As far as the way is known.
            target: A moment of that run which may lie beyond: the rest of the way is trained.
            is_goal: Whether that is a run, which may be long, not a step.
        """
        self._journey, self._target, self._is_goal = journey, target, is_goal
        self.step(journey.ops)
        if not journey.ops:
            journey.travel(1)
            self._end_journey()

    def run(self, goal: Cursor | None = None) -> None:
        """Set out on a run to the last epoch or a breakpoint, or at full speed to a goal ahead."""
        lookout = self._session.lookout
        if goal is not None:
            self._run_to(goal)
            return
        lookout.begin()
        if lookout.lacks_memory and (approach := self._approach()) is not None:
            approach.on_arrival = lookout.begin
            self.travel(approach)
            self._then = self._run_to
        else:
            self._run_to()

    def _run_to(self, goal: Cursor | None = None) -> None:
        self.goal = goal
        if goal is None:
            self._session.lookout.resume()
        self.step(self._ops_of_run())
        self.is_run = True
        self._pace.set_beat(self.tempo.seconds if self._is_slow else 0.0)

    def stop(self) -> None:
        """Leave what is left undone; of a journey, everything."""
        if self._journey is not None and self._journey.ops:
            self._journey.turn_back()
        self._journey = self._target = self.goal = self._then = None
        self._session.lookout.end()
        self.ops = self._ops_of_beat = 0
        self.is_run = False
        self._pace.set_beat(0.0)

    def change_tempo(self, steps: int) -> None:
        """Go faster by so many tempos, or slower where negative, at once."""
        self.tempo, self._ops_of_beat = shifted(self.tempo, steps), 0
        if self.is_run:
            self._pace.begin(self._session.epochs_done)
            self._pace.set_beat(self.tempo.seconds if self._is_slow else 0.0)

    def come_back(self) -> None:
        """Count the time under way from now on: the process was stopped."""
        self._pace.begin(self._session.epochs_done)

    def next_chunk(self) -> int:
        """Count the ops to do now: few enough that commands are soon looked at again."""
        left = self.ops
        if self._is_slow:
            if not self._ops_of_beat:
                self._ops_of_beat = min(left, self._session.ops_to(self.tempo.unit))
            left = self._ops_of_beat
        return min(left, self._session.whole(self._pace.ops))

    def is_amid_run(self, ops: int) -> bool:
        """Whether, after so many ops of a run at full speed, more are to follow."""
        return self.is_run and not self._is_slow and ops < self.ops

    def do(self, ops: int, is_hurried: bool) -> bool:
        """Do a chunk; whether it was not stopped by a result that is not finite.

        Args:
            ops: How many.
            is_hurried: Whether the results may be looked at later, see Guard.
        """
        if self._journey is not None:
            self._journey.travel(ops)
            return True
        segment = self._session.timeline.segment
        is_done = self._session.advance(ops, is_hurried)
        if (begun := self._session.timeline.segment) is not segment:
            # Another program: what was to be done is counted in its ops, and a step ends here.
            is_goal_there = self.goal is None or begun.origin is segment.origin
            self.ops = ops + (self._ops_of_run() if self.is_run and is_goal_there else 0)
        if self._session.lookout.hit is not None:
            self.ops = ops
        return is_done

    def have_done(self, ops: int) -> bool:
        """Count ops as done.

        Returns:
            Whether a step of a slow run that is to be seen ends here.
        """
        is_beat_done = self._is_slow and ops >= self._ops_of_beat
        self.ops = self.ops - ops if self._journey is None else self._journey.ops
        self._ops_of_beat = max(0, self._ops_of_beat - ops)
        if is_beat_done:
            self._pace.beat()
        if not self.ops and self._journey is not None:
            self._end_journey()
        elif not self.ops:
            if self.is_run and self.goal is None:
                self._session.lookout.conclude()
            self.stop()
        return is_beat_done and self.tempo.is_watched

    def _end_journey(self) -> None:
        """Train on to where it leads, if that is farther than the way was known."""
        target, is_goal, then = self._target, self._is_goal, self._then
        self.stop()
        if then is not None:
            then()
            return
        if target is not None and self._session.cursor < target:
            if is_goal:
                self.run(target)
            else:
                self.step(self._session.timeline.player.ops_to(target))

    def _ops_of_run(self) -> int:
        if self.goal is None:
            return self._session.ops_left()
        return max(0, self._session.timeline.player.ops_to(self.goal))

    def _approach(self) -> Approach | None:
        """Look up what was before; None where there is no memory for it: then nothing was."""
        session = self._session
        try:
            return Approach(session.timeline, session.ways, session.lookout.table.on)
        except InputError:
            return None

    @property
    def _is_slow(self) -> bool:
        return self.is_run and self.goal is None and not self.tempo.is_full
