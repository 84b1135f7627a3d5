"""The Program panel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click

from nn_tui.debugger.breaks.commands import ToggleLine
from nn_tui.debugger.travel import GoToLine
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.listing import (
    ListingLook,
    op_under_cursor,
    place_under_cursor,
    standing,
)
from nn_tui.ui.render.listing_cursor import ListingCursor, cursor_at
from nn_tui.ui.render.program import draw_program, places_in_view, rightmost
from nn_tui.ui.render.window import out_of_view
from nn_tui.ui.selected import selected_cell
from nn_tui.ui.view import View, with_array


class ProgramPanel(Panel):
    """The listing of an iteration, with the line that runs next and a cursor of its own.

    A command that takes the machine elsewhere brings the cursor back to the line that runs next, as
    soon as it is given; moves count from where it leads, also those that come before it is done.
    In a run the cursor stays on the line that it was moved to.
    """

    NUMBER: ClassVar[str] = "5"
    TITLE: ClassVar[str] = "Program"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "> is the line that runs next, a dot marks those done in this iteration and the one done "
        "last. Dim lines are another batch's: an epoch's start or its end. The words on the left "
        "are phases: new and end of an epoch, take a batch, fwd forward, err error, back backward, "
        "desc descent, upd update. frozen or frz stands before the update of weights of which some "
        "are frozen, where its np.where, which leaves those as they are, has no room: right shows "
        "it.",
        "● marks a line with a breakpoint: a run stops just before it. ○ is one that is switched "
        "off; K lists them all.",
        "! marks a line that is wrong on purpose, from the bug lab (X).",
        "A * marks a line whose array was typed over; ~ one whose array is stale: it was computed "
        "before that, from what was typed over, and not again since.",
        "On the right are the shapes of a line's arrays, as they are in the batch ahead. Where "
        "all of them are alike it is said once.",
        "Arrows move a cursor through the lines and select what a line writes, in all panels; "
        "with a step it goes back to the line that runs next, in a run it stays. The bottom line "
        "is that array, or the one written last: a bar divides rows, then the least and the "
        "greatest number.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "run_to_line", "enter", "enter", "run to", "run up to the line under the cursor"
        ),
        KeyCommand("back_to_line", "bksp", "backspace", "", "back to before that line ran last"),
        KeyCommand("toggle_break", "t", "t", "", "set a breakpoint before that line, or remove it"),
        KeyCommand("follow", "f", "f", "follow", "the cursor back to the line that runs next"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self) -> None:
        super().__init__()
        self._cursor: ListingCursor | None = None
        # The view's commands when it was moved.
        self._commands = 0
        self._selected = ""
        self._right = 0

    def show(self, view: View) -> None:
        """Show another view; after a step, select what a cursor moved meanwhile has come to."""
        has_moved = self.view is not None and self.view.moment.cursor != view.moment.cursor
        self._catch_up(view)
        super().show(view)
        if has_moved and not view.moment.is_running and self._cursor is not None:
            self.change(self._select_again)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the listing."""
        program = view.moment.program
        batch, batches = program.after(view.moment.cursor).batch, program.schedule.batches
        look, lines = self._look_at(view), len(standing(view.moment).ops)
        said = (
            f"batch {batch} of {batches}" if batches > 1 else "",
            out_of_view(places_in_view(view.moment, look, height), lines),
        )
        self.set_subtitle(" · ".join(filter(None, said)))
        return draw_program(view, look, width, height)

    def cell_asked(self, view: View) -> str:
        """Ask about what the line under the cursor writes."""
        written = op_under_cursor(view.moment, self._look_at(view)).writes
        return selected_cell(with_array(view, written))

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor to another line, or look at the ends of long ones."""
        if rows:
            self.change(lambda view: self._move(view, rows))
        elif self.view is not None:
            right = min(self._right + 4 * columns, rightmost(self.view, self.content_size.width))
            self._right = max(0, right)
            self.redraw()

    def action_run_to_line(self) -> None:
        """Run to just before the line under the cursor."""
        self.change(lambda view: self._ask_for_line(view, is_back=False))

    def action_back_to_line(self) -> None:
        """Go back to just before the line under the cursor ran last."""
        self.change(lambda view: self._ask_for_line(view, is_back=True))

    def action_toggle_break(self) -> None:
        """Set a breakpoint before the line under the cursor, or remove it."""
        self.change(self._ask_for_break)

    def action_follow(self) -> None:
        """Let the cursor go with the machine again."""
        self.change(self._follow)

    def on_click(self, event: Click) -> None:
        """Move the cursor to the line under the mouse."""
        if self.view is None:
            return
        look, height = self._look_at(self.view), self.content_size.height
        places, y = places_in_view(self.view.moment, look, height), event.y - 1
        if 0 <= y < len(places):
            place = places[y]
            self.change(lambda view: self._go_to(view, cursor_at(place)))

    def _ask_for_line(self, view: View, is_back: bool) -> View:
        self._catch_up(view)
        self.ask(GoToLine(place_under_cursor(view.moment, self._look_at(view)), is_back))
        return view

    def _ask_for_break(self, view: View) -> View:
        self._catch_up(view)
        self.ask(ToggleLine(place_under_cursor(view.moment, self._look_at(view))))
        return view

    def _move(self, view: View, rows: int) -> View:
        self._catch_up(view)
        last = len(standing(view.moment).ops) - 1
        cursor = self._cursor or ListingCursor(0, 0, last)
        return self._go_to(view, cursor.moved(rows, last))

    def _go_to(self, view: View, cursor: ListingCursor) -> View:
        """Put the cursor somewhere, and select what its line writes."""
        self._cursor, self._commands = cursor, view.commands
        return self._select(view)

    def _follow(self, view: View) -> View:
        self._cursor = None
        return view

    def _select(self, view: View) -> View:
        self._catch_up(view)
        self._selected = op_under_cursor(view.moment, self._look_at(view)).writes
        is_there = self._selected in view.moment.names
        return with_array(view, self._selected) if is_there else view

    def _select_again(self, view: View) -> View:
        """Select what the cursor is on, unless something else was chosen since."""
        is_still = view.is_following or view.array_name == self._selected
        return self._select(view) if is_still and self._cursor is not None else view

    def _catch_up(self, view: View) -> None:
        """Forget moves before the last command; in a run, hold the cursor where it is."""
        if self._commands != view.commands:
            self._cursor = None
        elif self._cursor is not None and view.moment.activity.is_run:
            self._cursor = cursor_at(self._cursor.place(standing(view.moment).ahead))

    def _look_at(self, view: View) -> ListingLook:
        if self._cursor is None:
            return ListingLook(None, self._right)
        return ListingLook(self._cursor.place(standing(view.moment).ahead), self._right)
