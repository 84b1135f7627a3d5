"""The Inspector panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.inspector import draw_inspector
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View, with_array, with_cell


class InspectorPanel(Panel):
    """Any array as numbers, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "The bottom line is the cell under the cursor in full precision; row N behind it is the "
        "row of the dataset, where a batch has its rows in another place.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "show_next(-1)", "[", "left_square_bracket", "", "the array before, and stay with it"
        ),
        KeyCommand(
            "show_next(1)", "]", "right_square_bracket", "array", "the next array, and stay with it"
        ),
        KeyCommand("follow", "f", "f", "follow", "follow s: show what each op has written"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the array."""
        self.border_subtitle = "follows s" if view.is_following else "f: follow s"
        return draw_inspector(view, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cell cursor."""
        self.change(lambda view: with_cell(view, (view.cell[0] + rows, view.cell[1] + columns)))

    def action_show_next(self, step: int) -> None:
        """Show the next array of the program, or the one before, and stay with it."""

        def change(view: View) -> View:
            names = view.moment.names
            name = names[(names.index(view.array_name) + step) % len(names)]
            return replace(with_array(view, name), is_following=False)

        self.change(change)

    def action_follow(self) -> None:
        """Follow the ops as they are done, or stay with the array in view."""
        self.change(lambda view: replace(view, is_following=not view.is_following))
