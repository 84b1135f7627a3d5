"""The selected array at the moment that the present one is compared with, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nn_tui.debugger.beside import EndOf
from nn_tui.debugger.epoch_arrays import epoch_array_names
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array, Order
from nn_tui.ui.render.excerpt import excerpt, excerpt_of
from nn_tui.ui.render.summary import Summary, summarise
from nn_tui.ui.view import View

_DATA = ("inputs", "targets", "epoch_x", "epoch_y")
"""Arrays as long as the dataset that hold what they always hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """An array that can be shown beside itself."""

    moment: Snapshot
    """The other moment."""
    when: str
    """One word for it."""
    partners: Order | None
    """For each row now, the place of the same row then, -1 for none; None: at the same places."""


def compared(view: View) -> Compared | str | None:
    """Put the selected array beside itself.

    Returns:
        None where nothing is compared; why it cannot be, where it cannot.
    """
    beside = view.moment.beside
    if beside is None:
        return None
    if beside.moment is None:
        return f"{beside.other}: {beside.reason}"
    reason = _reason_against(view, beside.moment)
    if reason:
        return f"{beside.other}: {reason}"
    partners = _partners(view, beside.moment)
    if partners is not None and (partners < 0).all():
        return f"{beside.other}: another batch, other rows"
    return Compared(beside.moment, "there" if isinstance(beside.other, EndOf) else "then", partners)


def part_then(
    view: View, other: Compared, rows: range, columns: range
) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Give these rows and columns as they were at the other moment.

    Returns:
        The values, (rows, columns), and which rows there are, (rows,).
    """
    name = view.array_name
    if other.partners is None:
        whole = excerpt_of(view, other.moment, name, rows, columns)
        assert whole is not None, "it is computed at the other moment"
        return whole, np.ones(len(rows), dtype=np.bool_)
    places = other.partners[rows.start : rows.stop]
    values = np.zeros((len(rows), len(columns)))
    for index, place in enumerate(places.tolist()):
        if place >= 0:
            part = excerpt_of(view, other.moment, name, range(place, place + 1), columns)
            assert part is not None, "it is computed at the other moment"
            values[index] = part[0]
    return values, places >= 0


def difference(now: Array, then: Array) -> Array:
    """Subtract, also what is not finite."""
    with np.errstate(all="ignore"):
        difference: Array = now - then
        return difference


class Differences:
    """Summarises the differences of whole arrays, and remembers the last."""

    def __init__(self) -> None:
        self._known: tuple[object, object, str, bool, Summary] | None = None

    def of(self, view: View) -> Summary | None:
        """Summarise the difference of the selected array, or None: it is not compared."""
        other = compared(view)
        if not isinstance(other, Compared):
            return None
        key = (view.moment, other.moment, view.array_name, view.is_gradient)
        if self._known is None or self._known[:4] != key:
            self._known = (*key, _summary(view, other))
        return self._known[4]


def _summary(view: View, other: Compared) -> Summary:
    rows, columns = _table(view, view.moment)
    now = excerpt(view, view.array_name, range(rows), range(columns))
    then = excerpt_of(view, other.moment, view.array_name, *map(range, _table(view, other.moment)))
    assert now is not None
    assert then is not None
    if other.partners is not None:
        now, then = now[other.partners >= 0], then[other.partners[other.partners >= 0]]
    return summarise(difference(now, then))


def _reason_against(view: View, other: Snapshot) -> str:
    moment, name = view.moment, view.array_name
    if name in _DATA and name in epoch_array_names(moment.program):
        return "the data does not change"
    if name not in other.names:
        return f"no {view.name(name)} there"
    if moment.written_at(name) is None or other.written_at(name) is None:
        return f"not yet computed {'then' if moment.written_at(name) is not None else 'now'}"
    here, there = _table(view, moment), _table(view, other)
    has_rows = moment.dataset_rows(name) is not None
    if here[1] != there[1] or (here[0] != there[0] and not has_rows):
        return f"{there[0]} x {there[1]} there, {here[0]} x {here[1]} here"
    if not has_rows:
        is_batch = name in moment.layout.places and moment.layout.places[name].has_rows
        return "its rows are of an order that is drawn over" if is_batch else ""
    if other.dataset_rows(name) is None:
        return "its rows are of an order that is drawn over"
    is_same = moment.recipe.dataset is other.recipe.dataset
    return "" if is_same else "rows of another dataset"


def _partners(view: View, other: Snapshot) -> Order | None:
    """Find each row of the dataset in the batch of the other moment."""
    here = view.moment.dataset_rows(view.array_name)
    there = other.dataset_rows(view.array_name)
    if here is None or there is None or np.array_equal(here, there):
        return None
    places = np.full(view.moment.recipe.dataset.rows, -1)
    places[there] = np.arange(len(there))
    partners: Order = places[here]
    return partners


def _table(view: View, moment: Snapshot) -> tuple[int, int]:
    rows, columns = (1, 1, *moment.shape(view.array_name))[-2:]
    return rows, columns
