from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nn_tui.chart import NO_DATA, Series, draw_chart, plot_area, thin
from nn_tui.chart_axes import stepped_limits

FALLING = Series("loss", [1, 2, 3, 4, 5], [0.5, 0.4, 0.25, 0.1, 0.05])


def text_of(lines: list[str]) -> str:
    return "\n".join(row.rstrip() for row in lines)


def y_labels(lines: list[str]) -> list[str]:
    return [row.split("┤")[0].strip() for row in lines if "┤" in row]


def x_labels(lines: list[str]) -> list[str]:
    return lines[-1].split()


def test_chart_draws_a_curve_with_its_axes() -> None:
    assert text_of(draw_chart([FALLING], 30, 8)) == "\n".join(
        [
            "   │⠑⠢⠤⣀",
            "0.4┤    ⠉⠑⠒⠤⣀",
            "   │         ⠉⠒⠤⣀⡀",
            "0.2┤             ⠈⠒⠤⡀",
            "   │                ⠈⠑⠢⢄⣀⡀",
            "0.0┤                     ⠈⠉⠑⠒⠒",
            "   └┬─────┬──────┬─────┬─────┬",
            "    1     2      3     4     5",
        ]
    )


def test_chart_without_an_epoch_says_so() -> None:
    assert text_of(draw_chart([Series("loss", [], [])], 20, 4)) == "\n".join(
        ["│", "│    no epoch yet", "│", "└───────────────────"]
    )


@pytest.mark.parametrize("series", [[], [Series("loss", [1], [np.nan])]])
def test_chart_without_a_finite_value_says_so(series: list[Series]) -> None:
    assert NO_DATA in text_of(draw_chart(series, 40, 8))


def test_chart_of_one_epoch_shows_a_point() -> None:
    lines = draw_chart([Series("loss", [1], [0.5])], 40, 8)
    assert sum(row.count("•") for row in lines) == 1
    assert y_labels(lines) == ["0.6", "0.5", "0.4"]
    assert x_labels(lines) == ["0", "1", "2"]


def test_chart_too_small_for_axes_shows_the_last_value() -> None:
    assert draw_chart([FALLING], 12, 2) == ["loss 0.05   ", " " * 12]


def test_chart_of_one_cell_is_cut() -> None:
    assert draw_chart([FALLING], 1, 1) == ["l"]


def test_chart_of_two_series_tells_them_apart() -> None:
    other = Series("validation loss", [1, 5], [0.5, 0.3])
    lines = draw_chart([FALLING, other], 40, 8)
    assert lines[0].rstrip() == "⣀ loss  • validation loss"
    assert any("•" in row for row in lines[1:])


def test_legend_names_whole_curves_as_far_as_there_is_room() -> None:
    curves = [FALLING, *(Series(f"branch {n}", [1, 5], [0.5, 0.3]) for n in (2, 3))]
    assert draw_chart(curves, 40, 8)[0].rstrip() == "⣀ loss  • branch 2  x branch 3"
    assert draw_chart(curves, 30, 8)[0].rstrip() == "⣀ loss  • branch 2  x branch 3"
    assert draw_chart(curves, 29, 8)[0].rstrip() == "⣀ loss  • branch 2  +1 more"
    assert draw_chart(curves, 20, 8)[0].rstrip() == "⣀ loss  +2 more"
    assert draw_chart(curves, 16, 8)[0].rstrip() == "⣀ loss  +2 more"


def test_legend_counts_what_is_not_drawn() -> None:
    curves = [FALLING, *(Series(f"branch {n}", [1, 5], [0.5, 0.3]) for n in (2, 3))]
    whole = "⣀ loss  • branch 2  x branch 3  +4 more"
    assert draw_chart(curves, 40, 8, more=4)[0].rstrip() == whole
    assert draw_chart(curves, 38, 8, more=4)[0].rstrip() == "⣀ loss  • branch 2  +5 more"


