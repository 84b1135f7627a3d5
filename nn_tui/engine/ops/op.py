"""What an op is: one line of numpy that writes one array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from nn_tui.engine.arrays import Array, Call, Mask, Order


class Phase(Enum):
    """The part of an iteration that an op belongs to, in the order of the program."""

    EPOCH_START = "epoch start"
    BATCH = "batch"
    FORWARD = "forward"
    ERROR = "error"
    BACKWARD = "backward"
    DESCENT = "descent"
    UPDATE = "update"
    EPOCH_END = "epoch end"


@dataclass(slots=True)
class Window:
    """Which epoch and which of its rows the bound calls work on; the machine moves it."""

    epoch: int = 0
    """Counted from 1; 0 before the first."""
    rows: slice = field(default_factory=lambda: slice(0, 0))
    """The rows of the present batch within the epoch's order."""


@dataclass(frozen=True, slots=True, eq=False)
class Buffers:
    """What an op is bound to: every array by name, as a batch of one size sees it."""

    arrays: Mapping[str, Array]
    """Each array by name: (rows of this batch, units), or the epoch's rows, or a parameter."""
    order: Order
    """Row numbers in the epoch's order, (rows of the dataset,)."""
    window: Window
    """The present epoch and batch."""
    frozen: Mapping[str, Mask]
    """By parameter, of its shape: True for the cells that take no step."""

    def __getitem__(self, name: str) -> Array:
        """Look an array up by name."""
        return self.arrays[name]


class Op(Protocol):
    """One line of the program: what it writes, its source, and how it runs.

    The source and the calls stand side by side in one class; a test holds them together by running
    the one as Python and the other as bound calls, and comparing bits.
    """

    @property
    def writes(self) -> str:
        """Name of the array that this op writes."""
        ...

    @property
    def phase(self) -> Phase:
        """The part of the iteration that it belongs to."""
        ...

    @property
    def layer(self) -> int | None:
        """The layer it belongs to (a synapse belongs to the layer it leads to), if to one."""
        ...

    @property
    def line(self) -> str:
        """Its line in the listing: valid Python, association as computed."""
        ...

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the calls that write the array in place."""
        ...
