"""Vanishing and exploding deltas, and the factor that is named for them."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.health.chain import Kind, factors_of, whole
from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.finding import Cure
from nn_tui.engine.arrays import Array
from tests.debugger.health.nets import array, finding, found, moment_of, sigmoid

CLASSIC = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
Y = np.array([[0.0], [0], [1], [1]])


def deltas_of(weights: list[Array]) -> list[Array]:
    """Carry the squared loss's deltas back through sigmoids, plainly; that of l1 first."""
    layers = [CLASSIC]
    for synapse in weights:
        layers.append(sigmoid(layers[-1] @ synapse))
    deltas = [(Y - layers[-1]) * layers[-1] * (1 - layers[-1])]
    for l, synapse in zip(layers[-2:0:-1], weights[:0:-1], strict=True):
        deltas.insert(0, (deltas[0] @ synapse.T) * l * (1 - l))
    return deltas


def test_deltas_of_a_deep_sigmoid_net_vanish_by_the_slopes() -> None:
    moment = moment_of(hidden="6,6,6", init="xavier")
    weights = [array(moment, f"synapse_{k}") for k in range(4)]
    deltas = deltas_of(weights)
    one = finding("vanishing deltas", moment)
    assert one.number == pytest.approx(np.abs(deltas[0]).mean() / np.abs(deltas[3]).mean())
    assert one.number < one.threshold.value == 0.01
    assert "the slope does most of it" in one.says
    assert one.cure == Cure("activation", "tanh")


def test_deltas_vanish_by_weights_that_are_small() -> None:
    weights = [np.full((3, 4), 0.5), np.full((4, 4), 1e-3), np.full((4, 1), 0.5)]
    moment = moment_of(hidden="4,4", weights={f"synapse_{k}": w for k, w in enumerate(weights)})
    one = finding("vanishing deltas", moment)
    deltas = deltas_of(weights)
    # Each of the four terms of an error of l1 is a delta of l2 times 0.001: a factor of 0.004.
    assert "the weight does most of it, on the way to l1_delta: " in one.says
    assert "the weights multiply it by 0.004, terms that cancel in the error by 1," in one.says
    assert one.number == pytest.approx(np.abs(deltas[0]).mean() / np.abs(deltas[2]).mean())
    assert (one.where.array, one.where.layer) == ("l1_delta", 1)
    assert one.cure == Cure("init", "xavier")


def test_deltas_vanish_by_terms_that_cancel() -> None:
    # Both units of l2 have the same delta, and their weights to l1 are 1 and -0.999.
    synapse_1 = np.array([[1.0, -0.999], [1.0, -0.999]])
    weights = {
        "synapse_0": np.full((3, 2), 0.1),
        "synapse_1": synapse_1,
        "synapse_2": np.array([[1.0], [1.0]]),
    }
    moment = moment_of(hidden="2,2", activation="linear", weights=weights)
    factors = factors_of(examine(moment))
    cancelled = next(f for f in factors if f.layer == 1 and f.kind is Kind.ERROR)
    assert cancelled.value == pytest.approx(0.001 / 1.999)
    one = finding("vanishing deltas", moment)
    assert "the error does most of it, on the way to l1_delta" in one.says
    assert one.number == pytest.approx(0.001)


def test_all_weights_zero_let_no_delta_through() -> None:
    one = finding("vanishing deltas", moment_of("xor", init="zeros"))
    assert one.number == 0.0
    assert one.says == "all weights are zero: nothing comes down to l1_delta"
    assert one.threshold.measures == "|l1_delta| to that of the output"


def test_deltas_explode_by_weights_that_are_large() -> None:
    # Linear layers: each step down multiplies by the two weights of 10 that lead there, summed.
    weights = {
        "synapse_0": np.full((3, 2), 0.01),
        "synapse_1": np.full((2, 2), 10.0),
        "synapse_2": np.full((2, 1), 10.0),
    }
    moment = moment_of(hidden="2,2", activation="linear", weights=weights)
    one = finding("exploding deltas", moment)
    assert one.number == pytest.approx(10 * 20)
    assert one.number > one.threshold.value == 100.0
    assert (
        "the weight does most of it, on the way to l1_delta: the weights multiply it by 20"
        in one.says
    )
    assert one.cure == Cure("init", "xavier")


def test_factors_multiply_to_the_whole() -> None:
    moment = moment_of("moons", epoch=3)
    examined = examine(moment)
    sizes = [np.abs(examined.arrays[name]).mean() for name in ("l1_delta", "l3_delta")]
    assert whole(factors_of(examined)) == pytest.approx(sizes[0] / sizes[1], rel=1e-12)


@pytest.mark.parametrize("hidden", ["4", "none"])
def test_deltas_of_a_shallow_net_do_neither(hidden: str) -> None:
    moment = moment_of(hidden=hidden, epoch=5)
    assert found("vanishing deltas", moment) == found("exploding deltas", moment) == []


def test_deltas_of_a_learned_task_may_vanish() -> None:
    # l1 is 0 or 1 to within 1e-8, by x0; l2 follows it: the slopes of l1 are as small.
    weights = {"synapse_0": np.array([[40.0], [0], [-20.0]]), "synapse_1": np.array([[10.0]])}
    learned = moment_of(hidden="1", activation="tanh", weights=weights)
    assert whole(factors_of(examine(learned))) < 0.01
    assert found("vanishing deltas", learned) == []
