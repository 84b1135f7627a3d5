"""Lines of which the least wanted go where room is short."""

from __future__ import annotations

from typing import TypeAlias

from nn_tui.ui.render.lines import Line

Ranked: TypeAlias = tuple[int, list[Line]]
"""0 for what is always drawn, and lines; where room is short, the highest go."""


def fitting(blocks: list[Ranked], height: int) -> list[Line]:
    """Keep what there is room for, in the order given."""
    while sum(len(lines) for _, lines in blocks) > height:
        worst = max(rank for rank, _ in blocks)
        if not worst:
            break
        blocks = [block for block in blocks if block[0] < worst]
    return [row for _, lines in blocks for row in lines][:height]
