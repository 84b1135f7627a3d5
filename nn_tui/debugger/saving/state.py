"""What is another thing whenever there is something new to save."""

from __future__ import annotations

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.session import Session


def state_of(session: Session) -> tuple[object, ...]:
    """Give what of a session would be saved, to be compared by `==` and no more."""
    timeline = session.timeline
    return timeline.place, timeline.branch.name, *work_of(session)


def work_of(session: Session) -> tuple[object, ...]:
    """Give the same but for where in it the run stands: what would be lost without a file."""
    timeline, lookout = session.timeline, session.lookout
    watched = tuple(str(watch) for watch in lookout.watches.watches)
    epochs = tuple(session.epochs_asked.values())
    courses = tuple(_course(branch) for branch in timeline.branches)
    undone = len(session.ways.undone)
    return courses, timeline.asked, lookout.table.version, undone, watched, epochs


def _course(branch: Branch) -> tuple[object, ...]:
    planted = branch.tip.planted
    is_hidden = planted is not None and planted.is_hidden
    # The last change too, which may be still ahead, and be left out before it is made.
    return branch.name, branch.end, branch.tip, is_hidden
