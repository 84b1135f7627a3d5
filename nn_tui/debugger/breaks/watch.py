"""Expressions whose values are shown at each moment, with where they come from."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from nn_tui.debugger.conditions.condition import Expression, Memory, watched_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.journal import Place
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.text import printable

MOST = 20
"""Watches that there may be."""

_MOST_KEPT = 60
"""Values that are kept of each for its sparkline."""


_NOTHING = Memory([])
"""What a watched expression remembers: it has no previous()."""


class WatchError(InputError):
    """A watch that there is not, or one too many."""


@dataclass(slots=True, eq=False)
class Watch:
    """An expression that is watched."""

    number: int
    """What it is called by, from 1."""
    text: str
    """As typed."""
    values: deque[tuple[Place, float | bool | None]] = field(
        default_factory=lambda: deque(maxlen=_MOST_KEPT)
    )
    """What it was at the moments that were seen, the last one last; None: not there yet."""
    problem: str = ""
    """Why the present network cannot have it; "" where it can."""

    @property
    def numbers(self) -> list[float]:
        """The numbers among its values."""
        return [float(value) for _, value in self.values if value is not None]

    def see(self, place: Place, value: float | bool | None) -> None:
        """Note the value at a moment; what was seen later on the way is forgotten."""
        while self.values and not _is_before(self.values[-1][0], place):
            self.values.pop()
        self.values.append((place, value))


def _is_before(one: Place, other: Place) -> bool:
    return one.entry.origin is other.entry.origin and one.position < other.position


class Watches:
    """All of them, in the order in which they were asked for."""

    def __init__(self, timeline: Timeline) -> None:
        self.watches: list[Watch] = []
        self._timeline = timeline
        self._given = 0
        self._bound: dict[Watch, Expression] = {}
        self._program: Program | None = None

    def add(self, text: str) -> Watch:
        """Watch an expression; one that is watched already is not watched twice.

        Raises:
            ConditionError: It cannot be watched.
            WatchError: There are too many.
        """
        watched_of(text, self._timeline.machine.program)
        for watch in self.watches:
            if watch.text == text.strip():
                return watch
        if len(self.watches) >= MOST:
            shown = printable(text.strip(), limit=40)
            raise WatchError(f"{shown}: the limit is {MOST} watches; remove one first")
        self._given += 1
        self.watches.append(Watch(self._given, text.strip()))
        return self.watches[-1]

    def remove(self, number: int) -> Watch:
        """Watch one no more.

        Raises:
            WatchError: There is none of that number.
        """
        for watch in self.watches:
            if watch.number == number:
                self.watches.remove(watch)
                self._bound.pop(watch, None)
                return watch
        known = ", ".join(str(watch.number) for watch in self.watches)
        there = f"there are {known}" if known else "there are none"
        raise WatchError(f"watch {number}: there is none of that number; {there}")

    def look(self) -> None:
        """Note all values at the present moment."""
        program = self._timeline.machine.program
        if self._program is None or not self._program.is_same_run(program):
            self._program = program
            self._bound.clear()
        names, place = MachineNames(self._timeline.machine), self._timeline.place
        with np.errstate(all="ignore"):
            for watch in self.watches:
                expression = self._expression(watch, program)
                value = None if expression is None else expression.evaluate(names, _NOTHING)
                watch.see(place, None if value is None else value.item())

    def _expression(self, watch: Watch, program: Program) -> Expression | None:
        if watch not in self._bound:
            try:
                self._bound[watch] = watched_of(watch.text, program)
                watch.problem = ""
            except InputError as error:
                watch.problem = str(error)
        return self._bound.get(watch)