@pytest.mark.parametrize("width", [30, 41, 78])
@pytest.mark.parametrize("epoch", [1, 2, 30, 77, 119, 120])
@pytest.mark.parametrize("others", [0, 1])
def test_area_says_in_which_column_an_epoch_is(width: int, epoch: int, others: int) -> None:
    spike = Series("loss", range(1, 121), [float(e == epoch) for e in range(1, 121)])
    curves = [spike, *[Series("other", [1, 2], [0.0, 0.0])] * others]
    area = plot_area(curves, width, 9)
    assert area is not None
    rows = draw_chart(curves, width, 9)[area.top :]
    highest = {x - area.left for x, mark in enumerate(rows[0]) if "⠀" < mark <= "⣿"}
    assert area.column_of(epoch) in highest
    assert len(highest) <= 2
    assert rows[0][area.left - 1] in "│┤"
    assert abs(area.epoch_at(area.column_of(epoch)) - epoch) <= area.epochs_per_column
    assert area.left + area.columns == width


@pytest.mark.parametrize("epochs", [40, 1000, 54_321])
def test_area_finds_the_column_again_of_the_epoch_that_it_names(epochs: int) -> None:
    area = plot_area([Series("loss", [1, epochs], [1.0, 0.0])], 30, 9)
    assert area is not None
    assert [area.column_of(area.epoch_at(x)) for x in range(area.columns)] == [*range(area.columns)]
    assert area.epoch_at(0) == round(area.first)
    assert area.epoch_at(area.columns - 1) == round(area.last)


@pytest.mark.parametrize(("width", "values"), [(12, [0.5]), (40, []), (40, [np.nan])])
def test_chart_without_axes_has_no_area(width: int, values: list[float]) -> None:
    assert plot_area([Series("loss", range(len(values)), values)], width, 8) is None


def test_chart_leaves_out_a_series_without_values() -> None:
    lines = draw_chart([FALLING, Series("validation loss", [], [])], 40, 8)
    assert not any("•" in row for row in lines[1:])


def test_chart_labels_epochs_with_whole_numbers() -> None:
    for last in (2, 3, 7, 12, 25, 99, 1001, 54321):
        lines = draw_chart([Series("loss", range(1, last + 1), [0.5] * last)], 60, 8)
        assert all(label.isdigit() for label in x_labels(lines)), lines[-1]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.0, 0.0], ["1", "0"]),
        ([0.25, 0.25], ["0.30", "0.25", "0.20"]),
        ([1e-5, 2e-5], ["2.0e-05", "1.8e-05", "1.6e-05", "1.4e-05", "1.2e-05", "1.0e-05"]),
        ([-1.0, 1.0], ["1.0", "0.5", "0.0", "-0.5", "-1.0"]),
        ([0.0, 1e300], ["1.0e+300", "8e+299", "6e+299", "4e+299", "2e+299", "0"]),
        ([1000.0, 3000.0], ["3000", "2500", "2000", "1500", "1000"]),
    ],
)
def test_chart_labels_values_readably(values: list[float], labels: list[str]) -> None:
    assert y_labels(draw_chart([Series("loss", [1, 2], values)], 40, 14)) == labels


def test_chart_on_a_log_scale_labels_powers_of_ten() -> None:
    lines = draw_chart([Series("loss", [1, 2, 3], [0.5, 0.01, 0.002])], 40, 10, is_log=True)
    assert y_labels(lines) == ["1", "0.1", "0.01", "0.001"]


def test_chart_on_a_log_scale_within_a_power_of_ten_labels_values() -> None:
    lines = draw_chart([Series("loss", [1, 2], [2.1e-6, 1.8e-6])], 40, 14, is_log=True)
    labels = y_labels(lines)
    assert labels[0] == "2.1e-06"
    assert labels[-1] == "1.8e-06"
    assert len(labels) >= 4


def test_chart_on_a_log_scale_of_one_value_shows_it_between_its_neighbours() -> None:
    lines = draw_chart([Series("loss", [1], [0.5])], 40, 8, is_log=True)
    assert y_labels(lines) == ["0.6", "0.5", "0.4"]


def test_chart_on_a_log_scale_leaves_out_what_is_not_positive() -> None:
    kept = draw_chart([Series("loss", [1, 3], [0.5, 0.1])], 40, 8, is_log=True)
    mixed = Series("loss", [1, 2, 2, 3], [0.5, 0.0, -1.0, 0.1])
    assert draw_chart([mixed], 40, 8, is_log=True) == kept


def test_chart_on_a_log_scale_can_be_drawn_again() -> None:
    first = draw_chart([FALLING], 40, 8, is_log=True)
    assert draw_chart([FALLING], 40, 8, is_log=True) == first


