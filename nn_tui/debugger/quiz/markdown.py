"""Pieces of Markdown: text from outside made literal, tables, numbered items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nn_tui.text import printable

_SPECIAL = re.compile(r"([\\`*\[\]<|~&]|(?<![^\W_])_|_(?![^\W_]))")
"""An underscore within a word is literal in Markdown already."""

_INDENT = " " * 4
"""Of what belongs to a numbered item: enough from 1 to 99."""


def literal(text: str, limit: int = 200) -> str:
    """Make text from outside stand as it is, whatever is in it."""
    return _SPECIAL.sub(r"\\\1", printable(text, limit=limit))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Write a table, its columns aligned for whoever reads it as plain text."""
    cells = [list(head), *map(list, rows)]
    widths = [max(3, *map(len, column)) for column in zip(*cells, strict=True)]
    lines = [" | ".join(t.rjust(w) for t, w in zip(r, widths, strict=True)) for r in cells]
    rule = " | ".join("-" * (width - 1) + ":" for width in widths)
    return [f"| {line} |" for line in (lines[0], rule, *lines[1:])]


def item(number: int, paragraphs: Sequence[str]) -> list[str]:
    """Write a numbered item of several paragraphs, with a blank line behind each."""
    first, *rest = paragraphs
    lines = [f"{f'{number}.':<{len(_INDENT)}}{first}", ""]
    for paragraph in rest:
        lines += [f"{_INDENT}{paragraph}", ""]
    return lines
