"""All breakpoints that are on, at their posts along a machine's way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.breaks.breakpoint import Breakpoint
from nn_tui.debugger.breaks.post import ConditionPost, Post, post_of
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.part import Names
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine


@dataclass(frozen=True, slots=True)
class Hit:
    """A moment at which breakpoints are hit."""

    cursor: Cursor
    """When."""
    points: tuple[tuple[Breakpoint, str], ...]
    """Which, each with the values that it looked at."""


class Patrol:
    """Looks along the way of one machine; the posts remember what was before."""

    def __init__(self, points: Iterable[Breakpoint], machine: Machine) -> None:
        bound = {point: post_of(point, machine.program) for point in points}
        self.posts: list[Post] = [post for post in bound.values() if not isinstance(post, str)]
        """Those that this machine's program can have."""
        self.problems = {point: post for point, post in bound.items() if isinstance(post, str)}
        """Why it cannot have the others."""
        self.machine = machine
        """Whose way it is."""
        self._names = MachineNames(machine)
        self._of_records = [
            post
            for post in self.posts
            if isinstance(post, ConditionPost) and post.timing.is_of_records
        ]

    @property
    def has_memory(self) -> bool:
        """Whether some post asks for what was before."""
        return any(post.has_memory for post in self.posts)

    @property
    def asks_finite(self) -> bool:
        """Whether some post looks for what is not finite."""
        return any(post.asks_finite for post in self.posts)

    def inherit(self, other: Patrol) -> None:
        """Remember what the posts of the same breakpoints remember elsewhere."""
        known = {post.point: post for post in other.posts}
        for post in self.posts:
            before = known.get(post.point)
            if isinstance(post, ConditionPost) and isinstance(before, ConditionPost):
                post.memory.before[:] = before.memory.before

    def most_ops(self, ops: int) -> int:
        """Count the ops after which to look, that many at the most."""
        counts = (post.ops_to_look(self.machine.cursor) for post in self.posts)
        return min((count for count in counts if count is not None), default=ops)

    def look(self, since: Cursor) -> Hit | None:
        """Find the first moment after `since` at which something is hit.

        The machine has done no more ops since then than `most_ops` allows, and its records have at
        least the epochs that were finished.
        """
        if not self.posts:
            return None
        hits: list[tuple[Breakpoint, str]] = []
        with np.errstate(all="ignore"):
            stop = self._look_at_machine(since, hits)
            if self._of_records:
                stop = self._look_at_records(since, stop, hits)
        return None if stop is None else Hit(stop, tuple(hits))

    def _look_at_machine(self, since: Cursor, hits: list[tuple[Breakpoint, str]]) -> Cursor | None:
        now, stop = self.machine.cursor, None
        moments = [(post.moment(since, now), post) for post in self.posts]
        due = [(moment, post) for moment, post in moments if moment is not None]
        for moment, post in sorted(due, key=lambda pair: pair[0]):
            if stop is not None and moment > stop:
                break
            if _is_hit(post, self._names, hits):
                stop = moment
        return stop

    def _look_at_records(
        self, since: Cursor, stop: Cursor | None, hits: list[tuple[Breakpoint, str]]
    ) -> Cursor | None:
        program, records = self.machine.program, self.machine.records
        new = records.after(program.epochs_done(since))
        columns = records.epochs[new], records.losses[new], records.errors[new]
        for epoch, loss, error in zip(*columns, strict=True):
            if stop is not None and program.end_of_epoch(int(epoch)) > stop:
                break
            names = {"epoch": epoch, "loss": loss, "error": error}
            if any([_is_hit(post, names, hits) for post in self._of_records]):
                return program.end_of_epoch(int(epoch))
        return stop


def _is_hit(post: Post, names: Names, hits: list[tuple[Breakpoint, str]]) -> bool:
    if not post.is_met(names):
        return False
    hits.append((post.point, post.found(names)))
    return True
