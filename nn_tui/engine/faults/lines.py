"""The lines of a run: the right ones, those that run, and those that are to be seen."""

from __future__ import annotations

from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.program import Program


class Lines:
    """One program, and another in its place while a fault is planted; their ops write the same."""

    def __init__(self, right: Program) -> None:
        self.right = self.run = right
        self.fault: Planted | None = None
        """What is wrong with them on purpose."""

    def write(self, right: Program, fault: Planted | None) -> None:
        """Write them anew: frozen otherwise, or with another fault."""
        self.right, self.fault = right, fault
        self.run = right if fault is None else fault.run_in(right)

    @property
    def shown(self) -> Program:
        """The lines as they are to be seen: what runs, but for a fault that is hidden."""
        return self.right if self.fault is not None and self.fault.is_hidden else self.run
