"""What is said on stderr."""

from __future__ import annotations

import sys
from contextlib import suppress

from nn_tui.text import printable

_LONGEST = 2000
"""Characters of a message: the names of all arrays of a deep network fit."""


def warn(*messages: str) -> None:
    """Write each message on a line of its own; where stderr takes none, nothing is said."""
    with suppress(OSError):
        sys.stderr.writelines(
            f"nn-tui: {printable(message, limit=_LONGEST)}\n" for message in messages
        )
