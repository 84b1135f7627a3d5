"""What the next line of a run will write, asked before it has run: nothing need be hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.explain.explanation import Computed, Question
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.explain.verdict import judge
from nn_tui.debugger.journal import Place
from nn_tui.debugger.quiz.choosing import QUIZ_STREAM, draw_cells
from nn_tui.debugger.quiz.question import (
    ASKED_PHASES,
    MOST_TERMS,
    QuizQuestion,
    is_worth_asking,
    longest_sum,
)
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.network import Network
from nn_tui.engine.ops.backward import BiasDescent, HiddenError, OutputError, SynapseDescent
from nn_tui.engine.ops.epoch import KeepBatch
from nn_tui.engine.ops.forward import PreActivation
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program

_MOST_LOOKED_AT = 60
"""Cells of an array that are worked out before its line is given up: 0.1 ms each."""


@dataclass(frozen=True, slots=True)
class AskNext:
    """Ask for a cell of the array that the next line will write, at each pause."""

    wanted: tuple[str, Index] | None = None
    """The cell that a person has chosen, asked for where it is of that array."""

    def begin(self, session: Session) -> _Choosing:
        """Look at the moment at which the session stands."""
        return _Choosing(session.snapshot(), session.timeline.place, self.wanted)


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """The next line, and what is asked of it."""

    line: str
    """The line."""
    writes: str
    """The array that it writes."""
    question: QuizQuestion | None
    """The question; None: the line makes no good one."""
    reason: str
    """Why it makes none; "" where it does."""
    onward: Cursor | None
    """The next moment behind this one whose next line may make one; None: there is none."""


def asks_error(moment: Snapshot) -> bool:
    """Whether a person is to predict the error of the outputs, which can be read off them."""
    if moment.studied is None or not isinstance(moment.studied.study, AskNext):
        return False
    ahead = moment.program.op_before(moment.program.after(moment.cursor))
    return isinstance(ahead, OutputError) and not moment.is_running


@dataclass(frozen=True, slots=True, eq=False)
class _Choosing:
    """A question being chosen."""

    moment: Snapshot
    """Where the run stands."""
    place: Place
    """The same among all that it was."""
    wanted: tuple[str, Index] | None
    """The cell that a person has chosen."""

    def advance(self, ops: int) -> Ahead:
        """Choose a cell at one go: most lines take a single look."""
        program, cursor = self.moment.program, self.moment.cursor
        after = program.after(cursor)
        op = program.op_before(after)
        assert op is not None, "some op comes next"
        onward = next(_moments_to_ask(program, cursor), None)
        reason = _reason_against(op, program, after)
        found = None if reason else self._found(op, after)
        if found is None and not reason:
            reason = "each of its numbers is a copy, 0, or lost in rounding"
        question = None if found is None else QuizQuestion(found)
        return Ahead(op.line, op.writes, question, reason, onward)

    def _found(self, op: Op, after: Cursor) -> Computed | None:
        for index in self._indices(op, after):
            term = term_of(op, index, self.moment)
            question = Question(op.writes, index, term.value, self.place)
            verdict = judge(term.value, term)
            found = Computed(question, op, after, self.moment, term, verdict, ())
            if is_worth_asking(found):
                return found
            if longest_sum(term) > MOST_TERMS:
                # It is the same for each cell of the array.
                return None
        return None

    def _indices(self, op: Op, after: Cursor) -> Iterator[Index]:
        """Give the cell that was chosen, then others in an order drawn for this moment."""
        shape = self._shape(op, after)
        array, wanted = self.wanted or ("", ())
        # That of another network may have had other axes, and more cells.
        if array == op.writes and len(wanted) == len(shape) and np.less(wanted, shape).all():
            yield wanted
        seed = self.moment.recipe.hyperparameters.seed
        stream = np.random.RandomState([seed, QUIZ_STREAM, after.epoch, after.batch, after.op])
        for count, index in enumerate(draw_cells(shape, stream)):
            if count == _MOST_LOOKED_AT:
                return
            yield index

    def _shape(self, op: Op, after: Cursor) -> tuple[int, ...]:
        # Not as it stands: in the batch before it may have had more rows.
        rows = self.moment.program.schedule.rows_of(after.batch)
        return self.moment.layout.places[op.writes].view(self.moment.block, rows).shape


def _moments_to_ask(program: Program, cursor: Cursor) -> Iterator[Cursor]:
    """Give the moments behind this one, within an epoch, just before a line that may be asked."""
    first = program.ops_before(cursor) + 1
    for ops in range(first, first + program.epoch_length):
        before, after = program.cursor_at(ops), program.cursor_at(ops + 1)
        op = program.op_before(after)
        if op is not None and not _reason_against(op, program, after):
            yield before


def _reason_against(op: Op, program: Program, after: Cursor) -> str:
    """Say why no cell that an op writes can be asked for, as far as the op alone tells it."""
    if op.phase not in ASKED_PHASES or isinstance(op, KeepBatch):
        return "rows are only copied, or all of them summed"
    terms = _terms(op, program.network, program.schedule.rows_of(after.batch))
    return f"each is a sum of {terms} terms, by hand {MOST_TERMS} are the limit" * (
        terms > MOST_TERMS
    )


def _terms(op: Op, network: Network, rows: int) -> int:
    match op:
        case PreActivation(layer=layer):
            return network.sizes[layer - 1]
        case HiddenError(layer=layer):
            return network.sizes[layer + 1]
        case SynapseDescent() | BiasDescent():
            return rows
    return 1
