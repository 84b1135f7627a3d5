"""The Explain panel's part that shows studies."""

from __future__ import annotations

from nn_tui.debugger.commands import Command
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.studies.study import Pursue, Studied, Study
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import wrap
from nn_tui.ui.studies.entries import STUDIES, entry_of
from nn_tui.ui.studies.page import Page, SelectRow, TypingPage
from nn_tui.ui.view import View

_ON_ITS_WAY = "on its way"


class Desk:
    """Holds a page for each study, each with its own cursor, and what is known now."""

    def __init__(self) -> None:
        self._pages: dict[type[object], Page] = {
            entry.kind: entry.page() for entry in STUDIES.values()
        }
        self.studied: Studied | None = None
        """What there is to show; None: nothing was asked."""
        self._expected: Study | None = None

    @property
    def title(self) -> str:
        """What the edge says of it: what it is, and of which moment."""
        if self.studied is None:
            return ""
        entry, cursor = entry_of(type(self.studied.study)), self.studied.cursor
        when = f"epoch {cursor.epoch}, batch {cursor.batch}" if cursor.epoch else "epoch 0"
        return f"{entry.title}, {when}"

    @property
    def typing(self) -> TypingPage | None:
        """The page that is shown, where it is one to type into."""
        page = None if self.studied is None else self._page(self.studied)
        return page if isinstance(page, TypingPage) else None

    def expect(self, study: Study | None, view: View) -> None:
        """Note what was asked just now: its page is shown before the run knows of it.

        Args:
            study: What; None: what was asked before is not wanted any more.
            view: What there is to see.
        """
        page = None if study is None else self._pages[type(study)]
        self._expected = None
        if study is not None and isinstance(page, TypingPage):
            page.expect(study)
            if self.typing is not page:
                self.studied, self._expected = Studied(study, view.moment.cursor), study

    def show(self, view: View) -> Command | str | None:
        """Note another view.

        Returns:
            What a page asks for by it, or has to say as it is left.
        """
        if self._is_still_expected(view.moment.studied):
            return None
        self._expected = None
        left, self.studied = self.typing, view.moment.studied
        if left is not None and self.typing is not left:
            return left.leave()
        if self.typing is None or self.studied is None:
            return None
        return self.typing.note(view, self.studied)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the page, or why there is none."""
        studied = self.studied
        if studied is None:
            return []
        if studied.found is None:
            role = Role.WARNING if studied.refusal else Role.DIM
            said = view.line(studied.refusal or _ON_ITS_WAY)
            return [fit(line(Span(row, role)), width) for row in wrap(said, width)]
        return self._page(studied).draw(view, studied, width, height)

    def move(self, rows: int, columns: int) -> Pursue | None:
        """Move the cursor of the page; give what is to be asked for by it."""
        if self.studied is None or self.studied.found is None:
            return None
        study = self._page(self.studied).move(self.studied, rows, columns)
        return None if study is None else Pursue(study)

    def choose(self) -> Command | Question | SelectRow | str | None:
        """Say what enter does, see Page."""
        if self.studied is None or self.studied.found is None:
            return None
        return self._page(self.studied).choose(self.studied)

    def _is_still_expected(self, studied: Studied | None) -> bool:
        kind = None if studied is None else type(studied.study)
        return self._expected is not None and kind is not type(self._expected)

    def _page(self, studied: Studied) -> Page:
        return self._pages[type(studied.study)]
