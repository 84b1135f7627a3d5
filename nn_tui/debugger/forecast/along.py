"""The loss of one batch along the step that its update is about to take."""

from __future__ import annotations

import dataclasses

import numpy as np

from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.batch_loss import BatchLoss
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.op import Buffers, Phase
from nn_tui.engine.ops.update import Update

_DIFFERENCE: float = float(np.finfo(np.float64).eps) ** (1 / 3)
"""How far the weight that moves most is moved for a difference of slopes, of size up to 1: where
truncation, which grows as its square, and rounding, which grows as its inverse, are about equal."""

_ROUNDINGS = 8 * float(np.finfo(np.float64).eps)
"""What may be lost of a slope, as a share of the sum of its terms' sizes."""


class Along:
    """L(w + t s): t is a learning rate, s the step at a learning rate of 1.

    Weights that are frozen have no part in s. Every update rule there is steps in proportion to the
    learning rate, so that w + t s is where it would go at that rate.
    """

    def __init__(self, machine: Machine) -> None:
        """Look along the step.

        Args:
            machine: Which stands just before the first update of an iteration; used up by this.
        """
        program = machine.program
        buffers = machine.workspace.buffers(program.schedule.rows_of(machine.cursor.batch))
        self.rate = float(buffers["learning_rate"])
        """The learning rate as it is."""
        self._weights = buffers["parameters"]
        self._start = self._weights.copy()
        self._descent = buffers["parameters_descent"]
        self.step = _unit_step(machine, buffers)
        """s, all parameters laid end to end as in the block, gaps included."""
        with np.errstate(all="ignore"):
            self.pull = float(self._descent @ self.step)
            terms = float(np.abs(self._descent) @ np.abs(self.step))
        """Descent times step: how fast the loss falls as t grows from 0, to first order."""
        self.slope_rounding = _ROUNDINGS * terms
        """How far off a slope may be by rounding."""
        self._loss = BatchLoss(program, buffers)
        self._backward: list[Call] = [
            call
            for op in program.iteration
            if op.phase in (Phase.ERROR, Phase.BACKWARD, Phase.DESCENT)
            for call in op.bind(buffers)
        ]
        self.calls = self._loss.calls
        """Calls of a forward pass."""
        self.rows = len(buffers["l0"])
        """Rows of the batch."""

    def loss(self, rate: float) -> float:
        """Compute the loss of the batch at w + rate * s."""
        with np.errstate(all="ignore"):
            self._weights[:] = self._start + rate * self.step
        return self._loss.value()

    def slope(self, rate: float) -> float:
        """Compute dL/dt at w + rate * s, by a backward pass there."""
        self.loss(rate)
        with np.errstate(all="ignore"):
            for call in self._backward:
                call()
            fall = float(self._descent @ self.step)
        return -fall

    def difference(self) -> float:
        """Give the t by which slopes are to be taken apart for the curvature."""
        moving = self.step != 0
        size = max(1.0, float(np.abs(self._start[moving]).max(initial=0.0)))
        farthest = float(np.abs(self.step).max())
        return _DIFFERENCE * size / farthest

    def kinks(self, rate: float) -> int:
        """Count the z that change sign on the way, of units whose activation has a kink there."""
        self.loss(0.0)
        before = self._loss.signs()
        self.loss(rate)
        return sum(int((a != b).sum()) for a, b in zip(before, self._loss.signs(), strict=True))


def _unit_step(machine: Machine, buffers: Buffers) -> Array:
    """Let the update rule itself take its step from weights of 0, at a learning rate of 1."""
    step: Array = np.zeros_like(buffers["parameters"])
    arrays = {**buffers.arrays, "parameters": step, "learning_rate": np.ones(())}
    program = machine.program
    update = Update("parameters", None, program.network.optimizer, bool(program.frozen))
    with np.errstate(all="ignore"):
        for call in update.bind(dataclasses.replace(buffers, arrays=arrays)):
            call()
    return step
