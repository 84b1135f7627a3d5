"""Every array of one moment as the content of an .npz file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeAlias

import numpy as np

from nn_tui.debugger.moments import current_array
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order

Shown: TypeAlias = Array | Order
"""Numbers of a run, or row numbers."""

CURSOR = "cursor"
"""The array of an .npz that says which moment it is: epoch, batch, ops done."""


def current_arrays(moment: Snapshot) -> dict[str, Shown]:
    """Gather every array of a moment that is computed by then, by name."""
    arrays = {name: current_array(moment, name) for name in moment.names}
    return {name: values for name, values in arrays.items() if values is not None}


def as_npz(moment: Snapshot, arrays: Mapping[str, Shown]) -> bytes:
    """Write arrays by name, and the moment as `cursor`: epoch, batch, ops done."""
    content, cursor = BytesIO(), moment.cursor
    members = dict[str, Any](arrays)
    members[CURSOR] = np.array([cursor.epoch, cursor.batch, cursor.op])
    np.savez(content, **members)
    return content.getvalue()
