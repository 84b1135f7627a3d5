"""A breakpoint at its post: bound to the program that is run."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from nn_tui.debugger.breaks.breakpoint import BeforeLine, Breakpoint, When, place_of
from nn_tui.debugger.conditions.condition import Expression, Memory, condition_of
from nn_tui.debugger.conditions.part import Names, Value
from nn_tui.debugger.conditions.timing import timing_of
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError


class ConditionPost:
    """Looks whether a condition is met, at its moments."""

    def __init__(self, point: Breakpoint, condition: Expression, program: Program) -> None:
        self.point = point
        """Whose post it is."""
        self.timing = timing_of(condition.reads, program)
        """When it looks."""
        self.memory: Memory = condition.new_memory()
        """What it remembers."""
        self.asks_finite = condition.mentions("finite")
        """Whether it looks for what is not finite itself."""
        self._condition = condition

    @property
    def has_memory(self) -> bool:
        """Whether it asks for what was before."""
        return bool(self._condition.slots)

    def ops_to_look(self, cursor: Cursor) -> int | None:
        """Count the ops after which to look; None: any number, the records tell it afterwards."""
        return None if self.timing.is_of_records else self.timing.ops_to_look(cursor)

    def moment(self, since: Cursor, now: Cursor) -> Cursor | None:
        """Say which of its moments, not told by records, has come; the machine stands at `now`."""
        if self.timing.is_of_records:
            return None
        if self.timing.is_every_op:
            return now if now > since else None
        found = self.timing.moment_in(now.epoch, now.batch) if now.epoch else None
        return found if found is not None and since < found <= now else None

    def is_met(self, names: Names) -> bool:
        """Look, and remember."""
        value = self._condition.evaluate(names, self.memory)
        return value is not None and bool(value)

    def found(self, names: Names) -> str:
        """Say which values it looks at."""
        figures = self._condition.figures(names)
        return ", ".join(f"{source} = {in_short(value)}" for source, value in figures)


class LinePost:
    """Looks whether a line is the next to run."""

    has_memory = asks_finite = False

    def __init__(self, point: Breakpoint, program: Program, place: int) -> None:
        self.point = point
        """Whose post it is."""
        self._program = program
        self._place = place

    def ops_to_look(self, cursor: Cursor) -> int | None:
        """Count the ops to the next moment just before its line."""
        program, here = self._program, self._program.ops_before(cursor)
        ahead, last = program.after(cursor), program.schedule.batches
        batches = {ahead.batch, min(ahead.batch + 1, last), 1, min(2, last), last}
        cursors = [
            Cursor(ahead.epoch + more, b, self._number(b)) for b in batches for more in (0, 1)
        ]
        counts = [program.ops_before(c) - 1 - here for c in cursors if c.op]
        return min(count for count in counts if count > 0)

    def moment(self, since: Cursor, now: Cursor) -> Cursor | None:
        """Say whether its moment is now."""
        ahead = self._program.after(now)
        return now if now > since and ahead.op == self._number(ahead.batch) else None

    def is_met(self, names: Names) -> bool:
        """Stop: its moment is all that there is to look for."""
        return True

    def found(self, names: Names) -> str:
        """Say nothing: it looks at no value."""
        return ""

    def _number(self, batch: int) -> int:
        """Say which op of a batch it is, from 1; 0: none."""
        number = self._place + 1 - (0 if batch == 1 else len(self._program.start))
        return number if 1 <= number <= self._program.length(batch) else 0


Post: TypeAlias = ConditionPost | LinePost


def post_of(point: Breakpoint, program: Program) -> Post | str:
    """Bind a breakpoint to a program, or say why that cannot be."""
    match point.stop:
        case When(text, is_gradient):
            try:
                return ConditionPost(point, condition_of(text, program, is_gradient), program)
            except InputError as error:
                return str(error)
        case BeforeLine() as line:
            place = place_of(line, program)
            if place is None:
                return f"no line writes {line.writes} here"
            return LinePost(point, program, place)


def in_short(value: Value) -> str:
    """Write a value in few characters."""
    if isinstance(value, str):
        return value
    if isinstance(value, np.bool_):
        return "true" if value else "false"
    return f"{float(value):.6g}"
