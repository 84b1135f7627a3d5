"""Comparisons, chained or not, and what joins them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from nn_tui.debugger.conditions.names import OP
from nn_tui.debugger.conditions.part import Names, Part, Past, Run, Sort, Value
from nn_tui.debugger.conditions.workshop import Workshop, as_number, as_truth
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.errors import unknown_name

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Value]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


def build_compare(node: ast.Compare, shop: Workshop) -> Part:
    """Understand `a < b`, or a chain of it: all of its pairs must hold."""
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if type(operator) not in _COMPARISONS:
            reason = "compare with one of < <= == != >= >"
            raise shop.refusal(right, reason, before=True)
    parts = [shop.part(side) for side in (node.left, *node.comparators)]
    if any(part.sort is Sort.TEXT for part in parts):
        return _compare_op(node, parts, shop)
    numbers = [as_number(part, shop) for part in parts]
    for number in numbers:
        shop.show(number)
    shape = shop.joined(node, *numbers)
    pairs = zip(node.ops, numbers, numbers[1:], strict=False)
    runs = [_pair(_COMPARISONS[type(op)], left.run, right.run) for op, left, right in pairs]
    reads = frozenset().union(*(number.reads for number in numbers))
    return Part(node, _all_of(runs), shape, Sort.TRUTH, reads=reads)


def _pair(compare: Callable[[Any, Any], Value], left: Run, right: Run) -> Run:
    def run(names: Names, past: Past) -> Value:
        return compare(left(names, past), right(names, past))

    return run


def _all_of(runs: list[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]

    def run(names: Names, past: Past) -> Value:
        return reduce(np.logical_and, (each(names, past) for each in runs))

    return run


def _compare_op(node: ast.Compare, parts: list[Part], shop: Workshop) -> Part:
    """Understand `op == "l1"`."""
    is_op = [part.reads == {OP} for part in parts]
    if len(parts) != 2 or sorted(is_op) != [False, True] or parts[0].sort is not parts[1].sort:
        raise shop.refusal(node, 'text can only be compared with op, as in op == "l1_delta"')
    literal = parts[is_op.index(False)].node
    assert isinstance(literal, ast.Constant) and isinstance(literal.value, str), "it is no name"
    wanted = stored_name(literal.value)
    if wanted not in shop.known.ops:
        known = sorted(shop.known.ops)
        raise shop.refusal(literal, unknown_name("op", literal.value, known))
    is_equal = isinstance(node.ops[0], ast.Eq)
    if not isinstance(node.ops[0], ast.Eq | ast.NotEq):
        raise shop.refusal(node, "op can only be compared by == or !=")
    shop.show(parts[is_op.index(True)])

    def run(names: Names, past: Past) -> Value:
        return np.bool_((names[OP] == wanted) is is_equal)

    return Part(node, run, (), Sort.TRUTH, reads=frozenset({OP}))


def build_logic(node: ast.BoolOp, shop: Workshop) -> Part:
    """Understand `a and b`, `a or b`: what is behind the first that settles it is not computed."""
    truths = [as_truth(shop.part(value), shop) for value in node.values]
    runs, is_and = [truth.run for truth in truths], isinstance(node.op, ast.And)

    def run(names: Names, past: Past) -> Value:
        for each in runs:
            if bool(each(names, past)) is not is_and:
                return np.bool_(not is_and)
        return np.bool_(is_and)

    reads = frozenset().union(*(truth.reads for truth in truths))
    return Part(node, run, (), Sort.TRUTH, reads=reads)


def build_not(node: ast.UnaryOp, shop: Workshop) -> Part:
    """Understand `not a`."""
    truth = as_truth(shop.part(node.operand), shop)
    of = truth.run
    return Part(
        node, lambda names, past: np.logical_not(of(names, past)), (), Sort.TRUTH, reads=truth.reads
    )
