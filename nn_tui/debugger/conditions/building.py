"""From a syntax tree to what computes it: what is not listed here is refused.

Nothing is ever evaluated as Python: each kind of expression that is allowed is put together from
numpy's functions, with its shape known beforehand, so that time and memory are bounded.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from nn_tui.debugger.conditions.calls import build_call
from nn_tui.debugger.conditions.comparing import build_compare, build_logic, build_not
from nn_tui.debugger.conditions.indexing import build_subscript
from nn_tui.debugger.conditions.names import FUNCTIONS, OP
from nn_tui.debugger.conditions.part import Names, Part, Past, Sort, Value
from nn_tui.debugger.conditions.signs import is_turned
from nn_tui.debugger.conditions.workshop import Workshop, as_number
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.errors import unknown_name

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Value]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.FloorDiv: np.floor_divide,
    ast.Mod: np.mod,
    ast.Pow: np.power,
}

_REFUSED: dict[type[ast.expr], str] = {
    ast.Attribute: "a dot has no place here; write max(l1) for l1.max()",
    ast.Lambda: "a condition makes no functions",
    ast.IfExp: "if has no place here; use and, or",
    ast.NamedExpr: "a condition sets no values; compare with ==",
    ast.JoinedStr: "only plain text can be compared with op",
    ast.Tuple: "a comma has no place here; join conditions with and",
    ast.List: "a list has no place here",
}


def build(node: ast.expr, shop: Workshop) -> Part:
    """Understand an expression.

    Raises:
        ConditionError: It is not allowed, or what it names is not there.
    """
    match node:
        case ast.Constant(value=value):
            return _constant(node, value, shop)
        case ast.Name(id=name):
            return _name(node, name, shop)
        case ast.BinOp():
            return _operation(node, shop)
        case ast.UnaryOp(op=ast.Not()):
            return build_not(node, shop)
        case ast.UnaryOp():
            return _signed(node, shop)
        case ast.Compare():
            return build_compare(node, shop)
        case ast.BoolOp():
            return build_logic(node, shop)
        case ast.Subscript():
            return build_subscript(node, shop)
        case ast.Call():
            return build_call(node, shop)
    reason = _REFUSED.get(type(node), "this kind of expression has no place in a condition")
    raise shop.refusal(node, reason)


def _constant(node: ast.expr, value: object, shop: Workshop) -> Part:
    if isinstance(value, bool):
        truth = np.bool_(value)
        return Part(node, lambda names, past: truth, sort=Sort.TRUTH, constant=float(value))
    if isinstance(value, str):
        return Part(node, lambda names, past: value, sort=Sort.TEXT)
    if not isinstance(value, int | float):
        raise shop.refusal(node, "a number, or the name of an op in quotes, must stand here")
    try:
        number = float(value)
    except OverflowError:
        number = np.inf
    return constant_part(node, number, shop)


def constant_part(node: ast.expr, number: float, shop: Workshop) -> Part:
    """Make a part that is a number whatever the moment is; one that is not finite is refused."""
    if not np.isfinite(number):
        raise shop.refusal(node, "no finite number; numbers must be below 1.8e308")
    kept = np.float64(number)
    return Part(node, lambda names, past: kept, constant=number)


def _name(node: ast.expr, name: str, shop: Workshop) -> Part:
    if name == OP:
        return Part(node, lambda names, past: names[OP], sort=Sort.TEXT, reads=frozenset({OP}))
    if name in shop.known.shapes:
        stored = stored_name(name)
        reads, shape = frozenset({stored}), shop.known.shapes[name]
        if stored != name or (shop.known.is_gradient and is_turned(name)):
            # Not by a minus sign before it: the gradient where the descent is 0 is 0, not -0.
            return Part(node, lambda names, past: 0.0 - names[stored], shape, reads=reads)
        return Part(node, lambda names, past: names[name], shape, reads=reads)
    if name in FUNCTIONS:
        raise shop.refusal(node, f"{name} is a function; give it something: {name}(...)")
    raise shop.refusal(node, unknown_name("name", name, (*shop.known.shapes, OP, *FUNCTIONS)))


def _operation(node: ast.BinOp, shop: Workshop) -> Part:
    compute = _OPERATORS.get(type(node.op))
    if compute is None:
        raise shop.refusal(node.right, _operator_reason(node.op), before=True)
    left = as_number(build(node.left, shop), shop)
    right = as_number(build(node.right, shop), shop)
    shape = shop.joined(node, left, right)
    if left.constant is not None and right.constant is not None:
        return constant_part(node, _folded(compute, left.constant, right.constant), shop)
    one, other = left.run, right.run

    def run(names: Names, past: Past) -> Value:
        return compute(one(names, past), other(names, past))

    return Part(node, run, shape, reads=left.reads | right.reads)


def _folded(compute: Callable[[Any, Any], Value], left: float, right: float) -> float:
    with np.errstate(all="ignore"):
        return float(compute(np.float64(left), np.float64(right)))


def _operator_reason(operator: ast.operator) -> str:
    if isinstance(operator, ast.BitAnd | ast.BitOr | ast.BitXor):
        return "join conditions with and, or, not"
    return "only + - * / // % ** have a place here"


def _signed(node: ast.UnaryOp, shop: Workshop) -> Part:
    operand = as_number(build(node.operand, shop), shop)
    if isinstance(node.op, ast.Invert):
        raise shop.refusal(node, "~ has no place here; write not")
    if operand.constant is not None:
        sign = -1.0 if isinstance(node.op, ast.USub) else 1.0
        return constant_part(node, sign * operand.constant, shop)
    of = operand.run
    if isinstance(node.op, ast.UAdd):
        return Part(node, of, operand.shape, reads=operand.reads)
    return Part(node, lambda names, past: -of(names, past), operand.shape, reads=operand.reads)
