"""Names in somebody's file that are not ours: which of ours they mean."""

from __future__ import annotations

from collections.abc import Iterable

from nn_tui.errors import InputError
from nn_tui.recipe.parsing import shown


def renamed_by(pairs: Iterable[str]) -> dict[str, str]:
    """Read pairs such as d2=l2_delta; junk= leaves an array out.

    Returns:
        Our name for a name in the file, "" for one that is left out.

    Raises:
        InputError: One is no such pair, or gives a name that has one already.
    """
    renamed: dict[str, str] = {}
    for pair in pairs:
        name, equals, ours = (part.strip() for part in pair.partition("="))
        if not name or not equals:
            raise InputError(f"map {shown(pair)}: must be NAME=OURS, such as d2=l2_delta")
        if renamed.get(name, ours) != ours:
            raise InputError(f"map {shown(pair)}: {shown(name)} is {renamed[name]} already")
        renamed[name] = ours
    return renamed


def pairs_in(text: str) -> list[str]:
    """Split pairs that are typed one behind the other, with commas between them."""
    return [pair for pair in text.split(",") if pair.strip()]
