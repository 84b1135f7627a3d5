"""What the names in a line of the listing stand for, and which shape each part of it has."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from nn_tui.engine.arrays import Array

Shape = tuple[int, ...]
"""Sizes along each axis; () for a number."""

_REDUCTIONS = ("sum", "max")


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The names of one line, or within a function that it calls."""

    arrays: Mapping[str, Array]
    """Every array that a line reads; a number has no axes."""
    definitions: Mapping[str, str]
    """Python source of each function that a line calls and numpy has not."""
    bound: dict[str, tuple[ast.expr, Scope]] = field(default_factory=dict)
    """In a function: its argument and what it assigns, each with the scope that it belongs to."""

    def inside(self, name: str, arguments: list[ast.expr]) -> tuple[ast.expr, Scope]:
        """Go into a function: give what it returns, and what the names there stand for."""
        inner = Scope({}, self.definitions)
        parameters = function_of(self.definitions[name]).args.args
        for parameter, argument in zip(parameters, arguments, strict=True):
            inner.bound[parameter.arg] = (argument, self)
        for statement in statements_of(self.definitions[name]):
            match statement:
                case ast.Assign(targets=[ast.Name(id=assigned)], value=value):
                    inner.bound[assigned] = (value, inner)
                case ast.Return(value=ast.expr() as value):
                    return value, inner
        raise AssertionError(f"{name} returns nothing")

    def whole(self, name: str) -> int:
        """Give a whole number by name: an end of a slice."""
        return int(self.arrays[name])


def shape_of(node: ast.expr, scope: Scope) -> Shape:
    """Say which shape an expression has."""
    match node:
        case ast.Name(id=name) if name in scope.bound:
            return shape_of(*scope.bound[name])
        case ast.Name(id=name):
            return scope.arrays[name].shape
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            return shape_of(left, scope)[0], shape_of(right, scope)[1]
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return np.broadcast_shapes(shape_of(left, scope), shape_of(right, scope))
        case ast.UnaryOp(operand=operand):
            return shape_of(operand, scope)
        case ast.Attribute(value=value, attr="T"):
            return shape_of(value, scope)[::-1]
        case ast.Subscript(value=value, slice=ast.Slice(lower=start, upper=stop)):
            assert isinstance(start, ast.Name) and isinstance(stop, ast.Name), "both ends are named"
            rows = scope.whole(stop.id) - scope.whole(start.id)
            return rows, *shape_of(value, scope)[1:]
        case ast.Subscript(value=value, slice=order):
            return shape_of(order, scope)[0], *shape_of(value, scope)[1:]
        case ast.Call():
            return _shape_of_call(node, scope)
    return ()


def _shape_of_call(call: ast.Call, scope: Scope) -> Shape:
    match call.func:
        case ast.Name(id="len") | ast.Attribute(value=ast.Name(id="np"), attr="sum" | "mean"):
            return ()
        case ast.Name(id=name):
            return shape_of(*scope.inside(name, call.args))
        case ast.Attribute(value=ast.Name(id="np")):
            return np.broadcast_shapes(*(shape_of(argument, scope) for argument in call.args))
        case ast.Attribute(value=value, attr="sum" | "max"):
            axis, is_kept = reduction(call)
            shape = shape_of(value, scope)
            return *shape[:axis], *((1,) if is_kept else ()), *shape[axis + 1 :]
        case ast.Attribute(value=value):
            return shape_of(value, scope)
    return ()


def cells_in(node: ast.expr, scope: Scope) -> int:
    """Count the cells of an expression."""
    return math.prod(shape_of(node, scope))


def reduction(call: ast.Call) -> tuple[int, bool]:
    """Say along which axis `.sum(axis=...)` or `.max(axis=...)` goes, and whether that stays."""
    options: dict[str | None, Any] = {
        word.arg: ast.literal_eval(word.value) for word in call.keywords
    }
    return options["axis"], bool(options.get("keepdims"))


def is_cellwise(definition: str) -> bool:
    """Whether each cell of a function's result depends on that cell of its argument alone."""
    parts = (part for statement in statements_of(definition) for part in ast.walk(statement))
    return not any(isinstance(part, ast.Attribute) and part.attr in _REDUCTIONS for part in parts)


@lru_cache(maxsize=4096)
def expression(source: str) -> ast.expr:
    """Read the source of an expression."""
    return ast.parse(source, mode="eval").body


@lru_cache(maxsize=64)
def function_of(definition: str) -> ast.FunctionDef:
    """Read the source of a function."""
    function = ast.parse(definition).body[0]
    assert isinstance(function, ast.FunctionDef), "a definition is one function"
    return function


def statements_of(definition: str) -> list[ast.stmt]:
    """List the statements of a function, those within `with` among them."""
    statements: list[ast.stmt] = []
    for statement in function_of(definition).body:
        statements += statement.body if isinstance(statement, ast.With) else [statement]
    return statements
