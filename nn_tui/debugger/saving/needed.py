"""What an entry of the journal needs to be there, to be read again."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.journal import Entry


def standing_on(entry: Entry) -> dict[Entry, list[Entry]]:
    """Find all that an entry needs to be there, each with what that needs itself."""
    known: dict[Entry, list[Entry]] = {}
    left = [entry]
    while left:
        one = left.pop()
        if one not in known:
            known[one] = list(_needed(one))
            left += known[one]
    return known


def _needed(entry: Entry) -> Iterator[Entry]:
    if entry.before is not None:
        yield entry.before
    if entry.asked is not None:
        yield from (entry.asked.tip, entry.asked.place.entry)
