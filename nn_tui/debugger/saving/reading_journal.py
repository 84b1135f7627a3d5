"""The journal made of plain values again: its changes, when they were asked for, its entries."""

from __future__ import annotations

from collections.abc import Mapping

from nn_tui.debugger.journal import (
    Asked,
    Begin,
    Change,
    Continue,
    Entry,
    Freeze,
    Place,
    Plant,
    SetCells,
)
from nn_tui.debugger.saving.checks import (
    check,
    check_cursor,
    check_fault,
    check_finite,
    check_on_the_way,
    check_window,
)
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.freezing import Cells
from nn_tui.engine.layout import Layout
from nn_tui.engine.program import Program
from nn_tui.recipe.recipe import Recipe, plan
from nn_tui.storage import document


class JournalReader:
    """Makes entries one after the other; each stands on those before it."""

    def __init__(
        self,
        saved: document.SavedSession,
        recipes: list[Recipe],
        faults: list[Planted],
        arrays: Mapping[str, Array],
    ) -> None:
        """Make all entries.

        Args:
            saved: What they are made of.
            recipes: All there are.
            faults: All there are.
            arrays: Of the file.

        Raises:
            StorageError: No run has such changes.
        """
        self._saved = saved
        self._recipes = recipes
        self._faults = faults
        self._arrays = arrays
        self._programs: dict[Entry, Program] = {}
        # Entries that were threaded anew share their changes, by which they are known again.
        self._changes: dict[int, Change] = {}
        self._requests: dict[int, Asked] = {}
        self.entries: list[Entry] = []
        """All of them, by number."""
        for number, entry in enumerate(saved.entries):
            self.entries.append(self._entry(entry, f"change {number}"))

    def entry(self, number: int) -> Entry:
        """Give an entry by its number."""
        check(number < len(self.entries), f"change {number}: is not there")
        return self.entries[number]

    def place(self, saved: document.SavedPlace, what: str) -> Place:
        """Make a place."""
        entry, cursor = self.entry(saved.entry), Cursor(*saved.cursor)
        check_cursor(self.program(entry), cursor, what)
        check(entry.beginning <= cursor, f"{what}: lies before its change")
        return Place(entry, cursor)

    def program(self, entry: Entry) -> Program:
        """Give the program of an entry's segment."""
        if entry.opening not in self._programs:
            self._programs[entry.opening] = plan(entry.recipe)
        return self._programs[entry.opening]

    def _entry(self, saved: document.SavedEntry, what: str) -> Entry:
        before = None if saved.before is None else self.entry(saved.before)
        asked = None if saved.asked is None else self._request(saved.asked)
        change, cursor = self._change(saved.change), Cursor(*saved.cursor)
        check((before is None) is (asked is None), f"{what}: nobody has asked for it")
        check(before is not None or isinstance(change, Begin), f"{what}: begins no run")
        if before is not None:
            check_cursor(self.program(before), cursor, what)
            check(before.beginning <= cursor, f"{what}: lies before the one before it")
        entry = Entry(change, cursor, before, asked)
        self._check_change(entry, what)
        return entry

    def _request(self, number: int) -> Asked:
        if number not in self._requests:
            check(number < len(self._saved.requests), f"request {number}: is not there")
            saved = self._saved.requests[number]
            place, tip = self.place(saved.place, f"request {number}"), self.entry(saved.tip)
            check_on_the_way(tip, place, f"request {number}")
            self._requests[number] = Asked(saved.number, place, tip)
        return self._requests[number]

    def _change(self, number: int) -> Change:
        if number not in self._changes:
            check(number < len(self._saved.changes), f"change {number}: is not there")
            self._changes[number] = self._made(self._saved.changes[number])
        return self._changes[number]

    def _made(self, saved: document.SavedChange) -> Change:
        match saved:
            case document.SavedBegin(recipe):
                return Begin(self._recipe(recipe))
            case document.SavedContinue(recipe):
                return Continue(self._recipe(recipe))
            case document.SavedCells(array, start, values):
                return SetCells(array, start, self._arrays[values])
            case document.SavedFreeze(cells, is_frozen):
                made = (Cells(one.array, one.start, one.shape) for one in cells)
                return Freeze(tuple(made), is_frozen)
            case document.SavedPlant(fault):
                check(fault is None or fault < len(self._faults), "a fault is not there")
                return Plant(None if fault is None else self._faults[fault])

    def _recipe(self, number: int) -> Recipe:
        check(number < len(self._recipes), f"recipe {number}: is not there")
        return self._recipes[number]

    def _check_change(self, entry: Entry, what: str) -> None:
        before, change = entry.before, entry.change
        if before is None or isinstance(change, Begin):
            return
        program = self.program(before)
        match change:
            case Continue(recipe):
                check(program.is_epoch_done(entry.cursor), f"{what}: comes amid an epoch")
                is_alike = recipe.network.parameters == program.network.parameters
                check(is_alike, f"{what}: continues with another network")
            case SetCells(array, start, values):
                check(len(start) == values.ndim, f"{what}: has another shape")
                layout = Layout(program.network, program.schedule.batch_rows)
                shapes = {name: place.shape for name, place in layout.places.items()}
                check_window(shapes, array, change.window, what)
                check_finite(values, what)
            case Freeze(cells):
                for one in cells:
                    check(len(one.start) == len(one.shape), f"{what}: has another shape")
                    check_window(program.network.parameters, one.array, one.window, what)
            case Plant(fault) if fault is not None:
                check_fault(program, fault)
