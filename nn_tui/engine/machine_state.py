"""A moment of a machine, kept whole."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.arrays import Array, Order
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.outputs import Outputs


@dataclass(frozen=True, slots=True, eq=False)
class MachineState:
    """Everything that a machine needs to stand at a moment again."""

    cursor: Cursor
    """The moment."""
    block: Array
    """A copy of the workspace's block."""
    order: Order
    """The row order."""
    is_finite: bool
    """Whether every number in the block is finite."""
    epoch_arrays: dict[str, Array]
    """Copies of the arrays as long as the dataset, but for those gathered from it."""
    inherited: Outputs | None
    """What was known of the rows' outputs when the machine began; nothing writes it."""

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        epoch = sum(array.size for array in self.epoch_arrays.values())
        return self.block.size + self.order.size + epoch
