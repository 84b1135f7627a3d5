"""A delta followed back: the strongest paths against all of them, one by one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest

from nn_tui.debugger.chain.links import Link, Links
from nn_tui.debugger.chain.path import FactorKind, Followed
from nn_tui.debugger.chain.paths import MOST_PATHS, strongest
from nn_tui.debugger.chain.study import ChainError, FollowBack
from nn_tui.debugger.explain.asking import answer
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from tests.debugger.sessions import session_of
from tests.debugger.working import found_by

RUNS = {
    "classic": {"hidden": "4,3"},
    "xor": {"hidden": "3,2,2", "activation": "tanh,sigmoid,linear", "batch_size": "3"},
    "iris": {
        "hidden": "4,3",
        "activation": "relu,leaky_relu",
        "batch_size": "40",
        "shuffle": "yes",
    },
}


def followed(session: Session, array: str, index: tuple[int, int]) -> Followed:
    return found_by(FollowBack(array, index).begin(session))


def slopes_of(activation: str, z: Array, l: Array) -> Array:
    """f'(z), written down once more."""
    slopes: dict[str, Array] = {
        "sigmoid": l * (1 - l),
        "tanh": 1 - l**2,
        "relu": np.where(z > 0, 1.0, 0.0),
        "leaky_relu": np.where(z > 0, 1.0, 0.01),
        "linear": np.ones_like(z),
    }
    return slopes[activation]


def read(moment: Snapshot, name: str) -> Array:
    array = moment.array(name)
    assert array is not None
    return array


def all_products(before: Snapshot, layer: int, row: int, unit: int) -> Iterator[float]:
    """Multiply out every path to a unit's delta, at a moment before the weights move."""
    network = before.program.network
    ranges = [range(size) for size in reversed(network.sizes[layer + 1 :])]
    for way in itertools.product(*ranges):
        product = float(read(before, f"l{network.depth}_delta")[row, way[0]])
        for k, (upper, lower) in enumerate(zip(way, (*way[1:], unit), strict=True)):
            below = network.depth - 1 - k
            z, l = read(before, f"z{below}")[row], read(before, f"l{below}")[row]
            slopes = slopes_of(network.activations[below - 1].name, z, l)
            product *= float(read(before, f"synapse_{below}")[lower, upper]) * float(slopes[lower])
        yield product


def moments(run: str) -> tuple[Session, Snapshot]:
    """A session at the end of a batch, and the moment before its first update."""
    session = session_of(run, **RUNS[run])
    session.step(Unit.EPOCH)
    writes = [op.writes for op in session.machine.program.ops(1)]
    session.advance(writes.index("l1_delta") + 1)
    before = session.snapshot()
    session.step(Unit.BATCH)
    return session, before


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("run", RUNS)
def test_paths_are_the_strongest_of_all_and_sum_to_the_delta(run: str, layer: int) -> None:
    session, before = moments(run)
    stored = read(before, f"l{layer}_delta")
    for row, unit in ((0, 0), (1, 1), (2, 1)):
        found = followed(session, f"l{layer}_delta", (row, unit))
        products = sorted(all_products(before, layer, row, unit), key=abs, reverse=True)
        assert found.count == len(products)
        assert found.stored == stored[row, unit]
        assert found.verdict.kind is not Kind.DIFFERS
        assert sum(products) == pytest.approx(found.stored, rel=1e-12, abs=1e-17)
        assert found.size == pytest.approx(sum(map(abs, products)), rel=1e-12)
        sizes = [abs(path.product) for path in found.paths]
        expected = [abs(product) for product in products[:MOST_PATHS]]
        assert sizes == pytest.approx(expected, rel=1e-12)
        assert len({path.units for path in found.paths}) == len(found.paths)


def test_factors_worked_by_hand() -> None:
    # 3-2-2-1 at the end of a batch; each weight and slope is known: two paths to l1_delta[0,0].
    session = session_of("classic", hidden="2,2", bias="no")
    for name, values in {
        "synapse_1": [[0.5, -2.0], [1.0, 1.0]],
        "synapse_2": [[1.0], [3.0]],
    }.items():
        session.make(SetCells(name, (0, 0), np.array(values)))
    session.advance([op.writes for op in session.machine.program.ops(1)].index("l1_delta") + 1)
    moment = session.snapshot()
    l1, l2 = read(moment, "l1")[0], read(moment, "l2")[0]
    delta = float(read(moment, "l3_delta")[0, 0])
    found = followed(session, "l1_delta", (0, 0))
    first, second = found.paths
    s2, s1 = l2 * (1 - l2), l1 * (1 - l1)
    assert [factor.value for factor in first.factors] == [delta, 3.0, s2[1], -2.0, s1[0]]
    assert [factor.value for factor in second.factors] == [delta, 1.0, s2[0], 0.5, s1[0]]
    assert first.units == (0, 1, 0)
    # A sigmoid's slope is at most 0.25, and the weights are larger here.
    assert first.weakest.kind is FactorKind.SLOPE
    assert first.weakest.value == min(s2[1], s1[0])
    # -6 s2[1] + 0.5 s2[0] is of the sign of -6 s2[1]: the second path cancels a part of the first.
    assert found.share(first) > 1 and found.share(second) < 0
    assert found.share(first) + found.share(second) == pytest.approx(1, rel=1e-12)


