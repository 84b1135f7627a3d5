"""What may be wrong with a saved session."""

from __future__ import annotations

from nn_tui.errors import InputError


class StorageError(InputError):
    """A saved session that there is not, or that cannot be read or written."""


class DamagedError(StorageError):
    """A file that holds what no session of ours does: it will not be read another time either."""
