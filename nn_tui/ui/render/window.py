"""Which part of something long is in view."""

from __future__ import annotations


def window(count: int, cursor: int, size: int) -> range:
    """Choose `size` neighbours of `count` things so that the cursor's is among them.

    The window moves in halves of itself, so that most moves of the cursor leave it where it is.
    """
    if count <= size or size <= 0:
        return range(max(0, min(count, size)))
    half = max(1, size // 2)
    start = max(0, (cursor // half - 1) * half) if size > 1 else cursor
    start = min(start, count - size)
    return range(start, start + size)


def out_of_view(shown: range, count: int) -> str:
    """Say how many of `count` things are above those in view and below them; "" for none."""
    above, below = shown.start, count - shown.stop
    parts = [f"{arrow} {number}" for arrow, number in (("↑", above), ("↓", below)) if number > 0]
    return " ".join([*parts, "more"]) if parts else ""
