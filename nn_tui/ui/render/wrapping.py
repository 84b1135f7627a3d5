"""Text wrapped and cut by the cells that it takes, which are two for many characters."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """Wrap words into lines of at most `width` cells; a word that is wider is cut in pieces.

    Args:
        text: Words with spaces between them.
        width: Cells of each line.
        taken: Cells of the first line that are taken already.
    """
    width = max(2, width)
    lines, row, room = [], "", width - taken
    pieces = [piece for word in text.split() for piece in chop_cells(word, width)]
    for piece in pieces:
        joined = f"{row} {piece}" if row else piece
        if cell_len(joined) <= room:
            row = joined
            continue
        lines.append(row)
        row, room = piece, width
    lines.append(row)
    return lines if lines[0] or taken else lines[1:]


def shortened(text: str, width: int) -> str:
    """Cut what is wider than `width` cells, and mark the cut; without a cell, leave nothing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def first_lines(lines: list[str], most: int, width: int) -> list[str]:
    """Keep as many lines as there is room for, and mark the cut."""
    if len(lines) <= most or most < 1:
        return lines[: max(0, most)]
    return [*lines[: most - 1], shortened(f"{lines[most - 1]} {lines[most]}", width)]
