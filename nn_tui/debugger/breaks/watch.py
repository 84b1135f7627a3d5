"""Expressions whose values are shown at each moment, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from nn_tui.debugger.breaks.sightings import Sighting, Sightings
from nn_tui.debugger.conditions.condition import Expression, Memory, watched_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.older import evaluate_older
from nn_tui.debugger.conditions.signs import has_turned, with_signs
from nn_tui.debugger.journal import Place
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.text import printable

MOST = 20
"""Watches that there may be."""

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
    is_gradient: bool = False
    """Whether its names have the signs of the gradient view."""
    is_on: bool = True
    """Whether it is looked at."""
    value: float | bool | None = None
    """What it is, or was when it was there last; None: it was not there yet."""
    settled: Cursor | None = None
    """When it was that, where it is not there at this moment; None: it is."""
    sightings: Sightings = field(default_factory=Sightings)
    """What it was at the moments that were seen."""
    problem: str = ""
    """Why the present network cannot have it; "" where it can."""

    def __str__(self) -> str:
        """Write it as it is typed, with a mark where it was typed for gradients."""
        return with_signs(self.text, self.is_gradient)

    def see(self, place: Place, value: float | bool, is_passing: bool) -> None:
        """Note the value at a moment, from which a run goes on by itself or not."""
        self.value, self.settled = value, None
        self.sightings.see(Sighting(place, value), is_passing)

    def miss(
        self, place: Place, older: tuple[float | bool, Cursor] | None, is_passing: bool
    ) -> None:
        """Note that it is not there at a moment, and what it was before."""
        if older is None and (seen := self.sightings.before(place)):
            older = seen[-1].value, seen[-1].place.cursor
        self.value, self.settled = older or (None, None)
        if older is not None:
            self.sightings.stand(Sighting(place, older[0]), is_passing)


class Watches:
    """All of them, in the order in which they were asked for."""

    def __init__(self, timeline: Timeline) -> None:
        self.watches: list[Watch] = []
        self._timeline = timeline
        self._given = 0
        self._bound: dict[Watch, Expression] = {}
        self._program: Program | None = None

    @property
    def place(self) -> Place:
        """Where the run stands."""
        return self._timeline.place

    def add(self, text: str, is_gradient: bool = False) -> Watch:
        """Watch an expression; one that is watched already is not watched twice.

        Args:
            text: As typed.
            is_gradient: Whether it was typed in the gradient view.

        Raises:
            ConditionError: It cannot be watched.
            WatchError: There are too many.
        """
        watched_of(text, self._timeline.machine.program)
        asked = text.strip(), is_gradient and has_turned(text)
        for watch in self.watches:
            if (watch.text, watch.is_gradient) == asked:
                watch.is_on = True
                return watch
        if len(self.watches) >= MOST:
            shown = printable(text.strip(), limit=40)
            raise WatchError(f"{shown}: the limit is {MOST} watches; remove one first")
        return self._watch(*asked)

    def put_back(self, text: str, is_gradient: bool) -> None:
        """Watch what was watched before, in another session; whether it can be is seen later."""
        if len(self.watches) < MOST:
            self._watch(text, is_gradient)

    def remove(self, number: int) -> Watch:
        """Watch one no more.

        Raises:
            WatchError: There is none of that number.
        """
        watch = self._numbered(number)
        self.watches.remove(watch)
        self._bound.pop(watch, None)
        return watch

    def switch(self, number: int) -> Watch:
        """Look at one no more, or again.

        Raises:
            WatchError: There is none of that number.
        """
        watch = self._numbered(number)
        watch.is_on = not watch.is_on
        return watch

    def look(self, is_passing: bool = False) -> None:
        """Note all values at the present moment.

        Args:
            is_passing: Whether a run goes on from here by itself: changes are counted from where it
                stood before.
        """
        program = self._timeline.machine.program
        if self._program is None or not self._program.is_same_run(program):
            self._program = program
            self._bound.clear()
        with np.errstate(all="ignore"):
            for watch in self.watches:
                if watch.is_on:
                    self._look_at(watch, self._expression(watch, program), is_passing)

    def _look_at(self, watch: Watch, expression: Expression | None, is_passing: bool) -> None:
        machine = self._timeline.machine
        if expression is None:
            watch.value = watch.settled = None
            return
        value = expression.evaluate(MachineNames(machine), _NOTHING)
        if value is not None:
            watch.see(self.place, value.item(), is_passing)
            return
        older = evaluate_older(expression, machine)
        known = None if older is None else (older[0].item(), older[1])
        watch.miss(self.place, known, is_passing)

    def _watch(self, text: str, is_gradient: bool) -> Watch:
        self._given += 1
        self.watches.append(Watch(self._given, text, is_gradient))
        return self.watches[-1]

    def _expression(self, watch: Watch, program: Program) -> Expression | None:
        if watch not in self._bound:
            try:
                self._bound[watch] = watched_of(watch.text, program, watch.is_gradient)
                watch.problem = ""
            except InputError as error:
                watch.problem = str(error)
        return self._bound.get(watch)

    def _numbered(self, number: int) -> Watch:
        for watch in self.watches:
            if watch.number == number:
                return watch
        known = ", ".join(str(watch.number) for watch in self.watches)
        there = f"there are {known}" if known else "there are none"
        raise WatchError(f"watch {number}: there is none of that number; {there}")
