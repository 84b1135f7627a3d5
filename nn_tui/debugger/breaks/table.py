"""The breakpoints of a session, by number."""

from __future__ import annotations

from nn_tui.debugger.breaks.breakpoint import Breakpoint, Stop, When, line_at
from nn_tui.debugger.conditions.condition import condition_of
from nn_tui.debugger.conditions.signs import has_turned
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.text import printable

MOST = 50
"""Breakpoints that there may be."""


class BreakpointError(InputError):
    """A breakpoint that there is not, or one too many."""


class Breakpoints:
    """All of them, in the order in which they were set; a number is given once."""

    def __init__(self) -> None:
        self.points: list[Breakpoint] = []
        self.version = 0
        """Counts the changes of what stops a run."""
        self._given = 0

    @property
    def on(self) -> list[Breakpoint]:
        """Those that stop a run."""
        return [point for point in self.points if point.is_on]

    def add(self, text: str, program: Program, is_gradient: bool = False) -> Breakpoint:
        """Set one by a condition; the same condition again is switched on.

        Args:
            text: As typed.
            program: Of the run.
            is_gradient: Whether it was typed in the gradient view.

        Raises:
            ConditionError: It is no condition over a run of this program.
            BreakpointError: There are too many.
        """
        condition_of(text, program)
        return self._set(When(text.strip(), is_gradient and has_turned(text)))

    def toggle_line(self, program: Program, place: int) -> Breakpoint | None:
        """Set one before a line of the listing, or remove it; None: it was removed.

        Raises:
            BreakpointError: There are too many.
        """
        line = line_at(program, place)
        known = self._with(line)
        if known is None or not known.is_on:
            return self._set(line)
        self.remove(known.number)
        return None

    def put_back(self, stop: Stop, is_on: bool, hits: int) -> None:
        """Set one that was there before, in another session; whether it can be is seen later."""
        if len(self.points) < MOST:
            point = self._set(stop)
            point.is_on, point.hits = is_on, hits

    def switch(self, number: int) -> Breakpoint:
        """Switch one on, or off.

        Raises:
            BreakpointError: There is none of that number.
        """
        point = self._numbered(number)
        point.is_on, self.version = not point.is_on, self.version + 1
        return point

    def remove(self, number: int) -> Breakpoint:
        """Remove one.

        Raises:
            BreakpointError: There is none of that number.
        """
        point = self._numbered(number)
        self.points.remove(point)
        self.version += 1
        return point

    def _set(self, stop: Stop) -> Breakpoint:
        point = self._with(stop)
        if point is None:
            if len(self.points) >= MOST:
                shown = printable(str(stop), limit=40)
                raise BreakpointError(f"{shown}: the limit is {MOST} breakpoints; remove one first")
            self._given += 1
            point = Breakpoint(self._given, stop)
            self.points.append(point)
        point.is_on, self.version = True, self.version + 1
        return point

    def _with(self, stop: Stop) -> Breakpoint | None:
        return next((point for point in self.points if point.stop == stop), None)

    def _numbered(self, number: int) -> Breakpoint:
        for point in self.points:
            if point.number == number:
                return point
        known = ", ".join(str(point.number) for point in self.points)
        there = f"there are {known}" if known else "there are none"
        raise BreakpointError(f"breakpoint {number}: there is none of that number; {there}")