def test_chart_keeps_its_rows_while_a_curve_grows_slightly() -> None:
    epochs = np.arange(1, 44)
    loss = 0.5 * np.exp(-epochs / 20)
    before = draw_chart([Series("loss", epochs[:42], loss[:42])], 60, 12)
    after = draw_chart([Series("loss", epochs, loss)], 60, 12)
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 2


@pytest.mark.parametrize(
    ("low", "high", "limits"),
    [
        (0.02, 0.48, (0.0, 0.5, 0.1)),
        (0.02, 0.47, (0.0, 0.5, 0.1)),
        (0.0, 10.0, (0.0, 10.0, 2.0)),
        (-3.0, 7.0, (-4.0, 8.0, 2.0)),
        (0.0, 0.0, (0.0, 1.0, 1.0)),
        (5.0, 5.0, (4.0, 6.0, 1.0)),
        (-5.0, -5.0, (-6.0, -4.0, 1.0)),
    ],
)
def test_stepped_limits_are_whole_steps(
    low: float, high: float, limits: tuple[float, float, float]
) -> None:
    assert stepped_limits(low, high, 5) == pytest.approx(limits)


def test_stepped_limits_have_no_smaller_step_than_asked() -> None:
    assert stepped_limits(1, 4, 10, 1.0) == (1.0, 4.0, 1.0)


LIMIT = st.floats(-1e305, 1e305, allow_nan=False)


@given(low=LIMIT, high=LIMIT, steps=st.integers(1, 20))
def test_stepped_limits_enclose_the_data(low: float, high: float, steps: int) -> None:
    assume(low <= high)
    lower, upper, step = stepped_limits(low, high, steps)
    assert lower < upper
    assert lower <= low + 1e-6 * step
    assert upper >= high - 1e-6 * step
    assert round((upper - lower) / step) <= 2 * steps + 2


PLACES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=200)


@given(points=PLACES, columns=st.integers(1, 30))
def test_thin_keeps_two_points_a_column_and_the_last(
    points: list[tuple[float, float]], columns: int
) -> None:
    x, y = (np.array(column) for column in zip(*sorted(points), strict=True))
    kept_x, kept_y = thin(x, y, columns)
    assert (kept_x[-1], kept_y[-1]) == (x[-1], y[-1])
    if x.size > 2:
        column = np.minimum((kept_x * columns).astype(int), columns - 1)
        assert np.bincount(column).max() <= 2


def test_thin_keeps_the_least_and_the_greatest() -> None:
    x = np.linspace(0, 0.49, 50)
    y = np.full(50, 0.5)
    y[20], y[30] = 1.0, 0.0
    kept_x, kept_y = thin(np.append(x, 1.0), np.append(y, 0.5), 2)
    assert kept_y.tolist() == [1.0, 0.0, 0.5]
    assert kept_x[:2].tolist() == [x[20], x[30]]


VALUES = st.lists(st.one_of(st.floats(), st.floats(0, 1)), max_size=40)


@settings(max_examples=100, deadline=None)
@given(
    curves=st.lists(VALUES, max_size=5),
    width=st.one_of(st.integers(1, 40), st.just(300)),
    height=st.one_of(st.integers(1, 20), st.just(100)),
    is_log=st.booleans(),
)
def test_chart_of_any_values_has_exactly_the_size(
    curves: list[list[float]], width: int, height: int, is_log: bool
) -> None:
    series = [Series("loss", range(1, len(y) + 1), y) for y in curves]
    lines = draw_chart(series, width, height, is_log)
    assert [len(row) for row in lines] == [width] * height
    assert all(row.isprintable() for row in lines)


@settings(max_examples=100, deadline=None)
@given(epochs=st.lists(st.floats(), min_size=1, max_size=10))
def test_chart_of_any_epochs_has_exactly_the_size(epochs: list[float]) -> None:
    lines = draw_chart([Series("loss", epochs, [0.5] * len(epochs))], 40, 8)
    assert [len(row) for row in lines] == [40] * 8


def test_chart_loads_plotext_at_the_first_frame_only() -> None:
    program = "import nn_tui.chart, sys; print('plotext' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert shown.stdout.strip() == b"False"
