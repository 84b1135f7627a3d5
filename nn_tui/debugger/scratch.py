"""A second machine that goes to other moments, while the run's own stays where it is."""

from __future__ import annotations

from nn_tui.debugger.curve import Curve
from nn_tui.debugger.edits import settle_recipe
from nn_tui.debugger.epoch_arrays import copy_epoch_arrays
from nn_tui.debugger.freezing import copy_frozen
from nn_tui.debugger.history import History, Keyframe
from nn_tui.debugger.journal import Place
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.player import Player
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.workspace import MEMORY_LIMIT, memory_needed
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import plan

SCRATCH_LIMIT = MEMORY_LIMIT // 2
"""Bytes that its workspace may take: the run's own is there as well."""


class ScratchError(InputError):
    """There is no room for a second machine."""


class Scratch:
    """Stands at one moment at a time; the next is gone to from there, or from a kept moment."""

    def __init__(self, history: History) -> None:
        """Make one without a machine.

        Args:
            history: Where there are kept moments; it gets no others.
        """
        self._frames = _Borrowed(history)
        self._player: Player | None = None
        self._journey: Journey | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it has not come yet to where it set out for."""
        return self._journey is not None

    @property
    def player(self) -> Player:
        """What stands there, to be gone on with; there is one once it has set out."""
        assert self._player is not None, "it has been somewhere"
        return self._player

    def set_out(self, place: Place) -> None:
        """Set out for a place that has been reached before.

        Raises:
            ScratchError: It would take too much memory.
        """
        needed = memory_needed(plan(place.entry.recipe))
        if needed > SCRATCH_LIMIT:
            raise ScratchError(
                f"a second network to compare with would take {needed / 1e9:.3g} GB of memory: "
                f"the limit is {SCRATCH_LIMIT / 1e9:g} GB"
            )
        self._journey = None
        if self._player is None:
            self._player = Player(place.entry.origin)
        self._journey = Journey(self._player, self._frames, place)

    def advance(self, ops: int) -> None:
        """Go on for that many ops at the most, and fewer rather than stop amid a batch."""
        if self._journey is not None and self._player is not None:
            machine = self._player.machine
            self._journey.travel(machine.program.whole(machine.cursor, ops))
            if not self._journey.ops:
                self._journey = None

    def stop(self) -> None:
        """Stay where it has come to."""
        self._journey = None

    def leave(self) -> None:
        """Give the second machine back."""
        self._player = self._journey = None

    def snapshot(self, epochs: int) -> Snapshot:
        """Copy the moment at which it stands.

        Args:
            epochs: Where the run is to stop.
        """
        assert self._player is not None, "it has been somewhere"
        machine, entry = self._player.machine, self._player.entry
        rate = machine.workspace.arrays["learning_rate"].item()
        return Snapshot(
            recipe=settle_recipe(entry.recipe, entry.opening, rate, epochs, entry.planted),
            program=machine.lines.shown,
            layout=machine.workspace.layout,
            cursor=machine.cursor,
            block=machine.workspace.block.copy(),
            epoch_arrays=copy_epoch_arrays(machine, entry.recipe.dataset),
            curve=Curve().points(),
            frozen=copy_frozen(machine),
            began=machine.began,
        )


class _Borrowed:
    """The kept moments of a run, to go from; those of the second machine are not kept."""

    def __init__(self, history: History) -> None:
        self._history = history

    def nearest(self, place: Place) -> Keyframe | None:
        return self._history.nearest(place)

    def add(self, frame: Keyframe) -> None:
        """Do not keep it: it would take the place of one that the run needs."""
