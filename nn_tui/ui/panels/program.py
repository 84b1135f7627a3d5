"""The Program panel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click

from nn_tui.engine.ops.op import Op
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.listing import (
    ListingLook,
    clamped,
    op_under_cursor,
    place_under_cursor,
    standing,
)
from nn_tui.ui.render.program import draw_program, places_in_view, rightmost
from nn_tui.ui.view import View, with_array


class ProgramPanel(Panel):
    """The listing of an iteration, with the line that runs next and a cursor of its own."""

    NUMBER: ClassVar[str] = "5"
    TITLE: ClassVar[str] = "Program"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "> is the line that runs next, a dot marks those done in this iteration and the one done "
        "last. Dim lines are another batch's: an epoch's start or its end. The words on the left "
        "are phases: new and end of an epoch, take a batch, fwd forward, err error, back backward, "
        "desc descent, upd update.",
        "On the right are the shapes of a line's arrays, as they are in the batch ahead. Where "
        "all of them are alike it is said once.",
        "Arrows move a cursor through the lines and select what a line writes, in all panels; "
        "when the machine goes on, it goes with it. The bottom line is that array, or the one "
        "written last: a bar divides rows, then the least and the greatest number.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("follow", "f", "f", "follow", "the cursor back to the line that runs next"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self) -> None:
        super().__init__()
        self._look = ListingLook()

    @property
    def op(self) -> Op | None:
        """The op under the cursor; None before the first view."""
        return None if self.view is None else op_under_cursor(self.view.moment, self._look)

    def show(self, view: View) -> None:
        """Show another view; where the machine is elsewhere, the cursor goes with it again."""
        if self.view is not None:
            before, moment = self.view.moment, view.moment
            if before.cursor != moment.cursor or before.program is not moment.program:
                self._look = ListingLook(None, self._look.right)
        super().show(view)

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the listing."""
        program = view.moment.program
        batch, batches = program.after(view.moment.cursor).batch, program.schedule.batches
        self.set_subtitle(f"batch {batch} of {batches}" if batches > 1 else "")
        return draw_program(view, self._look, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor to another line, or look at the ends of long ones."""
        if self.view is None:
            return
        right = min(self._look.right + 4 * columns, rightmost(self.view, self.content_size.width))
        self._look = ListingLook(self._look.place, max(0, right))
        self.redraw()
        if rows:
            self._go_to(place_under_cursor(self.view.moment, self._look) + rows)

    def action_follow(self) -> None:
        """Let the cursor go with the machine again."""
        self._look = ListingLook()
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the line under the mouse."""
        if self.view is None:
            return
        height = self.content_size.height
        places = places_in_view(self.view.moment, self._look, height)
        y = event.y - 1
        if 0 <= y < len(places):
            self._go_to(places[y])

    def _go_to(self, place: int) -> None:
        """Move the cursor, and select what its line writes."""
        if self.view is None:
            return
        stands = standing(self.view.moment)
        place = clamped(stands, place)
        self._look = ListingLook(place, self._look.right)
        self.redraw()
        written = stands.ops[place].writes
        self.change(
            lambda view: with_array(view, written) if written in view.moment.names else view
        )
