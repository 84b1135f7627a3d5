"""The marks of arrays that were typed over, and of what was computed from them before that."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot

ALTERED, STALE = "*", "~"
"""Beside an array's name."""

WAITING = "+"
"""Beside the number of a row whose change comes with the next epoch."""


def mark_of(moment: Snapshot, name: str) -> str:
    """Give the mark of an array, or "" where it has none."""
    marks = moment.standing.marks
    return ALTERED if name in marks.altered else STALE if name in marks.stale else ""


def in_words(moment: Snapshot, name: str, room: int) -> str:
    """Say what an array's mark means, or "" where it has none.

    Args:
        moment: When.
        name: Of the array.
        room: Cells that there are; in one word where the sentence does not fit.
    """
    mark = mark_of(moment, name)
    if mark == ALTERED:
        return "altered"
    sentence = "stale: computed before the change"
    return "" if not mark else sentence if len(sentence) <= room else "stale"
