"""The row's way in the Explain panel: whether it is open, its cursor, the number that is chosen."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Asked
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.row_trace import Way, arrays_of, draw_trace
from nn_tui.ui.view import View


class RowWay:
    """Holds the cursor on the page of a row, and whether that page is open or to come back."""

    def __init__(self) -> None:
        """Choose the first input of a page that is closed."""
        self._way = Way()
        self.is_open = False
        """Whether the page is shown, in place of an answer."""
        self._is_left = False

    def toggle(self) -> None:
        """Open the page, or close it for good."""
        self.is_open, self._is_left = not self.is_open, False

    def leave_for_answer(self) -> None:
        """Come back when the answer that is asked for now is done with, if the page is open."""
        self._is_left = self.is_open

    def stay_away(self) -> None:
        """Do not come back: a person has gone elsewhere."""
        self._is_left = False

    def heed(self, before: Asked | None, asked: Asked | None) -> None:
        """Make room for an answer that is new, and come back when a person is done with it."""
        if asked is None:
            self.is_open = self.is_open or (self._is_left and before is not None)
            self._is_left = self._is_left and before is None
        elif before is None or asked.question is not before.question or asked.refusal:
            self.is_open = self.is_open and asked is before

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the row, the chosen number in reverse."""
        return draw_trace(view, self._within(view), width, height)

    def move(self, view: View, rows: int, columns: int) -> None:
        """Choose a number of another array, or another of the same."""
        way = self._within(view)
        line = max(0, min(way.line + rows, len(arrays_of(view)) - 1))
        # In a narrower array on the way the place is kept, as an editor does.
        unit = max(0, way.unit + columns) if columns else self._way.unit
        self._way = Way(line, unit)
        if columns:
            self._way = self._within(view)

    def cell(self, view: View) -> str:
        """Name the chosen cell."""
        way = self._within(view)
        place = view.moment.row_in_batch(view.row) or 0
        return cell_name(arrays_of(view)[way.line], (place, way.unit))

    def refusal(self, view: View) -> str:
        """Say why the chosen number cannot be asked for; "" where it can."""
        name, cursor = arrays_of(view)[self._within(view).line], view.moment.cursor
        if view.moment.row_in_batch(view.row) is None:
            return (
                f"row {view.row} is not in batch {cursor.batch}: b goes on to the next batch, 1 to "
                "another row"
            )
        if view.moment.is_of_now(name):
            return ""
        return f"{view.name(name)}: not computed yet in this batch; s does the next line"

    def _within(self, view: View) -> Way:
        """Bring the cursor into the network that there is: another may have other layers."""
        names = arrays_of(view)
        line = min(self._way.line, len(names) - 1)
        units = view.moment.shape(names[line])[-1]
        return Way(line, max(0, min(self._way.unit, units - 1)))
