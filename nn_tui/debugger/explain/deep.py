"""A number followed down to what its iteration began with: the data, and the weights."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.explain.asking import answer
from nn_tui.debugger.explain.explanation import Computed, Explanation, Question
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor

MOST_CELLS = 1000
"""Cells that are followed; a wide network has a hundred thousand below one."""

_Number: TypeAlias = tuple[str, Cursor | None]
"""A cell, and just after which line it was written; None: no line has computed it."""

_Cell: TypeAlias = tuple[str, int, int]
"""A cell, and the epoch and the batch in which it is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A cell that a line reads."""

    question: Question
    """The cell, at the moment before the line."""
    epoch: int
    """The epoch in which the line runs."""
    batch: int
    """The batch in which it runs, from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """All that a number was computed from in its iteration; of an epoch's, in each of its own."""

    found: tuple[Explanation, ...]
    """What was asked first, then what it was computed from, each number once."""
    began_with: tuple[Read, ...]
    """Weights as they stood when the iteration that reads them began."""
    is_cut: bool
    """Whether there is more below."""


def trace_of(found: Explanation, session: Session) -> Trace:
    """Follow a number down, the line that ran last first.

    Raises:
        ScratchError: There is no memory for a second machine.
    """
    answers, weights = {_number_of(found): found}, dict[_Number, Read]()
    waiting, known = deque[Read](), set[_Cell]()
    _add_reads(found, waiting, known)
    while waiting and len(answers) < MOST_CELLS:
        read = waiting.popleft()
        below = answer(read.question, session)
        if _is_of_another_iteration(below, found):
            weights[_number_of(below)] = read
        elif _number_of(below) not in answers:
            answers[_number_of(below)] = below
            _add_reads(below, waiting, known)
    return Trace(tuple(answers.values()), tuple(weights.values()), bool(waiting))


def _number_of(found: Explanation) -> _Number:
    return str(found.question), found.cursor if isinstance(found, Computed) else None


def _add_reads(found: Explanation, waiting: deque[Read], known: set[_Cell]) -> None:
    if not isinstance(found, Computed):
        return
    epoch, batch = found.cursor.epoch, found.cursor.batch
    for operand in found.operands:
        # The batches of an epoch write the same cells: a number is not told by its name alone.
        cell = (str(operand.question), epoch, batch)
        if cell not in known:
            known.add(cell)
            waiting.append(Read(operand.question, epoch, batch))


def _is_of_another_iteration(below: Explanation, found: Explanation) -> bool:
    if not (isinstance(below, Computed) and isinstance(found, Computed)):
        return False
    # What an epoch keeps was written by its batches: they are followed.
    if below.question.array not in below.before.program.network.parameters:
        return False
    return (below.cursor.epoch, below.cursor.batch) != (found.cursor.epoch, found.cursor.batch)
