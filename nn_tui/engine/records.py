"""What is remembered of each epoch: its loss and its error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nn_tui.engine.arrays import Array, Call, are_finite
from nn_tui.engine.losses import OutputArrays, mean_absolute
from nn_tui.engine.workspace import Workspace

_CELLS = 2048
"""Numbers of each kept array of a ledger: small enough for the processor's first cache."""

_EPOCHS = 256
"""Epochs that a ledger keeps at the most."""


Figures: TypeAlias = Array | Sequence[float]
"""One number an epoch."""


class Records:
    """Loss and error of finished epochs, in order, since somebody emptied them.

    Columns of one table, which grows: a small network finishes a hundred thousand epochs a second.
    """

    def __init__(self) -> None:
        self._table: Array = np.empty((3, 0))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def epochs(self) -> Array:
        """Their numbers, ascending, (epochs,); whole."""
        return self._table[0, : self._count]

    @property
    def losses(self) -> Array:
        """The loss of each, (epochs,)."""
        return self._table[1, : self._count]

    @property
    def errors(self) -> Array:
        """The error of each, (epochs,)."""
        return self._table[2, : self._count]

    def append(self, epoch: int, loss: float, error: float) -> None:
        """Remember one epoch."""
        self._make_room(1)
        self._table[:, self._count] = epoch, loss, error
        self._count += 1

    def extend(self, epochs: ArrayLike, losses: Figures, errors: Figures) -> None:
        """Remember epochs that follow one another."""
        self._make_room(len(losses))
        new = slice(self._count, self._count + len(losses))
        self._table[0, new], self._table[1, new], self._table[2, new] = epochs, losses, errors
        self._count += len(losses)

    def are_finite(self) -> bool:
        """Whether every loss and error is a finite number."""
        return are_finite(self._table[1:, : self._count])

    def after(self, epoch: float) -> slice:
        """Say which of them are later than an epoch."""
        return slice(int(np.searchsorted(self.epochs, epoch, side="right")), None)

    def forget_after(self, epoch: int) -> None:
        """Forget epochs later than this one."""
        self._count = self.after(epoch).start

    def clear(self) -> None:
        """Forget everything."""
        self._count = 0

    def _make_room(self, count: int) -> None:
        needed = self._count + count
        if needed > self._table.shape[1]:
            grown: Array = np.empty((3, max(needed, 2 * self._count, _EPOCHS)))
            grown[:, : self._count] = self._table[:, : self._count]
            self._table = grown


class Ledger:
    """Loss and error of many epochs computed at once, for a program of one batch in file order.

    An epoch's outputs are kept as they went through; when enough are there, the calls of the loss
    run once over all of them. Each epoch is summed in the order of its own op, so the bits are the
    same, and a small network does not spend as long on its loss as on its training.
    """

    def __init__(self, workspace: Workspace) -> None:
        network = workspace.program.network
        self._loss, self._error = workspace.arrays["loss"], workspace.arrays["error"]
        self._l = workspace.arrays[f"l{network.depth}"]
        self._z = workspace.arrays[f"z{network.depth}"] if network.loss.reads_z else None
        self.capacity = max(1, min(_EPOCHS, _CELLS // self._l.size))
        shape = (self.capacity, *self._l.shape)
        self._kept_l: Array = np.zeros(shape)
        self._kept_z: Array = np.zeros(shape) if self._z is not None else self._kept_l
        self._losses: Array = np.zeros(self.capacity)
        self._errors: Array = np.zeros(self.capacity)
        y = workspace.arrays["y"]
        arrays = OutputArrays(y, self._kept_z, self._kept_l)
        self._settle = network.loss.value(arrays, self._losses)
        self._settle += mean_absolute(y, self._kept_l, self._errors)

    def run(self, calls: list[Call], first: int, count: int, records: Records) -> None:
        """Run `count` epochs of `calls`, the first being epoch `first`, and record each."""
        for start in range(first, first + count, self.capacity):
            epochs = np.arange(start, min(start + self.capacity, first + count))
            self._run_some(calls, len(epochs))
            losses, errors = self._losses[: len(epochs)], self._errors[: len(epochs)]
            records.extend(epochs, losses, errors)
            self._loss[...], self._error[...] = losses[-1], errors[-1]

    def _run_some(self, calls: list[Call], count: int) -> None:
        kept_l, kept_z, l, z = self._kept_l, self._kept_z, self._l, self._z
        for index in range(count):
            for call in calls:
                call()
            kept_l[index] = l
            if z is not None:
                kept_z[index] = z
        for call in self._settle:
            call()
