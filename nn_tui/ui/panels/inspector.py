"""The Inspector panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset
from textual.widgets import Input

from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.array_copier import ArrayCopier
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.stepping_input import TABS, UP_AND_DOWN, SteppingInput
from nn_tui.ui.render.excerpt import table_shape
from nn_tui.ui.render.inspector import draw_inspector, heading, manner
from nn_tui.ui.render.inspector_grid import DIGITS, Grid, GridLook, grid_of
from nn_tui.ui.render.inspector_names import draw_matches, matching, name_at
from nn_tui.ui.render.lines import Line, line
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, with_array, with_cell


class InspectorPanel(Panel):
    """Any array as numbers or as shades, with a cell cursor and full precision."""

    NUMBER: ClassVar[str] = "6"
    TITLE: ClassVar[str] = "Inspector"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "On top: when the array was written, the arrays (dim ones belong to an earlier iteration), "
        "then shape, min, max and mean; values that are not finite are counted and left out.",
        "Under row stand rows of the dataset; where a batch has them in another place, the bottom "
        "line has both: l1[0,2] row 17. It is the cell under the cursor in full precision.",
        "Shades: ░▒▓█ are quarters of the largest magnitude, which has a █ above; doubled for "
        "positive, behind a minus for negative; in the selected cell, behind a + for positive. "
        "· is 0, ? is nan, ∞ infinite.",
        "What is copied is what is shown, in full precision. It always goes to a file too, since "
        "tmux and screen may drop it on its way to the clipboard.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "show_previous", "[", "left_square_bracket", "", "the array before, and stay with it",
            does="show_next(-1)",
        ),
        KeyCommand(
            "show_next", "]", "right_square_bracket", "", "the next array, and stay with it",
            does="show_next(1)",
        ),
        KeyCommand("find", "/", "slash", "array", "go to an array by its name"),
        KeyCommand("toggle_shades", "m", "m", "shades", "numbers, or signed shades"),
        KeyCommand("show_digits", "p", "p", "", "numbers with 3, 6 or 17 digits"),
        KeyCommand("copy_cell", "y", "y", "copy", "copy the cell, in full precision"),
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
        self._typed: SteppingInput | None = None
        # Messages of what was typed come later than keys: turns know the text that they are of.
        self._turns, self._turned = 0, ""

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the array; while a name is being typed, what matches it."""
        summary = self._summaries.of(view)
        title = f"{self.NUMBER} {self.TITLE}  {heading(view)}".rstrip()
        self.entitle(title, manner(view, self._look))
        lines = draw_inspector(view, self._look, summary, width, height)
        if self._typed is None:
            return lines
        return [line("/"), self._matches(view, self._typed.value, width), *lines[2:]]

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cell cursor; in a vector, along it."""
        if self._typed is None:
            self.change(lambda view: moved(view, rows, columns))

    def action_turn_page(self, rows: int, columns: int) -> None:
        """Move the cell cursor by as much as there is in view."""

        def change(view: View) -> View:
            grid = self._grid(view)
            return moved(view, rows * len(grid.rows), columns * len(grid.columns))

        if self._typed is None:
            self.change(change)

    def action_show_next(self, step: int) -> None:
        """Show the next array of the program, or the one before, and stay with it."""

        def change(view: View) -> View:
            names = view.moment.names
            return staying_with(view, names[(names.index(view.array_name) + step) % len(names)])

        self.change(change)

    def action_follow(self) -> None:
        """Follow the ops from the one that was just done, or stay with the array in view."""

        def change(view: View) -> View:
            name = view.array_name if view.is_following else view.lit or view.array_name
            return replace(with_array(view, name), is_following=not view.is_following)

        self.change(change)

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
        if self.view is None or self._typed is not None:
            return
        self._turns, self._turned = 0, ""
        keys = {**UP_AND_DOWN, **TABS}
        self._typed = SteppingInput("", self._take, self._close, self._turn, keys)
        self._typed.styles.offset = (1, 0)
        await self.mount(self._typed)
        # At once, not when the app gets round to it: what is typed next is for this field.
        self.screen.set_focus(self._typed)
        self.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show at once what matches."""
        event.stop()
        if event.input is self._typed:
            self.redraw()

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Give the field up when another panel is gone to, but not for another window."""
        event.stop()
        if self.app.app_focus and event.input is self._typed:
            self._close()

    def on_click(self, event: Click) -> None:
        """Select the cell under the mouse, or the array whose name is there."""
        place = event.get_content_offset(self)
        if place is not None and self._typed is None:
            self.change(lambda view: self._clicked(view, place))

    def _clicked(self, view: View, place: Offset) -> View:
        if place.y == 0:
            name = name_at(view, self.content_size.width, place.x)
            return view if name is None else staying_with(view, name)
        cell = self._grid(view).cell_at(place.x, place.y)
        return view if cell is None else with_cell(view, cell)

    def _grid(self, view: View) -> Grid:
        return grid_of(view, self._look, *self.content_size)

    def _take(self, typed: str) -> None:
        """Go to the chosen match; where there is none, the field stays open and says so."""
        turns = self._turns_of(typed)
        if self.view is not None and not matching(self.view, typed):
            return
        self._close()

        def change(view: View) -> View:
            found = matching(view, typed)
            return staying_with(view, found[turns % len(found)]) if found else view

        if typed.strip():
            self.change(change)

    def _turn(self, step: int) -> None:
        if self._typed is not None:
            text = self._typed.value
            self._turns, self._turned = self._turns_of(text) + step, text
            self.redraw()

    def _turns_of(self, text: str) -> int:
        return self._turns if text == self._turned else 0

    def _matches(self, view: View, typed: str, width: int) -> Line:
        return draw_matches(view, typed, self._turns_of(typed), width)

    def _close(self) -> None:
        typed, self._typed = self._typed, None
        if typed is not None:
            if self.screen.focused is typed:
                self.screen.set_focus(self)
            typed.vanish()
        self.redraw()


def moved(view: View, rows: int, columns: int) -> View:
    """Move the selected cell; in an array of one row, up and down go along it."""
    row, column = view.cell
    if table_shape(view.moment.shape(view.array_name))[0] == 1:
        return with_cell(view, (row, column + rows + columns))
    return with_cell(view, (row + rows, column + columns))


def staying_with(view: View, name: str) -> View:
    """Select an array and no longer follow the ops."""
    return replace(with_array(view, name), is_following=False)
