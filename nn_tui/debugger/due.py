"""When a change is made that is asked for at a moment."""

from __future__ import annotations

from nn_tui.debugger.journal import Change, Continue, Plant
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


def due_at(change: Change, program: Program, now: Cursor) -> Cursor:
    """Say when: now, but a continuation once the epoch is done, and a fault once the batch is.

    An iteration is right as a whole or faulty as a whole, so that a check of it means something.
    """
    if isinstance(change, Continue):
        return program.end_of_epoch(program.after(now).epoch - program.is_epoch_done(now))
    if isinstance(change, Plant) and not program.is_batch_done(now):
        return program.cursor_at(program.ops_before(now) + program.ops_to_batch_end(now))
    return now
