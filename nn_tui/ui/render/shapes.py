"""The shapes in a line of the listing: `(4,4) = (4,3) @ (3,4)` for `z1 = l0 @ synapse_0`.

They follow from the line itself and from the shapes of the names in it, so that an op needs to say
nothing of its own. What stays as it is cell by cell is said once: `l1 = sigmoid(z1)` is `(4,4)`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Shape: TypeAlias = tuple[int, ...]
"""As of a numpy array; UNKNOWN for an axis that the line does not tell."""

UNKNOWN = -1

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
}

_REDUCTIONS = ("sum", "mean", "max", "min", "prod")
_NUMBERS = ("len", "size", "ndim")


class _NotUnderstood(Exception):
    """Shapes do not follow from this expression."""


class _Term(NamedTuple):
    """An expression's shape, and how it came about."""

    shape: Shape
    """The shape of its value."""
    text: str
    """The shapes that went into it; "" for a single number, which goes with any shape."""


def shape_text(shape: Shape) -> str:
    """Write a shape as numpy does, without spaces; a single number is a scalar."""
    inside = ",".join(map(str, shape))
    return f"({inside}{',' if len(shape) == 1 else ''})" if shape else "scalar"


@lru_cache(maxsize=4096)
def names_in(code: str) -> tuple[str, ...]:
    """List the names in a line, each once, the one that is written first."""
    tree = _parsed(code)
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)] if tree else []
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=4096)
def shapes_in(code: str, shapes: tuple[tuple[str, Shape], ...]) -> tuple[str, ...]:
    """Write a line with shapes in place of arrays.

    Args:
        code: One assignment.
        shapes: Of the names in it that are arrays.

    Returns:
        The whole line in shapes, where it is understood and says more than the shape of what is
        written; then that shape alone, where it is known.
    """
    statement, known = _parsed(code), dict(shapes)
    if not isinstance(statement, ast.Assign | ast.AugAssign):
        return ()
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    written = _understood(target, known)
    if written is None:
        return ()
    value = _understood(statement.value, known, is_outermost=True)
    sign = _SIGNS.get(type(statement.op), "") if isinstance(statement, ast.AugAssign) else ""
    if value is None or not _says_more(value, written, sign):
        return (_alone(written),)
    return f"{_alone(written)} {sign}= {_alone(value)}", _alone(written)


def _understood(
    node: ast.expr, known: Mapping[str, Shape], is_outermost: bool = False
) -> _Term | None:
    try:
        return _term(node, known, is_outermost)
    except _NotUnderstood:
        return None


def _says_more(value: _Term, written: _Term, sign: str) -> bool:
    """Whether the right side, which must fit the left, has other shapes or an operator to show."""
    is_shorter = len(value.shape) < len(written.shape) and bool(sign)
    return (is_shorter or _matches(written.shape, value.shape)) and (
        bool(sign) or value.text not in ("", written.text)
    )


def _alone(term: _Term) -> str:
    return term.text or shape_text(term.shape)


@lru_cache(maxsize=4096)
def _parsed(code: str) -> ast.stmt | None:
    try:
        return ast.parse(code).body[0]
    except (SyntaxError, IndexError):
        return None


def _term(node: ast.expr, known: Mapping[str, Shape], is_outermost: bool = False) -> _Term:
    """Find an expression's shape; an outermost operator is shown even between equal shapes."""
    match node:
        case ast.Constant():
            return _whole(())
        case ast.Name(id=name) if name in known:
            return _whole(known[name])
        case ast.UnaryOp(operand=operand):
            return _term(operand, known, is_outermost)
        case ast.BinOp():
            return _combined(node, known, is_outermost)
        case ast.Compare(left=left, comparators=[right]):
            return _cellwise(_term(left, known), _term(right, known))
        case ast.Attribute():
            return _attribute(node, known)
        case ast.Subscript(value=value):
            return _rows(_term(value, known))
        case ast.Call():
            return _called(node, known)
    raise _NotUnderstood


def _combined(node: ast.BinOp, known: Mapping[str, Shape], is_outermost: bool) -> _Term:
    left, right = _term(node.left, known), _term(node.right, known)
    if isinstance(node.op, ast.MatMult):
        return _product(left, right)
    if is_outermost and not (left.shape and right.shape):
        # A factor that is one number leaves the outermost operator to the other side.
        return _cellwise(_term(node.left, known, True), _term(node.right, known, True))
    return _cellwise(left, right, _SIGNS.get(type(node.op), "") if is_outermost else "")


def _attribute(node: ast.Attribute, known: Mapping[str, Shape]) -> _Term:
    if node.attr in _NUMBERS:
        return _whole(())
    if node.attr != "T":
        raise _NotUnderstood
    return _whole(_term(node.value, known).shape[::-1])


def _whole(shape: Shape) -> _Term:
    return _Term(shape, shape_text(shape) if shape else "")


def _product(left: _Term, right: _Term) -> _Term:
    if len(left.shape) != 2 or len(right.shape) != 2 or left.shape[1] != right.shape[0]:
        raise _NotUnderstood
    return _Term((left.shape[0], right.shape[1]), f"{left.text} @ {right.text}")


def _cellwise(left: _Term, right: _Term, sign: str = "") -> _Term:
    """Combine two terms cell by cell; without a sign to show, the shape of both becomes one."""
    if not left.shape or not right.shape:
        return max(left, right, key=lambda term: (len(term.shape), bool(term.text)))
    shape = _broadcast(left.shape, right.shape)
    return _Term(shape, f"{left.text} {sign} {right.text}") if sign else _whole(shape)


def _broadcast(left: Shape, right: Shape) -> Shape:
    longer, shorter = sorted((left, right), key=len, reverse=True)
    padded = (1,) * (len(longer) - len(shorter)) + shorter
    if any(a != b and 1 not in (a, b) for a, b in zip(longer, padded, strict=True)):
        raise _NotUnderstood
    return tuple(map(max, longer, padded))


def _rows(whole: _Term) -> _Term:
    """Take some rows of an array: how many, the other side of the line tells."""
    if not whole.shape:
        raise _NotUnderstood
    return _Term((UNKNOWN, *whole.shape[1:]), f"rows of {whole.text}")


def _called(call: ast.Call, known: Mapping[str, Shape]) -> _Term:
    """Find the shape of a call: a reduction, or a function that works on each cell alone."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="np"), attr=name) | ast.Name(id=name):
            arguments = call.args
        case ast.Attribute(value=array, attr=name):
            arguments = [array, *call.args]
        case _:
            raise _NotUnderstood
    if name in _NUMBERS:
        return _whole(())
    terms = [_term(argument, known) for argument in arguments]
    if name in _REDUCTIONS and len(terms) == 1:
        return _reduced(name, terms[0], {word.arg: word.value for word in call.keywords})
    combined = _whole(())
    for term in terms:
        combined = _cellwise(combined, term)
    return combined


def _reduced(name: str, term: _Term, keywords: Mapping[str | None, ast.expr]) -> _Term:
    match keywords:
        case {"axis": ast.Constant(value=int(axis)), **rest} if axis < len(term.shape) and not rest:
            return _Term(term.shape[:axis] + term.shape[axis + 1 :], f"{name} of {_alone(term)}")
        case {} if not keywords:
            return _Term((), f"{name} of {_alone(term)}")
    raise _NotUnderstood


def _matches(written: Shape, value: Shape) -> bool:
    """Whether a value of this shape can be what is written."""
    return len(written) == len(value) and all(
        a == b or UNKNOWN in (a, b) for a, b in zip(written, value, strict=True)
    )
