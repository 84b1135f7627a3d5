"""An op's line worked out for one cell of the array that it writes, from the moment before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from nn_tui.debugger.explain import term
from nn_tui.debugger.explain.formula import Index, work_out
from nn_tui.debugger.explain.scope import Scope
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program


def term_of(op: Op, index: Index, before: Snapshot) -> Term:
    """Work out what an op wrote into a cell.

    Args:
        op: The op.
        index: The cell, in the array that it writes.
        before: The moment just before it ran.
    """
    return line_worked_out(op.line, index, scope_at(before))


def line_worked_out(line: str, index: Index, scope: Scope) -> Term:
    """Work out what a line writes into a cell, be it an op's own or one written otherwise.

    Args:
        line: An assignment to an array or to rows of it.
        index: The cell, in the array that it writes.
        scope: What the names in it stand for.
    """
    target, source = _split(line)
    match target:
        case ast.AugAssign(target=ast.Name(id=name), op=operator):
            old = term.cell(name, index, float(scope.arrays[name][index]))
            sign = "-" if isinstance(operator, ast.Sub) else "+"
            return term.operation(sign, old, work_out(source, index, scope))
        case ast.Assign(targets=[ast.Subscript(slice=ast.Slice())]):
            return work_out(source, (index[0] - scope.whole("start"), *index[1:]), scope)
        case ast.Assign(targets=[ast.Subscript(slice=ast.Name(id=order))]):
            place = int(np.flatnonzero(scope.arrays[order] == index[0])[0])
            return work_out(source, (place, *index[1:]), scope)
    return work_out(source, index, scope)


def scope_at(before: Snapshot) -> Scope:
    """Say what the names in the next line stand for."""
    cursor = before.program.after(before.cursor)
    return Scope(Operands(before, cursor), _definitions(before.program))


@lru_cache(maxsize=4096)
def _split(line: str) -> tuple[ast.stmt, str]:
    statement = ast.parse(line).body[0]
    assert isinstance(statement, ast.Assign | ast.AugAssign), "an op is an assignment"
    return statement, ast.unparse(statement.value)


class Operands(Mapping[str, Array]):
    """What the names in a line stand for at the moment before it runs."""

    def __init__(self, before: Snapshot, cursor: Cursor) -> None:
        """Look at a moment.

        Args:
            before: The moment.
            cursor: Just after the line.
        """
        self._before = before
        window = before.program.schedule.window(cursor.batch)
        self._whole = {"start": window.start, "stop": window.stop, "epoch": cursor.epoch}
        self._masks = {mask_name(name): mask for name, mask in before.frozen.items()}

    def __getitem__(self, name: str) -> Array:
        """Give an array, or a number as one without axes."""
        if name in self._whole:
            return np.asarray(float(self._whole[name]))
        if name in self._masks:
            return self._masks[name].astype(np.float64)
        array = self._before.array(name)
        if array is None:
            raise KeyError(name)
        return array

    def __iter__(self) -> Iterator[str]:
        """Go through all names."""
        yield from (*self._before.names, *self._masks, *self._whole)

    def __len__(self) -> int:
        """Count the names."""
        return sum(1 for _ in self)


def _definitions(program: Program) -> dict[str, str]:
    network = program.network
    named = {activation.name: activation.definition for activation in network.activations}
    functions = [*named.values(), network.loss.definition]
    return {_name_defined(function): function for function in functions if function}


def _name_defined(definition: str) -> str:
    return definition.removeprefix("def ").split("(")[0]
