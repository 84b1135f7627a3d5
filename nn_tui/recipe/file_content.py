"""A file's bytes, up to a limit."""

from __future__ import annotations

from pathlib import Path

from nn_tui.recipe.errors import RecipeError

_SIZE_LIMIT = 256_000_000
"""Bytes of a file of arrays."""

_PIECE = 1 << 20


def read_content(path: Path, label: str, fix: str) -> bytes:
    """Read a file of arrays whole.

    Args:
        path: The file.
        label: Says which file, at the head of a message.
        fix: What to give instead, at its end.

    Raises:
        RecipeError: There is no such file, or it is too large.
    """
    content = bytearray()
    try:
        with path.open("rb") as file:
            # In pieces: a read of the limit's size would take that much memory for any file.
            while len(content) <= _SIZE_LIMIT and (piece := file.read(_PIECE)):
                content += piece
    except OSError as error:
        raise RecipeError(f"{label}: {error.strerror}; {fix}") from None
    except ValueError:
        raise RecipeError(f"{label}: is not the name of a file; {fix}") from None
    if len(content) > _SIZE_LIMIT:
        raise RecipeError(f"{label}: larger than {_SIZE_LIMIT // 10**6} MB")
    return bytes(content)
