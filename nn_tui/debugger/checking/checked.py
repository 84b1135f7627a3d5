"""What a gradient check has found, and whether that still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.gradient_probe import STEP, CellCheck, Verdict

Cell = tuple[str, tuple[int, ...]]
"""A parameter's name, and a place in it."""


class Light(Enum):
    """What the light in the first line says of the gradients of an iteration."""

    GREEN = "checked"
    RED = "a gradient is wrong"
    GREY = "not checked"


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """The gradients of one iteration that were checked so far."""

    iteration: Cursor
    """Its epoch and batch; the op is 0."""
    step: float = STEP
    """h, for a weight of size up to 1."""
    cells: Mapping[Cell, CellCheck] = field(default_factory=dict)
    """What was found, by cell."""
    wanted: int = 0
    """How many cells are to be checked in all; more than `cells` while it goes on."""
    refusal: str = ""
    """Why nothing could be checked."""
    is_kept: bool = False
    """Whether it was found beside a run, which has gone on from there."""

    def is_of(self, cursor: Cursor) -> bool:
        """Whether it is of the iteration that a moment belongs to, or of the first that follows."""
        here = (cursor.epoch, cursor.batch) if cursor.epoch else (1, 1)
        return here == (self.iteration.epoch, self.iteration.batch)

    def light(self, cursor: Cursor) -> Light:
        """Say what the light shows at a moment.

        With another step than the usual one a difference may be its truncation or rounding: that
        is no fault of the backward pass, and agreement no proof.
        """
        return self.own_light if self.is_of(cursor) else Light.GREY

    @property
    def own_light(self) -> Light:
        """What the light shows at the iteration that was checked."""
        if self.step != STEP or not self.cells:
            return Light.GREY
        if self.count(Verdict.DIFFERS):
            return Light.RED
        # Of a run that has diverged no loss says anything: neither that it is right.
        return Light.GREY if self.count(Verdict.NOT_FINITE) else Light.GREEN

    def count(self, verdict: Verdict, array: str = "") -> int:
        """Count the cells with a verdict, of one parameter or of all."""
        return sum(cell.verdict is verdict for cell in self.of(array))

    def of(self, array: str = "") -> list[CellCheck]:
        """List the cells of one parameter that were checked, or all."""
        return [cell for cell in self.cells.values() if array in ("", cell.array)]
