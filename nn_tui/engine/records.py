"""What is remembered of each epoch: its loss and its error."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.losses import OutputArrays, mean_absolute
from nn_tui.engine.workspace import Workspace

_CELLS = 2048
"""Numbers of each kept array of a ledger: small enough for the processor's first cache."""

_EPOCHS = 256
"""Epochs that a ledger keeps at the most."""


class Records:
    """Loss and error of finished epochs, in order, since somebody emptied them."""

    def __init__(self) -> None:
        self.epochs: list[int] = []
        self.losses: list[float] = []
        self.errors: list[float] = []

    def __len__(self) -> int:
        return len(self.epochs)

    def append(self, epoch: int, loss: float, error: float) -> None:
        """Remember one epoch."""
        self.extend([epoch], [loss], [error])

    def extend(self, epochs: Iterable[int], losses: list[float], errors: list[float]) -> None:
        """Remember epochs that follow one another."""
        self.epochs.extend(epochs)
        self.losses.extend(losses)
        self.errors.extend(errors)

    def are_finite(self) -> bool:
        """Whether every loss and error is a finite number."""
        return all(map(math.isfinite, self.losses)) and all(map(math.isfinite, self.errors))

    def forget_after(self, epoch: int) -> None:
        """Forget epochs later than this one."""
        kept = bisect_right(self.epochs, epoch)
        for column in (self.epochs, self.losses, self.errors):
            del column[kept:]

    def clear(self) -> None:
        """Forget everything."""
        for column in (self.epochs, self.losses, self.errors):
            column.clear()


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
            epochs = range(start, min(start + self.capacity, first + count))
            self._run_some(calls, len(epochs))
            losses, errors = self._losses[: len(epochs)], self._errors[: len(epochs)]
            records.extend(epochs, losses.tolist(), errors.tolist())
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
