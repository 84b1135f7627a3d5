"""A terminal emulator that is fed, without a program."""

from __future__ import annotations

from typing import Any

import pyte


def screen_of(stream: str, columns: int, lines: int) -> list[list[object]]:
    """Give each cell with its looks as a terminal shows it after a stream."""
    screen = pyte.Screen(columns, lines)
    pyte.Stream(screen).feed(stream)
    return [[_seen(screen.buffer[y][x]) for x in range(columns)] for y in range(lines)]


def _seen(cell: Any) -> object:
    """Give what is seen of a cell: of one that is blank, not how it would be written in."""
    if cell.data != " " or cell.reverse or cell.underscore or cell.strikethrough:
        return cell
    return cell._replace(fg="default", bold=False, italics=False)
