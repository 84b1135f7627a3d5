"""What stands below a setting that is being edited: what comes of it, and the choices."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from nn_tui.ui.editing import Editing, Offer
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap

_FEWEST_OFFERS = 3
"""Lines of choices that a long reason leaves room for."""

_WIDEST_NAME = 24
"""Cells of the column of names; the names of a file's columns may be long."""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A line below the field, and the name that is chosen by a click on it."""

    line: Line
    """What is drawn."""
    name: str | None = None
    """The name to choose, or None: the line offers none."""


def draw_below(editing: Editing, width: int, height: int) -> list[OfferLine]:
    """Draw what is wrong, or else what an edit does; then the choices, or what is to be typed.

    Args:
        editing: What is being edited.
        width: Cells of each line.
        height: Most lines.
    """
    offers = editing.offers
    kept = min(_FEWEST_OFFERS, len(offers))
    notes = _notes(editing, width, max(1, height - kept))
    room = height - len(notes)
    if room < 1:
        return notes[:height]
    if not offers:
        about = first_lines(wrap(editing.setting.about, width - 2), room, width - 2)
        return [*notes, *(OfferLine(line(Span(f"  {text}", Role.DIM))) for text in about)]
    return [*notes, *_in_view(editing, width, room)]


def _notes(editing: Editing, width: int, most: int) -> list[OfferLine]:
    prospect = editing.prospect
    role = Role.WARNING if prospect.reason else Role.CURRENT
    # The names that there are stand below.
    reason = prospect.reason.partition("known: ")[0] if editing.every else prospect.reason
    texts = (f"! {reason.rstrip(' ;')}",) if reason else prospect.effects
    rows = [row for text in texts for row in wrap(text, width)]
    return [OfferLine(line(Span(row, role))) for row in first_lines(rows, most, width)]


def _in_view(editing: Editing, width: int, room: int) -> list[OfferLine]:
    """Draw the choices around the marked one, and that one in full."""
    offers, marked = editing.offers, editing.marked
    place = offers.index(marked) if marked in offers else 0
    # One of a thousand columns is found without drawing all of them.
    near = offers[max(0, place - room) : place + room]
    names = min(_WIDEST_NAME, max((cell_len(offer.name) for offer in near), default=0))
    blocks = [_block(offer, offer is marked, names, width) for offer in near]
    first = sum(map(len, blocks[: place - max(0, place - room)]))
    last = first + len(blocks[place - max(0, place - room)])
    lines = [drawn for block in blocks for drawn in block]
    start = max(0, min(first - 1, len(lines) - room))
    start = min(max(start, last - room), first)
    return lines[start : start + room]


def _block(offer: Offer, is_marked: bool, names: int, width: int) -> list[OfferLine]:
    mark = (">" if is_marked else " ") + ("!" if offer.reason else " ")
    name = set_cell_size(shortened(offer.name, names), names)
    head = Span(mark + name, Role.SELECTED if is_marked else Role.PLAIN)
    about, role = (offer.reason, Role.WARNING) if offer.reason else (offer.about, Role.DIM)
    taken = names + 4
    if not is_marked:
        text = shortened(about, width - taken)
        return [OfferLine(line(head, "  ", Span(text, role)), offer.name)]
    first, *rest = wrap(about, width - 4, taken - 4)
    return [
        OfferLine(line(head, "  ", Span(first, role)), offer.name),
        *(OfferLine(line(Span(f"    {text}", role)), offer.name) for text in rest),
    ]