def test_error_ends_with_a_weight() -> None:
    session, before = moments("classic")
    found = followed(session, "l1_error", (0, 1))
    assert found.stored == read(before, "l1_error")[0, 1]
    assert found.verdict.kind is not Kind.DIFFERS
    assert [factor.kind for factor in found.paths[0].factors] == [
        FactorKind.DELTA,
        FactorKind.WEIGHT,
        FactorKind.SLOPE,
        FactorKind.WEIGHT,
    ]


@pytest.mark.parametrize("run", RUNS)
def test_every_factor_can_be_explained(run: str) -> None:
    session, _ = moments(run)
    for factor in followed(session, "l1_delta", (1, 0)).paths[0].factors:
        found = answer(factor.question, session)
        if factor.kind is FactorKind.WEIGHT:
            # Once it has taken a step it was computed.
            assert factor.question.value == factor.value
        else:
            assert isinstance(found, Computed)
        if isinstance(found, Computed):
            assert found.verdict.kind is not Kind.DIFFERS, str(factor.question)


def test_row_is_numbered_as_in_the_dataset() -> None:
    session, before = moments("iris")
    rows = before.dataset_rows("l1_delta")
    assert rows is not None and rows.tolist() != sorted(rows.tolist())
    assert followed(session, "l1_delta", (5, 0)).row == rows[5]


def test_weights_are_those_before_the_update() -> None:
    session, before = moments("classic")
    weights = read(before, "synapse_2")
    assert (session.machine.workspace.arrays["synapse_2"] != weights).any()
    factor = followed(session, "l2_delta", (0, 2)).paths[0].factors[1]
    assert factor.value == weights[2, 0]


def test_delta_typed_over_is_no_sum_of_paths() -> None:
    session, _ = moments("classic")
    session.back(Unit.BATCH)
    session.advance([op.writes for op in session.machine.program.ops(1)].index("l1_delta") + 1)
    session.make(SetCells("l1_delta", (0, 0), np.array([[1.0]])))
    assert followed(session, "l1_delta", (0, 0)).verdict.kind is Kind.DIFFERS


def test_long_way_of_small_slopes_keeps_its_order() -> None:
    # Products of 400 slopes of 0.01 are 0 in double precision; the weights still tell them apart.
    layers, draw = 400, np.random.RandomState(3)
    down = tuple(
        Link(layers - k, draw.uniform(-1, 1, (2, 2)), np.full(2, 0.01)) for k in range(layers)
    )
    links = Links(np.array([0.5, -0.25]), down)
    (best,) = strongest(links, unit=1, most=1)
    # By logarithms, which do not run out.
    sizes: dict[int, tuple[float, tuple[int, ...]]]
    sizes = {unit: (math.log(abs(float(links.delta[unit]))), (unit,)) for unit in (0, 1)}
    for link in down:
        sizes = {
            lower: max(
                (size + math.log(abs(float(link.weights[lower, upper]))), (*way, lower))
                for upper, (size, way) in sizes.items()
            )
            for lower in (0, 1)
        }
    assert best == sizes[1][1]


def test_dead_units_leave_paths_of_nothing() -> None:
    session = session_of("moons", hidden="3,3", activation="relu")
    session.make(SetCells("bias_0", (0,), np.array([-99.0, 0.1, 0.1])))
    session.step(Unit.EPOCH)
    found = followed(session, "l1_delta", (0, 0))
    assert found.stored == 0
    path = found.paths[0]
    assert (path.product, path.weakest.kind, path.weakest.value) == (0, FactorKind.SLOPE, 0)
    assert math.isnan(found.share(path))


def test_what_cannot_be_followed_is_refused_with_the_way_out() -> None:
    session = session_of("classic")
    with pytest.raises(ChainError, match="l1_delta is not yet computed: step on past its line"):
        FollowBack("l1_delta", (0, 0)).begin(session)
    with pytest.raises(ChainError, match=r"l2_delta is at the output.*choose a cell of l1_delta"):
        FollowBack("l2_delta", (0, 0)).begin(session)
    with pytest.raises(ChainError, match="l1: no delta; choose a cell of a hidden layer's delta"):
        FollowBack("l1", (0, 0)).begin(session)
    session.step(Unit.EPOCH)
    with pytest.raises(ChainError, match=r"l1_delta\[4,0\]: no such cell: l1_delta is 4 x 4"):
        FollowBack("l1_delta", (4, 0)).begin(session)
    with pytest.raises(ChainError, match="no hidden layer, so the chain has no link; give it one"):
        FollowBack("l1_delta", (0, 0)).begin(session_of("classic", hidden="none"))
