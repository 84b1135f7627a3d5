"""Every backward rule broken in turn; the gradient check must notice each, whatever the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest

from nn_tui.engine.arrays import Call
from nn_tui.engine.gradient_check import check_gradients
from nn_tui.engine.gradient_probe import Verdict
from nn_tui.engine.ops.op import Buffers, Op, Phase
from nn_tui.engine.program import Program
from tests.engine.building import Plan
from tests.engine.drawn_data import machine_on_drawn_data

Bind = Callable[[Op, Buffers], list[Call]]


@dataclass(frozen=True)
class Twin:
    """An op that binds its calls in another way."""

    op: Op
    binding: Bind

    @property
    def writes(self) -> str:
        return self.op.writes

    @property
    def phase(self) -> Phase:
        return self.op.phase

    @property
    def layer(self) -> int | None:
        return self.op.layer

    @property
    def line(self) -> str:
        return self.op.line

    def bind(self, buffers: Buffers) -> list[Call]:
        return self.binding(self.op, buffers)


# Square in every sense: 3 rows, 3 units in each layer, so that no shape gives a fault away.
SQUARE = Plan((3, 3, 3, 3), ("sigmoid", "tanh", "sigmoid"), "squared", bias=True)
MSE = replace(SQUARE, loss="mse", activations=("tanh", "sigmoid", "tanh"))
BCE = replace(SQUARE, loss="bce")
CROSS_ENTROPY = replace(SQUARE, loss="cross-entropy", activations=("sigmoid", "tanh", "softmax"))
RELU = replace(MSE, activations=("leaky_relu", "leaky_relu", "linear"))


def unbroken(op: Op, buffers: Buffers) -> list[Call]:
    return op.bind(buffers)


def nothing(_op: Op, _buffers: Buffers) -> list[Call]:
    return []


def copied(name: str) -> Bind:
    def bind(op: Op, buffers: Buffers) -> list[Call]:
        return [partial(np.copyto, buffers[op.writes], buffers[name])]

    return bind


def negated(op: Op, buffers: Buffers) -> list[Call]:
    out = buffers[op.writes]
    return [*op.bind(buffers), partial(np.negative, out, out)]


def scaled(factor: float) -> Bind:
    def bind(op: Op, buffers: Buffers) -> list[Call]:
        out = buffers[op.writes]
        return [*op.bind(buffers), partial(np.multiply, out, factor, out)]

    return bind


def product(left: str, right: str, left_t: bool = False, right_t: bool = False) -> Bind:
    def bind(op: Op, buffers: Buffers) -> list[Call]:
        a = buffers[left].T if left_t else buffers[left]
        b = buffers[right].T if right_t else buffers[right]
        return [partial(np.dot, a, b, buffers[op.writes])]

    return bind


def summed(name: str, axis: int) -> Bind:
    def bind(op: Op, buffers: Buffers) -> list[Call]:
        return [partial(np.sum, buffers[name], axis=axis, out=buffers[op.writes])]

    return bind


def times_slope(error: str, l: str) -> Bind:
    """Bind error * (l * (1 - l)) with arrays that may be the wrong ones."""

    def bind(op: Op, buffers: Buffers) -> list[Call]:
        def compute() -> None:
            buffers[op.writes][...] = buffers[error] * (buffers[l] * (1 - buffers[l]))

        return [compute]

    return bind


def with_slope_again(op: Op, buffers: Buffers) -> list[Call]:
    """Bind a delta in which the slope stands although it cancels."""
    l, out = buffers[f"l{op.layer}"], buffers[op.writes]

    def multiply() -> None:
        out[...] *= l * (1 - l)

    return [*op.bind(buffers), multiply]


def first_row(name: str) -> Bind:
    def bind(op: Op, buffers: Buffers) -> list[Call]:
        return [partial(np.copyto, buffers[op.writes], buffers[name][0])]

    return bind


@dataclass(frozen=True)
class Mutation:
    """One fault: in which network, which array, written how."""

    name: str
    plan: Plan
    writes: str
    binding: Bind


MUTATIONS = [
    Mutation("output error, sign", SQUARE, "l3_error", negated),
    Mutation("output error is the output", SQUARE, "l3_error", copied("l3")),
    Mutation("output delta, sign", MSE, "l3_delta", negated),
    Mutation("output delta, slope left out", SQUARE, "l3_delta", copied("l3_error")),
    Mutation("output delta, slope at z", SQUARE, "l3_delta", times_slope("l3_error", "z3")),
    Mutation("output delta, slope below", SQUARE, "l3_delta", times_slope("l3_error", "l2")),
    Mutation("squared, one half left out", SQUARE, "l3_delta", scaled(2)),
    Mutation("squared, 1/rows put in", SQUARE, "l3_delta", scaled(1 / 3)),
    Mutation("mse, 1/rows left out", MSE, "l3_delta", scaled(3)),
    Mutation("mse, 1/outputs left out", RELU, "l3_delta", scaled(3)),
    Mutation("mse, 2 left out", MSE, "l3_delta", scaled(1 / 2)),
    Mutation("mse, all left out", RELU, "l3_delta", copied("l3_error")),
    Mutation("bce, 1/rows left out", BCE, "l3_delta", scaled(3)),
    Mutation("bce, all left out", BCE, "l3_delta", copied("l3_error")),
    Mutation("bce, slope put in", BCE, "l3_delta", with_slope_again),
    Mutation("cross-entropy, 1/rows left out", CROSS_ENTROPY, "l3_delta", scaled(3)),
    Mutation("cross-entropy, 1/outputs put in", CROSS_ENTROPY, "l3_delta", scaled(1 / 3)),
    Mutation("cross-entropy, slope put in", CROSS_ENTROPY, "l3_delta", with_slope_again),
    Mutation("hidden error, untransposed", SQUARE, "l2_error", product("l3_delta", "synapse_2")),
    Mutation("hidden error, untransposed below", MSE, "l1_error", product("l2_delta", "synapse_1")),
    Mutation(
        "hidden error, synapse below",
        SQUARE,
        "l2_error",
        product("l3_delta", "synapse_1", right_t=True),
    ),
    Mutation(
        "hidden error, from the error above",
        SQUARE,
        "l2_error",
        product("l3_error", "synapse_2", right_t=True),
    ),
    Mutation("hidden error, sign", CROSS_ENTROPY, "l1_error", negated),
    Mutation("hidden delta, slope left out", SQUARE, "l1_delta", copied("l1_error")),
    Mutation("hidden delta, leaky slope left out", RELU, "l1_delta", copied("l1_error")),
    Mutation("hidden delta, slope at z", SQUARE, "l1_delta", times_slope("l1_error", "z1")),
    Mutation("hidden delta, sigmoid's slope on tanh", SQUARE, "l2_delta", with_slope_again),
    Mutation("hidden delta, error above", SQUARE, "l1_delta", times_slope("l2_error", "l1")),
    Mutation("hidden delta, sign", BCE, "l2_delta", negated),
    Mutation("descent, transposed", SQUARE, "synapse_1_descent", product("l2_delta", "l1", True)),
    Mutation("descent, rows untransposed", MSE, "synapse_1_descent", product("l1", "l2_delta")),
    Mutation("descent, layer above", SQUARE, "synapse_1_descent", product("l2", "l2_delta", True)),
    Mutation("descent, delta below", SQUARE, "synapse_1_descent", product("l1", "l1_delta", True)),
    Mutation("descent, error for delta", BCE, "synapse_2_descent", product("l2", "l3_error", True)),
    Mutation("descent, z for l", SQUARE, "synapse_2_descent", product("z2", "l3_delta", True)),
    Mutation("descent, sign", CROSS_ENTROPY, "synapse_0_descent", negated),
    Mutation("descent, averaged", SQUARE, "synapse_2_descent", scaled(1 / 3)),
    Mutation("descent, left out", SQUARE, "synapse_0_descent", nothing),
    Mutation("bias descent, left out", SQUARE, "bias_1_descent", nothing),
    Mutation("bias descent, across units", SQUARE, "bias_1_descent", summed("l2_delta", 1)),
    Mutation("bias descent, first row", MSE, "bias_2_descent", first_row("l3_delta")),
    Mutation("bias descent, averaged", SQUARE, "bias_0_descent", scaled(1 / 3)),
    Mutation("bias descent, delta above", SQUARE, "bias_0_descent", summed("l2_delta", 0)),
    Mutation("bias descent, sign", RELU, "bias_0_descent", negated),
]


def with_twins(program: Program, writes: str | None, binding: Bind) -> Program:
    """Put a twin in place of the op that writes one array, or of every op."""

    def twins() -> Iterator[Op]:
        for op in program.iteration:
            yield Twin(op, binding) if writes in (op.writes, None) else op

    return replace(program, iteration=tuple(twins()))


def failures(plan: Plan, writes: str | None, binding: Bind) -> int:
    machine = machine_on_drawn_data(plan, rows=3)
    program = with_twins(machine.program, writes, binding)
    checks = check_gradients(program, machine.workspace, seed=1)
    return sum(array.count(Verdict.DIFFERS) for array in checks)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_broken_rule_is_noticed(mutation: Mutation, seed: int) -> None:
    assert failures(replace(mutation.plan, seed=seed), mutation.writes, mutation.binding) > 0


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("plan", [SQUARE, MSE, BCE, CROSS_ENTROPY, RELU], ids=lambda p: p.loss)
def test_unbroken_twins_pass(plan: Plan, seed: int) -> None:
    assert failures(replace(plan, seed=seed), None, unbroken) == 0


def test_every_backward_rule_is_broken_at_least_once() -> None:
    program = machine_on_drawn_data(SQUARE, rows=3).program
    backward = {
        type(op)
        for op in program.iteration
        if op.phase in (Phase.ERROR, Phase.BACKWARD, Phase.DESCENT)
    }
    broken = {
        type(op)
        for op in program.iteration
        for mutation in MUTATIONS
        if op.writes == mutation.writes
    }
    assert backward <= broken
