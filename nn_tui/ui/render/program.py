"""The listing, with the line where the machine stands, phases and shapes beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.ops.update import Update
from nn_tui.ui.render.breaks import OFF, ON
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.listing import (
    ListingLook,
    Standing,
    op_shown,
    place_under_cursor,
    shape_in,
    standing,
)
from nn_tui.ui.render.marks import FAULTY, is_faulty_line, mark_of
from nn_tui.ui.render.miniature import draw_miniature
from nn_tui.ui.render.shapes import names_in, shapes_in
from nn_tui.ui.render.syntax import coloured, scrolled
from nn_tui.ui.render.window import window
from nn_tui.ui.view import View

_MARK = 2
"""Cells of the mark before a line."""

_GUTTERS = ((70, 12), (50, 5), (0, 0))
"""From which width on how many cells are for the phase."""

SHORT_PHASES = {
    Phase.EPOCH_START: "new",
    Phase.BATCH: "take",
    Phase.FORWARD: "fwd",
    Phase.ERROR: "err",
    Phase.BACKWARD: "back",
    Phase.DESCENT: "desc",
    Phase.UPDATE: "upd",
    Phase.EPOCH_END: "end",
}
"""Phases where there is little room."""

_ROOM_FOR_ARRAY, _ROOM_FOR_MORE = 5, 16
"""Lines from which on the panel's last one shows an array, and from which on two do."""


def draw_program(view: View, look: ListingLook, width: int, height: int) -> list[Line]:
    """Draw the lines around the cursor, and the array of one of them below.

    Args:
        view: What to draw.
        look: Where the cursor stands.
        width: Cells of each line.
        height: Number of lines.
    """
    look = ListingLook(look.place, min(look.right, rightmost(view, width)) if look.right else 0)
    listing = _Listing(view, look, standing(view.moment), width)
    places = places_in_view(view.moment, look, height)
    lines = [listing.row(place, places.start) for place in places]
    below = _lines_below(height)
    if below:
        lines += [()] * (height - below - len(lines))
        lines += draw_miniature(view, op_shown(view.moment, look).writes, width, below)
    return lines


def places_in_view(moment: Snapshot, look: ListingLook, height: int) -> range:
    """Choose the lines in view so that the cursor's is among them."""
    room = height - _lines_below(height)
    return window(len(standing(moment).ops), place_under_cursor(moment, look), room)


def rightmost(view: View, width: int) -> int:
    """Say how many characters may be out of view on the left: until the longest line ends."""
    longest = max(len(view.line(op.line)) for op in standing(view.moment).ops)
    return max(0, longest + _MARK - width)


def _lines_below(height: int) -> int:
    return (height >= _ROOM_FOR_ARRAY) + (height >= _ROOM_FOR_MORE)


