"""The Inspector panel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.inspector import clamp, draw_inspector
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View


class InspectorPanel(Panel):
    """Any array as numbers, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket,period", "show_next(1)", show=False),
        Binding("left_square_bracket,comma", "show_next(-1)", show=False),
        Binding("f", "follow", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.array_name = "l0"
        """The array in view."""
        self._cell = (0, 0)
        self._is_following = True
        self.border_subtitle = _FOLLOWS

    def show(self, view: View) -> None:
        """Show another view: of the array that a single op has just written, when following."""
        before, moment = self.view, view.moment
        if before is not None and self._is_following and _is_stepped_to(before.moment, moment):
            written = moment.op.writes if moment.op is not None else ""
            self.array_name = written if written in moment.names else self.array_name
        if self.array_name not in moment.names:
            self.array_name = f"l{moment.program.network.depth}"
        self._cell = clamp(self._cell, moment.shape(self.array_name))
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the array."""
        return draw_inspector(view.moment, self.array_name, self._cell, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cell cursor."""
        if self.view is not None:
            row, column = self._cell
            shape = self.view.moment.shape(self.array_name)
            self._cell = clamp((row + rows, column + columns), shape)
            self.redraw()

    def action_show_next(self, step: int) -> None:
        """Show the next array of the program, or the one before, and stay with it."""
        if self.view is not None:
            names = self.view.moment.names
            self.array_name = names[(names.index(self.array_name) + step) % len(names)]
            self._cell = clamp(self._cell, self.view.moment.shape(self.array_name))
            self._follow(False)

    def action_follow(self) -> None:
        """Follow the ops as they are done, or stay with the array in view."""
        self._follow(not self._is_following)

    def _follow(self, is_following: bool) -> None:
        self._is_following = is_following
        self.border_subtitle = _FOLLOWS if is_following else _STAYS
        self.redraw()


_FOLLOWS = "follows s"
_STAYS = "f: follow s"


def _is_stepped_to(before: Snapshot, after: Snapshot) -> bool:
    """Whether single ops led from one moment to the other: it is amid a batch, or one op later."""
    if before.program is not after.program or after.is_running or after.cursor == before.cursor:
        return False
    is_one_later = before.program.after(before.cursor) == after.cursor
    return is_one_later or not after.program.is_batch_done(after.cursor)
