"""One gradient at a time, found in two ways: by the backward pass and by a central difference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.batch_loss import BatchLoss
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.op import Phase

STEP = 1e-6
"""h, for a weight of size up to 1; in proportion to the weight above that."""

TOLERANCE = 1e-6
"""Largest difference, as a share of the larger of the two gradients."""


class Verdict(Enum):
    """What a comparison of two gradients of one cell says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    TOO_SMALL = "too small to judge"
    KINK = "at a kink"
    NOT_FINITE = "cannot be judged: the loss is not finite"


@dataclass(frozen=True, slots=True)
class CellCheck:
    """One weight's gradient, found in two ways."""

    array: str
    """Name of the parameter."""
    index: tuple[int, ...]
    """Place of the weight in it."""
    analytic: float
    """dL/dw by the backward pass."""
    above: float
    """L(w+h), the loss of the batch."""
    below: float
    """L(w-h)."""
    step: float
    """h."""
    verdict: Verdict
    """Whether the two agree."""

    @property
    def numeric(self) -> float:
        """dL/dw by central difference, (L(w+h) - L(w-h)) / 2h."""
        return (self.above - self.below) / (2 * self.step)

    @property
    def relative_error(self) -> float:
        """|analytic - numeric| as a share of the larger; nan where it means nothing."""
        larger = max(abs(self.analytic), abs(self.numeric))
        return abs(self.analytic - self.numeric) / larger if larger else float("nan")


class GradientProbe:
    """The backward pass of an iteration, and its forward pass ready to run with one weight moved.

    A cell agrees when |a - n| <= 1e-6 max(|a|, |n|) + 8 eps max(1, |L|) / h: the second term is
    the rounding that is left of L(w+h) - L(w-h). A gradient below that term cannot be judged. At a
    kink, where some unit's z changes sign within h of w, central differences mean nothing; nor do
    they where a loss is not finite.
    """

    def __init__(self, machine: Machine) -> None:
        """Run the next iteration up to its updates.

        Args:
            machine: Where an iteration begins; used up by the probe.
        """
        program = machine.program
        batch = program.after(machine.cursor).batch
        network, rows = program.network, program.schedule.rows_of(batch)
        machine.run_ops([op.phase for op in program.ops(batch)].index(Phase.UPDATE))
        buffers = machine.workspace.buffers(rows)
        self._weights = {name: buffers[name].reshape(-1) for name in network.parameters}
        # The gradient is the negative of the descent.
        self.analytic = {name: -buffers[f"{name}_descent"] for name in network.parameters}
        """dL/dw by the backward pass, by parameter, each of its shape."""
        self._batch = BatchLoss(program, buffers)
        self.calls = self._batch.calls
        """Calls of a forward pass; a cell takes two."""
        self._base_loss, self._base_signs = self._loss_and_signs()

    def cell(
        self, name: str, index: int, step: float = STEP, analytic: float | None = None
    ) -> CellCheck:
        """Check one weight.

        Args:
            name: Of its parameter.
            index: Its place in the flattened array.
            step: h, for a weight of size up to 1.
            analytic: dL/dw as it is stored somewhere else; None: as this backward pass gives it.
        """
        weights, shape = self._weights[name], self.analytic[name].shape
        weight = float(weights[index])
        step *= max(1.0, abs(weight))
        weights[index] = weight + step
        above, signs_above = self._loss_and_signs()
        weights[index] = weight - step
        below, signs_below = self._loss_and_signs()
        weights[index] = weight
        if analytic is None:
            analytic = float(self.analytic[name].reshape(-1)[index])
        numeric = (above - below) / (2 * step)
        floor = 8 * float(np.finfo(np.float64).eps) * max(1.0, abs(self._base_loss)) / step
        verdict = _judge(analytic, numeric, floor)
        is_finite = bool(np.isfinite([analytic, numeric]).all())
        if verdict is Verdict.DIFFERS and is_finite and self._crosses(signs_above, signs_below):
            verdict = Verdict.KINK
        if not np.isfinite([above, below]).all():
            verdict = Verdict.NOT_FINITE
        place = tuple(int(i) for i in np.unravel_index(index, shape))
        return CellCheck(name, place, analytic, above, below, step, verdict)

    def _loss_and_signs(self) -> tuple[float, list[Array]]:
        return self._batch.value(), self._batch.signs()

    def _crosses(self, above: list[Array], below: list[Array]) -> bool:
        """Whether some unit's z changes sign within one step of the weight."""
        triples = zip(self._base_signs, above, below, strict=True)
        return any(bool(np.any((a != base) | (b != base))) for base, a, b in triples)


def _judge(analytic: float, numeric: float, floor: float) -> Verdict:
    # Before any comparison: max(0.0, nan) is 0, and where the loss is infinite so is the floor.
    if not np.isfinite([analytic, numeric]).all():
        return Verdict.DIFFERS
    larger = max(abs(analytic), abs(numeric))
    if larger <= floor:
        return Verdict.TOO_SMALL
    is_near = abs(analytic - numeric) <= TOLERANCE * larger + floor
    return Verdict.AGREES if is_near else Verdict.DIFFERS
