"""What is frozen: cells of weights and biases whose step is 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cells:
    """Some cells of a weight or bias array: a rectangle."""

    array: str
    """Its name."""
    start: tuple[int, ...]
    """The first cell: its index along each axis."""
    shape: tuple[int, ...]
    """How many cells there are along each axis."""

    @property
    def window(self) -> tuple[slice, ...]:
        """The cells, as an index of the array."""
        sizes = zip(self.start, self.shape, strict=True)
        return tuple(slice(first, first + size) for first, size in sizes)


def mask_name(parameter: str) -> str:
    """Name the array that is True where a parameter is frozen: `frozen_synapse_0`."""
    return f"frozen_{parameter}"
