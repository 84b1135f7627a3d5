"""The gradient check: the backward pass against central differences of the forward pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.gradient_probe import CellCheck, GradientProbe, Verdict
from nn_tui.engine.machine import Machine
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace

SAMPLE = 2000
"""Cells that are checked when nobody asks for all."""

SAMPLE_STREAM = 2
"""The stream number of the sample in RandomState([seed, stream])."""

Report = Callable[[int, int], None]
"""(cells done, cells in all): called after each cell."""


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
        """The cell that differs most; None where all are too small or at a kink."""
        told = (Verdict.AGREES, Verdict.DIFFERS, Verdict.NOT_FINITE)
        judged = [cell for cell in self.cells if cell.verdict in told]
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

    See GradientProbe for when a cell agrees.
    """
    probe = GradientProbe(Machine(program, workspace))
    places = _places(probe.analytic, _sample(program.network.parameter_count, limit, seed))
    cells = []
    with np.errstate(all="ignore"):
        for name, index in places:
            cells.append(probe.cell(name, index))
            if report is not None:
                report(len(cells), len(places))
    sampled = dict.fromkeys(name for name, _ in places)
    return [
        ArrayCheck(name, probe.analytic[name].size, tuple(c for c in cells if c.array == name))
        for name in sampled
    ]


def _sample(count: int, limit: int | None, seed: int) -> Iterable[int]:
    """Choose `limit` of `count` cells, each as likely, in order; all where there are no more."""
    if limit is None or count <= limit:
        return range(count)
    stream = np.random.RandomState([seed, SAMPLE_STREAM])
    chosen: set[int] = set()
    # Drawn until there are enough, not shuffled: there may be many millions of cells.
    while len(chosen) < limit:
        chosen.update(stream.randint(0, count, limit - len(chosen)).tolist())
    return sorted(chosen)


def _places(arrays: Mapping[str, Array], cells: Iterable[int]) -> list[tuple[str, int]]:
    """Find (parameter, place in it) of cells counted over all parameters, in order."""
    names = list(arrays)
    ends = np.cumsum([arrays[name].size for name in names])
    starts = [0, *ends.tolist()]
    which = np.searchsorted(ends, list(cells), side="right")
    return [(names[k], cell - starts[k]) for k, cell in zip(which, cells, strict=True)]
