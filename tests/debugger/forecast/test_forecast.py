"""The forecast of a step: against hand and plain numpy, and how its error shrinks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.data import open_dataset
from nn_tui.debugger.forecast.along import Along
from nn_tui.debugger.forecast.forecast import Forecast
from nn_tui.debugger.forecast.study import ForecastError, ForecastStep, is_sum
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.ops.op import Phase
from nn_tui.engine.optimizers import OPTIMIZERS
from nn_tui.recipe.recipe import Recipe, choose
from tests.debugger.sessions import session_of, weights_of
from tests.debugger.test_both_ways import freeze
from tests.debugger.working import found_by

SMOOTH = {
    "classic": {"learning_rate": "1"},
    "xor": {"hidden": "3,2", "activation": "tanh,sigmoid", "learning_rate": "0.2"},
    "iris": {"batch_size": "32", "shuffle": "yes", "learning_rate": "0.2"},
    "sine": {"hidden": "4", "learning_rate": "0.05"},
    "moons": {"loss": "mse", "learning_rate": "0.5", "batch_size": "50"},
}


def forecast(session: Session) -> Forecast:
    return found_by(ForecastStep().begin(session))


def at_epoch(run: str, epochs: int = 3, **given: str) -> Session:
    session = session_of(run, **SMOOTH[run] | given)
    for _ in range(epochs):
        session.step(Unit.EPOCH)
    return session


def before_updates(session: Session) -> None:
    """Go on to just before the next iteration's first update."""
    ops = session.machine.program.ops(session.machine.program.after(session.cursor).batch)
    session.advance([op.phase for op in ops].index(Phase.UPDATE))


def errors_at(run: str, rate: float) -> tuple[float, float]:
    session = at_epoch(run)
    session.edit("learning_rate", repr(rate))
    found = forecast(session)
    assert found.rate == rate
    return found.first_order(rate) - found.actual, found.second_order(rate) - found.actual


@pytest.mark.parametrize("run", SMOOTH)
def test_error_shrinks_as_the_rate_squared_and_with_curvature_cubed(run: str) -> None:
    rate = float(SMOOTH[run]["learning_rate"]) / 4
    (first, second), (first_half, second_half) = (errors_at(run, r) for r in (rate, rate / 2))
    assert first / first_half == pytest.approx(4, rel=0.15)
    assert second / second_half == pytest.approx(8, rel=0.15)
    assert abs(second) < abs(first)


def one_weight(tmp_path: Path, rate: str = "0.5") -> Session:
    """One weight of 0.5, no bias, linear: x = 1, 2 and y = 1, 0."""
    path = tmp_path / "two.csv"
    path.write_text("x,y\n1,1\n2,0\n")
    dataset = open_dataset(str(path))
    settings = {"hidden": "none", "bias": "no", "output_activation": "linear", "loss": "squared"}
    session = Session(Recipe(dataset, choose(dataset, settings | {"learning_rate": rate})))
    session.make(SetCells("synapse_0", (0, 0), np.array([[0.5]])))
    return session


def test_step_worked_by_hand(tmp_path: Path) -> None:
    found = forecast(one_weight(tmp_path))
    # Deltas 0.5, -1; descent 0.5 - 2 = -1.5. L(w) = ((1 - w)^2 + (2 w)^2) / 2, L(0.5) = 0.625.
    assert found.before == 0.625
    assert found.pull == 2.25
    # w = 0.5 - 0.75 = -0.25: L = (1.5625 + 0.25) / 2. L'' = 5, so along the step 5 * 2.25.
    assert found.after == 0.90625
    assert found.first_order(0.5) == -1.125
    assert found.curvature.value == pytest.approx(11.25, rel=1e-9)
    assert abs(found.curvature.value - 11.25) <= found.curvature.error < 1e-8
    assert found.second_order(0.5) == pytest.approx(found.actual, abs=1e-9)
    # lambda = 5: least at 1 / 5, above from 2 / 5 on, as measured too: it is a parabola.
    assert found.model_limit == pytest.approx(0.4, rel=1e-9)
    assert found.limit == pytest.approx(0.4, rel=1e-8)
    assert found.best == pytest.approx(0.2, rel=1e-6)


def test_points_reach_from_0_to_beyond_all_marks(tmp_path: Path) -> None:
    found = forecast(one_weight(tmp_path))
    rates = [point.rate for point in found.points]
    assert rates == sorted(set(rates))
    assert rates[0] == 0 and rates[-1] >= 1.2 * 0.5
    assert {0.5, 0.2, 0.4} <= set(rates)
    assert 25 <= len(rates) <= 44
    for point in found.points:
        # L(t) = 0.625 - 2.25 t + 11.25 t^2 / 2.
        assert point.loss == pytest.approx(0.625 - 2.25 * point.rate + 5.625 * point.rate**2)
    # Rates are offered as they are typed.
    assert all(float(f"{rate:.4g}") == rate for rate in rates)


@pytest.mark.parametrize("run", SMOOTH)
def test_actual_loss_is_that_of_the_batch_at_the_weights_after_the_step(run: str) -> None:
    session = at_epoch(run)
    before_updates(session)
    moment = session.snapshot()
    l0, y = moment.array("l0"), moment.array("y")
    assert l0 is not None and y is not None
    found = forecast(session)
    session.step(Unit.BATCH)
    network = moment.program.network
    expected = loss_of(session, l0, y, [activation.name for activation in network.activations])
    assert found.after == pytest.approx(expected, rel=1e-12)
    assert found.rows == len(l0)


