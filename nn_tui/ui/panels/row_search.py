"""The search in the Dataset panel."""

from __future__ import annotations

from collections.abc import Callable

from nn_tui.ui.panels.bottom_field import BottomField
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.row_query import Query, QueryError, read_query


class RowSearch:
    """What is searched for, and its field while it is typed."""

    def __init__(self, panel: Panel, field: BottomField, on_found: Callable[[], object]) -> None:
        """Begin with all rows.

        Args:
            panel: Whose view is searched.
            field: Where it is typed.
            on_found: Called whenever other rows may be found.
        """
        self.query: Query | None = None
        """What is searched for; None: all rows are shown."""
        self.reason = ""
        """Why what is typed cannot be read, or ""."""
        self.is_open = False
        """Whether it is being typed."""
        self._panel = panel
        self._field = field
        self._on_found = on_found

    async def open(self) -> None:
        """Begin to type, with the last search selected."""
        if self._panel.view is None or self._field.typed is not None:
            return
        value = "" if self.query is None else self.query.text
        typed = ValueInput(value, self._apply, self._give_up)
        self.is_open = True
        await self._field.open(typed, self._search, self._end)
        typed.action_select_all()
        self._panel.redraw()

    def forget(self) -> None:
        """Show all rows again."""
        if self.query is not None:
            self.query = None
            self._on_found()

    def _apply(self, text: str) -> None:
        """Keep what is found, or keep the field open when the search cannot be read."""
        self._search(text)
        if not self.reason:
            self._field.close()

    def _give_up(self) -> None:
        self.query = None
        self._on_found()
        self._field.close()

    def _search(self, text: str) -> None:
        if self._panel.view is None:
            return
        try:
            self.query, self.reason = read_query(text, self._panel.view), ""
        except QueryError as error:
            self.query, self.reason = None, str(error)
        self._on_found()

    def _end(self) -> None:
        self.is_open, self.reason = False, ""
