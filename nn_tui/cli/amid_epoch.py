"""What is known where a run was stopped amid an epoch, for `nn-tui train` to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nn_tui.cli.aligned import aligned
from nn_tui.cli.json_values import finite
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.text import size_text


def is_amid_epoch(moment: Snapshot) -> bool:
    """Whether an epoch has begun that has not ended."""
    return bool(moment.cursor.epoch) and not moment.program.is_epoch_done(moment.cursor)


def amid_as_table(moment: Snapshot) -> Iterator[str]:
    """Write where it stands and the range of each array that this iteration has computed."""
    yield f"{place_of(moment.program, moment.cursor)}; computed in this iteration:"
    rows = [
        [name, size_text(values.shape), *_range(values)]
        for name, values in computed(moment).items()
    ]
    yield from aligned([["array", "size", "least", "greatest"], *rows])


def amid_as_json(moment: Snapshot) -> dict[str, Any]:
    """Give where it stands and what this iteration has computed."""
    cursor = moment.cursor
    return {
        "epoch": cursor.epoch,
        "batch": cursor.batch,
        "ops_done": cursor.op,
        "arrays": {name: finite(values.tolist()) for name, values in computed(moment).items()},
    }


def computed(moment: Snapshot) -> dict[str, Array]:
    """Give what the ops of this iteration have written so far, in their order."""
    done = moment.program.ops(moment.cursor.batch)[: moment.cursor.op]
    names = dict.fromkeys(op.writes for op in done if op.writes in moment.layout.places)
    arrays = {name: moment.array(name) for name in names}
    return {name: values for name, values in arrays.items() if values is not None}


def _range(values: Array) -> tuple[str, str]:
    return f"{np.min(values):.8g}", f"{np.max(values):.8g}"
