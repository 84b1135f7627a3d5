"""What a list says of a session."""

from __future__ import annotations

from datetime import datetime
from math import isfinite

from nn_tui.debugger.session import Session
from nn_tui.debugger.staleness import is_altered
from nn_tui.storage.document import VERSION, Summary


def summary_of(session: Session, title: str, now: datetime) -> Summary:
    """Say of a session what a list says.

    Args:
        session: At this moment.
        title: The name that a person gave it, or "".
        now: The time.
    """
    recipe, moment = session.recipe, session.machine
    error = float(moment.workspace.arrays["error"]) if session.epochs_done else None
    return Summary(
        version=VERSION,
        title=title,
        saved=now.isoformat(timespec="seconds"),
        dataset=recipe.dataset.name,
        network=recipe.network.shape[:200],
        epoch=session.cursor.epoch,
        epochs=recipe.hyperparameters.epochs,
        error=error if error is not None and isfinite(error) else None,
        is_altered=is_altered(session.timeline.player.entry),
        is_faulty=session.timeline.player.entry.has_been_faulty,
    )
