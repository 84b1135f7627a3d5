"""What makes a dataset that cannot be read."""

from __future__ import annotations

from nn_tui.errors import InputError


class DatasetError(InputError):
    """A file, a column or a cell that cannot be used; the message names value, limit and fix."""


class PathError(InputError):
    """A path that leads nowhere, or to what cannot be read to an end."""


class NoSuchFileError(DatasetError):
    """There is no file at the path that was given."""
