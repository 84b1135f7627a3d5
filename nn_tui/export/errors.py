"""What makes a script that cannot be written."""

from __future__ import annotations

from nn_tui.errors import InputError


class ExportError(InputError):
    """An edit that a script cannot hold, or a file that cannot be written."""
