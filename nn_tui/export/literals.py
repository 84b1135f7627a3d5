"""Arrays as Python source."""

from __future__ import annotations

import textwrap

from nn_tui.engine.arrays import Array

_WIDTH = 100
"""Characters of a line, where a number does not need more."""


def array_source(array: Array) -> str:
    """Write an array as source that reads back as the same bits.

    Args:
        array: Finite; (rows, columns), or of one axis.
    """
    rows = array.tolist()
    on_one_line = f"np.array({rows!r})"
    if len(on_one_line) <= _WIDTH // 2:
        return on_one_line
    if array.ndim == 1 or array.shape[1] == 1:
        return f"np.array(\n{_wrapped(repr(rows))}\n)"
    lines = "\n".join(_wrapped(f"{row!r},", depth=2) for row in rows)
    return f"np.array(\n    [\n{lines}\n    ]\n)"


def list_source(array: Array) -> str:
    """Write an array's numbers as lists, which are set as they stand: `[[1.0, 2.0], [3.0, 4.0]]`.

    Args:
        array: (rows, columns), or of one axis.
    """
    rows = array.tolist()
    if len(repr(rows)) <= _WIDTH // 2:
        return repr(rows)
    if array.ndim == 1:
        return f"[\n{_wrapped(repr(rows)[1:-1])}\n]"
    lines = "\n".join(_wrapped(f"{row!r},") for row in rows)
    return f"[\n{lines}\n]"


def _wrapped(source: str, depth: int = 1) -> str:
    margin = "    " * depth
    return textwrap.fill(
        source,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + " ",
        break_long_words=False,
        break_on_hyphens=False,
    )
