"""The Inspector panel."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Paste
from textual.geometry import Offset
from textual.widgets import Input

from nn_tui.ui.array_selection import following, moved, next_array, staying_with
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.array_copier import ArrayCopier
from nn_tui.ui.panels.array_finder import ArrayFinder
from nn_tui.ui.panels.cell_editor import CellEditor
from nn_tui.ui.panels.panel import Change, Panel
from nn_tui.ui.panels.panel_field import PanelField
from nn_tui.ui.render.inspector import draw_inspector, heading, manner
from nn_tui.ui.render.inspector_grid import DIGITS, Grid, GridLook, grid_of
from nn_tui.ui.render.inspector_names import name_at
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, with_cell

_MOST_TURNS = 1000
"""Turns of the event loop in which a view that was asked for comes, if it comes at all."""


class InspectorPanel(Panel):
    """Any array as numbers or as shades, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "On top: when the array was written, the arrays (dim ones belong to an earlier iteration), "
        "then shape, min, max and mean; values that are not finite are counted and left out. A * "
        "after a name is altered, typed over; ~ is stale, computed before that from what was.",
        "Under row stand rows of the dataset; where a batch has them in another place, the bottom "
        "line has both: l1[0,2] row 17. It is the cell under the cursor in full precision.",
        "Shades: ░▒▓█ are quarters of the largest magnitude, which has a █ above; doubled for "
        "positive, behind a minus for negative; in the selected cell, behind a + for positive. "
        "· is 0, ? is nan, ∞ infinite.",
        "What is typed over is read in the signs that are shown: dL/d in the dL/d view. A pasted "
        "matrix (rows by lines or ;, columns by tabs, commas or spaces, brackets or none) is set "
        "from the selected cell on; u takes it back.",
        "What is copied is what is shown, in full precision. It always goes to a file too, since "
        "tmux and screen may drop it on its way to the clipboard.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "type_over", "enter", "enter", "edit",
            "type over the cell; 1 2; 3 4 sets a block from it on",
        ),
        KeyCommand(
            "show_previous", "[", "left_square_bracket", "", "the array before, and stay with it",
            does="show_next(-1)",
        ),
        KeyCommand(
            "show_next", "]", "right_square_bracket", "", "the next array, and stay with it",
            does="show_next(1)",
        ),
        KeyCommand("find", "/", "slash", "array", "go to an array by its name"),
        KeyCommand("toggle_shades", "m", "m", "", "numbers, or signed shades"),
        KeyCommand("show_digits", "p", "p", "", "numbers with 3, 6 or 17 digits"),
        KeyCommand("copy_cell", "y", "y", "", "copy the cell, in full precision"),
        KeyCommand("copy_array", "Y", "Y", "", "copy the whole array, as lines of CSV"),
        KeyCommand("follow", "f", "f", "", "follow s: show what each op has written"),
        KeyCommand(
            "page_left", "<", "less_than_sign", "", "a page of columns to the left",
            does="turn_page(0, -1)",
        ),
        KeyCommand(
            "page_right", ">", "greater_than_sign", "", "a page of columns to the right",
            does="turn_page(0, 1)",
        ),
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(VERBS),
        Binding("pageup", "turn_page(-1, 0)", show=False),
        Binding("pagedown", "turn_page(1, 0)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._look = GridLook()
        self._summaries = Summaries()
        self._copier = ArrayCopier(self)
        self._field = PanelField(self)
        self._finder = ArrayFinder(self, self._field)
        self._editor = CellEditor(self, self._field, self._grid)
        self._changes_under_way = 0

    def change(self, change: Change) -> None:
        """Ask for another view, and count those that are still to come."""

        def counted(view: View) -> View:
            self._changes_under_way -= 1
            return change(view)

        self._changes_under_way += 1
        super().change(counted)

    def show(self, view: View) -> None:
        """Show another view."""
        self._editor.keep_up(view)
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the array; while something is being typed, what comes of it."""
        view = self._editor.aimed(view)
        summary = self._summaries.of(view)
        title = f"{self.NUMBER} {self.TITLE}  "
        # The edge has a corner and a cell beside its title on either side.
        title = (title + heading(view, width - 2 - len(title))).rstrip()
        self.entitle(title, manner(view, self._look))
        lines = draw_inspector(view, self._look, summary, width, height)
        return self._field.around(view, lines, width)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cell cursor; in a vector, along it."""
        if self._field.typed is None:
            self.change(lambda view: moved(view, rows, columns))

    def action_turn_page(self, rows: int, columns: int) -> None:
        """Move the cell cursor by as much as there is in view."""

        def change(view: View) -> View:
            grid = self._grid(view)
            return moved(view, rows * len(grid.rows), columns * len(grid.columns))

        if self._field.typed is None:
            self.change(change)

    def action_show_next(self, step: int) -> None:
        """Show the next array of the program, or the one before, and stay with it."""
        self.change(lambda view: next_array(view, step))

    def action_follow(self) -> None:
        """Follow the ops from the one that was just done, or stay with the array in view."""
        self.change(following)

    def action_toggle_shades(self) -> None:
        """Show shades, or numbers."""
        self._look = replace(self._look, is_shades=not self._look.is_shades)
        self.redraw()

    def action_show_digits(self) -> None:
        """Show numbers, and when they are there already, with the next choice of digits."""
        digits = self._look.digits
        if not self._look.is_shades:
            digits = DIGITS[(DIGITS.index(digits) + 1) % len(DIGITS)]
        self._look = GridLook(digits=digits)
        self.redraw()

    def action_copy_cell(self) -> None:
        """Copy the selected cell."""
        self.change(self._copier.copy_cell)

    def action_copy_array(self) -> None:
        """Copy the selected array."""
        self.change(self._copier.copy_array)

    async def action_find(self) -> None:
        """Open a field for a name."""
        if self.view is not None and self._field.typed is None:
            await self._finder.open()

    async def action_type_over(self) -> None:
        """Open a field on the selected cell."""
        await self._settle()
        if self._field.typed is None:
            await self._editor.open()

    def on_paste(self, event: Paste) -> None:
        """Type over a block with what was pasted."""
        event.stop()
        self._editor.paste(event.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show at once what comes of it."""
        self._field.note_change(event)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Give the field up when another panel is gone to."""
        self._field.note_blur(event)

    def on_click(self, event: Click) -> None:
        """Select the cell under the mouse, or the array whose name is there."""
        place = event.get_content_offset(self)
        if place is not None and self._field.typed is None:
            self.change(lambda view: self._clicked(view, place))

    def _clicked(self, view: View, place: Offset) -> View:
        if place.y == 0:
            name = name_at(view, self.content_size.width, place.x)
            return view if name is None else staying_with(view, name)
        cell = self._grid(view).cell_at(place.x, place.y)
        return view if cell is None else with_cell(view, cell)

    def _grid(self, view: View) -> Grid:
        return grid_of(view, self._look, *self.content_size)

    async def _settle(self) -> None:
        """Wait until the view is the one that the keys before have asked for."""
        for _ in range(_MOST_TURNS):
            if not self._changes_under_way:
                break
            await asyncio.sleep(0)
