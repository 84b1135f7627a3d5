from __future__ import annotations

import inspect
import math
import operator
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from nn_tui.debugger.explain.statement import term_of
from nn_tui.debugger.explain.term import Form, Term
from nn_tui.debugger.explain.verdict import EPSILON, Kind, judge
from nn_tui.debugger.explain.wording import MOST_TERMS, with_numbers, written_out
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.ops import backward, epoch, forward, update
from nn_tui.engine.ops.op import Op
from tests.debugger.sessions import session_of

# Between them they have every activation, loss and op; the last batch of each is a short one.
RUNS = {
    "classic": {},
    "xor": {"activation": "tanh", "batch_size": "3"},
    "iris": {"batch_size": "32", "shuffle": "yes"},
    "moons": {"batch_size": "64", "hidden": "5,4", "activation": "relu,leaky_relu"},
    "sine": {"batch_size": "7", "hidden": "3,3", "activation": "linear,sigmoid"},
    "circles": {"loss": "squared", "output_activation": "sigmoid", "shuffle": "yes"},
}

FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "tanh": math.tanh,
    "log": math.log,
    "log1p": math.log1p,
    "abs": abs,
    "max": max,
    "maximum": max,
    "where": lambda condition, chosen, other: chosen if condition else other,
}


OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
    ">": operator.gt,
}


@cache
def moments(run: str) -> tuple[tuple[Snapshot, Snapshot], ...]:
    """Every op of the second epoch, and of the first batch of the third: before it and after."""
    session = session_of(run, **RUNS[run])
    session.step(Unit.EPOCH)
    program = session.machine.program
    ops = program.epoch_length + program.length(1)
    found = []
    for _ in range(ops):
        before = session.snapshot()
        session.step(Unit.OP)
        found.append((before, session.snapshot()))
    # Amid a large epoch all batches are alike.
    return tuple(found[:40] + found[-40:])


def cells(op: Op, after: Snapshot, seed: int, count: int = 3) -> Iterator[tuple[int, ...]]:
    values = after.array(op.writes)
    assert values is not None
    rows = range(*values.shape[:1]) if values.ndim else ()
    if op.line.startswith(f"{op.writes}[start:stop]"):
        window = after.program.schedule.window(after.cursor.batch)
        rows = range(window.start, window.stop)
    choices = random.Random(seed)
    for _ in range(count):
        first = (choices.choice(rows),) if values.ndim else ()
        yield (*first, *(choices.randrange(size) for size in values.shape[1:]))


def explained(run: str) -> Iterator[tuple[Op, float, Term]]:
    for seed, (before, after) in enumerate(moments(run)):
        op = after.op
        assert op is not None
        for index in cells(op, after, seed):
            values = after.array(op.writes)
            assert values is not None
            yield op, float(values[index]), term_of(op, index, before)


@pytest.mark.parametrize("run", RUNS)
def test_a_cell_is_what_its_line_gives(run: str) -> None:
    for op, stored, term in explained(run):
        assert judge(stored, term).kind is not Kind.DIFFERS, op.line


@pytest.mark.parametrize("run", RUNS)
def test_a_large_rounding_is_told_from_a_fault(run: str) -> None:
    for op, _, term in explained(run):
        if not term.size:
            continue
        # Three roundings of the whole: every formula is allowed four.
        rounded = term.value + 3 * EPSILON * term.size
        assert judge(rounded, term).kind is Kind.ROUNDING, op.line
        assert judge(term.value, term).kind is Kind.EXACT, op.line
        for fault in (1e-6, -1e-6):
            assert judge(term.value + fault, term).kind is Kind.DIFFERS, op.line


@pytest.mark.parametrize("run", RUNS)
def test_the_formula_with_numbers_is_python_that_gives_the_number(run: str) -> None:
    for op, stored, term in explained(run):
        if has_long_sum(term) or term.form is Form.NUMBER:
            continue
        text = with_numbers(written_out(term), digits=17)
        worked_out = eval(text, {"__builtins__": {}}, FUNCTIONS)
        assert worked_out == pytest.approx(stored, rel=1e-12, abs=1e-15), f"{op.line}: {text}"


def in_scalar_python(term: Term) -> float:
    match term.form:
        case Form.NUMBER | Form.CELL:
            return term.value
        case Form.SUM:
            return sum(map(in_scalar_python, term.parts))
        case Form.FUNCTION if term.body is not None:
            return in_scalar_python(term.body)
        case Form.FUNCTION:
            return float(FUNCTIONS[term.name](*map(in_scalar_python, term.parts)))
    left, *right = map(in_scalar_python, term.parts)
    return float(OPERATORS[term.name](left, *right) if right else -left)


@pytest.mark.parametrize("run", RUNS)
def test_every_cell_is_the_same_in_scalar_python(run: str) -> None:
    for op, stored, term in explained(run):
        if term.form is Form.NUMBER:
            continue
        size = max(term.size, 1e-300)
        assert abs(in_scalar_python(term) - stored) <= 1e-12 * size, op.line


def has_long_sum(term: Term) -> bool:
    if term.form is Form.SUM and len(term.parts) > MOST_TERMS:
        return True
    return any(map(has_long_sum, term.parts)) or (term.body is not None and has_long_sum(term.body))


def test_every_op_that_exists_is_among_those_explained() -> None:
    seen = {type(after.op) for run in RUNS for _, after in moments(run)}
    modules = (forward, backward, epoch, update)
    there_are = {
        value
        for module in modules
        for value in vars(module).values()
        if inspect.isclass(value) and value.__module__ == module.__name__
    }
    assert there_are == seen


def test_a_sum_is_judged_by_what_cancels_in_it() -> None:
    # z = 1e8 * 1 - 1e8 * 1 + 1e-8: of what is left, rounding may have taken every digit.
    before, after = moments("classic")[0]
    op = after.op
    assert op is not None
    blown_up = before.block.copy()
    place = before.layout.places["synapse_0"]
    place.view(blown_up, 4)[:, 0] = (1e8, -1e8, 1e-8)
    term = term_of(op, (3, 0), replace(before, block=blown_up))
    assert term.value == 1e-8
    assert judge(3e-8, term).kind is Kind.ROUNDING
    assert judge(1e-6, term).kind is Kind.DIFFERS
