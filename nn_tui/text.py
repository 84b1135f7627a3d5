"""Text that came from outside, made harmless; names, matched to what was probably meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Cc: C0, C1 and DEL; Cf: bidirectional controls and zero-width marks; Cs: lone surrogates;
# Zl and Zp: the line and paragraph separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str, limit: int = 200) -> str:
    """Make text from outside safe to write to a terminal.

    Args:
        text: Anything: a column name, a cell, a file name, an argument.
        limit: The most characters to keep; a cut is marked with an ellipsis.

    Returns:
        `text` on one line, each control, bidirectional or zero-width character replaced by U+FFFD.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        # As most texts are: a list of many has thousands.
        return text
    kept = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(
        REPLACEMENT if unicodedata.category(character) in _UNPRINTABLE else character
        for character in kept
    )


def size_text(shape: Sequence[int]) -> str:
    """Write how large an array is: 4 x 3, or one number."""
    return " x ".join(map(str, shape)) or "one number"


def closest(name: str, known: Iterable[str]) -> str | None:
    """Name the entry of `known` that was probably meant by `name`, or None when none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.55)
    return by_folded[near[0]] if near else None
