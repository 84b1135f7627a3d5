"""The Inspector's part that asks for gradient checks, and says with which step."""

from __future__ import annotations

import re

from nn_tui.debugger.checking.command import CheckGradients
from nn_tui.engine.gradient_probe import STEP
from nn_tui.ui.array_selection import staying_with
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.checked_grid import is_checkable, parameter_of
from nn_tui.ui.view import View

STEPS = tuple(10.0**exponent for exponent in range(-13, 0))
"""What h may be: rounding rules at the small end, truncation at the large one."""


class GradientChecker:
    """Holds the step, and asks for the array in view."""

    def __init__(self, panel: Panel) -> None:
        """Make one with the usual step.

        Args:
            panel: Which asks.
        """
        self._panel = panel
        self._place = min(range(len(STEPS)), key=lambda place: abs(STEPS[place] - STEP))

    def has_checked(self, view: View) -> bool:
        """Whether the cell in view is checked, of this iteration and with this step."""
        checked = view.moment.checked
        if checked is None or not is_checkable(view) or checked.step != self._step:
            return False
        place = (parameter_of(view.array_name), _index(view))
        return checked.is_of(view.moment.cursor) and place in checked.cells

    def asked(self, view: View) -> View:
        """Ask for the array in view, or for the descent that it leads to; show that."""
        if not is_checkable(view):
            view = staying_with(view, _related(view))
        what = CheckGradients(parameter_of(view.array_name), _index(view), self._step)
        self._panel.ask(what)
        return view

    def change_step(self, places: int) -> bool:
        """Take a step ten times as large for each place; whether there is one."""
        place = self._place + places
        if not 0 <= place < len(STEPS):
            return False
        self._place = place
        return True

    @property
    def _step(self) -> float:
        is_usual = abs(STEPS[self._place] / STEP - 1) < 0.1
        return STEP if is_usual else STEPS[self._place]


def _index(view: View) -> tuple[int, ...]:
    shape = view.moment.program.network.parameters[parameter_of(view.array_name)]
    return view.cell if len(shape) > 1 else (view.cell[1],)


def _related(view: View) -> str:
    """Name the descent of the weights that lead to the layer of an array."""
    layer = re.search(r"\d+", view.array_name)
    depth = view.moment.program.network.depth
    return f"synapse_{max(0, (int(layer[0]) if layer else depth) - 1)}_descent"
