"""The light kept fresh: what is checked beside a run, when, and at what cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.checking.checked import Checked, Light
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.command import KeepChecked
from nn_tui.debugger.checking.keeper import LightKeeper
from nn_tui.debugger.checking.sample import MOST_SAMPLED, sample_of
from nn_tui.debugger.commands import StepBy, ToggleRun
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.debugger.travel import StepBack
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.gradient_probe import GradientProbe, Verdict
from tests.debugger.screens import Open, Ticks
from tests.debugger.sessions import assert_same_moment, session_of


def keeper_of(session: Session, every: int) -> LightKeeper:
    pace = Pace(Ticks())
    keeper = LightKeeper(session, pace, Checker(session, pace))
    keeper.keep(every)
    return keeper


def run_beside(session: Session, keeper: LightKeeper, epochs: int) -> Checked:
    """Run an epoch at a time, and check as much as that gives leave to."""
    length = session.machine.program.epoch_length
    for _ in range(epochs):
        session.advance(length)
        keeper.follow(length)
    checked = keeper.checked(is_running=True)
    assert checked is not None
    return checked


@pytest.mark.parametrize(
    ("dataset", "given"),
    [
        ("classic", {}),
        ("iris", {"batch_size": "40", "shuffle": "yes"}),
        ("sine", {"bias": "yes", "loss": "mse"}),
    ],
)
def test_check_beside_a_run_is_of_the_iteration_that_then_follows(
    dataset: str, given: dict[str, str]
) -> None:
    session = session_of(dataset, **given)
    keeper = keeper_of(session, 10)
    found = run_beside(session, keeper, 1000)
    assert found.is_kept
    assert found.count(Verdict.DIFFERS) == 0
    assert found.own_light is Light.GREEN
    assert found.iteration.batch == 1
    assert found.iteration.epoch > 10
    # Outside of it: the descent that the run itself computes there.
    other = session_of(dataset, **given)
    other.go_to(other.machine.program.end_of_epoch(found.iteration.epoch - 1))
    other.step(Unit.OP)
    while not other.snapshot().is_of_now("synapse_0_descent"):
        other.step(Unit.OP)
    descent = other.snapshot().array("synapse_0_descent")
    assert descent is not None
    for cell in found.of("synapse_0"):
        assert cell.analytic == -descent[cell.index]


def test_run_is_left_as_it_is() -> None:
    session, other = session_of("iris", batch_size="40"), session_of("iris", batch_size="40")
    run_beside(session, keeper_of(session, 3), 100)
    for _ in range(100):
        other.advance(other.machine.program.epoch_length)
    assert_same_moment(session, other)


def test_checks_cost_a_share_of_the_run_and_no_more() -> None:
    session = session_of("iris", hidden="40,40")
    keeper, length = keeper_of(session, 1), session.machine.program.epoch_length
    probed = 0
    with pytest.MonkeyPatch.context() as patch:
        real = GradientProbe.cell

        def counted(self: GradientProbe, *arguments: object, **named: object) -> object:
            nonlocal probed
            probed += 2 * self.calls
            return real(self, *arguments, **named)  # type: ignore[arg-type]

        patch.setattr(GradientProbe, "cell", counted)
        for _ in range(200):
            session.advance(length)
            keeper.follow(length)
    assert 0 < probed < 200 * length * 0.25


def test_never_means_never(monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of()
    keeper = keeper_of(session, 0)
    monkeypatch.setattr("nn_tui.debugger.checking.keeper.GradientProbe", None)
    for _ in range(100):
        session.advance(14)
        keeper.follow(14)
        keeper.pause()
    assert keeper.checked(is_running=True) is None


def test_large_network_is_sampled_anew_at_each_epoch() -> None:
    program = session_of("iris", hidden="60,60").machine.program
    first, again, other = (sample_of(program, 1, epoch) for epoch in (10, 10, 20))
    assert first == again != other
    assert len(set(first)) == len(first) == MOST_SAMPLED
    shapes = program.network.parameters
    for name, index in first:
        assert all(0 <= i < size for i, size in zip(index, shapes[name], strict=True))
    counts = {name: sum(cell[0] == name for cell in first) for name in shapes}
    assert counts["synapse_1"] > counts["synapse_0"] > counts["bias_0"]


def test_small_network_is_checked_whole() -> None:
    program = session_of(bias="yes").machine.program
    assert len(sample_of(program, 1, 10)) == program.network.parameter_count == 21


def light_of(snapshot: Snapshot) -> Light:
    assert snapshot.checked is not None
    return snapshot.checked.light(snapshot.cursor)


def test_light_is_green_where_a_step_comes_to_an_epoch_that_is_due(open_screen: Open) -> None:
    screen = open_screen(session_of())
    screen.send(KeepChecked(3), StepBy(Unit.EPOCH), StepBy(Unit.EPOCH))
    second = screen.wait_for(lambda s: s.cursor.epoch == 2 and not s.is_running)
    assert light_of(second) is Light.GREY
    screen.send(StepBy(Unit.EPOCH))
    third = screen.wait_for(lambda s: s.checked is not None and bool(s.checked.cells))
    third = screen.wait_for(lambda s: light_of(s) is Light.GREEN)
    assert third.cursor.epoch == 3
    assert third.checked is not None
    assert third.checked.iteration == Cursor(3, 1)
    screen.send(StepBy(Unit.EPOCH))
    fourth = screen.wait_for(lambda s: s.cursor.epoch == 4 and not s.is_running)
    assert light_of(fourth) is Light.GREY
    screen.send(StepBack(Unit.EPOCH))
    assert screen.wait_for(lambda s: s.cursor.epoch == 3 and light_of(s) is Light.GREEN)


def test_light_beside_a_run_is_of_ever_later_epochs(open_screen: Open) -> None:
    screen = open_screen(session_of(epochs="1000000000"))
    screen.send(KeepChecked(100), ToggleRun())

    def kept_from(epoch: int) -> Snapshot:
        return screen.wait_for(
            lambda s: (
                s.is_running
                and s.checked is not None
                and s.checked.own_light is Light.GREEN
                and s.checked.iteration.epoch > epoch
            )
        )

    first = kept_from(100)
    assert first.checked is not None
    later = kept_from(first.checked.iteration.epoch)
    assert later.checked is not None
    assert later.checked.is_kept
    assert len(later.checked.cells) == 16
    screen.send(ToggleRun())
    assert screen.wait_for(lambda s: not s.is_running and light_of(s) is Light.GREEN)


def test_slow_run_is_checked_between_its_steps(open_screen: Open) -> None:
    session = session_of("iris", hidden="30,30", epochs="1000")
    screen = open_screen(session)
    screen.send(KeepChecked(1))
    # 10 batches a second, 5 an epoch.
    screen.runner._course.tempo = TEMPOS[4]
    screen.send(ToggleRun())
    found = screen.wait_for(
        lambda s: s.checked is not None and s.checked.is_kept and bool(s.checked.cells)
    )
    assert found.checked is not None
    assert len(found.checked.cells) == MOST_SAMPLED
    # A share of the ops of a run so slow would take minutes.
    assert found.cursor.epoch < 4


def test_no_memory_for_a_second_network_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.debugger.checking.keeper.SCRATCH_LIMIT", 10)
    session = session_of()
    found = run_beside(session, keeper_of(session, 2), 20)
    assert "memory" in found.refusal
    assert found.own_light is Light.GREY


def test_weight_that_was_typed_over_is_what_is_checked() -> None:
    session = session_of()
    keeper = keeper_of(session, 5)
    run_beside(session, keeper, 20)
    session.machine.workspace.arrays["synapse_1"][0] = 2.5
    found = run_beside(session, keeper, 1000)
    assert found.own_light is Light.GREEN
    assert np.isfinite([cell.numeric for cell in found.of()]).all()
    assert replace(found, step=1e-3).own_light is Light.GREY
