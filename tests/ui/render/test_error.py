from __future__ import annotations

import dataclasses

from nn_tui.debugger.curve import Curve
from nn_tui.engine.records import Records
from nn_tui.ui.render.error import draw_curve, draw_figures
from nn_tui.ui.render.lines import plain
from tests.ui.render.moments import moment_of


def figures_of(epochs: int, ops: int = 0, width: int = 45) -> str:
    return plain([draw_figures(moment_of(epochs=epochs, ops=ops), width)])


def test_figures_before_the_first_epoch_say_what_they_will_be() -> None:
    assert figures_of(0) == "mean |target - output| by epoch"


def test_figures_are_those_of_the_last_epoch() -> None:
    assert figures_of(50) == "error 0.161082  epoch 50  loss 0.0521749"


def test_figures_amid_an_epoch_are_those_of_the_one_before() -> None:
    assert figures_of(50, ops=5) == figures_of(50)


def test_figures_leave_out_whole_what_does_not_fit() -> None:
    assert figures_of(50, width=39) == "error 0.161082  epoch 50"
    assert figures_of(50, width=20) == "error 0.161082"


def test_curve_is_as_high_as_asked() -> None:
    assert len(draw_curve(moment_of(epochs=50), 45, 9, False)) == 9


def test_curve_before_the_first_epoch_says_so() -> None:
    assert "no epoch yet" in plain(draw_curve(moment_of(), 45, 9, False))


def test_curve_shows_a_spike_within_joined_epochs() -> None:
    records, curve = Records(), Curve(capacity=16)
    records.extend(range(1, 201), [0.1] * 200, [50.0 if e == 77 else 0.1 for e in range(200)])
    curve.extend(records)
    moment = dataclasses.replace(moment_of(epochs=1), curve=curve.points())
    assert "40" in plain(draw_curve(moment, 45, 12, False))


def test_curve_has_a_logarithmic_scale() -> None:
    moment = moment_of(epochs=50)
    assert plain(draw_curve(moment, 45, 9, True)) != plain(draw_curve(moment, 45, 9, False))
