"""What is said on stderr."""

from __future__ import annotations

import sys
from contextlib import suppress

from nn_tui.text import printable

_LONGEST = 2000
"""Characters of a line: names of all arrays of a deep network fit, no file that is one line."""


def warn(*messages: str) -> None:
    """Write each in a line; where stderr takes none, the exit code says enough."""
    with suppress(OSError):
        sys.stderr.writelines(
            f"nn-tui: {printable(message, limit=_LONGEST)}\n" for message in messages
        )
