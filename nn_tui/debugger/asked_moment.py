"""A moment as a person types it: `12`, `12.3`, `12.3 l1_delta`, `+5`, `start`, `end`."""

from __future__ import annotations

from nn_tui.debugger.commands import GoToEnd, GoToMoment
from nn_tui.debugger.moments import MomentError, moment_of
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.recipe.parsing import parse_batch, parse_epoch

EXAMPLES = "12 · 12.3 (batch 3) · 12.3 l1 · +5 · -5 · start · end"
"""What can be typed, in a line."""


def command_of(text: str, program: Program, here: Cursor) -> GoToMoment | GoToEnd:
    """Read a moment to go to; that the run has it is certain only where all batches are alike.

    Args:
        text: As typed; an epoch alone means its end, a batch its end, an op just after it.
        program: Whose moments are meant.
        here: What + and - count from, and where an op alone is looked for.

    Raises:
        InputError: No moment, or none of this run, with what it could be.
    """
    words = text.casefold().split()
    match words:
        case []:
            raise MomentError(f"a moment is missing: {EXAMPLES}")
        case ["start"]:
            return GoToMoment(0)
        case ["end"]:
            return GoToEnd()
        case [place] if place[0] in "+-" and place != place[0]:
            epochs = parse_epoch(place[1:]) * (1 if place[0] == "+" else -1)
            return GoToMoment(max(0, program.epochs_done(here) + epochs))
        case [place] if _is_number(place):
            return _checked(program, *_epoch_and_batch(place))
        case [op]:
            batch = here.batch if here.batch else None
            return _checked(program, max(1, here.epoch), _if_runs(program, batch, op), op)
        case [place, op]:
            epoch, batch = _epoch_and_batch(place)
            return _checked(program, epoch, batch, op)
        case _:
            raise MomentError(f"{text.strip()}: not a moment; type one of {EXAMPLES}")


def _checked(
    program: Program, epoch: int, batch: int | None = None, op: str | None = None
) -> GoToMoment:
    moment_of(program, epoch, batch, op)
    return GoToMoment(epoch, batch, op)


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdecimal()


def _epoch_and_batch(place: str) -> tuple[int, int | None]:
    epoch, dot, batch = place.partition(".")
    return parse_epoch(epoch), parse_batch(batch) if dot else None


def _if_runs(program: Program, batch: int | None, op: str) -> int | None:
    """Keep to a batch where the op runs in it; else let it be looked for in the others."""
    if batch is None:
        return None
    return batch if any(each.writes == op for each in program.ops(batch)) else None