@dataclass(frozen=True, slots=True)
class _Listing:
    """What the rows of one frame have in common."""

    view: View
    """What to draw of."""
    look: ListingLook
    """How a person wants to see it."""
    stands: Standing
    """Where in the program the moment is."""
    width: int
    """Cells of each line."""

    def row(self, place: int, first: int) -> Line:
        """Draw one line; `first` is the first in view."""
        before = line(*self._marks(place), *self._before_code(place, first))
        code = scrolled(self._code(place), self.look.right)
        return self._fitted((*before, *code), self._notes(place))

    def _before_code(self, place: int, first: int) -> Line:
        """Say the phase, or that a line whose np.where has no room is of frozen weights."""
        if self._is_brief(place):
            frozen = "frozen" if self._gutter > len("frozen") else "frz"
            width = len(frozen) + 1 if self._is_long(place) else self._gutter
            return line(Span(frozen.ljust(width), Role.STRONG))
        word = self._phase(place) if self._has_phase(place, first) else ""
        gutter = "" if self._is_long(place) else word.ljust(self._gutter)
        ahead = self.stands.ops[self.stands.ahead]
        is_now = self.stands.ops[place].phase is ahead.phase
        return line(Span(gutter, Role.PLAIN if is_now else Role.DIM))

    def _fitted(self, row: Line, notes: tuple[str, ...]) -> Line:
        """Put the longest note that fits at the right; cut a line where it can be seen."""
        room = self.width - width_of(row)
        if room < 0:
            return (*fit(row, self.width - 1), Span("…", Role.DIM))
        note = next((note for note in notes if len(note) + 2 <= room), "")
        return (*fit(row, self.width - len(note)), *line(Span(note, Role.DIM)))

    def _marks(self, place: int) -> Line:
        """Mark the line that runs next, else one whose array is altered or stale, or done lines."""
        altered = mark_of(self.view.moment, self.stands.ops[place].writes)
        stop = self._stop(place)
        if place == self.stands.ahead:
            beside = FAULTY if self._is_faulty(place) else altered or " "
            return line(Span(">", Role.CURRENT), stop or Span(beside, Role.WARNING))
        behind = stop or (Span(FAULTY, Role.WARNING) if self._is_faulty(place) else " ")
        if altered:
            return line(Span(altered, Role.WARNING), behind)
        if place == self.stands.done and self.view.lit:
            return line(Span("·", Role.LIT), behind)
        is_done = place in self.stands.run and place < self.stands.ahead
        return line(Span("·" if is_done else " ", Role.DIM), behind)

    def _stop(self, place: int) -> Span | None:
        """Mark a line with a breakpoint; None: it has none."""
        stops = self.view.moment.breaks.lines
        if place not in stops:
            return None
        return Span(ON, Role.WARNING) if stops[place] else Span(OFF, Role.DIM)

    def _code(self, place: int) -> Line:
        code = self._text(place)
        if place == self.look.place:
            return line(Span(code, Role.SELECTED))
        if place == self.stands.done and self.view.lit:
            return line(Span(code, Role.LIT))
        if self._is_faulty(place):
            return line(Span(code, Role.WARNING))
        return coloured(code) if place in self.stands.run else line(Span(code, Role.DIM))

    def _is_faulty(self, place: int) -> bool:
        return is_faulty_line(self.view.moment, self.stands.ops[place])

    def _text(self, place: int) -> str:
        op = self.stands.ops[place]
        if isinstance(op, Update) and self._is_brief(place):
            return self.view.line(replace(op, is_frozen=False).line)
        return self.view.line(op.line)

    def _is_brief(self, place: int) -> bool:
        """Whether a line stands there without its np.where: there is no room, and none was made."""
        op = self.stands.ops[place]
        if not (isinstance(op, Update) and op.is_frozen) or self.look.right:
            return False
        return len(self.view.line(op.line)) > self.width - _MARK

    def _notes(self, place: int) -> tuple[str, ...]:
        """Give the shapes of a line, and of what it writes alone."""
        moment, op = self.view.moment, self.stands.ops[place]
        shapes = tuple(
            (name, shape)
            for name in names_in(op.line)
            if (shape := shape_in(moment, self.stands.batch, name)) is not None
        )
        return tuple(map(self.view.line, shapes_in(op.line, shapes)))

    @property
    def _gutter(self) -> int:
        return next(cells for width, cells in _GUTTERS if self.width >= width)

    def _phase(self, place: int) -> str:
        phase = self.stands.ops[place].phase
        if len(phase.value) < self._gutter:
            return phase.value
        return SHORT_PHASES.get(phase, phase.value)[: max(0, self._gutter - 1)]

    def _has_phase(self, place: int, first: int) -> bool:
        """Whether a line says its phase: the first one of it, or in view, that has the room."""
        if place == first or self._begins_phase(place):
            return True
        has_none = self._is_long(place - 1) or self._is_brief(place - 1)
        return self._begins_phase(place - 1) and has_none

    def _begins_phase(self, place: int) -> bool:
        ops = self.stands.ops
        return place == 0 or ops[place - 1].phase is not ops[place].phase

    def _is_long(self, place: int) -> bool:
        """Whether a line needs the gutter for itself."""
        return len(self._text(place)) > self.width - _MARK - self._gutter
