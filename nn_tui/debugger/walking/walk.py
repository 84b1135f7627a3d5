"""A walk along a branch of a run, with the changes that were made on the way."""

from __future__ import annotations

from collections import deque

from nn_tui.debugger.destinations import at, of_epoch
from nn_tui.debugger.history import History
from nn_tui.debugger.journal import Entry, Place, path
from nn_tui.debugger.player import Player
from nn_tui.debugger.scratch import Scratch
from nn_tui.debugger.walking.by_degrees import Stages
from nn_tui.engine.arrays import Order
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.engine.ops.op import Buffers, Op
from nn_tui.recipe.recipe import Recipe, plan


def player_at(history: History, place: Place) -> Stages[Player]:
    """Bring a second machine to a place, in parts.

    Raises:
        ScratchError: There is no room for a second machine.
    """
    scratch = Scratch(history)
    scratch.set_out(place)
    while scratch.is_under_way:
        scratch.advance((yield))
    return scratch.player


class Walk:
    """Goes on from where a player stands, as far as a place of the same run."""

    def __init__(self, player: Player, target: Place) -> None:
        """Set out.

        Args:
            player: Which stands on the way to the place.
            target: The place; what was changed by then is changed at its moment.
        """
        self._player = player
        self._target = target
        self._ahead = deque(path(player.entry, target.entry) or ())
        self._buffers: dict[int, Buffers] = {}
        """By rows of a batch: of the machine that was looked at last."""
        self._looked_at: Machine | None = None
        self.settle()

    @property
    def machine(self) -> Machine:
        """What has come that far, to be read."""
        return self._player.machine

    @property
    def entry(self) -> Entry:
        """The last change that was made by now."""
        return self._player.entry

    @property
    def is_over(self) -> bool:
        """Whether it stands at its end."""
        return not self._ahead and self.machine.cursor >= self._target.cursor

    def reaches(self, cursor: Cursor) -> bool:
        """Whether a moment of the segment in which it stands is not behind its end."""
        return self._in_earlier_segment or cursor <= self._target.cursor

    def to(self, cursor: Cursor) -> None:
        """Go on to a moment of the segment in which it stands, or to the end of the walk.

        It stands there as the op before has left it: `settle` makes the changes of that moment.
        """
        if not self.reaches(cursor):
            cursor = self._target.cursor
        opening = self.entry.opening
        while (ops := self._player.ops_to(cursor)) > 0:
            self.settle()
            if self.entry.opening is not opening:
                break
            if self._ahead:
                ops = min(ops, self._player.ops_to(self._ahead[0].cursor))
            self.machine.run_ops(ops)
            self.machine.records.clear()

    def settle(self) -> None:
        """Make the changes of the moment at which it stands."""
        while self._ahead and self._player.ops_to(self._ahead[0].cursor) <= 0:
            self._player.apply(self._ahead.popleft())

    def buffers(self) -> Buffers:
        """Give the arrays as the present batch sees them."""
        machine = self.machine
        if machine is not self._looked_at:
            self._looked_at, self._buffers = machine, {}
        rows = machine.program.schedule.rows_of(machine.cursor.batch)
        if rows not in self._buffers:
            self._buffers[rows] = machine.workspace.buffers(rows)
        return self._buffers[rows]

    @property
    def _in_earlier_segment(self) -> bool:
        return self.entry.opening is not self._target.entry.opening


def rows_of_batch(machine: Machine, recipe: Recipe) -> Order:
    """Number the rows of the present batch as the dataset does, (rows of the batch,)."""
    window = machine.program.schedule.window(machine.cursor.batch)
    order = machine.workspace.order[window].copy()
    return recipe.dataset.kept[order] if recipe.dataset.left_out else order


def end_of_epoch(tip: Entry, epoch: int) -> Place:
    """Find the end of an epoch of a run; its batches may have had another size then."""
    entry = of_epoch(tip, epoch)
    cursor = plan(entry.recipe).end_of_epoch(epoch)
    return at(entry, max(cursor, entry.opening.beginning))


def op_number(ops: tuple[Op, ...], writes: str) -> int:
    """Say which op of an iteration writes an array, counted from 1."""
    return next(number for number, op in enumerate(ops, start=1) if op.writes == writes)
