from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.error import draw_figures, subtitle_of
from nn_tui.ui.render.lines import plain
from tests.ui.driving import session_of
from tests.ui.render.curves import view_of_errors
from tests.ui.render.moments import moment_of, view_of

LOSS, RECENT = CurveLook(is_loss=True), CurveLook(is_recent=True)


def figures_of(moment: Snapshot, width: int = 45, look: CurveLook | None = None) -> str:
    return plain([draw_figures(view_of(moment), look or CurveLook(), width)])


def running(speed: float, tempo: int = -1, epochs: str = "50") -> Snapshot:
    moment = moment_of(epochs=20, given={"epochs": epochs})
    return dataclasses.replace(moment, activity=Activity(True, speed, TEMPOS[tempo]))


def test_figures_before_the_first_epoch_say_what_they_will_be() -> None:
    assert figures_of(moment_of()) == "mean |target - output| by epoch"
    assert figures_of(moment_of(), 28) == "mean |target - output|"
    assert figures_of(moment_of(), look=LOSS) == "loss (squared) by epoch"


def test_figures_are_those_of_the_last_epoch_and_of_the_change_since_the_first() -> None:
    # The first epoch's error is 0.468534, and 0.161082 / 0.468534 is 1 - 0.656.
    assert figures_of(moment_of(epochs=50)) == "error 0.161082  epoch 50  -65.6% since 1"
    assert figures_of(moment_of(epochs=50), 80).endswith("-65.6% since epoch 1")


def test_figures_of_the_loss() -> None:
    assert figures_of(moment_of(epochs=50), look=LOSS).startswith("loss 0.0521749  epoch 50")


def test_figures_amid_an_epoch_are_those_of_the_one_before() -> None:
    assert figures_of(moment_of(epochs=50, ops=5)) == figures_of(moment_of(epochs=50))


def test_figures_leave_out_whole_what_does_not_fit() -> None:
    moment = moment_of(epochs=50)
    assert figures_of(moment, 41) == "error 0.161082  epoch 50  -65.6% since 1"
    assert figures_of(moment, 35) == "error 0.1611  epoch 50"
    assert figures_of(moment, 20) == "error 0.1611"


def test_figures_of_one_epoch_tell_no_change() -> None:
    assert "%" not in figures_of(moment_of(epochs=1), 80)


def test_figures_of_recent_epochs_tell_the_change_within_them() -> None:
    view = view_of_errors([8.0] * 100 + [4.0] + [3.0] * 49)
    assert plain([draw_figures(view, RECENT, 80)]) == "error 3  epoch 150  -25% since epoch 101"


def test_figures_of_a_change_from_0_leave_it_out() -> None:
    assert "%" not in plain([draw_figures(view_of_errors([0.0, 1.0]), CurveLook(), 80)])


@pytest.mark.parametrize("first", [np.nan, np.inf, 1e-320])
def test_figures_of_a_change_from_what_is_no_measure_do_not_fail(first: float) -> None:
    assert "error 2" in plain([draw_figures(view_of_errors([first, 2.0]), CurveLook(), 80)])


def test_figures_while_running_tell_speed_and_time_left() -> None:
    moment = running(0.5)
    assert figures_of(moment, 42) == "error 0.3406  0.5 epochs/s, 1:00 left"
    assert figures_of(moment, 28) == "error 0.3406  1:00 left"


def test_figures_of_a_slow_run_tell_its_tempo() -> None:
    assert figures_of(running(0.5, tempo=1), 28) == "error 0.3406  3 ops/s"


@pytest.mark.parametrize("tempo", [1, -1])
def test_figures_of_a_run_to_a_moment_tell_the_time_that_is_left_to_there(tempo: int) -> None:
    moment = running(0.5, tempo=tempo, epochs="10")
    goal = Cursor(50, 1, 14)
    activity = dataclasses.replace(moment.activity, goal=goal)
    moment = dataclasses.replace(moment, activity=activity)
    assert figures_of(moment, 42) == "error 0.3406  0.5 epochs/s, 1:00 left"


def test_figures_of_a_run_that_has_only_begun_tell_no_speed() -> None:
    assert "left" not in figures_of(running(0.0), 80)


def test_figures_of_a_long_run_fit_the_small_screen() -> None:
    shown = figures_of(running(12_345.0, epochs="1000000000"), 42)
    assert shown == "error 0.3406  22:30:04 left  epoch 20"


def test_figures_in_the_past_are_those_of_the_moment() -> None:
    session = session_of()
    session.advance(session.ops_left())
    session.travel(session.ways.to_epoch(20))
    assert figures_of(session.snapshot()) == figures_of(moment_of(epochs=20))


def test_figures_of_epoch_0_in_the_past_say_where_it_is() -> None:
    session = session_of()
    session.advance(session.ops_left())
    session.travel(session.ways.to_epoch(0))
    assert figures_of(session.snapshot()) == "error -  epoch 0"


def test_figures_on_the_way_to_an_epoch_tell_which() -> None:
    view = view_of(moment_of(epochs=50))
    for width, end in ((80, "  epoch 50, on the way to 8  -65.6% since epoch 1"), (30, ", to 8")):
        assert plain([draw_figures(view, CurveLook(), width, 8)]).endswith(end)


def test_figures_on_the_way_tell_no_speed() -> None:
    activity = Activity(True, 0.5, progress=0.5)
    moment = dataclasses.replace(moment_of(epochs=20), activity=activity)
    assert figures_of(moment, 80) == figures_of(moment_of(epochs=20), 80)


def test_figures_of_a_branch_whose_first_point_is_not_complete_do_not_fail() -> None:
    view = view_of_errors([3.0, 2.0])
    short = dataclasses.replace(view.moment.curve, closed=view.moment.curve.closed[:0])
    assert figures_of(dataclasses.replace(view.moment, curve=short)) == "error 2  epoch 2"


def test_subtitle_says_which_branch_of_several_this_is() -> None:
    session = session_of()
    assert subtitle_of(session.snapshot(), LOSS, 40) == "loss"
    session.advance(session.ops_left())
    session.travel(session.ways.to_epoch(20))
    session.edit("learning_rate", "0.5")
    assert subtitle_of(session.snapshot(), LOSS, 40) == "loss · branch 2 of 2"
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert subtitle_of(session.snapshot(), LOSS, 40) == "loss · main of 2"
    assert subtitle_of(session.snapshot(), CurveLook(True, True, True), 28) == "loss · main of 2"
    assert subtitle_of(session.snapshot(), LOSS, 12) == "main of 2"


def test_figures_of_a_run_behind_its_last_epoch_tell_no_time_left() -> None:
    moment = running(1000.0, epochs="10")
    assert "left" not in figures_of(moment, 80)
