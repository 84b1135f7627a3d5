"""Who moved a weight: bars that sum to the descent, and ledgers that sum to the move."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.data import open_dataset
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.moved.bar import Moved
from nn_tui.debugger.moved.ledger import FROZEN, TYPED_DESCENT, TYPED_WEIGHT
from nn_tui.debugger.moved.steps import STEP_SHARES
from nn_tui.debugger.moved.study import ALL_EPOCHS, RANGES, MovedError, WhoMoved
from nn_tui.debugger.moved.tally import MOST_ROWS, Tally, opposed
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.optimizers import OPTIMIZERS
from nn_tui.recipe.recipe import Recipe, choose
from tests.debugger.sessions import session_of
from tests.debugger.test_both_ways import KINDS, act, actions, freeze
from tests.debugger.working import found_by

RUNS = {
    "classic": {},
    "xor": {"batch_size": "3", "shuffle": "yes", "activation": "tanh"},
    "iris": {"batch_size": "32", "shuffle": "yes"},
    "moons": {"batch_size": "64", "hidden": "5,4", "activation": "relu,leaky_relu"},
}


def moved(session: Session, array: str, index: tuple[int, ...], epochs: int = 0) -> Moved:
    return found_by(WhoMoved(array, index, epochs).begin(session))


def total(found: Moved) -> float:
    return sum(bar.value for bar in found.bars)


def named(found: Moved) -> dict[str, float]:
    return {bar.name: bar.value for bar in found.bars}


def two_rows(tmp_path: Path) -> Session:
    """One weight, no bias, linear: x = 1, 2 and y = 1, 0."""
    path = tmp_path / "two.csv"
    path.write_text("x,y\n1,1\n2,0\n")
    dataset = open_dataset(str(path))
    settings = {"hidden": "none", "bias": "no", "output_activation": "linear", "loss": "squared"}
    recipe = Recipe(dataset, choose(dataset, settings | {"learning_rate": "0.5"}))
    session = Session(recipe)
    session.make(SetCells("synapse_0", (0, 0), np.array([[0.5]])))
    return session


def test_shares_worked_by_hand(tmp_path: Path) -> None:
    session = two_rows(tmp_path)
    session.step(Unit.EPOCH)
    # w = 0.5: outputs 0.5, 1; deltas 1 - 0.5 = 0.5, 0 - 1 = -1; terms 1 * 0.5, 2 * -1.
    found = moved(session, "synapse_0_descent", (0, 0))
    assert [(bar.name, bar.value, bar.factors) for bar in found.bars] == [
        ("row 1", -2.0, (2.0, -1.0)),
        ("row 0", 0.5, (1.0, 0.5)),
    ]
    assert (found.stored, found.verdict.kind) == (-1.5, Kind.EXACT)
    assert str(found.opposed) == "row 0 cancels 25 % of row 1"
    # Learning rate 0.5: the weight goes from 0.5 to 0.5 - 0.75.
    step = moved(session, "synapse_0", (0, 0))
    assert [(bar.name, bar.value) for bar in step.bars] == [("row 1", -1.0), ("row 0", 0.25)]
    assert (step.weight, step.stored) == ((0.5, -0.25), -0.75)


def test_ledger_of_two_epochs_worked_by_hand(tmp_path: Path) -> None:
    session = two_rows(tmp_path)
    session.step(Unit.EPOCH)
    session.step(Unit.EPOCH)
    # Then w = -0.25: deltas 1.25, 0.5; terms 1.25, 1; with the rate 0.625, 0.5.
    found = moved(session, "synapse_0", (0, 0), epochs=2)
    assert named(found) == {"row 0": 0.25 + 0.625, "row 1": -1.0 + 0.5}
    assert (found.stored, found.iterations, found.epochs) == (0.375, 2, 2)
    assert named(moved(session, "synapse_0", (0, 0), epochs=1)) == {"row 0": 0.625, "row 1": 0.5}


@pytest.mark.parametrize("run", RUNS)
def test_bars_sum_to_every_descent_and_to_every_move(run: str) -> None:
    session = session_of(run, **RUNS[run])
    session.step(Unit.EPOCH)
    session.step(Unit.BATCH)
    moment, before = session.snapshot(), session_of(run, **RUNS[run])
    program = session.machine.program
    before.advance(program.ops_before(session.cursor) - len(program.iteration))
    for name, shape in program.network.parameters.items():
        index = tuple(size // 2 for size in shape)
        descent, move = moved(session, f"{name}_descent", index), moved(session, name, index)
        assert descent.verdict.kind is not Kind.DIFFERS
        assert move.verdict.kind is not Kind.DIFFERS
        stored = moment.array(f"{name}_descent")
        assert stored is not None
        # Rounding of a sum of 64 terms of some 0.01 at most.
        assert total(descent) == pytest.approx(stored[index], abs=1e-15)
        now, then = (one.machine.workspace.arrays[name][index] for one in (session, before))
        assert total(move) == pytest.approx(now - then, abs=1e-15)


@pytest.mark.parametrize("run", RUNS)
def test_rows_are_numbered_as_in_the_dataset(run: str) -> None:
    session = session_of(run, **RUNS[run])
    session.step(Unit.EPOCH)
    session.step(Unit.BATCH)
    moment = session.snapshot()
    below, delta, rows = moment.array("l0"), moment.array("l1_delta"), moment.dataset_rows("l0")
    assert below is not None and delta is not None and rows is not None
    expected = dict(zip(rows.tolist(), (below[:, 0] * delta[:, 1]).tolist(), strict=True))
    found = moved(session, "synapse_0_descent", (0, 1))
    shares = {bar.row: bar.value for bar in found.bars if bar.row is not None}
    assert shares == {row: expected[row] for row in shares if row is not None}
    assert len(shares) == min(len(rows), MOST_ROWS)
    assert [abs(value) for value in shares.values()] == sorted(map(abs, shares.values()))[::-1]


def test_row_that_is_left_out_has_no_bar() -> None:
    session = session_of("xor")
    act(session, "leave", (1, True))
    session.step(Unit.EPOCH)
    found = moved(session, "synapse_0_descent", (0, 0))
    assert {bar.row for bar in found.bars} == {0, 2, 3}


def test_question_of_a_row_is_its_delta_then() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    delta = session.machine.workspace.arrays["l1_delta"].copy()
    session.step(Unit.OP)
    found = moved(session, "synapse_0", (2, 3))
    for bar in found.bars:
        assert bar.question is not None and bar.row is not None
        assert str(bar.question) == f"l1_delta[{bar.row},3]"
        assert bar.question.value == delta[bar.row, 3]


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names)
@pytest.mark.parametrize("run", RUNS)
def test_every_optimizer_says_what_its_step_is_made_of(run: str, optimizer: str) -> None:
    assert optimizer in STEP_SHARES.names
    session = session_of(run, **RUNS[run], optimizer=optimizer)
    for _ in range(3):
        session.step(Unit.EPOCH)
    start = session_of(run, **RUNS[run], optimizer=optimizer).machine.workspace.arrays
    for name, shape in session.machine.program.network.parameters.items():
        index = tuple(size - 1 for size in shape)
        found = moved(session, name, index, ALL_EPOCHS)
        assert found.verdict.kind is not Kind.DIFFERS
        move = session.machine.workspace.arrays[name][index] - start[name][index]
        assert found.stored == move
        assert total(found) == pytest.approx(move, abs=1e-13)


def test_what_was_typed_and_what_is_frozen_are_bars_of_their_own() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    session.make(SetCells("synapse_1", (0, 0), np.array([[2.0]])))
    writes = [op.writes for op in session.machine.program.ops(1)]
    session.advance(writes.index("synapse_1_descent") + 1)
    session.make(SetCells("synapse_1_descent", (0, 0), np.array([[7.0]])))
    session.step(Unit.EPOCH)
    assert session.machine.workspace.arrays["synapse_1"][0, 0] == 9.0
    freeze(session, "synapse_1[0,0]")
    session.step(Unit.EPOCH)
    bars = named(moved(session, "synapse_1", (0, 0), ALL_EPOCHS))
    assert {TYPED_WEIGHT, TYPED_DESCENT, FROZEN} <= bars.keys()
    held = moved(session, "synapse_1", (0, 0))
    assert (held.stored, held.verdict.kind) == (0.0, Kind.EXACT)
    rows = sum(bar.value for bar in held.bars if bar.row is not None)
    assert named(held)[FROZEN] == pytest.approx(-rows, rel=1e-12)


def test_descent_that_was_typed_over_says_so() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    while session.cursor.op > [op.writes for op in session.machine.program.ops(1)].index(
        "synapse_0"
    ):
        session.back(Unit.OP)
    session.make(SetCells("synapse_0_descent", (0, 0), np.array([[1.0]])))
    found = moved(session, "synapse_0_descent", (0, 0))
    assert found.stored == 1.0
    assert TYPED_DESCENT in named(found)
    assert found.verdict.kind is not Kind.DIFFERS


@settings(deadline=None, max_examples=80)
@given(kind=st.sampled_from(KINDS), steps=st.lists(actions, max_size=12), epochs=st.integers(0, 3))
def test_bars_sum_to_the_move_after_any_course(
    kind: tuple[str, dict[str, str]], steps: list[tuple[str, object]], epochs: int
) -> None:
    dataset, given_ = kind
    session = session_of(dataset, **given_)
    for verb, value in steps:
        act(session, verb, value)
    for name, shape in session.machine.program.network.parameters.items():
        for array in (name, f"{name}_descent"):
            index = (0,) * len(shape)
            try:
                found = moved(session, array, index, epochs)
            except MovedError as error:
                assert "step on past its line" in str(error)
                continue
            assert found.verdict.kind is not Kind.DIFFERS, (array, found.verdict)
            if epochs:
                now = session.machine.workspace.arrays[name][index]
                assert found.weight is not None and found.weight[1] == now


def test_small_rows_of_a_large_dataset_share_a_bar() -> None:
    session = session_of("moons", batch_size="64")
    session.step(Unit.EPOCH)
    found = moved(session, "synapse_0", (0, 0), epochs=1)
    rows = session.recipe.dataset.rows
    assert found.bars[-1].name == f"other {rows - MOST_ROWS} rows"
    smallest = abs(found.bars[-2].value)
    assert all(abs(bar.value) >= smallest for bar in found.bars[:-1])
    assert total(found) == pytest.approx(found.stored, abs=1e-14)


def test_sum_that_is_off_is_told() -> None:
    tally = Tally.of(3)
    tally.add_rows(np.arange(3), np.array([1.0, -0.5, 0.25]))
    assert tally.judge(0.75).kind is Kind.EXACT
    assert tally.judge(0.75 + 1e-15).kind is Kind.ROUNDING
    assert tally.judge(0.75 + 1e-14).kind is Kind.DIFFERS


def test_rows_that_pull_one_way_oppose_nothing() -> None:
    tally = Tally.of(2)
    tally.add_rows(np.arange(2), np.array([1.0, 0.0]))
    tally.add("momentum", -5.0)
    assert opposed(tally.bars()) is None


def test_ledger_goes_back_through_other_batches_and_a_way_in_chunks() -> None:
    session = session_of("xor", batch_size="3")
    for batch_size in ("2", "all"):
        for _ in range(30):
            session.step(Unit.EPOCH)
        session.edit("batch_size", batch_size)
    session.step(Unit.BATCH)
    found = moved(session, "synapse_0", (1, 1), 45)
    assert (found.epochs, found.iterations) == (45, 14 * 2 + 30 * 2 + 1)
    work = WhoMoved("synapse_0", (1, 1), 45).begin(session)
    chunks = 1
    while (again := work.advance(5)) is None:
        chunks += 1
    assert chunks > 20
    assert named(again) == named(found)


def test_what_cannot_be_said_is_refused_with_the_way_out() -> None:
    session = session_of("classic")
    with pytest.raises(MovedError, match=r"synapse_0\[0,0\] has taken no step yet: step on"):
        WhoMoved("synapse_0", (0, 0)).begin(session)
    with pytest.raises(MovedError, match=r"synapse_0\[0,0\] has taken no step yet"):
        WhoMoved("synapse_0", (0, 0), 5).begin(session)
    with pytest.raises(MovedError, match="is not yet computed: step on"):
        WhoMoved("synapse_1_descent", (0, 0)).begin(session)
    with pytest.raises(MovedError, match="l1: no step moves it; choose a cell of a weight"):
        WhoMoved("l1", (0, 0)).begin(session)
    with pytest.raises(MovedError, match=r"synapse_0\[3,0\]: no such cell: synapse_0 is 3 x 4"):
        WhoMoved("synapse_0", (3, 0)).begin(session)


def test_ranges_widen_and_narrow() -> None:
    study = WhoMoved("synapse_0", (0, 0))
    seen = [study.epochs]
    while study.wider != study:
        study = study.wider
        seen.append(study.epochs)
    assert seen == list(RANGES)
    assert study.narrower.epochs == 1000
    assert WhoMoved("synapse_0", (0, 0)).narrower.epochs == 0
