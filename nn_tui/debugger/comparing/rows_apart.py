"""That somebody's rows are in another order, or are others."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.comparing.both import Arrays
from nn_tui.debugger.comparing.findings import Cause
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.row_order import matched, permutation
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Order

_SHOWN_ROWS = 8
"""Row numbers that are listed."""


def rows_apart(arrays: Arrays) -> Cause | None:
    """Say which rows theirs are, if they are ours in another order, or others of the dataset."""
    names = [name for name in arrays.theirs if _has_rows(name, arrays.moment)]
    if arrays.first not in names:
        return None
    ours = {name: arrays.ours[name] for name in names}
    theirs = {name: arrays.theirs[name] for name in names}
    if len(ours[arrays.first]) < 2:
        return None
    order = permutation(theirs, ours, arrays.tolerance)
    if order is not None:
        return _row_cause("your rows are ours", order)
    order = _among_all(arrays)
    return None if order is None else _row_cause("your rows are those of the dataset", order)


def _among_all(arrays: Arrays) -> Order | None:
    """Find their rows among all of the dataset, where the file holds what goes into the network."""
    if "l0" not in arrays.theirs or arrays.tolerance.agree(*arrays.pair("l0")):
        return None
    epoch_arrays = arrays.moment.epoch_arrays
    wanted, among = arrays.theirs["l0"], epoch_arrays.inputs
    if "y" in arrays.theirs:
        wanted = np.hstack([wanted, arrays.theirs["y"]])
        among = np.hstack([among, epoch_arrays.targets])
    order = matched(wanted, among, arrays.tolerance)
    return None if order is None else epoch_arrays.numbered(order)


def _row_cause(text: str, order: Order) -> Cause:
    shown = ", ".join(str(int(row)) for row in order[:_SHOWN_ROWS])
    more = ", ..." if len(order) > _SHOWN_ROWS else ""
    return Cause(Fault.ROW_ORDER, f"{text} {shown}{more}", (), ())


def _has_rows(name: str, moment: Snapshot) -> bool:
    return name in moment.layout.places and moment.layout.places[name].has_rows


def is_all_but_rows(arrays: Arrays) -> bool:
    """Whether nothing differs that has no rows."""
    names = [name for name in arrays.theirs if not _has_rows(name, arrays.moment)]
    return all(arrays.tolerance.agree(*arrays.pair(name)) for name in names)
