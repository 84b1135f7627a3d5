"""Which way round somebody's arrays lie: weights as (out, in), rows as columns, flat columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.engine.arrays import Array

Shape = tuple[int, ...]
"""Sizes along each axis."""


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """An array of theirs, turned the way ours lies."""

    values: Array
    """Its numbers, in our shape."""
    is_turned: bool = False
    """Whether it had to be transposed for that."""


def core(shape: Shape) -> Shape:
    """Drop the axes of size 1: a column may be saved flat, or as a row."""
    return tuple(size for size in shape if size != 1)


def fits(shape: Shape, ours: Shape) -> bool:
    """Whether an array of that shape may be one of ours, perhaps transposed."""
    return core(shape) in (core(ours), core(ours)[::-1])


def lay(
    theirs: Mapping[str, Array], ours: Mapping[str, Array], tolerance: Tolerance
) -> dict[str, Laid]:
    """Turn all arrays the way ours lie.

    A square array could lie either way: it lies as the others of its family do, and where those do
    not say, the way in which it is ours. One that is ours transposed while the others are not is
    left as it is: that is a fault, not a layout.
    """
    laid: dict[str, Laid] = {}
    for family in (_weights(theirs), _rows(theirs)):
        is_turned = _is_turned(family, theirs, ours, tolerance)
        for name in family:
            laid[name] = _laid(theirs[name], ours[name].shape, is_turned)
    return {name: laid.get(name) or _laid(theirs[name], ours[name].shape) for name in theirs}


def lay_alone(theirs: Mapping[str, Array], shapes: Mapping[str, Shape]) -> dict[str, Laid]:
    """Turn weights the way ours lie by their shapes alone; square ones as the others."""
    votes = [_vote(array.shape, shapes[name]) for name, array in theirs.items()]
    is_turned = -1 in votes and 1 not in votes
    return {
        name: _laid(array, shapes[name], is_turned and len(shapes[name]) == 2)
        for name, array in theirs.items()
    }


def is_square(shape: Shape) -> bool:
    """Whether an array looks alike both ways round."""
    return len(core(shape)) == 2 and core(shape)[0] == core(shape)[1]


def _weights(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith("synapse_")]


def _rows(names: Iterable[str]) -> list[str]:
    return [name for name in names if name[0] in "lyz" and name not in ("learning_rate", "loss")]


def _is_turned(
    family: list[str],
    theirs: Mapping[str, Array],
    ours: Mapping[str, Array],
    tolerance: Tolerance,
) -> bool:
    votes = [_vote(theirs[name].shape, ours[name].shape) for name in family]
    if not any(votes):
        votes = [_vote_of_square(theirs[name], ours[name], tolerance) for name in family]
    return -1 in votes and 1 not in votes


def _vote(shape: Shape, ours: Shape) -> int:
    """Say by the shape which way an array lies: 1 as ours, -1 transposed, 0 it may be either."""
    if len(shape) != 2 or len(ours) != 2 or ours[0] == ours[1]:
        return 0
    return 1 if shape == ours else -1


def _vote_of_square(theirs: Array, ours: Array, tolerance: Tolerance) -> int:
    if theirs.shape != ours.shape or not is_square(ours.shape):
        return 0
    is_plain, is_turned = (tolerance.agree(theirs, way) for way in (ours, ours.T))
    return int(is_plain) - int(is_turned)


def _laid(theirs: Array, shape: Shape, is_turned: bool = False) -> Laid:
    """Turn one array; where only one way fits, that one."""
    kernel = core(shape)
    if core(theirs.shape) != kernel or (is_turned and is_square(shape)):
        turned = np.ascontiguousarray(theirs.reshape(kernel[::-1]).T)
        return Laid(turned.reshape(shape), is_turned=True)
    return Laid(theirs.reshape(shape), is_turned=theirs.shape == shape[::-1] != shape)
