"""A line of the listing worked out for one cell: the terms that this cell is computed from.

The line is the program's own, so whatever can be listed can be explained: a new op has to be
written in terms of what is read here.
"""

from __future__ import annotations

import ast

import numpy as np

from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.scope import (
    Scope,
    cells_in,
    expression,
    is_cellwise,
    reduction,
    shape_of,
)
from nn_tui.debugger.explain.term import Term

Index = tuple[int, ...]
"""Where a cell stands in its array."""

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}


def work_out(source: str, index: Index, scope: Scope) -> Term:
    """Work out one cell of an expression.

    Args:
        source: The expression, such as `l1_error * (l1 * (1 - l1))`.
        index: Which cell of its result.
        scope: What the names in it stand for.
    """
    return _at(expression(source), index, scope)


def _at(node: ast.expr, index: Index, scope: Scope) -> Term:
    match node:
        case ast.Constant(value=int() | float() as value):
            return term.number(value)
        case ast.Name(id=name) if name in scope.bound:
            bound, outer = scope.bound[name]
            return _at(bound, index, outer)
        case ast.Name(id=name):
            own = index[len(index) - scope.arrays[name].ndim :]
            return term.cell(name, own, float(scope.arrays[name][own]))
        case ast.BinOp() | ast.UnaryOp() | ast.Compare():
            return _operation(node, index, scope)
        case ast.Attribute(value=value, attr="T"):
            return _at(value, index[::-1], scope)
        case ast.Attribute(value=value, attr="size"):
            return term.number(cells_in(value, scope), ast.unparse(node))
        case ast.Subscript(value=value, slice=chosen):
            return _at(value, (_chosen(chosen, index[0], scope), *index[1:]), scope)
        case ast.Call():
            return _call(node, index, scope)
    raise AssertionError(f"{ast.unparse(node)} cannot be worked out for one cell")


def _operation(node: ast.BinOp | ast.UnaryOp | ast.Compare, index: Index, scope: Scope) -> Term:
    match node:
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            row, column = index
            steps = range(shape_of(left, scope)[1])
            pairs = ((_at(left, (row, k), scope), _at(right, (k, column), scope)) for k in steps)
            return term.total([term.operation("*", *pair) for pair in pairs])
        case ast.BinOp(left=left, op=operator, right=right):
            name = _OPERATORS[type(operator)]
        case ast.Compare(left=left, ops=[ast.Gt()], comparators=[right]):
            name = ">"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return term.negative(_at(operand, index, scope))
        case _:
            raise AssertionError(f"{ast.unparse(node)} cannot be worked out for one cell")
    return term.operation(name, _met(left, index, scope), _met(right, index, scope))


def _met(node: ast.expr, index: Index, scope: Scope) -> Term:
    """Work out the cell of an operand that meets a cell of the result, by broadcasting."""
    shape = shape_of(node, scope)
    near = index[len(index) - len(shape) :]
    return _at(node, tuple(0 if n == 1 else i for n, i in zip(shape, near, strict=True)), scope)


def _chosen(chosen: ast.expr, first: int, scope: Scope) -> int:
    """Say which place of an array becomes place `first` of `array[chosen]`."""
    match chosen:
        case ast.Slice(lower=ast.Name(id=start)):
            return scope.whole(start) + first
        case ast.Name(id=order):
            return int(scope.arrays[order][first])
    raise AssertionError(f"[{ast.unparse(chosen)}] cannot be worked out for one cell")


def _call(call: ast.Call, index: Index, scope: Scope) -> Term:
    match call.func:
        case ast.Name(id="len"):
            return term.number(shape_of(call.args[0], scope)[0], ast.unparse(call))
        case ast.Name(id=name):
            return _defined(name, call.args, index, scope)
        case ast.Attribute(value=ast.Name(id="np"), attr="sum" | "mean" as name):
            summed = term.total(_every_cell(call.args[0], scope))
            count = term.number(len(summed.parts))
            return summed if name == "sum" else term.operation("/", summed, count)
        case ast.Attribute(value=ast.Name(id="np"), attr=name):
            return _of_numpy(name, [_met(part, index, scope) for part in call.args])
        case ast.Attribute(value=value, attr="copy"):
            return _at(value, index, scope)
        case ast.Attribute(value=drawing, attr="permutation"):
            return _drawn(drawing, call.args[0], index, scope)
        case ast.Attribute(value=value, attr=name):
            axis, is_kept = reduction(call)
            before, after = index[:axis], index[axis + is_kept :]
            steps = range(shape_of(value, scope)[axis])
            parts = [_at(value, (*before, k, *after), scope) for k in steps]
            return term.total(parts) if name == "sum" else term.largest("max", parts)
    raise AssertionError(f"{ast.unparse(call)} cannot be worked out for one cell")


def _every_cell(node: ast.expr, scope: Scope) -> list[Term]:
    return [_at(node, index, scope) for index in np.ndindex(*shape_of(node, scope))]


def _of_numpy(name: str, parts: list[Term]) -> Term:
    match name:
        case "where":
            return term.where(*parts)
        case "maximum":
            return term.largest(name, parts)
        case "abs":
            return term.absolute(*parts)
        case "zeros_like":
            return term.number(0.0)
    return term.smooth_function(name, *parts)


def _defined(name: str, arguments: list[ast.expr], index: Index, scope: Scope) -> Term:
    returned, inner = scope.inside(name, arguments)
    body = _at(returned, index, inner)
    if not is_cellwise(scope.definitions[name]):
        return body
    parts = tuple(_at(argument, index, scope) for argument in arguments)
    return term.defined_function(name, parts, body)


def _drawn(drawing: ast.expr, count: ast.expr, index: Index, scope: Scope) -> Term:
    """Draw `np.random.RandomState([...]).permutation(...)` again and take one of its places."""
    assert isinstance(drawing, ast.Call) and isinstance(drawing.args[0], ast.List), (
        "a seed of words"
    )
    words = [int(_at(word, (), scope).value) for word in drawing.args[0].elts]
    rows = int(_at(count, (), scope).value)
    drawn = np.random.RandomState(words).permutation(rows)
    return term.number(drawn[index], f"RandomState({words}).permutation({rows})[{index[0]}]")
