"""Sets a course on what is asked: another moment, or a run; and says what there is to say of it."""

from __future__ import annotations

from nn_tui.debugger.course import Course
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.travel import GoTo, GoToMoment, Travel
from nn_tui.debugger.travels import NONE_ON, destination, said_of, set_out
from nn_tui.errors import InputError


class Helm:
    """Knows by name where a run is to come, since other batches have that moment elsewhere."""

    def __init__(self, session: Session, course: Course) -> None:
        """Make one that has set no course.

        Args:
            session: What runs.
            course: Set by this alone.
        """
        self._session = session
        self._course = course
        self._goal: Travel | None = None

    @property
    def goal(self) -> Travel | None:
        """What the run under way was asked to come to; None: the last epoch, or nothing."""
        return self._goal if self._course.goal is not None else None

    def travel(self, command: Travel) -> str:
        """Set out for another moment; what lies beyond all that is known is trained."""
        try:
            target = destination(command, self._session)
            said = said_of(command, self._session)
            is_goal = isinstance(command, GoTo | GoToMoment)
            self._goal = command if is_goal else None
            self._course.travel(set_out(command, self._session), target, is_goal)
        except InputError as refusal:
            return str(refusal)
        said = self._session.lookout.take_said() or said
        return said or ("" if self._course.ops else self.told_of_divergence())

    def run(self) -> str:
        """Set out for the last epoch."""
        if self._session.is_finished:
            epochs = self._session.recipe.hyperparameters.epochs
            return f"all {epochs} epochs are done: raise epochs, step on, or start over"
        self._course.run()
        return ""

    def go_on(self) -> str:
        """Set out for the next hit of a breakpoint."""
        return self.run() if self._session.lookout.table.on else f"{NONE_ON}; space runs"

    def run_on(self, goal: Travel | None) -> str:
        """Go on with a run that was on its way to a goal; None: to the last epoch."""
        try:
            target = None if goal is None else destination(goal, self._session)
        except InputError as refusal:
            return str(refusal)
        if target is None:
            return self.run()
        if self._session.cursor < target:
            self._course.run(target)
        return ""

    def told_of_staying(self) -> str:
        """Say where the run stands, which has turned back on the way to another moment."""
        return f"given up: still at {place_of(self._session.machine.program, self._session.cursor)}"

    def told_of_stop(self, said: str) -> str:
        """Say why the run has stopped: a breakpoint, what was `said`, where it is not finite."""
        return self._session.lookout.take_said() or said or self.told_of_divergence()

    def told_of_divergence(self) -> str:
        """Say where the run is not finite, and how to get past it from before; or ""."""
        found = self._session.divergence
        if found is None:
            return ""
        is_before = self._session.cursor < found.cursor
        return f"{found}; A says why, s steps past it" if is_before else str(found)
