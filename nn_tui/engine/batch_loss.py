"""The loss of one batch at whatever weights stand in the buffers."""

from __future__ import annotations

import numpy as np

from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.losses import OutputArrays
from nn_tui.engine.ops.epoch import KeepBatch
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.program import Program


class BatchLoss:
    """A forward pass of the batch in some buffers, ready to run again and again."""

    def __init__(self, program: Program, buffers: Buffers) -> None:
        """Bind the calls.

        Args:
            program: Whose forward pass and loss.
            buffers: With the batch's `l0` and `y`; the pass writes its z and l.
        """
        network, last = program.network, program.network.depth
        self._kinked = [
            buffers[f"z{layer}"]
            for layer, activation in enumerate(network.activations, start=1)
            if activation.slope is not None and activation.slope.is_kinked
        ]
        self._loss = np.zeros(())
        output = OutputArrays(buffers["y"], buffers[f"z{last}"], buffers[f"l{last}"])
        self._calls: list[Call] = [
            call
            for op in program.iteration
            if op.phase is Phase.FORWARD and not isinstance(op, KeepBatch)
            for call in op.bind(buffers)
        ] + network.loss.value(output, self._loss)

    @property
    def calls(self) -> int:
        """Calls of a forward pass."""
        return len(self._calls)

    def value(self) -> float:
        """Run the forward pass; give the loss of the batch, reduced as the loss does it."""
        with np.errstate(all="ignore"):
            for call in self._calls:
                call()
        return self._loss.item()

    def signs(self) -> list[Array]:
        """Copy the signs of the last pass's z, of the layers whose activation has a kink at 0."""
        return [np.sign(z) for z in self._kinked]
