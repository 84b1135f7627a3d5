"""Checks the gradients of the present iteration in a second machine, a chunk at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nn_tui.debugger.checking.checked import Cell, Checked
from nn_tui.debugger.checking.command import CheckGradients
from nn_tui.debugger.destinations import at
from nn_tui.debugger.journal import Entry
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.gradient_probe import CellCheck, GradientProbe
from nn_tui.engine.program import Program
from nn_tui.errors import InputError

MOST_CELLS = 2000
"""Gradients that are checked at once; of a larger network those of the array that is looked at, and
of a larger array the one cell."""


class Checker:
    """Remembers what was found until another iteration is asked about."""

    def __init__(self, session: Session, pace: Pace) -> None:
        """Make one that was asked nothing.

        Args:
            session: Of whose gradients.
            pace: Which says how much to do in a chunk.
        """
        self._session = session
        self._pace = pace
        self._scratch = Scratch(session.timeline.history)
        self._probe: GradientProbe | None = None
        self._waiting: list[Cell] = []
        self._stored: dict[str, Array] = {}
        self._entry: Entry | None = None
        self._checked: Checked | None = None
        self._fault: Planted | None = None
        self._what: CheckGradients | None = None

    @property
    def checked(self) -> Checked | None:
        """What was found; None: nothing was asked since a fault was switched on or off."""
        is_of_these_lines = self._fault is self._session.machine.lines.fault
        return self._checked if is_of_these_lines else None

    @property
    def is_due(self) -> bool:
        """Whether some cells wait to be checked."""
        return bool(self._waiting)

    def ask(self, what: CheckGradients) -> None:
        """Check the array or the cell that is looked at, in the iteration of the present moment."""
        self._what = what
        self.check(_cells(self._session.machine.program, what), what.step)

    def renew(self) -> None:
        """Check what was asked last anew, where a fault was switched on or off since.

        What was found is of other lines; a person who looks at it waits to see what changes.
        """
        what, parameters = self._what, self._session.machine.program.network.parameters
        is_void = self._checked is not None and self.checked is None
        if is_void and what is not None and what.array in parameters:
            self.ask(what)

    def check(self, cells: Sequence[Cell], step: float) -> None:
        """Set out for where the iteration of the present moment begins.

        Args:
            cells: What to check there.
            step: h, for a weight of size up to 1.
        """
        session, place = self._session, self._session.timeline.place
        program, opening = session.machine.program, place.entry.opening
        first = program.cursor_at(program.ops_before(place.cursor) - place.cursor.op)
        beginning = max(first, opening.beginning)
        after = program.after(beginning)
        iteration = Cursor(after.epoch, after.batch)
        known = self._known(iteration, step)
        self._waiting = [cell for cell in cells if cell not in known]
        wanted = len(known) + len(self._waiting)
        self._checked = Checked(iteration, step, known, wanted)
        self._stored = _stored_gradients(session)
        self._fault = session.machine.lines.fault
        self._probe = None
        try:
            self._scratch.set_out(at(place.entry, beginning))
        except (InputError, MemoryError) as error:
            self._waiting = []
            reason = str(error) or "there is not enough memory for a second network"
            self._checked = Checked(iteration, step, refusal=reason)

    def advance(self) -> bool:
        """Go on for a chunk; whether all is checked that was asked for."""
        ops = self._pace.ops
        with self._pace.measured(ops):
            if self._probe is None:
                self._travel(ops)
            else:
                self._check_some(self._probe, ops)
        return not self._waiting

    def _travel(self, ops: int) -> None:
        self._scratch.advance(ops)
        if not self._scratch.is_under_way:
            self._probe = GradientProbe(self._scratch.player.machine)
            # What it has done to that machine, no moment of the run has.
            self._scratch.leave()

    def _check_some(self, probe: GradientProbe, ops: int) -> None:
        assert self._checked is not None, "something was asked"
        count = max(1, ops // (2 * probe.calls))
        now, self._waiting = self._waiting[:count], self._waiting[count:]
        found = dict(self._checked.cells)
        for name, index in now:
            stored = self._stored.get(name)
            analytic = None if stored is None else float(stored[index])
            place = np.ravel_multi_index(index, probe.analytic[name].shape)
            found[name, index] = probe.cell(name, int(place), self._checked.step, analytic)
        self._checked = replace(self._checked, cells=found)

    def _known(self, iteration: Cursor, step: float) -> dict[Cell, CellCheck]:
        """Give what was found before, of this very iteration with this very step."""
        before, entry = self._checked, self._session.timeline.place.entry
        is_same = self._entry is entry and before is not None and before.step == step
        self._entry = entry
        if before is None or not is_same or before.iteration != iteration:
            return {}
        return dict(before.cells)


def _cells(program: Program, what: CheckGradients) -> list[Cell]:
    """List the cells to check: of all parameters, of the one that is looked at, or one."""
    shapes = program.network.parameters
    if program.network.parameter_count > MOST_CELLS:
        shapes = {what.array: shapes[what.array]}
    if math.prod(next(iter(shapes.values()))) > MOST_CELLS:
        return [(what.array, what.index)]
    return [(name, index) for name, shape in shapes.items() for index in np.ndindex(shape)]


def _stored_gradients(session: Session) -> dict[str, Array]:
    """Give dL/dw of each parameter as it stands at this moment, where it was computed already."""
    moment = session.snapshot()
    names = [n for n in moment.program.network.parameters if moment.is_of_now(f"{n}_descent")]
    arrays = {name: moment.array(f"{name}_descent") for name in names}
    return {name: -array for name, array in arrays.items() if array is not None}
