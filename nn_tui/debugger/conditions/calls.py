"""The functions that a condition may call."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from nn_tui.debugger.conditions.names import FUNCTIONS
from nn_tui.debugger.conditions.part import Names, NotThereError, Part, Past, Run, Sort, Value
from nn_tui.debugger.conditions.workshop import Workshop, as_number
from nn_tui.errors import unknown_name

_REDUCTIONS: dict[str, Callable[[Any], Value]] = {
    "max": np.max,
    "min": np.min,
    "sum": np.sum,
    "mean": np.mean,
    "any": np.any,
    "all": np.all,
    "finite": lambda values: np.isfinite(values).all(),
}
"""What makes one value of all values of an array."""

_OF_NONE = ("sum", "any", "all", "finite")
"""Those that know an answer for an array without values."""

_PAIRWISE: dict[str, Callable[[Any, Any], Value]] = {"max": np.maximum, "min": np.minimum}


def build_call(node: ast.Call, shop: Workshop) -> Part:
    """Understand `function(...)`."""
    name = _function_name(node, shop)
    if node.keywords:
        raise shop.refusal(node, f"{name} takes no arguments by name")
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            raise shop.refusal(argument, "* has no place here")
    if name in _PAIRWISE and len(node.args) > 1:
        return _pairwise(node, _PAIRWISE[name], shop)
    wanted = 2 if name == "crosses" else 1
    if len(node.args) != wanted:
        given = {1: "(x)", 2: "(x, level)"}[wanted]
        raise shop.refusal(node, f"write it as {name}{given}")
    if name == "previous":
        return _previous(node, shop)
    if name == "crosses":
        return _crosses(node, shop)
    return _of_one(node, name, shop)


def _function_name(node: ast.Call, shop: Workshop) -> str:
    if isinstance(node.func, ast.Attribute):
        near = node.func.attr if node.func.attr in FUNCTIONS else "max"
        raise shop.refusal(node.func, f"a dot has no place here; write {near}(...)")
    if not isinstance(node.func, ast.Name):
        raise shop.refusal(node.func, "only a function can be called, by its name")
    if node.func.id not in FUNCTIONS:
        raise shop.refusal(node.func, unknown_name("function", node.func.id, FUNCTIONS))
    return node.func.id


def _of_one(node: ast.Call, name: str, shop: Workshop) -> Part:
    argument = as_number(shop.part(node.args[0]), shop)
    of = argument.run
    if name == "abs":
        return Part(
            node, lambda names, past: np.abs(of(names, past)), argument.shape, reads=argument.reads
        )
    if name == "len":
        if argument.is_single:
            raise shop.refusal(node, f"{argument.source} is one number and has no length")
        return Part(
            node, lambda names, past: np.float64(len(of(names, past))), reads=argument.reads
        )
    return _reduced(node, name, argument, shop)


def _reduced(node: ast.Call, name: str, argument: Part, shop: Workshop) -> Part:
    """Understand what makes one value of all values of an array."""
    if not argument.cells and name not in _OF_NONE:
        raise shop.refusal(node, f"{argument.source} is empty: there is no {name}")
    of, reduction = argument.run, _REDUCTIONS[name]
    sort = Sort.TRUTH if name in ("any", "all", "finite") else Sort.NUMBER
    part = Part(
        node, lambda names, past: reduction(of(names, past)), (), sort, None, argument.reads
    )
    if sort is Sort.TRUTH:
        shop.show(part)
    return part


def _pairwise(node: ast.Call, choose: Callable[[Any, Any], Value], shop: Workshop) -> Part:
    parts = [as_number(shop.part(argument), shop) for argument in node.args]
    shape, runs = shop.joined(node, *parts), [part.run for part in parts]

    def run(names: Names, past: Past) -> Value:
        return reduce(choose, (each(names, past) for each in runs))

    reads = frozenset().union(*(part.reads for part in parts))
    return Part(node, run, shape, reads=reads)


def _within_previous(node: ast.Call, index: int, shop: Workshop) -> Part:
    """Understand what is remembered: nothing that is itself remembered may be in it."""
    if shop.is_within_previous:
        raise shop.refusal(node, "previous and crosses cannot stand in one another")
    shop.is_within_previous = True
    part = shop.part(node.args[index])
    shop.is_within_previous = False
    if part.sort is Sort.TEXT:
        raise shop.refusal(node, "there is no previous op; compare op with a name")
    return part


def _previous(node: ast.Call, shop: Workshop) -> Part:
    part = _within_previous(node, 0, shop)
    run = _recall(shop.remember(part.run))
    return Part(node, run, part.shape, part.sort, reads=part.reads)


def _crosses(node: ast.Call, shop: Workshop) -> Part:
    """Understand `crosses(x, level)`: x was on one side of it, and is on it or on the other."""
    parts = [as_number(_within_previous(node, index, shop), shop) for index in (0, 1)]
    shape, (of, level) = shop.joined(node, *parts), (part.run for part in parts)
    shop.show(parts[0])

    def above(names: Names, past: Past) -> Value:
        return np.subtract(of(names, past), level(names, past))

    recalled = _recall(shop.remember(above))

    def run(names: Names, past: Past) -> Value:
        before, now = recalled(names, past), above(names, past)
        return ((before < 0) & (now >= 0)) | ((before > 0) & (now <= 0))

    return Part(node, run, shape, Sort.TRUTH, reads=parts[0].reads | parts[1].reads)


def _recall(slot: int) -> Run:
    def run(names: Names, past: Past) -> Value:
        if past[slot] is None:
            raise NotThereError
        return past[slot]

    return run
