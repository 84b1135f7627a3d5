"""The Explain panel's part that keeps up with studies, and opens a field where a page wants one."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.studies.study import Study
from nn_tui.errors import InputError
from nn_tui.ui.panels.bottom_field import BottomField
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.studies.desk import Desk
from nn_tui.ui.view import View, with_array, with_cell

_MARK = "="


class PageField(BottomField):
    """Holds the field of the page that is shown."""

    def __init__(self, panel: Panel, desk: Desk) -> None:
        super().__init__(panel)
        self._desk = desk
        self._reason = ""

    def keep_up(self, view: View, is_covered: bool) -> None:
        """Note another view: do what the page asks for by it, open its field or close it.

        Args:
            view: What there is to see now.
            is_covered: Whether something else is shown in the page's place.
        """
        told = self._desk.show(view)
        if isinstance(told, str):
            if told:
                self._panel.change(lambda now: replace(now, notice=told))
        elif told is not None:
            self._panel.ask(told)
        page = self._desk.typing
        if page is not None and (cell := page.pointed_at()) is not None:
            self._panel.change(lambda now: _selecting(now, *cell))
        if page is None or not page.is_typing or is_covered:
            self.close()
        elif self.typed is None and self._panel.has_focus:
            self._panel.call_later(self.begin)

    async def expect(self, study: Study | None) -> None:
        """Note what was asked just now, and open a field for it where it has one."""
        if self._panel.view is not None:
            self._desk.expect(study, self._panel.view)
            await self.begin()

    async def begin(self) -> None:
        """Open the field, where the page wants one and none is open."""
        page = self._desk.typing
        if (
            page is None
            or not page.is_typing
            or self.typed is not None
            or not self._panel.has_focus
        ):
            return
        self._reason = ""
        typed = ValueInput("", self._take, self._give_up)
        typed.placeholder = page.hint
        await self.open(typed, self._forget_reason, self._note_closed)
        self._panel.redraw()

    def around(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the page, above the field where it is open."""
        self.place()
        if self.typed is None:
            return self._desk.draw(view, width, height)
        lines = self._desk.draw(view, width, height - 2)[: height - 2]
        blanks = [fit((), width)] * (height - 2 - len(lines))
        said = f"! {self._reason}" if self._reason else ""
        reason = fit(line(Span(shortened(said, width), Role.WARNING)), width)
        return [*lines, *blanks, reason, fit(line(Span(_MARK, Role.STRONG)), width)]

    def _take(self, text: str) -> None:
        """Hand the answer to the page; where it is none, the field stays open and says so."""
        page, view, studied = self._desk.typing, self._panel.view, self._desk.studied
        if page is None or view is None or studied is None:
            self.close()
            return
        try:
            command = page.take(view, studied, text)
        except InputError as reason:
            self._reason = str(reason)
            self._panel.redraw()
            return
        self.close()
        self._panel.ask(command)

    def _give_up(self) -> None:
        self.close()

    def _note_closed(self) -> None:
        if (page := self._desk.typing) is not None:
            page.is_typing = False

    def _forget_reason(self, _text: str) -> None:
        self._reason = ""
        self._panel.redraw()


def _selecting(view: View, array: str, index: Index) -> View:
    row, column = (0, 0, *index)[-2:]
    return with_cell(with_array(view, array), (row, column))
