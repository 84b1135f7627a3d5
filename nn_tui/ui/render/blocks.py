"""Lines that are shown together or not at all, as there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines."""

    lines: Sequence[Line]
    """What is shown."""
    rank: int = 0
    """0 for what is always shown; where room is short, the highest go."""


def paragraph(text: str, width: int, role: Role = Role.PLAIN, rank: int = 0) -> Block:
    """Wrap a text; an empty one has no lines."""
    rows = wrap(text, width) if text else []
    return Block([fit(line(Span(row, role)), width) for row in rows], rank)


def fitting(blocks: Sequence[Block], height: int) -> list[Block]:
    """Keep what fits, all of the highest rank given up first; what is given up is left empty."""
    kept = list(blocks)
    while sum(len(block.lines) for block in kept) > height:
        worst = max((block.rank for block in kept if block.lines), default=0)
        if not worst:
            break
        kept = [Block(()) if block.rank == worst else block for block in kept]
    return kept


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """Put the lines of blocks one below the other."""
    return [row for block in blocks for row in block.lines]
