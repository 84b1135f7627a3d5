"""A machine that follows the chain of entries of a branch."""

from __future__ import annotations

from nn_tui.debugger.continuation import continued
from nn_tui.debugger.freezing import frozen_at
from nn_tui.debugger.journal import Begin, Continue, Entry, Freeze, Place, Plant, SetCells
from nn_tui.debugger.planting import switch
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine_state import MachineState
from nn_tui.recipe.recipe import assemble


class Player:
    """Stands at a place; goes on from it, or is put at another."""

    def __init__(self, entry: Entry) -> None:
        """Begin a run.

        Args:
            entry: One that begins at epoch 0.

        Raises:
            InputError: Its recipe cannot be followed.
        """
        self.entry = entry
        """The last change that was made."""
        self.machine = assemble(entry.recipe)
        """Where the run stands."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.entry, self.machine.cursor)

    def ops_to(self, cursor: Cursor) -> int:
        """Count the ops to a moment of the present segment; below 0 where it lies behind."""
        program = self.machine.program
        return program.ops_before(cursor) - program.ops_before(self.machine.cursor)

    def apply(self, entry: Entry) -> None:
        """Make the change of the next entry, whose moment this is.

        Raises:
            InputError: Its recipe cannot be followed; nothing has changed then.
        """
        match entry.change:
            case Begin(recipe):
                self.machine = assemble(recipe)
            case Continue(recipe):
                self.machine = continued(self.machine, self.entry.recipe, recipe)
                self.machine.freeze(frozen_at(entry))
                self._plant(entry)
            case SetCells() as cells:
                self.machine.workspace.arrays[cells.array][cells.window] = cells.values
            case Freeze():
                self.machine.freeze(frozen_at(entry))
            case Plant(fault):
                switch(self.machine, fault)
        self.entry = entry

    def restore(self, entry: Entry, state: MachineState) -> None:
        """Stand at a kept moment again."""
        if entry.opening is not self.entry.opening:
            self.machine = assemble(entry.recipe)
            if isinstance(entry.opening.change, Continue):
                self.machine.began = entry.opening.beginning
        self.machine.restore(state)
        self.machine.freeze(frozen_at(entry))
        self._plant(entry)
        self.entry = entry

    def begin_again(self, origin: Entry) -> None:
        """Stand at epoch 0 of a run again."""
        self.machine = assemble(origin.recipe)
        self.entry = origin

    def _plant(self, entry: Entry) -> None:
        """Have the fault of an entry, where the set-up is that of its moment already."""
        if self.machine.lines.fault is not entry.planted:
            self.machine.plant(entry.planted)
