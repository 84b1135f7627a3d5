"""The cursor of a listing: how far it was moved from the line that runs next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListingCursor:
    """What some moves, each held at the ends of the listing, make of a line; lines count from 0."""

    shift: int
    """Lines that it was moved down."""
    least: int
    """The first line that the moves can end on."""
    most: int
    """The last one."""

    def moved(self, rows: int, last: int) -> ListingCursor:
        """Move on, within a listing that ends with the line `last`."""
        least, most = (max(0, min(end + rows, last)) for end in (self.least, self.most))
        return ListingCursor(self.shift + rows, least, most)

    def place(self, ahead: int) -> int:
        """Say where the moves lead, when `ahead` is the line that runs next."""
        return max(self.least, min(ahead + self.shift, self.most))


def cursor_at(place: int) -> ListingCursor:
    """Put the cursor on a line, whatever runs next."""
    return ListingCursor(0, place, place)
