"""`nn-tui train --until`: stop where a condition is met."""

from __future__ import annotations

import argparse

from nn_tui.debugger.breaks.breakpoint import Breakpoint
from nn_tui.debugger.moments import place_of
from nn_tui.debugger.session import Session
from nn_tui.stderr import warn


def add_until_option(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--until",
        metavar="CONDITION",
        help="stop where it is met, as in 'loss < 0.01' or 'max(abs(l1_delta)) < 1e-4'; "
        "exit code 1 when the epochs run out before",
    )


def look_out(session: Session, condition: str | None) -> Breakpoint | None:
    """Let a session stop where a condition is met; None: there is no condition.

    Raises:
        ConditionError: It cannot be used.
    """
    if condition is None:
        return None
    wanted = session.lookout.table.add(condition, session.machine.program)
    session.lookout.begin()
    return wanted


def tell(session: Session, wanted: Breakpoint) -> bool:
    """Say on stderr where a condition was met, or that it was not; whether it was."""
    if wanted.hits:
        place = place_of(session.machine.program, session.cursor)
        if session.machine.program.is_epoch_done(session.cursor):
            place = f"the end of epoch {session.cursor.epoch}"
        figures = f": {wanted.found}" if wanted.found else ""
        warn(f"until {wanted.stop}: met at {place}{figures}")
    elif session.is_finished:
        epochs = session.recipe.hyperparameters.epochs
        warn(f"until {wanted.stop}: not met within {epochs} epochs; --epochs allows more")
    else:
        warn(f"until {wanted.stop}: not met before the run diverged")
    return bool(wanted.hits)
