from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.curve import Curve
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.engine.records import Records
from nn_tui.ui.render.error import CurveLook, draw_curve, draw_figures
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, role_at, view_of

LOG, LOSS, RECENT = CurveLook(is_log=True), CurveLook(is_loss=True), CurveLook(is_recent=True)


def figures_of(moment: Snapshot, width: int = 45, look: CurveLook | None = None) -> str:
    return plain([draw_figures(view_of(moment), look or CurveLook(), width)])


def view_of_curve(losses: list[float], errors: list[float], capacity: int = 1000) -> View:
    records, curve = Records(), Curve(capacity)
    records.extend(range(1, len(losses) + 1), losses, errors)
    curve.extend(records)
    moment = moment_of(epochs=1)
    done = dataclasses.replace(moment.cursor, epoch=len(losses))
    for name, values in (("loss", losses), ("error", errors)):
        moment.layout.places[name].view(moment.block, 1)[...] = values[-1]
    return view_of(dataclasses.replace(moment, cursor=done, curve=curve.points()))


def view_of_errors(errors: list[float], capacity: int = 1000) -> View:
    return view_of_curve(errors, errors, capacity)


def drawn(view: View, look: CurveLook, width: int = 42, height: int = 8) -> list[Line]:
    lines = draw_curve(view, look, width, height)
    assert len(lines) == height
    return lines


def running(speed: float, tempo: int = -1, epochs: str = "50") -> Snapshot:
    moment = moment_of(epochs=20, given={"epochs": epochs})
    return dataclasses.replace(moment, activity=Activity(True, speed, TEMPOS[tempo]))


def y_labels(lines: list[Line]) -> list[str]:
    return [row.split("┤")[0].strip() for row in plain(lines).split("\n") if "┤" in row]


def x_labels(lines: list[Line]) -> list[str]:
    return plain(lines).split("\n")[-1].split()


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


def test_figures_of_a_run_that_has_only_begun_tell_no_speed() -> None:
    assert "left" not in figures_of(running(0.0), 80)


def test_figures_of_a_long_run_fit_the_small_screen() -> None:
    shown = figures_of(running(12_345.0, epochs="1000000000"), 42)
    assert shown == "error 0.3406  22:30:04 left  epoch 20"


def test_curve_before_the_first_epoch_says_so() -> None:
    assert "no epoch yet" in plain(drawn(view_of(moment_of()), CurveLook()))


def test_curve_of_one_epoch_is_a_point() -> None:
    assert plain(drawn(view_of_errors([0.5]), CurveLook())).count("•") == 1


def test_curve_of_two_epochs_is_a_line_between_them() -> None:
    lines = drawn(view_of_errors([0.5, 0.25]), CurveLook())
    assert x_labels(lines) == ["1", "2"]
    assert sum(any("⠀" < c <= "⣿" for c in row) for row in plain(lines).split("\n")) >= 5


def test_curve_shows_a_spike_within_joined_epochs() -> None:
    view = view_of_errors([50.0 if e == 77 else 0.1 for e in range(200)], capacity=16)
    assert y_labels(drawn(view, CurveLook()))[0] == "40"


def test_curve_of_100000_epochs_keeps_a_spike_of_one_of_them() -> None:
    view = view_of_errors([50.0 if e == 77_777 else 0.1 for e in range(100_000)], 100_000)
    assert y_labels(drawn(view, CurveLook()))[0] == "40"


def test_curve_of_the_loss_is_another() -> None:
    view = view_of_curve([4.0, 3.0], [0.4, 0.3])
    assert y_labels(drawn(view, LOSS))[0] == "4.0"
    assert y_labels(drawn(view, CurveLook()))[0] == "0.40"


def test_curve_has_a_logarithmic_scale() -> None:
    view = view_of_errors([1.0, 0.1, 0.01])
    assert y_labels(drawn(view, LOG)) == ["1", "0.1", "0.01"]


def test_curve_of_recent_epochs_shows_the_last_tenth_and_no_other_value() -> None:
    lines = drawn(view_of_errors([9.0] * 900 + [0.5] * 50 + [0.25] * 50), RECENT)
    assert x_labels(lines)[0] == "900"
    assert y_labels(lines)[0] == "0.50"


def test_curve_of_recent_epochs_shows_at_least_50() -> None:
    lines = drawn(view_of_errors([9.0] * 50 + [0.5] * 49 + [0.25]), RECENT)
    assert x_labels(lines)[0] == "50"
    assert y_labels(lines)[0] == "0.50"


def test_curve_on_a_logarithmic_scale_counts_the_points_at_0() -> None:
    lines = drawn(view_of_errors([1.0, 0.5, 0.0, 0.0]), LOG)
    assert plain(lines).split("\n")[0] == "2 at 0: not on a log scale"
    assert role_at(lines, 0, "2 at 0") is Role.WARNING


def test_curve_on_a_logarithmic_scale_shows_what_a_point_stands_for_beside_a_0() -> None:
    view = view_of_errors([1.0, 0.1, 0.0, 0.1] * 25_000, 200_000)
    assert y_labels(drawn(view, LOG)) == ["1", "0.1"]


def test_curve_on_a_plain_scale_has_nothing_to_say_of_0() -> None:
    assert "at 0" not in plain(drawn(view_of_errors([1.0, 0.0]), CurveLook()))


def test_curve_counts_the_points_that_are_not_finite() -> None:
    lines = drawn(view_of_errors([1.0, np.nan, np.inf, 0.5]), CurveLook())
    assert plain(lines).split("\n")[0] == "2 not finite"
    assert y_labels(lines)[0] == "1.0"


def test_curve_too_low_for_a_remark_leaves_it_out() -> None:
    lines = drawn(view_of_errors([1.0, 0.5, 0.0]), LOG, height=5)
    assert "not on a log scale" not in plain(lines)


def test_axes_stand_back_behind_the_curve() -> None:
    lines = drawn(view_of_errors([1.0, 0.5, 0.2]), CurveLook())
    assert role_at(lines, 0, "│") is Role.DIM
    assert role_at(lines, len(lines) - 1, "1") is Role.DIM
    assert {role for _, role in lines[1]} == {Role.DIM, Role.PLAIN}
    assert max(map(len, lines)) <= 2


@pytest.mark.parametrize(
    ("look", "label"),
    [(CurveLook(), "error"), (LOSS, "loss"), (CurveLook(True, True, True), "loss, log, recent")],
)
def test_look_names_itself(look: CurveLook, label: str) -> None:
    assert look.label == label
