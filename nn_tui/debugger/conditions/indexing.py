"""Cells, rows and columns of arrays: `synapse_0[1,2]`, `l1[0]`, `l1[:,2]`, `l1[1:3]`."""

from __future__ import annotations

import ast
from typing import TypeAlias

from nn_tui.debugger.conditions.part import Names, Part, Past, Shape, Sort, Value
from nn_tui.debugger.conditions.workshop import Workshop
from nn_tui.text import printable

_Chosen: TypeAlias = int | slice

_LARGEST_INDEX = 2**62


def build_subscript(node: ast.Subscript, shop: Workshop) -> Part:
    """Understand `array[...]`; places that are outside are refused.

    A short last batch has fewer rows than are known here: a row that is not in it is not there.
    """
    array = shop.part(node.value)
    if array.sort is Sort.TEXT:
        raise shop.refusal(node, "op is text and has no cells")
    is_tuple = isinstance(node.slice, ast.Tuple)
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if len(places) > len(array.shape) or (is_tuple and not places):
        axes = {0: "is one number", 1: "takes one index"}
        count = axes.get(len(array.shape), f"takes {len(array.shape)} indices at the most")
        raise shop.refusal(node, f"{array.source} {count}")
    chosen = [_chosen(place, size, shop) for place, size in zip(places, array.shape, strict=False)]
    shape, index, of = _shape(chosen, array.shape), tuple(chosen), array.run

    def run(names: Names, past: Past) -> Value:
        return of(names, past)[index]

    return Part(node, run, shape, array.sort, reads=array.reads)


def _chosen(place: ast.expr, size: int, shop: Workshop) -> _Chosen:
    if isinstance(place, ast.Slice):
        ends = [
            None if end is None else _whole(end, shop)
            for end in (place.lower, place.upper, place.step)
        ]
        if ends[2] == 0:
            raise shop.refusal(place, "a slice cannot go on by 0")
        return slice(*ends)
    number = _whole(place, shop)
    if not -size <= number < size:
        known = f"0 to {size - 1}" if size else "nothing: it is empty"
        raise shop.refusal(place, f"index {number}: must be {known}")
    return number


def _whole(node: ast.expr, shop: Workshop) -> int:
    """Read a whole number, perhaps with a sign."""
    sign, digits = 1, node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        sign, digits = (-1 if isinstance(node.op, ast.USub) else 1), node.operand
    value = digits.value if isinstance(digits, ast.Constant) else None
    if not isinstance(value, int) or isinstance(value, bool):
        raise shop.refusal(node, "an index must be a whole number, such as 2, or a slice")
    if value > _LARGEST_INDEX:
        shown = printable(str(value), limit=20)
        raise shop.refusal(node, f"index {shown}: must be {_LARGEST_INDEX} at the most")
    return sign * value


def _shape(chosen: list[_Chosen], shape: Shape) -> Shape:
    slices = [
        len(range(size)[part])
        for part, size in zip(chosen, shape, strict=False)
        if isinstance(part, slice)
    ]
    return (*slices, *shape[len(chosen) :])
