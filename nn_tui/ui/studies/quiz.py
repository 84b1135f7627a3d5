"""The page of the quiz: what the next line will write is predicted, then revealed."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.commands import Command, StepBy
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.gradient_view import is_negated
from nn_tui.debugger.quiz.ahead import Ahead, AskNext
from nn_tui.debugger.quiz.judging import Judgement, judge
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.quiz.tally import Tally
from nn_tui.debugger.quiz.typed import AnswerError
from nn_tui.debugger.studies.study import Pursue, Studied, Study
from nn_tui.debugger.travel import GoTo
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.quiz import HINT, draw_no_question, draw_question, draw_verdict, farewell
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.view import View

_SIGNS = ("+", "-", "\N{MINUS SIGN}")

_MOST_PASSED = 20
"""Lines in a row that a person is taken past on the way to the next question."""


class QuizPage:
    """Asks, takes the answer, does the line, reveals: then the next."""

    hint = HINT

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.is_typing = False
        """Whether a person is to type, or types."""
        self._tally = Tally()
        self._revealed: Judgement | None = None
        self._is_counted = self._is_line_done = False
        # Where the question was that has been answered, until its line is done.
        self._answered_at: Cursor | None = None
        self._pointed_at: tuple[str, Index] | None = None
        self._passed = 0
        self._passed_from: Cursor | None = None

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw the question, or what came of the last answer."""
        ahead, is_gradient = _ahead(studied), view.is_gradient
        if self._revealed is not None:
            return draw_verdict(
                self._revealed, self._is_counted, self._tally, is_gradient, width, height
            )
        is_here = studied.cursor == view.moment.cursor and not view.moment.is_running
        if not is_here or studied.cursor == self._answered_at:
            return [fit(line(Span("on its way", Role.DIM)), width)]
        if ahead.question is None:
            return draw_no_question(ahead, view.line(ahead.line), self._tally, width)
        return draw_question(ahead.question, self._tally, is_gradient, width, height)

    def expect(self, study: Study) -> None:
        """Have the field open before the question is there: a person may type ahead."""
        self.is_typing = True
        self._passed, self._passed_from = 0, None

    def note(self, view: View, studied: Studied) -> Command | None:
        """Keep up with the run: go past what is not asked, and ask for the cell under the cursor.

        Returns:
            What is asked for by it.
        """
        if studied.found is None or studied.cursor != view.moment.cursor or view.moment.is_running:
            return None
        ahead = _ahead(studied)
        if studied.cursor != self._answered_at:
            self._answered_at = None
        self._keep_verdict(studied.cursor)
        if self._revealed is not None:
            return None
        if ahead.question is None:
            return self._pass(ahead, studied.cursor) if self.is_typing else None
        self._passed, self._passed_from = 0, None
        wanted = _cell_of(view, ahead.writes)
        is_new = wanted is not None and studied.study != AskNext(wanted)
        return Pursue(AskNext(wanted)) if is_new else None

    def take(self, view: View, studied: Studied, text: str) -> Command:
        """Judge an answer, and have the line done.

        Raises:
            InputError: It is none yet.
        """
        question = _question(studied)
        is_here = studied.cursor == view.moment.cursor and not view.moment.is_running
        if question is None or not is_here or studied.cursor == self._answered_at:
            raise AnswerError("the question is still on its way")
        if text.strip() in _SIGNS:
            question = replace(question, wanted=Wanted.SIGN)
        is_other_way = view.is_gradient and is_negated(question.array)
        judgement = judge(question, text, is_other_way)
        self._is_counted, self._is_line_done = not self._tally.has(judgement), False
        self._tally = self._tally.after(judgement)
        self._revealed, self.is_typing = judgement, False
        self._answered_at = studied.cursor
        return StepBy(Unit.OP)

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Move nothing: there is one question at a time."""
        return None

    def choose(self, studied: Studied) -> Command | None:
        """Go on: from what was revealed to the next question, from a question to its answer."""
        self._revealed, self.is_typing = None, True
        self._passed, self._passed_from = 0, None
        ahead = _ahead(studied)
        if studied.cursor == self._answered_at:
            # Its line is still to be done; the field is open by then for what is typed ahead.
            return None
        return None if ahead.question is not None else self._pass(ahead, studied.cursor)

    def pointed_at(self) -> tuple[str, Index] | None:
        """Give the cell whose number has just been revealed."""
        cell, self._pointed_at = self._pointed_at, None
        return cell

    def leave(self) -> str:
        """End the quiz, and say the score once more."""
        said = farewell(self._tally)
        self._begin()
        return said

    def _keep_verdict(self, here: Cursor) -> None:
        """Keep what was revealed in view for as long as the run stands behind its line."""
        if self._revealed is None:
            return
        question = self._revealed.question
        if here == question.cursor:
            if not self._is_line_done:
                self._pointed_at = question.array, question.index
            self._is_line_done = True
        elif self._is_line_done or here != question.found.before.cursor:
            self._revealed = None

    def _pass(self, ahead: Ahead, here: Cursor) -> Command | None:
        """Go on to the next line that may be asked, once from each."""
        if ahead.onward is None or self._passed == _MOST_PASSED:
            self.is_typing = False
            return None
        if here == self._passed_from:
            return None
        self._passed, self._passed_from = self._passed + 1, here
        return GoTo(ahead.onward)


def _ahead(studied: Studied) -> Ahead:
    assert isinstance(studied.found, Ahead), "a quiz finds nothing else"
    return studied.found


def _question(studied: Studied) -> QuizQuestion | None:
    return studied.found.question if isinstance(studied.found, Ahead) else None


def _cell_of(view: View, array: str) -> tuple[str, Index] | None:
    """Give the cell under the cursor, where it is of that array."""
    if view.array_name != array:
        return None
    is_bias = array.startswith("bias_")
    return array, view.cell[1:] if is_bias else view.cell


def _asked(view: View) -> AskNext:
    ahead = view.moment.program.op_before(view.moment.program.after(view.moment.cursor))
    return AskNext(None if ahead is None else _cell_of(view, ahead.writes))


QUIZ = StudyEntry(
    kind=AskNext,
    title="predict",
    asks=_asked,
    page=QuizPage,
    about=(
        "Q: predict, then reveal: of the array that the next line writes one cell is asked for, "
        "the one under the cursor where that array is selected. Type its number, or + or - for "
        "half a point; then the line is done, and a wrong answer is held against the usual slips. "
        "A number is right to the digits given. enter goes on, S goes back and asks again without "
        "counting, escape leaves the field, then the quiz.",
    ),
)
"""The quiz on the screen."""
