"""The search along a step: known functions, whose minimum and limit are known."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from nn_tui.debugger.forecast.line import LossLine


def searched(loss: Callable[[float], float], rate: float) -> LossLine:
    line = LossLine(loss)
    for searching in (line.scan(rate), line.refine_crossing(), line.refine_lowest()):
        for _ in searching:
            pass
    return line


def lowest(line: LossLine) -> float:
    return line.rates[line.lowest()]


@pytest.mark.parametrize("rate", [1e-3, 0.1, 2.0, 6.5, 1000.0])
def test_minimum_and_limit_of_a_parabola(rate: float) -> None:
    # (t - 3)^2 is least at 3 and above its value at 0 from 6 on.
    line = searched(lambda t: (t - 3) ** 2, rate)
    assert lowest(line) == pytest.approx(3, rel=1e-7)
    ends = line.crossing()
    assert ends is not None
    assert ends == pytest.approx((6, 6), rel=1e-8)
    assert ends[0] <= 6 < ends[1]


def test_minimum_of_what_is_no_parabola() -> None:
    # t^4 - t is least where 4 t^3 = 1, and above 0 from 1 on.
    line = searched(lambda t: t**4 - t, 0.3)
    assert lowest(line) == pytest.approx(0.25 ** (1 / 3), rel=1e-6)
    ends = line.crossing()
    assert ends is not None
    assert ends[0] == pytest.approx(1, rel=1e-8)


def test_what_falls_for_ever_has_no_limit() -> None:
    line = searched(lambda t: math.exp(-t / 100), 1.0)
    assert line.crossing() is None
    assert lowest(line) == line.rates[-1]


def test_what_rises_at_once_is_not_lowered() -> None:
    line = searched(lambda t: t, 1.0)
    assert lowest(line) == 0
    ends = line.crossing()
    assert ends is not None
    assert ends[0] == 0


def test_loss_that_is_no_number_is_above() -> None:
    line = searched(lambda t: math.nan if t > 5 else -t, 1.0)
    ends = line.crossing()
    assert ends is not None
    assert ends[0] == pytest.approx(5, rel=1e-8)
    assert line.at(7.0) == math.inf


def test_each_rate_is_evaluated_once() -> None:
    asked: list[float] = []

    def loss(t: float) -> float:
        asked.append(t)
        return (t - 3) ** 2

    searched(loss, 1.0)
    assert len(set(asked)) == len(asked)
