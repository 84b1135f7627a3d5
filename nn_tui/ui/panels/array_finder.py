"""Going to an array by its name, in the Inspector."""

from __future__ import annotations

from nn_tui.ui.array_selection import staying_with
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.panel_field import PanelField
from nn_tui.ui.panels.stepping_input import TABS, UP_AND_DOWN, SteppingInput
from nn_tui.ui.render.inspector_names import draw_matches, matching
from nn_tui.ui.render.lines import Line, line
from nn_tui.ui.view import View


class ArrayFinder:
    """Asks for a name in the panel's first line, what matches it in the second."""

    def __init__(self, panel: Panel, field: PanelField) -> None:
        self._panel = panel
        self._field = field
        # Messages of what was typed come later than keys: turns know the text that they are of.
        self._turns, self._turned = 0, ""

    async def open(self) -> None:
        """Open a field for a name."""
        self._turns, self._turned = 0, ""
        keys = {**UP_AND_DOWN, **TABS}
        typed = SteppingInput("", self._take, self._field.close, self._turn, keys)
        typed.styles.offset = (1, 0)
        await self._field.open(typed, self._around)

    def _around(self, view: View, lines: list[Line], width: int) -> list[Line]:
        text = self._text
        matches = draw_matches(view, text, self._turns_of(text), width)
        return [line("/"), matches, *lines[2:]]

    def _take(self, typed: str) -> None:
        """Go to the chosen match; where there is none, the field stays open and says so."""
        turns, view = self._turns_of(typed), self._panel.view
        if view is not None and not matching(view, typed):
            return
        self._field.close()

        def change(view: View) -> View:
            found = matching(view, typed)
            return staying_with(view, found[turns % len(found)]) if found else view

        if typed.strip():
            self._panel.change(change)

    def _turn(self, step: int) -> None:
        text = self._text
        self._turns, self._turned = self._turns_of(text) + step, text
        self._panel.redraw()

    def _turns_of(self, text: str) -> int:
        return self._turns if text == self._turned else 0

    @property
    def _text(self) -> str:
        return "" if self._field.typed is None else self._field.typed.value
