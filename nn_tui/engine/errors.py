"""What makes a network that cannot be built."""

from __future__ import annotations

from nn_tui.errors import InputError


class NetworkError(InputError):
    """A network, a pair of loss and activation, or weights that cannot be used."""
