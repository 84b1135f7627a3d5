"""A moment as a person types it: `12`, `12.3`, `12.3 l1_delta`, `+5`, `start`, `end`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from nn_tui.debugger.destinations import program_of
from nn_tui.debugger.moments import MomentError, moment_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import GoToEnd, GoToMoment
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.recipe.parsing import parse_batch, parse_epoch

EXAMPLES = "12 · 12.3 (batch 3) · 12.3 l1 · +5 · -5 · start · end"
"""What can be typed, in a line."""

_SIGNS = ("+", "-")

Programs: TypeAlias = Callable[[int], Program]
"""From an epoch to the program that it follows."""


def command_of(text: str, programs: Programs, here: Cursor) -> GoToMoment | GoToEnd:
    """Read a moment to go to.

    Args:
        text: As typed; an epoch alone means its end, a batch its end, an op just after it.
        programs: What each epoch follows.
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
        case [place] if place[0] in _SIGNS and place[1:].isdecimal():
            return GoToMoment(_epochs_away(place, programs(here.epoch).epochs_done(here)))
        case [place] if _is_place(place):
            return _checked(programs, *_epoch_and_batch(place, programs, here))
        case [op] if op.isidentifier():
            epoch = max(1, here.epoch)
            return _checked(programs, epoch, _if_runs(programs(epoch), here.batch, op), op)
        case [place, op] if _is_place(place):
            epoch, batch = _epoch_and_batch(place, programs, here)
            return _checked(programs, epoch, batch, op)
        case _:
            raise MomentError(f"{text.strip()}: not a moment; type one of {EXAMPLES}")


def programs_of(moment: Snapshot) -> Programs:
    """Give the program of each epoch of a moment's run, as far as it is known."""
    segment, tip = moment.standing.segment, moment.standing.tip
    if segment is None or tip is None:
        return lambda epoch: moment.program
    return lambda epoch: program_of(tip, epoch, segment, moment.program)


def _epochs_away(text: str, done: int) -> int:
    """Read so many epochs on, or back from those that are done."""
    epochs = parse_epoch(text[1:])
    if not epochs:
        raise MomentError(f"{text}: must be {'+1 or more' if text[0] == '+' else '-1 or less'}")
    if text[0] == "+":
        return done + epochs
    if epochs > done:
        most = "-1" if done == 1 else f"-{done} to -1"
        are_done = f"{done} epoch{'s are' if done > 1 else ' is'} done"
        limit = f"must be {most}: {are_done}" if done else "no epoch is done yet"
        raise MomentError(f"{text}: {limit}; try start")
    return done - epochs


def _checked(
    programs: Programs, epoch: int, batch: int | None = None, op: str | None = None
) -> GoToMoment:
    moment_of(programs(epoch), epoch, batch, op)
    return GoToMoment(epoch, batch, op)


def _is_place(word: str) -> bool:
    return word.removeprefix("+").removeprefix("-").replace(".", "", 1).isdecimal()


def _epoch_and_batch(place: str, programs: Programs, here: Cursor) -> tuple[int, int | None]:
    """Read an epoch, or so many on or back, and a batch of it behind a point."""
    epoch, dot, batch = place.partition(".")
    is_relative = epoch[:1] in _SIGNS and epoch != ""
    done = programs(here.epoch).epochs_done(here)
    number = _epochs_away(epoch, done) if is_relative else parse_epoch(epoch)
    return number, parse_batch(batch) if dot else None


def _if_runs(program: Program, batch: int, op: str) -> int | None:
    """Keep to a batch where the op runs in it; else let it be looked for in the others."""
    if not 1 <= batch <= program.schedule.batches:
        return None
    return batch if any(each.writes == op for each in program.ops(batch)) else None
