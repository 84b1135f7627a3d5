"""Where each named array lies in the one flat block of a workspace."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from nn_tui.engine.arrays import Array
from nn_tui.engine.network import Network

_LINE = 8
"""Numbers in a cache line of 64 bytes: each array starts on one."""


@dataclass(frozen=True, slots=True)
class Place:
    """One array's place in the block."""

    start: int
    """Index of its first number."""
    shape: tuple[int, ...]
    """Its shape, with all rows of a full batch."""
    has_rows: bool
    """Whether its first axis is the rows of the batch, so that a short batch uses fewer."""

    @property
    def stop(self) -> int:
        """Index behind its last number."""
        return self.start + math.prod(self.shape)

    def view(self, block: Array, rows: int) -> Array:
        """View this array in `block`, of its first `rows` rows where it has rows."""
        whole = block[self.start : self.stop].reshape(self.shape)
        return whole[:rows] if self.has_rows else whole


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all arrays of a network with batches of a given size.

    Parameters come first, then their descents in the same order with the same gaps, so that either
    is one slice; then scalars; then what has a row for each row of the batch.
    """

    network: Network
    """Whose arrays these are."""
    batch_rows: int
    """Rows of a full batch."""
    places: dict[str, Place] = field(default_factory=dict, init=False)
    """Each array's place by name, in the order of the block."""

    def __post_init__(self) -> None:
        """Lay out every array, one behind the other."""
        shapes = self.network.parameters
        self._append(shapes)
        self._append({f"{name}_descent": shape for name, shape in shapes.items()})
        self._append({"learning_rate": (), "loss": (), "error": ()})
        self._append(self._row_shapes(), has_rows=True)

    @property
    def size(self) -> int:
        """Numbers in the block."""
        return _line_end(max(place.stop for place in self.places.values()))

    @property
    def parameters(self) -> slice:
        """Where all parameters lie, gaps (which stay 0) included."""
        return slice(0, self._parameters_size)

    @property
    def descents(self) -> slice:
        """Where all descents lie, in the order of the parameters."""
        return slice(self._parameters_size, 2 * self._parameters_size)

    def views(self, block: Array, rows: int) -> dict[str, Array]:
        """View every array in `block` as it is in a batch of `rows` rows."""
        return {name: place.view(block, rows) for name, place in self.places.items()}

    def span(self, first: str, last: str) -> slice:
        """Where the arrays from `first` to `last` lie, as neighbours in the block."""
        return slice(self.places[first].start, self.places[last].stop)

    @property
    def _parameters_size(self) -> int:
        return _line_end(max(self.places[name].stop for name in self.network.parameters))

    def _append(self, shapes: dict[str, tuple[int, ...]], has_rows: bool = False) -> None:
        stop = max((place.stop for place in self.places.values()), default=0)
        for name, shape in shapes.items():
            self.places[name] = Place(_line_end(stop), shape, has_rows)
            stop = self.places[name].stop

    def _row_shapes(self) -> dict[str, tuple[int, ...]]:
        """Name what has rows: z, l and deltas each side by side, so that a call can span layers."""
        sizes, rows, layers = self.network.sizes, self.batch_rows, range(1, self.network.depth + 1)
        shapes: dict[str, tuple[int, ...]] = {"l0": (rows, sizes[0]), "y": (rows, sizes[-1])}
        for name in ("z{}", "l{}", "l{}_error", "l{}_delta"):
            shapes |= {name.format(layer): (rows, sizes[layer]) for layer in layers}
        return shapes


def _line_end(index: int) -> int:
    """Round up to the start of a cache line."""
    return -(-index // _LINE) * _LINE
