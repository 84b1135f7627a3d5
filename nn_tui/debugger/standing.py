"""Where a moment stands among all that a run was and will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.curve_points import CurvePoints
from nn_tui.debugger.journal import Entry
from nn_tui.debugger.staleness import Marks, is_altered, marks_of
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.cursor import START, Cursor

_NOTHING = Marks(frozenset(), frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class OtherBranch:
    """A branch as a screen shows it."""

    name: str
    """What it is called."""
    curve: CurvePoints
    """Its curve in the present run, from epoch 1, what it shares with other branches included."""
    fork: int
    """The epoch after which it goes its own way; 0: from the beginning."""
    epochs: int
    """How many epochs of the present run it has come."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The branch that a moment is on, how far that has come, and which others there are."""

    branch: str = "main"
    """Name of the branch."""
    branches: int = 1
    """How many there are, those without a curve of this run included."""
    end: Cursor = START
    """How far the branch has come in this run."""
    is_past: bool = False
    """Whether the branch has been farther than this moment."""
    run: int = 1
    """Counts the runs from epoch 0 on this branch, this one included: going back crosses them."""
    others: tuple[OtherBranch, ...] = ()
    """The other branches that have a curve of this run."""
    changes: int = 0
    """How many changes of this run were made by hand by now."""
    is_altered: bool = False
    """Whether numbers of this run were typed over by now, cells frozen or rows changed."""
    has_been_faulty: bool = False
    """Whether a fault of the bug lab is on, or was on earlier in this run."""
    marks: Marks = _NOTHING
    """Which arrays were typed over, and which depend on them."""
    segment: Entry | None = None
    """What began the present segment; None: nothing else is known."""
    tip: Entry | None = None
    """The last change of this run on the branch, which may be still ahead."""


def standing_of(timeline: Timeline) -> Standing:
    """Copy how a timeline stands."""
    entry, branch = timeline.player.entry, timeline.branch
    runs = sum(1 for before in entry.back() if before.origin is before)
    end = timeline.branch.end_of(timeline.origin)
    return Standing(
        branch=branch.name,
        branches=len(timeline.branches),
        end=end,
        is_past=timeline.is_in_the_past,
        run=runs,
        others=tuple(
            OtherBranch(
                other.name,
                other.curves[entry.origin].points(),
                _fork(timeline, other.name),
                _epochs(other.curves[entry.origin]),
            )
            for other in _others(timeline)
        ),
        changes=entry.depth - entry.origin.depth,
        is_altered=is_altered(entry),
        has_been_faulty=entry.has_been_faulty,
        marks=marks_of(timeline.player),
        segment=entry.opening,
        tip=timeline.branch.tip_of(timeline.origin),
    )


def _epochs(curve: Curve) -> int:
    points = curve.points()
    return int(points.table[-1, 0]) if len(points) else 0


def _fork(timeline: Timeline, name: str) -> int:
    """Find the epoch up to which another branch is like the present one."""
    other = next(branch for branch in timeline.branches if branch.name == name)
    here, there = timeline.branch.tip, other.tip
    mine = set(here.back())
    shared = next(entry for entry in there.back() if entry in mine)
    origin = timeline.player.entry.origin
    # They part where the first of them has a change of its own after what they share.
    cursors = []
    for tip in (here, there):
        own = [e for e in tip.back() if e.depth == shared.depth + 1 and e.origin is origin]
        cursors += [e.cursor.epoch for e in own if e.before is shared]
    if shared.origin is not origin or not cursors:
        return 0
    return max(0, min(cursors) - 1)


ALONE = Standing()
"""A run of which nothing else is known."""


def _others(timeline: Timeline) -> Iterator[Branch]:
    """Give the other branches that have a curve of the present run."""
    origin = timeline.player.entry.origin
    return (b for b in timeline.branches if b is not timeline.branch and origin in b.curves)
