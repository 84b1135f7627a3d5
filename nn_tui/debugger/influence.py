"""What will still be computed from an array, as it stands at a moment."""

from __future__ import annotations

from enum import Enum

from nn_tui.debugger.staleness import arrays_read
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program


class Influence(Enum):
    """How far what is typed over an array reaches."""

    TRAINING = "training"
    RECORDS = "records"
    NOTHING = "nothing"


def influence_of(program: Program, cursor: Cursor, name: str) -> Influence:
    """Say how far an array's numbers reach from a moment on.

    Weights are read by the next iteration at the latest; whatever else is read amid an iteration is
    computed anew in the next one.

    Returns:
        TRAINING where a weight moves by them, RECORDS where nothing but what an epoch keeps or
        reports is computed from them, NOTHING where no line reads them any more.
    """
    parameters = program.network.parameters
    reached, is_read = {name}, name in parameters
    for op in program.ops(cursor.batch)[cursor.op :]:
        if reached.isdisjoint(parameters) and not arrays_read(op).isdisjoint(reached):
            reached.add(op.writes)
            is_read = True
    if not reached.isdisjoint(parameters):
        return Influence.TRAINING
    return Influence.RECORDS if is_read else Influence.NOTHING


def outcome_of_typing(program: Program, cursor: Cursor, name: str) -> str:
    """Say what comes of numbers that were typed over an array."""
    match influence_of(program, cursor, name):
        case Influence.TRAINING:
            return f"{name} is changed from here on"
        case Influence.RECORDS:
            return (
                f"{name} is changed: loss or error will be of it, "
                "but no weight moves by it any more"
            )
        case Influence.NOTHING:
            is_descent = name.endswith("_descent")
            done = "its update has run" if is_descent else "the lines that read it have run"
            return f"{name} is changed, but {done}: nothing uses it any more"
