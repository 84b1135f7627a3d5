"""Every array of one moment as the content of an .npz file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZipFile

import numpy as np
from numpy.lib import format as npy

from nn_tui.debugger.moments import current_array
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order
from nn_tui.text import printable

Shown: TypeAlias = Array | Order
"""Numbers of a run, or row numbers."""

_TEXT_LIMIT, _LONGEST_TEXT = 4_096, 120
"""Bytes that are read of such a text, and characters that are shown of it."""

CURSOR = "cursor"
"""The array of an .npz that says which moment it is: epoch, batch, ops done."""


FAULT = "fault"
"""The text of an .npz that says what was wrong on purpose when its arrays were computed."""


def current_arrays(moment: Snapshot) -> dict[str, Shown]:
    """Gather every array of a moment that is computed by then, by name."""
    arrays = {name: current_array(moment, name) for name in moment.names}
    return {name: values for name, values in arrays.items() if values is not None}


def as_npz(moment: Snapshot, arrays: Mapping[str, Shown]) -> bytes:
    """Write arrays by name, the moment as `cursor`, and what was wrong on purpose as `fault`."""
    content, cursor = BytesIO(), moment.cursor
    members = dict[str, Any](arrays)
    members[CURSOR] = np.array([cursor.epoch, cursor.batch, cursor.op])
    if moment.standing.has_been_faulty:
        members[FAULT] = np.array(_said_of_fault(moment))
    np.savez(content, **members)
    return content.getvalue()


def fault_in(content: bytes) -> str:
    """Read what was wrong on purpose when the arrays of an .npz were computed; "" for nothing."""
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(f"{FAULT}.npy") as member:
            text = npy.read_array(BytesIO(member.read(_TEXT_LIMIT)), allow_pickle=False)
    except Exception:
        # What else there is to say of a damaged file, its arrays say when they are read.
        return ""
    is_text = text.dtype.kind == "U" and text.ndim == 0
    return printable(str(text), limit=_LONGEST_TEXT) if is_text else ""


def _said_of_fault(moment: Snapshot) -> str:
    fault = moment.recipe.fault
    return "a fault that was ended before" if fault is None else fault.told
