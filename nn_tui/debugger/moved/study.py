"""The study of who moved a weight: in one iteration, or over the last epochs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nn_tui.debugger.destinations import at
from nn_tui.debugger.explain.explainer import just_before, traced_back
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.origin import typed_over
from nn_tui.debugger.explain.wording import reason_against_cell
from nn_tui.debugger.journal import Place
from nn_tui.debugger.moved.bar import Bar, Moved
from nn_tui.debugger.moved.ledger import TYPED_DESCENT, Ledger
from nn_tui.debugger.moved.rows import RowTerms, terms_of
from nn_tui.debugger.moved.tally import Tally, opposed
from nn_tui.debugger.session import Session
from nn_tui.debugger.walking.by_degrees import ByDegrees, Stages
from nn_tui.debugger.walking.walk import Walk, end_of_epoch, player_at, rows_of_batch
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import plan

ALL_EPOCHS = 10**9
"""More epochs than any run has."""

RANGES = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, ALL_EPOCHS)
"""Epochs over which a ledger goes back; 0: the last iteration alone."""


class MovedError(InputError):
    """There is no move, or no such weight."""


@dataclass(frozen=True, slots=True)
class WhoMoved:
    """Find out what each row has added to a weight's move, or to its descent."""

    array: str
    """`synapse_0_descent`, `bias_0_descent`: the descent's shares; `synapse_0`: the move's."""
    index: tuple[int, ...]
    """The cell."""
    epochs: int = 0
    """The move of how many epochs, this one among them; 0: of the last iteration alone."""

    def begin(self, session: Session) -> ByDegrees[Moved]:
        """Set about it, at the moment at which the session stands.

        Raises:
            MovedError: The array is none that moves, or nothing has moved it yet.
            ScratchError: There is no room for a second machine.
        """
        is_descent = self.array.endswith("_descent") and not self.epochs
        return ByDegrees((_descent if is_descent else _move)(self, session))

    @property
    def parameter(self) -> str:
        """Name of the weight's array."""
        return self.array.removesuffix("_descent")

    @property
    def wider(self) -> WhoMoved:
        """The same over more epochs."""
        return replace(self, epochs=next((n for n in RANGES if n > self.epochs), ALL_EPOCHS))

    @property
    def narrower(self) -> WhoMoved:
        """The same over fewer epochs."""
        return replace(self, epochs=max((n for n in RANGES if n < self.epochs), default=0))


def _descent(study: WhoMoved, session: Session) -> Stages[Moved]:
    """Take the descent apart that is in memory now, at the moment before it was computed."""
    question = _question(study.array, study, session)
    if session.machine.written_at(study.array) is None:
        raise _nothing_yet(question)
    place, written = _written(question)
    before = just_before(place, written)
    player = yield from player_at(session.timeline.history, before)
    walk = Walk(player, before)
    op = walk.machine.program.ops(written.batch)[written.op - 1]
    terms = terms_of(op, study.index, walk.buffers())
    terms = replace(terms, rows=rows_of_batch(walk.machine, before.entry.recipe))
    tally = Tally.of(before.entry.recipe.dataset.rows)
    tally.add_rows(terms.rows, terms.values)
    tally.roundings = len(terms.rows) + 1
    if typed_over(question, written) is not None:
        tally.add(TYPED_DESCENT, question.value - float(terms.values.sum()))
    bars = _with_questions(tally.bars(), terms, study, at(place.entry, written))
    return Moved(
        array=study.array,
        index=study.index,
        since=before.cursor,
        until=written,
        bars=bars,
        stored=question.value,
        verdict=tally.judge(question.value),
        opposed=opposed(bars),
    )


def _move(study: WhoMoved, session: Session) -> Stages[Moved]:
    """Book all updates of a stretch of the run, of one iteration or of epochs."""
    start, end = _stretch(study, session)
    player = yield from player_at(session.timeline.history, start)
    ledger = Ledger(Walk(player, end), study.parameter, study.index)
    left = yield
    while not ledger.is_over:
        left -= ledger.go_on()
        if left <= 0:
            left = yield
    stored = ledger.weight - ledger.began
    bars = ledger.tally.bars()
    if ledger.iterations == 1 and ledger.terms is not None:
        bars = _with_questions(bars, ledger.terms, study, end)
    return Moved(
        array=study.parameter,
        index=study.index,
        since=start.cursor,
        until=end.cursor,
        bars=bars,
        stored=stored,
        verdict=ledger.tally.judge(stored),
        opposed=opposed(bars),
        iterations=ledger.iterations,
        epochs=end.cursor.epoch - start.cursor.epoch if study.epochs else 0,
        weight=(ledger.began, ledger.weight),
    )


def _stretch(study: WhoMoved, session: Session) -> tuple[Place, Place]:
    """Find where a move began and where it ended."""
    question = _question(study.parameter, study, session)
    if study.epochs:
        here = session.timeline.place
        if not here.cursor.epoch:
            raise _nothing_yet(question)
        return end_of_epoch(here.entry, max(0, here.cursor.epoch - study.epochs)), here
    place, written = _written(question)
    program = plan(place.entry.recipe)
    first = program.cursor_at(program.ops_before(written) - written.op)
    entry = place.entry
    return at(entry, max(first, entry.opening.beginning)), at(entry, written)


def _question(array: str, study: WhoMoved, session: Session) -> Question:
    machine = session.machine
    shapes = machine.program.network.parameters
    if study.parameter not in shapes:
        raise MovedError(
            f"{study.array}: no step moves it; choose a cell of a weight, a bias or a descent"
        )
    if reason := reason_against_cell(array, study.index, shapes[study.parameter]):
        raise MovedError(reason)
    value = float(machine.workspace.arrays[array][study.index])
    return Question(array, study.index, value, session.timeline.place)


def _written(question: Question) -> tuple[Place, Cursor]:
    place, written = traced_back(question)
    if written is None:
        raise _nothing_yet(question)
    return place, written


def _nothing_yet(question: Question) -> MovedError:
    is_descent = question.array.endswith("_descent")
    what = "is not yet computed" if is_descent else "has taken no step yet"
    return MovedError(f"{question} {what}: step on past its line, with s, b or n")


def _with_questions(
    bars: tuple[Bar, ...], terms: RowTerms, study: WhoMoved, place: Place
) -> tuple[Bar, ...]:
    """Add to the bars of rows of one iteration what they are made of."""
    layer = int(study.parameter.split("_")[1]) + 1
    places = {int(row): n for n, row in enumerate(terms.rows)}
    found = []
    for bar in bars:
        if bar.row is not None:
            n = places[bar.row]
            below, delta = float(terms.below[n]), float(terms.delta[n])
            cell = Question(f"l{layer}_delta", (n, study.index[-1]), delta, place)
            bar = replace(bar, factors=(below, delta), question=cell)
        found.append(bar)
    return tuple(found)