def loss_of(session: Session, l0: Array, y: Array, activations: list[str]) -> float:
    """Compute the loss plainly, at the weights as they are."""
    weights, l = weights_of(session), l0
    for k, activation in enumerate(activations):
        z = l @ weights[f"synapse_{k}"] + weights.get(f"bias_{k}", 0.0)
        e = np.exp(z)
        l = {
            "sigmoid": 1 / (1 + np.exp(-z)),
            "tanh": np.tanh(z),
            "linear": z,
            "softmax": e / e.sum(axis=1, keepdims=True),
        }[activation]
    match session.recipe.hyperparameters.loss:
        case "squared":
            return float(0.5 * ((y - l) ** 2).sum())
        case "mse":
            return float(((y - l) ** 2).mean())
        case "bce":
            return float(-(y * np.log(l) + (1 - y) * np.log(1 - l)).mean())
        case _:
            return float(-(y * np.log(l)).sum() / len(y))


def test_forecast_is_the_same_before_and_after_the_step() -> None:
    session = at_epoch("iris")
    between = forecast(session)
    before_updates(session)
    before = forecast(session)
    session.step(Unit.OP)
    amid = forecast(session)
    while session.machine.program.op_before(session.cursor) is not None and not (
        session.machine.program.is_batch_done(session.cursor)
    ):
        last = session.cursor
        session.step(Unit.OP)
    session.back(Unit.OP)
    assert session.cursor == last
    for one in (before, amid):
        assert (one.before, one.after, one.pull) == (between.before, between.after, between.pull)
        assert one.iteration == between.iteration
        assert not one.is_done


def test_step_that_is_done_is_told_until_the_iteration_ends() -> None:
    session = at_epoch("classic")
    before_updates(session)
    before = forecast(session)
    session.step(Unit.OP)
    session.step(Unit.OP)
    done = forecast(session)
    assert done.is_done and not before.is_done
    assert (done.before, done.after, done.points) == (before.before, before.after, before.points)
    session.step(Unit.BATCH)
    following = forecast(session)
    assert following.iteration.epoch == before.iteration.epoch + 1
    # The batch is all rows: what it came to is where the next step begins.
    assert following.before == before.after


def test_rate_that_was_set_amid_the_iteration_counts() -> None:
    session = at_epoch("classic")
    before_updates(session)
    session.edit("learning_rate", "3")
    assert forecast(session).rate == 3
    session.step(Unit.OP)
    session.step(Unit.OP)
    session.edit("learning_rate", "7")
    assert forecast(session).rate == 3


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names)
@pytest.mark.parametrize("run", ["classic", "iris"])
def test_every_optimizer_steps_as_far_as_is_forecast(run: str, optimizer: str) -> None:
    session = at_epoch(run, optimizer=optimizer)
    freeze(session, "synapse_0[1,0]")
    before_updates(session)
    twin = at_epoch(run, optimizer=optimizer)
    freeze(twin, "synapse_0[1,0]")
    before_updates(twin)
    start = twin.machine.workspace.parameters.copy()
    along = Along(twin.machine)
    session.step(Unit.BATCH)
    moved = session.machine.workspace.parameters - start
    np.testing.assert_allclose(along.rate * along.step, moved, rtol=1e-9, atol=1e-15)
    assert (along.step != 0).sum() < session.machine.program.network.parameter_count


def test_frozen_weights_have_no_part_in_it(tmp_path: Path) -> None:
    session = at_epoch("classic")
    freeze(session, "l1")
    before_updates(session)
    descents = session.snapshot()
    found, free = forecast(session), descents.array("synapse_1_descent")
    assert free is not None
    assert found.pull == pytest.approx(float((free**2).sum()), rel=1e-12)
    assert found.first_order(1e-4) == pytest.approx(-1e-4 * found.pull)
    freeze(session, "l2")
    with pytest.raises(ForecastError, match="step of this iteration is 0: every weight is frozen"):
        forecast(session)


def test_kinks_on_the_way_are_counted() -> None:
    session = session_of("moons", hidden="6", activation="relu", learning_rate="2")
    session.step(Unit.EPOCH)
    assert forecast(session).kinks > 0
    assert forecast(at_epoch("classic")).kinks == 0


@pytest.mark.parametrize("rate", [1.5, 400.0])
def test_picture_is_of_the_limit_however_far_the_rate_is_beyond(
    tmp_path: Path, rate: float
) -> None:
    found = forecast(one_weight(tmp_path, rate=repr(rate)))
    assert found.actual > 0
    assert found.limit == pytest.approx(0.4, rel=1e-8)
    assert rate in [point.rate for point in found.points]
    assert 1.2 * max(0.4, rate if rate < 2 else 0) <= found.end < 2


def test_step_that_is_not_finite_is_refused() -> None:
    session = at_epoch("classic")
    before_updates(session)
    session.make(SetCells("synapse_0_descent", (0, 0), np.array([[np.inf]])))
    with pytest.raises(ForecastError, match=r"not finite.*go back, with N, to before it diverged"):
        forecast(session)


@pytest.mark.parametrize("hidden", ["none", "4"])
def test_step_before_which_the_run_has_diverged_is_refused_and_the_one_before_is_not(
    hidden: str,
) -> None:
    session = session_of("sine", learning_rate="1", loss="squared", hidden=hidden)
    assert not session.advance(session.ops_left())
    with pytest.raises(ForecastError, match=r"not finite.*go back, with N, to before it diverged"):
        forecast(session)
    # The square of a descent overflows sooner than the loss.
    session.go_to(session.machine.program.end_of_epoch(session.cursor.epoch // 4))
    found = forecast(session)
    assert found.limit is not None and found.limit < found.rate


def test_only_squared_sums_over_rows() -> None:
    assert [loss.name for loss in LOSSES if is_sum(loss)] == ["squared"]


def test_work_is_done_in_chunks() -> None:
    work, chunks = ForecastStep().begin(at_epoch("classic")), 1
    while work.advance(10) is None:
        chunks += 1
    assert chunks > 50
