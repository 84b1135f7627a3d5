"""The Explain panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Blur
from textual.message import Message
from textual.widgets import Input

from nn_tui.debugger.commands import Halt
from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.explain.explanation import Asked, Computed, Question
from nn_tui.debugger.studies.study import Pursue, Study
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.explain_keys import EXPLAIN_ABOUT, EXPLAIN_VERBS, Shown, verbs_of
from nn_tui.ui.panels.page_field import PageField
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.answer import DIGITS, Reading, draw_answer, operand_at, parts_of
from nn_tui.ui.render.crumbs import Crumb, crumb_of
from nn_tui.ui.render.explain import draw_explanation
from nn_tui.ui.render.lines import Line
from nn_tui.ui.row_way import RowWay
from nn_tui.ui.selected import name_asked, selected_cell, with_row_of
from nn_tui.ui.shown_answer import ShownAnswer
from nn_tui.ui.studies.desk import Desk
from nn_tui.ui.studies.page import SelectRow, selecting
from nn_tui.ui.view import View


class ExplainPanel(Panel):
    """Where a number comes from; without a question, what the phase and its line do."""

    NUMBER: ClassVar[str] = "7"
    TITLE: ClassVar[str] = "Explain"

    ABOUT: ClassVar[tuple[str, ...]] = EXPLAIN_ABOUT
    VERBS: ClassVar[tuple[KeyCommand, ...]] = EXPLAIN_VERBS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(VERBS),
        Binding("escape", "close", show=False),
    ]

    class Grew(Message):
        """It needs more room than before, or less: `has_answer` says which."""

    def __init__(self) -> None:
        super().__init__()
        self._reading = Reading()
        self._asked: Asked | None = None
        self._answer = ShownAnswer()
        # What was asked from here, as its answer is to come.
        self._followed: Question | None = None
        self._row = RowWay()
        self._desk = Desk()
        self._field = PageField(self, self._desk)

    @property
    def has_answer(self) -> bool:
        """Whether it shows what was asked or studied, or a row's way: that takes room."""
        return self._asked is not None or self._row.is_open or self._desk.studied is not None

    @property
    def verbs(self) -> tuple[KeyCommand, ...]:
        """Its keys, as far as they do something to what it shows now."""
        if self._row.is_open:
            return verbs_of(Shown.ROW)
        if self._asked is not None:
            found = self._asked.found
            has_cells = isinstance(found, Computed) and bool(found.operands)
            return verbs_of(Shown.ANSWER if has_cells else Shown.SOURCE)
        return verbs_of(Shown.NOTHING if self._desk.studied is None else Shown.STUDY)

    def show(self, view: View) -> None:
        """Show another view; what another panel has asked begins a trail of its own."""
        had_answer = self.has_answer
        before, self._asked = self._asked, view.moment.asked
        self._row.heed(before, self._asked)
        self._field.keep_up(view, is_covered=self._row.is_open or self._asked is not None)
        if _question_of(self._asked) is not _question_of(before):
            is_followed = _question_of(self._asked) is self._followed
            if not is_followed:
                begun = None if self._asked is None else self._asked.stood
                self._reading = replace(self._reading, trail=(), begun=begun)
            self._reading = replace(self._reading, entry=0, cell=0)
        if had_answer is not self.has_answer:
            self.post_message(self.Grew())
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the answer, the row's way, or the sentences."""
        self.set_subtitle(self._subtitle(view))
        if self._row.is_open:
            return self._row.draw(view, width, height)
        if self._asked is not None:
            now = view.moment.cursor
            reading = replace(self._reading, is_gradient=view.is_gradient, now=now)
            return draw_answer(self._shown() or self._asked, reading, width, height)
        if self._desk.studied is not None:
            return self._field.around(view, width, height)
        return draw_explanation(view, width, height)

    def cell_asked(self, view: View) -> str:
        """Ask for the number that is shown, as it is now; else for the selected one."""
        if self._row.is_open:
            return self._row.cell(view)
        shown = _question_of(self._asked)
        return selected_cell(view) if shown is None else name_asked(view.moment, shown)

    def reason_against_asking(self, view: View) -> str:
        """Say why there is no number under the cursor of the row's way."""
        return self._row.refusal(view) if self._row.is_open else ""

    def action_explain(self) -> None:
        """Ask where the number under the cursor comes from; the row's way is come back to."""
        self._row.leave_for_answer()
        super().action_explain()

    def on_blur(self, _event: Blur) -> None:
        """Leave what is asked from elsewhere to be closed for good."""
        self._row.stay_away()

    def action_move(self, rows: int, columns: int) -> None:
        """Choose another part of the formula, or another cell in it; in a study, what it has."""
        if self._row.is_open and self.view is not None:
            self._row.move(self.view, rows, columns)
            self.redraw()
            return
        if self._asked is None:
            if (other := self._desk.move(rows, columns)) is not None:
                self.ask(other)
            self.redraw()
            return
        parts = parts_of(self._shown())
        if not parts:
            return
        entry = max(0, min(self._reading.entry + rows, len(parts) - 1))
        cells = len(parts[entry].cells)
        cell = max(0, min(self._reading.cell + columns, cells - 1))
        self._reading = replace(self._reading, entry=entry, cell=cell)
        self.redraw()

    async def action_descend(self) -> None:
        """Ask where the selected cell comes from; in a study, do what enter does there."""
        if self._row.is_open:
            self.action_explain()
            return
        if self._asked is None:
            self._follow_study()
            await self._field.begin()
            return
        here = crumb_of(self._asked)
        below = operand_at(self._shown(), self._reading.entry, self._reading.cell)
        if here is not None and below is not None:
            self._follow(below, (*self._reading.trail, here))

    def action_ascend(self) -> None:
        """Go back to the number that was asked for before; from the first one, be done."""
        trail = self._reading.trail
        if trail and not self._row.is_open:
            self._follow(trail[-1].question, trail[:-1])
        else:
            self.action_close()

    def action_toggle_trace(self) -> None:
        """Show a row on its way through every layer, the answer's if it has one; or go back."""
        self._row.toggle()
        self.post_message(self.Grew())
        asked = _question_of(self._asked) if self._row.is_open else None
        # The line of keys has others now.
        self.change(lambda view: with_row_of(view, asked))

    def action_show_digits(self) -> None:
        """Write the formulas with the next number of digits."""
        place = DIGITS.index(self._reading.digits)
        self._reading = replace(self._reading, digits=DIGITS[(place + 1) % len(DIGITS)])
        self.redraw()

    def action_close(self) -> None:
        """Be done with the question; without one, stop what is under way."""
        if self._row.is_open:
            self.action_toggle_trace()
        elif self._asked is not None:
            self.ask(Explain(None))
        else:
            self.ask(Halt() if self._desk.studied is None else Pursue(None))
            if self.view is not None:
                self._desk.expect(None, self.view)

    async def expect(self, study: Study | None) -> None:
        """Be told what another panel has just asked to be found out."""
        await self._field.expect(study)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hand on what is typed."""
        self._field.take(event)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Close the field when another panel is gone to."""
        self._field.leave(event)

    def _follow_study(self) -> None:
        chosen = self._desk.choose()
        if isinstance(chosen, str | Question):
            self.ask(Explain(chosen))
        elif isinstance(chosen, SelectRow):
            self.change(lambda view: selecting(view, chosen))
        elif chosen is not None:
            self.ask(chosen)

    def _follow(self, question: Question, trail: tuple[Crumb, ...]) -> None:
        self._followed = question
        self._reading = replace(self._reading, trail=trail)
        self.ask(Explain(question))

    def _shown(self) -> Asked | None:
        return self._answer.of(self._asked, self.view is not None and self.view.is_gradient)

    def _subtitle(self, view: View) -> str:
        if self._row.is_open:
            return "the row's way"
        found = None if self._asked is None else self._asked.found
        if self._asked is None:
            return self._desk.title
        if not isinstance(found, Computed):
            return ""
        cursor = found.cursor
        is_left = self._reading.is_left(self._asked, view.moment.cursor)
        return f"of epoch {cursor.epoch}, batch {cursor.batch}{'; e asks anew' * is_left}"


def _question_of(asked: Asked | None) -> Question | None:
    return None if asked is None else asked.question
