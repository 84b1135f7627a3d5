"""The gradient check: the backward pass against central differences of the forward pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.losses import OutputArrays
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.epoch import KeepBatch
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace

STEP = 1e-6
"""h, for a weight of size up to 1; in proportion to the weight above that."""

TOLERANCE = 1e-6
"""Largest difference, as a share of the larger of the two gradients."""

SAMPLE = 2000
"""Cells that are checked when nobody asks for all."""

_SAMPLE_STREAM = 2
"""The stream number of the sample in RandomState([seed, stream])."""

Report = Callable[[int, int], None]
"""(cells done, cells in all): called after each cell."""


class Verdict(Enum):
    """What a comparison of two gradients of one cell says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    TOO_SMALL = "too small to judge"
    KINK = "at a kink"


@dataclass(frozen=True, slots=True)
class CellCheck:
    """One weight's gradient, found in two ways."""

    array: str
    """Name of the parameter."""
    index: tuple[int, ...]
    """Place of the weight in it."""
    analytic: float
    """dL/dw by the backward pass."""
    numeric: float
    """dL/dw by central difference, (L(w+h) - L(w-h)) / 2h."""
    verdict: Verdict
    """Whether the two agree."""

    @property
    def relative_error(self) -> float:
        """|analytic - numeric| as a share of the larger; nan where it means nothing."""
        larger = max(abs(self.analytic), abs(self.numeric))
        return abs(self.analytic - self.numeric) / larger if larger else float("nan")


@dataclass(frozen=True, slots=True)
class ArrayCheck:
    """The cells of one parameter that were checked."""

    name: str
    """Name of the parameter."""
    size: int
    """How many cells it has."""
    cells: tuple[CellCheck, ...]
    """Those that were checked."""

    def count(self, verdict: Verdict) -> int:
        """Count the cells with this verdict."""
        return sum(cell.verdict is verdict for cell in self.cells)

    @property
    def worst(self) -> CellCheck | None:
        """The judged cell that differs most, or None where none could be judged."""
        judged = [c for c in self.cells if c.verdict in (Verdict.AGREES, Verdict.DIFFERS)]
        return max(judged, key=_badness, default=None)


def _badness(cell: CellCheck) -> float:
    error = cell.relative_error
    return float("inf") if np.isnan(error) else error


def check_gradients(
    program: Program,
    workspace: Workspace,
    seed: int,
    limit: int | None = SAMPLE,
    report: Report | None = None,
) -> list[ArrayCheck]:
    """Compare every gradient at the present weights, on the first batch of the first epoch.

    Args:
        program: The ops under test.
        workspace: With the weights to check at; used up by the check.
        seed: Of the sample, where one is taken.
        limit: Most cells to check, drawn from all parameters alike; None for every one.
        report: Told of the progress.

    Returns:
        A check for each parameter that has cells in the sample, in the order of the program.

    A cell agrees when |a - n| <= 1e-6 max(|a|, |n|) + 8 eps max(1, |L|) / h: the second term is
    the rounding that is left of L(w+h) - L(w-h). A gradient below that term cannot be judged. At a
    kink, where some unit's z changes sign within h of w, central differences mean nothing.
    """
    check = _Check(program, workspace)
    places = check.places(_sample(program.network.parameter_count, limit, seed))
    cells = []
    with np.errstate(all="ignore"):
        for name, index in places:
            cells.append(check.cell(name, index))
            if report is not None:
                report(len(cells), len(places))
    sampled = dict.fromkeys(name for name, _ in places)
    return [
        ArrayCheck(name, check.analytic[name].size, tuple(c for c in cells if c.array == name))
        for name in sampled
    ]


def _sample(count: int, limit: int | None, seed: int) -> Iterable[int]:
    """Choose `limit` of `count` cells, each as likely, in order; all where there are no more."""
    if limit is None or count <= limit:
        return range(count)
    stream = np.random.RandomState([seed, _SAMPLE_STREAM])
    chosen: set[int] = set()
    # Drawn until there are enough, not shuffled: there may be many millions of cells.
    while len(chosen) < limit:
        chosen.update(stream.randint(0, count, limit - len(chosen)).tolist())
    return sorted(chosen)


class _Check:
    """The backward pass run once, and the forward pass ready to be run with one weight moved."""

    def __init__(self, program: Program, workspace: Workspace) -> None:
        network, rows = program.network, program.schedule.rows_of(1)
        self._run_descents(program, workspace)
        buffers = workspace.buffers(rows)
        self._weights = {name: buffers[name].reshape(-1) for name in network.parameters}
        # The gradient is the negative of the descent.
        self.analytic = {name: -buffers[f"{name}_descent"] for name in network.parameters}
        self._kinked = [
            buffers[f"z{layer}"]
            for layer, activation in enumerate(network.activations, start=1)
            if activation.slope is not None and activation.slope.is_kinked
        ]
        self._loss = np.zeros(())
        last = network.depth
        output = OutputArrays(buffers["y"], buffers[f"z{last}"], buffers[f"l{last}"])
        self._forward: list[Call] = [
            call
            for op in program.iteration
            if op.phase is Phase.FORWARD and not isinstance(op, KeepBatch)
            for call in op.bind(buffers)
        ] + network.loss.value(output, self._loss)
        self._base_loss, self._base_signs = self._loss_and_signs()

    def places(self, cells: Iterable[int]) -> list[tuple[str, int]]:
        """Find (parameter, place in it) of cells counted over all parameters, in order."""
        names = list(self.analytic)
        ends = np.cumsum([self.analytic[name].size for name in names])
        starts = [0, *ends.tolist()]
        which = np.searchsorted(ends, list(cells), side="right")
        return [(names[k], cell - starts[k]) for k, cell in zip(which, cells, strict=True)]

    @staticmethod
    def _run_descents(program: Program, workspace: Workspace) -> None:
        phases = [op.phase for op in program.ops(1)]
        Machine(program, workspace).run_ops(phases.index(Phase.UPDATE))

    def cell(self, name: str, index: int) -> CellCheck:
        """Check one weight, given by its place in the flattened array."""
        weights = self._weights[name]
        weight = float(weights[index])
        step = STEP * max(1.0, abs(weight))
        weights[index] = weight + step
        above, signs_above = self._loss_and_signs()
        weights[index] = weight - step
        below, signs_below = self._loss_and_signs()
        weights[index] = weight
        numeric = (above - below) / (2 * step)
        analytic = float(self.analytic[name].reshape(-1)[index])
        floor = 8 * float(np.finfo(np.float64).eps) * max(1.0, abs(self._base_loss)) / step
        verdict = _judge(analytic, numeric, floor)
        is_finite = bool(np.isfinite([analytic, numeric]).all())
        if verdict is Verdict.DIFFERS and is_finite and self._crosses(signs_above, signs_below):
            verdict = Verdict.KINK
        place = tuple(int(i) for i in np.unravel_index(index, self.analytic[name].shape))
        return CellCheck(name, place, analytic, numeric, verdict)

    def _loss_and_signs(self) -> tuple[float, list[Array]]:
        with np.errstate(all="ignore"):
            for call in self._forward:
                call()
        return self._loss.item(), [np.sign(z) for z in self._kinked]

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
