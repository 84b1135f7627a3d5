"""Strips of a widget that were made before, for each of the looks that it had lately."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region
from textual.strip import Strip

from nn_tui.ui.render.lines import Line

_LOOKS = 4
"""With and without the focus, each at two sizes or with two titles."""

Make = Callable[[Region], list[Strip]]
"""Makes the strips of a region."""


class KeptStrips:
    """Gives each line of a widget as it was made the last time that it was the same.

    Textual makes every line anew, with its edges, when a panel gets the focus, loses it or comes
    back in view: two thirds of what turning a page costs.
    """

    def __init__(self) -> None:
        self._kept: list[tuple[object, dict[int, tuple[Line | None, Strip]]]] = []

    def give(self, looks: object, rows: list[Line | None], crop: Region, make: Make) -> list[Strip]:
        """Give the strips of a region.

        Args:
            looks: All that strips depend on beside what is written in them; compared by `==`.
            rows: What is written in every row of the widget; None: an edge. The same object means
                the same text.
            crop: The region, as wide as the widget.
            make: Makes strips that are not there yet.
        """
        kept = self._of(looks)
        made = [y for y in crop.line_range if y not in kept or kept[y][0] is not rows[y]]
        if made:
            span = Region(crop.x, made[0], crop.width, made[-1] + 1 - made[0])
            for y, strip in zip(span.line_range, make(span), strict=True):
                kept[y] = (rows[y], strip)
        return [kept[y][1] for y in crop.line_range]

    def _of(self, looks: object) -> dict[int, tuple[Line | None, Strip]]:
        for place, (others, kept) in enumerate(self._kept):
            if others == looks:
                self._kept.insert(0, self._kept.pop(place))
                return kept
        self._kept.insert(0, (looks, {}))
        del self._kept[_LOOKS:]
        return self._kept[0][1]
