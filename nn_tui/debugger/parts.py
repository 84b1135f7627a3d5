"""The parts of a network that are frozen together: a weight, a unit, a layer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.engine.freezing import Cells
from nn_tui.engine.network import Network
from nn_tui.errors import InputError, unknown_name
from nn_tui.text import printable


class PartError(InputError):
    """A part that the network does not have, or that nothing can be frozen of."""


@dataclass(frozen=True, slots=True)
class OneWeight:
    """A weight or a bias: `synapse_0[1,2]`."""

    array: str
    """Name of the weight or bias array."""
    index: tuple[int, ...]
    """Its place there."""

    def __str__(self) -> str:
        """Write it as it is typed."""
        return f"{self.array}[{','.join(map(str, self.index))}]"

    def cells(self, network: Network) -> tuple[Cells, ...]:
        """Find what is frozen with it.

        Raises:
            PartError: There is no such weight.
        """
        shapes = network.parameters
        if self.array not in shapes:
            raise PartError(unknown_name("weights", self.array, shapes))
        shape = shapes[self.array]
        if len(self.index) != len(shape):
            example = OneWeight(self.array, (0,) * len(shape))
            numbers = f"{len(shape)} number{'s' * (len(shape) != 1)}"
            raise PartError(f"{self}: must have {numbers}, as in {example}")
        for axis, (place, size) in enumerate(zip(self.index, shape, strict=True)):
            if not 0 <= place < size:
                which = "column" if axis else "row" if len(shape) == 2 else "unit"
                raise PartError(f"{self}: {which} {place}: must be 0 to {size - 1}")
        return (Cells(self.array, self.index, (1,) * len(shape)),)


@dataclass(frozen=True, slots=True)
class OneUnit:
    """A unit, by all weights that lead into it and its bias: `l1[2]`."""

    layer: int
    """Its layer, from 1: nothing leads into the inputs."""
    number: int
    """Its place there, from 0."""

    def __str__(self) -> str:
        """Write it as it is typed."""
        return f"l{self.layer}[{self.number}]"

    def cells(self, network: Network) -> tuple[Cells, ...]:
        """Find what is frozen with it: a column of weights, a bias.

        Raises:
            PartError: There is no such unit, or no weights lead into it.
        """
        _check_layer(self, network, "a unit of ")
        units = network.sizes[self.layer]
        if not 0 <= self.number < units:
            raise PartError(f"{self}: unit {self.number}: must be 0 to {units - 1}")
        return tuple(
            Cells(name, (*(0 for _ in shape[:-1]), self.number), (*shape[:-1], 1))
            for name, shape in _leading_into(self.layer, network)
        )


@dataclass(frozen=True, slots=True)
class OneLayer:
    """A layer, by all weights that lead into it and its biases: `l1`."""

    layer: int
    """From 1: nothing leads into the inputs."""

    def __str__(self) -> str:
        """Write it as it is typed."""
        return f"l{self.layer}"

    def cells(self, network: Network) -> tuple[Cells, ...]:
        """Find what is frozen with it: whole arrays.

        Raises:
            PartError: There is no such layer, or no weights lead into it.
        """
        _check_layer(self, network)
        arrays = _leading_into(self.layer, network)
        return tuple(Cells(name, (0,) * len(shape), shape) for name, shape in arrays)


Part: TypeAlias = OneWeight | OneUnit | OneLayer

_WEIGHT = re.compile(r"(\w+_\d+)\[\s*(\d+)\s*(?:,\s*(\d+)\s*)?\]", re.ASCII)
_UNIT = re.compile(r"l(\d+)(?:\[\s*(\d+)\s*\])?", re.ASCII)


def part_of(text: str) -> Part:
    """Read a part as it is typed: synapse_0[1,2], bias_0[2], l1[2] or l1.

    Raises:
        PartError: It is none of these; whether the network has it, its `cells` will tell.
    """
    typed = text.strip()
    if weight := _WEIGHT.fullmatch(typed):
        array, *index = weight.groups()
        return OneWeight(array, tuple(int(place) for place in index if place is not None))
    if unit := _UNIT.fullmatch(typed):
        layer, number = unit.groups()
        return OneLayer(int(layer)) if number is None else OneUnit(int(layer), int(number))
    raise PartError(
        f"{printable(typed, limit=60)}: no weight, unit or layer; "
        "give one such as synapse_0[1,2], bias_0[2], l1[2] or l1"
    )


def _leading_into(layer: int, network: Network) -> list[tuple[str, tuple[int, ...]]]:
    """Name the weights and biases that lead into a layer, with their shapes."""
    names = (f"synapse_{layer - 1}", f"bias_{layer - 1}")
    shapes = network.parameters
    return [(name, shapes[name]) for name in names if name in shapes]


def _check_layer(part: OneUnit | OneLayer, network: Network, of: str = "") -> None:
    if not 1 <= part.layer <= network.depth:
        allowed = "l1" if network.depth == 1 else f"l1 to l{network.depth}"
        why = "no weights lead into the inputs; " if part.layer == 0 else ""
        raise PartError(f"{part}: {why}must be {of}{allowed}")
