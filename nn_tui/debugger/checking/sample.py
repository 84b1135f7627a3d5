"""Which gradients are checked where a check is to cost little."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.checking.checked import Cell
from nn_tui.engine.gradient_check import SAMPLE_STREAM
from nn_tui.engine.program import Program

MOST_SAMPLED = 200
"""Gradients of one check; of a network with more weights so many are drawn."""


def sample_of(program: Program, seed: int, epoch: int) -> list[Cell]:
    """Choose gradients to check: all, or so many, each as likely, others at another epoch."""
    sizes = [(name, shape) for name, shape in program.network.parameters.items()]
    count = program.network.parameter_count
    if count <= MOST_SAMPLED:
        return [(name, index) for name, shape in sizes for index in np.ndindex(shape)]
    stream = np.random.RandomState([seed, SAMPLE_STREAM, epoch])
    chosen: set[int] = set()
    # Drawn until there are enough, not shuffled: there may be many millions of cells.
    while len(chosen) < MOST_SAMPLED:
        chosen.update(stream.randint(0, count, MOST_SAMPLED - len(chosen)).tolist())
    cells, start = [], 0
    for name, shape in sizes:
        size = int(np.prod(shape))
        own = sorted(cell - start for cell in chosen if start <= cell < start + size)
        places = (tuple(int(i) for i in np.unravel_index(cell, shape)) for cell in own)
        cells += [(name, place) for place in places]
        start += size
    return cells
