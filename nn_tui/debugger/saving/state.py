"""What is another thing whenever there is something new to save."""

from __future__ import annotations

from nn_tui.debugger.session import Session


def state_of(session: Session) -> tuple[object, ...]:
    """Give what of a session would be saved, to be compared by `==` and no more."""
    timeline, lookout = session.timeline, session.lookout
    watched = tuple(str(watch) for watch in lookout.watches.watches)
    epochs = tuple(session.epochs_asked.values())
    changes = timeline.asked, len(timeline.branches), lookout.table.version
    undone, planted = len(session.ways.undone), timeline.branch.tip.planted
    is_hidden = planted is not None and planted.is_hidden
    # The last change too, which may be still ahead, and be left out before it is made.
    stands = timeline.place, timeline.branch.name, timeline.branch.tip
    return stands, changes, undone, is_hidden, watched, epochs
