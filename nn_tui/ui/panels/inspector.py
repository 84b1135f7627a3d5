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
from nn_tui.ui.panels.comparer import Comparer
from nn_tui.ui.panels.gradient_checker import GradientChecker
from nn_tui.ui.panels.inspector_keys import INSPECTOR_ABOUT, INSPECTOR_VERBS
from nn_tui.ui.panels.panel import Change, Panel
from nn_tui.ui.panels.panel_field import PanelField
from nn_tui.ui.render.compared import Differences
from nn_tui.ui.render.inspector import draw_inspector, heading, manner
from nn_tui.ui.render.inspector_grid import DIGITS, Grid, GridLook
from nn_tui.ui.render.inspector_names import name_at
from nn_tui.ui.render.inspector_sides import sides_of
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, with_cell

_MOST_TURNS = 1000
"""Turns of the event loop in which a view that was asked for comes, if it comes at all."""


class InspectorPanel(Panel):
    """Any array as numbers or as shades, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    ABOUT: ClassVar[tuple[str, ...]] = INSPECTOR_ABOUT
    VERBS: ClassVar[tuple[KeyCommand, ...]] = INSPECTOR_VERBS
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
        self._comparer = Comparer(self, self._field)
        self._differences = Differences()
        self._checker = GradientChecker(self)
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
        difference = self._differences.of(view)
        lines = draw_inspector(view, self._look, summary, width, height, difference)
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
        self._look = replace(self._look, is_shades=False, digits=digits)
        self.redraw()

    def action_compare(self) -> None:
        """Show the array beside itself at the next of the moments that there are, or alone."""
        self._comparer.choose_next()

    async def action_compare_epoch(self) -> None:
        """Ask for an epoch to compare with."""
        if self._field.typed is None:
            await self._comparer.ask()

    async def action_compare_mine(self) -> None:
        """Ask for a file of somebody's arrays; what is typed ahead is for the dialog."""
        # Loaded when it is first asked for, as few ask.
        from nn_tui.ui.their_screen import TheirScreen

        dialog = TheirScreen(self.ask)
        await self.app.push_screen(dialog)
        dialog.begin()

    def action_check(self) -> None:
        """Show the check of the gradients in place of the numbers, or the numbers again."""

        def change(view: View) -> View:
            is_there = self._look.is_checked and self._checker.has_checked(view)
            self._look = replace(self._look, is_checked=not is_there)
            return view if is_there else self._checker.asked(view)

        self.change(change)

    def action_change_step(self, places: int) -> None:
        """Check with another step."""
        if self._look.is_checked and self._checker.change_step(places):
            self.change(self._checker.asked)

    def action_toggle_then(self) -> None:
        """Show beside the array what it was, or the difference."""
        self._look = replace(self._look, is_then=not self._look.is_then)
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
        cell = sides_of(view, self._look, *self.content_size).cell_at(place.x, place.y)
        return view if cell is None else with_cell(view, cell)

    def _grid(self, view: View) -> Grid:
        return sides_of(view, self._look, *self.content_size).grid

    async def _settle(self) -> None:
        """Wait until the view is the one that the keys before have asked for."""
        for _ in range(_MOST_TURNS):
            if not self._changes_under_way:
                break
            await asyncio.sleep(0)
