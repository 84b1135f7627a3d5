"""The way to another moment of a run: from the nearest that is kept, by replay."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from nn_tui.debugger.history import Keyframe, keyframe_of
from nn_tui.debugger.journal import Place, is_on_the_way, path
from nn_tui.debugger.player import Player
from nn_tui.engine.cursor import Cursor
from nn_tui.recipe.recipe import plan


class Frames(Protocol):
    """Kept moments."""

    def nearest(self, place: Place) -> Keyframe | None:
        """Find the last one on the way to a place."""
        ...

    def add(self, frame: Keyframe) -> None:
        """Keep another one."""
        ...


class Way(Protocol):
    """What is gone by degrees, and can be given up."""

    ops: int
    """Ops that are left, as far as is known; 0: it is at its end."""
    length: int
    """Ops of the whole way, as far as is known."""

    def travel(self, ops: int) -> None:
        """Go on for about so many ops."""
        ...

    def turn_back(self) -> None:
        """Give it up: the run stands where it set out from."""
        ...


class Journey:
    """A replay under way; it can be given up, and the machine stands where it stood."""

    def __init__(self, player: Player, history: Frames, target: Place) -> None:
        """Set out.

        Args:
            player: What is to stand there; it is put at the place where the replay begins.
            history: Where there are kept moments.
            target: A place that has been reached before, or lies ahead on a branch.
        """
        self._player = player
        self._history = history
        self._target = target
        self.on_arrival: Callable[[], object] = lambda: None
        """Called once the machine stands at the target."""
        self.on_turned_back: Callable[[], object] = lambda: None
        """Called once it stands where it set out from."""
        self._home = keyframe_of(player)
        # Whoever goes back often returns.
        history.add(self._home)
        self._set_out()
        self._ahead = deque(path(player.entry, target.entry) or ())
        self.ops = self._count()
        """Ops that are left."""
        self.length = self.ops
        """Ops of the whole way."""

    def travel(self, ops: int) -> None:
        """Replay that many ops, or fewer where the way ends."""
        while self.ops and ops > 0:
            left = self._ops_of_stretch()
            run = min(ops, left, self._ops_to_vantage() or left)
            self._player.machine.run_ops(run)
            self.ops, ops = self.ops - run, ops - run
            if run == left and self._ahead:
                self._player.apply(self._ahead.popleft())
            elif self.ops == self._near:
                self._history.add(keyframe_of(self._player))
        self._player.machine.records.clear()
        if not self.ops:
            self._arrive()

    def turn_back(self) -> None:
        """Give it up: stand where it set out from."""
        self._player.restore(self._home.entry, self._home.state)
        self.ops = 0
        self.on_turned_back()

    def _set_out(self) -> None:
        """Begin at the last moment on the way that there is: a kept one, or the present."""
        player, target = self._player, self._target
        origin, frame, here = target.entry.origin, self._history.nearest(target), player.place
        start = (frame.entry.depth, frame.cursor) if frame else (origin.depth, Cursor())
        if is_on_the_way(here, target) and here.position >= start:
            return
        if frame:
            player.restore(frame.entry, frame.state)
        else:
            player.begin_again(origin)

    def _count(self) -> int:
        total, program = 0, self._player.machine.program
        cursor = self._player.machine.cursor
        for entry in self._ahead:
            total += program.ops_before(entry.cursor) - program.ops_before(cursor)
            cursor = entry.cursor
            if entry.opening is entry:
                program = plan(entry.recipe)
                cursor = program.end_of_epoch(entry.cursor.epoch)
        return total + program.ops_before(self._target.cursor) - program.ops_before(cursor)

    def _ops_of_stretch(self) -> int:
        """Count the ops to the next change, or to the target."""
        return self._player.ops_to(self._ahead[0].cursor) if self._ahead else self.ops

    @property
    def _near(self) -> int:
        """Ops left at a moment that is worth keeping: from it a few steps back are short."""
        return self._target.cursor.op + len(self._player.machine.program.iteration)

    def _ops_to_vantage(self) -> int:
        return 0 if self._ahead else max(0, self.ops - self._near)

    def _arrive(self) -> None:
        """Make the changes of the very place."""
        while self._ahead:
            self._player.apply(self._ahead.popleft())
        self.on_arrival()
