"""Lines that are shown together or not at all, as there is room for them."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines."""

    lines: tuple[Line, ...]
    """What is shown."""
    rank: int = 0
    """0 for what is always shown; where room is short, the highest go."""


def paragraph(text: str, width: int, role: Role = Role.PLAIN, rank: int = 0) -> Block:
    """Wrap a text."""
    rows = wrap(text, width) if text else []
    return Block(tuple(fit(line(Span(row, role)), width) for row in rows), rank)


def fitting(blocks: list[Block], height: int) -> list[Block]:
    """Keep what fits, the highest ranks given up first; what is given up is left empty."""
    kept = list(blocks)
    while sum(len(block.lines) for block in kept) > height:
        place = max(range(len(kept)), key=lambda n: kept[n].rank * bool(kept[n].lines))
        if not kept[place].rank or not kept[place].lines:
            break
        kept[place] = Block(())
    return kept
