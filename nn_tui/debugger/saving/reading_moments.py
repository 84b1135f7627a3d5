"""Kept moments made of plain values and arrays again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from nn_tui.debugger.history import Keyframe, keyframe_from
from nn_tui.debugger.journal import Entry
from nn_tui.debugger.saving.checks import check, stacked, whole_numbers
from nn_tui.debugger.saving.reading_journal import JournalReader
from nn_tui.engine.arrays import Array, Order, are_finite
from nn_tui.engine.machine_state import MachineState
from nn_tui.engine.outputs import Outputs
from nn_tui.recipe.recipe import assemble
from nn_tui.storage import document

_WHAT = "a kept moment"


class MomentsReader:
    """Makes moments, each of which fits the machine of its segment."""

    def __init__(self, journal: JournalReader, arrays: Mapping[str, Array]) -> None:
        """Make one.

        Args:
            journal: All changes.
            arrays: Of the file.
        """
        self._journal = journal
        self._arrays = arrays
        self._alike: dict[Entry, MachineState] = {}

    def moments(self, saved: document.SavedMoments) -> Iterator[Keyframe]:
        """Make moments of a segment.

        Raises:
            StorageError: They are of several segments, or have other arrays.
        """
        places = [self._journal.place(place, _WHAT) for place in saved.places]
        entry, count = places[0].entry, len(places)
        is_one = all(place.entry.opening is entry.opening for place in places)
        check(is_one, f"{_WHAT}: is of another run")
        like = self._like(entry)
        blocks = stacked(self._arrays[saved.blocks], count, like.block, _WHAT)
        orders = self._orders(stacked(self._arrays[saved.orders], count, like.order, _WHAT))
        is_alike = saved.epoch_arrays.keys() == like.epoch_arrays.keys()
        check(is_alike, f"{_WHAT}: has other arrays of an epoch")
        epoch_arrays = {
            name: stacked(self._arrays[at], count, like.epoch_arrays[name], _WHAT)
            for name, at in saved.epoch_arrays.items()
        }
        inherited, program = self._inherited(saved, entry), self._journal.program(entry)
        for number, place in enumerate(places):
            # Copies: the memory of one that is forgotten is free again.
            state = MachineState(
                cursor=place.cursor,
                block=blocks[number].copy(),
                order=orders[number].copy(),
                is_finite=are_finite(blocks[number]),
                epoch_arrays={name: values[number].copy() for name, values in epoch_arrays.items()},
                inherited=inherited,
            )
            yield keyframe_from(place.entry, state, program)

    def _like(self, entry: Entry) -> MachineState:
        """Give a moment of the machine of a segment: which arrays they have."""
        if entry.opening not in self._alike:
            self._alike[entry.opening] = assemble(entry.recipe).save()
        return self._alike[entry.opening]

    def _orders(self, stored: Array) -> Order:
        orders = whole_numbers(stored, "the row order")
        is_order = (np.sort(orders, axis=1) == np.arange(orders.shape[1])).all()
        check(bool(is_order), f"{_WHAT}: has no row order")
        return orders

    def _inherited(self, saved: document.SavedMoments, entry: Entry) -> Outputs | None:
        if saved.inherited is None:
            return None
        values, epochs = (self._arrays[name] for name in saved.inherited)
        rows, outputs = entry.recipe.dataset.rows_kept, entry.recipe.dataset.targets.shape[1]
        is_shaped = values.shape == (rows, outputs) and epochs.shape == (rows,)
        check(is_shaped, "the outputs before have another shape")
        return Outputs(values, whole_numbers(epochs, "the epochs of outputs"))
