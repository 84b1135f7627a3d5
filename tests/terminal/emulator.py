"""A terminal emulator that is fed, without a program."""

from __future__ import annotations

import pyte


def screen_of(stream: str, columns: int, lines: int) -> list[list[object]]:
    """Give each cell with its looks as a terminal shows it after a stream."""
    screen = pyte.Screen(columns, lines)
    pyte.Stream(screen).feed(stream)
    return [[screen.buffer[y][x] for x in range(columns)] for y in range(lines)]
