"""The forecast of a step, as lines."""

from __future__ import annotations

import dataclasses

import pytest

from nn_tui.debugger.forecast.forecast import Forecast, Point
from nn_tui.debugger.forecast.study import ForecastStep
from nn_tui.ui.render.forecast import draw_forecast
from nn_tui.ui.render.forecast_curve import marked_rates
from nn_tui.ui.render.lines import plain, width_of
from tests.debugger.working import found_by
from tests.ui.driving import session_of


def forecast(dataset: str = "classic", epochs: int = 20, **given: str) -> Forecast:
    session = session_of(dataset, **given)
    session.advance(epochs * session.machine.program.epoch_length)
    return found_by(ForecastStep().begin(session))


def nearest(found: Forecast, rate: float) -> Point:
    return min(found.points, key=lambda point: abs(point.rate - rate))


def text_of(found: Forecast, rate: float, width: int = 78, height: int = 20) -> str:
    return plain(draw_forecast(found, nearest(found, rate), width, height))


def test_changes_at_the_present_rate_and_at_the_chosen_one() -> None:
    found = forecast("iris", 5)
    assert found.best is not None and found.limit is not None
    lines = text_of(found, found.best).splitlines()
    assert lines[0] == (
        f"The next step, epoch 6, batch 1: loss before it {found.before:.6g} (cross-entropy, mean"
    )
    assert lines[1] == "over 30 rows)"
    now, chosen = (row.split() for row in lines[3:5])
    assert now[:2] == ["now", "0.2"]
    assert [float(cell) for cell in now[2:]] == pytest.approx(
        [found.first_order(0.2), found.second_order(0.2), found.actual, found.after], rel=1e-3
    )
    point = nearest(found, found.best)
    assert chosen[:3] == [">", "at", f"{point.rate:.4g}"]
    assert float(chosen[-1]) == pytest.approx(point.loss, rel=1e-3)
    text = "\n".join(lines)
    assert f"least loss at rate {found.best:.4g}; larger than before from {found.limit:.4g}" in text
    assert f"enter: learning rate {point.rate:.4g} from the next op on" in text


def test_marks_stand_above_their_rates() -> None:
    found = forecast("iris", 5)
    lines = text_of(found, 0.2).splitlines()
    place = next(n for n, row in enumerate(lines) if "▾now" in row)
    marks, labels = lines[place], next(row for row in lines if row.split()[:2] == ["0", "2"])
    assert marks.index("▾now") < marks.index("▾best") < marks.index("▾limit")
    # Two rates that are labelled tell where the others are.
    first, last = labels.index("0"), labels.index("8")
    for rate, name in marked_rates(found):
        expected = first + (last - first) * rate / 8
        assert abs(marks.index(f"▾{name}") - expected) <= 1.5


def test_small_rates_are_labelled_as_they_are() -> None:
    found = forecast("sine", 5, learning_rate="0.0001", loss="squared")
    assert found.limit is not None and found.limit < 1
    lines = text_of(found, 0.0001).splitlines()
    axis = next(n for n, row in enumerate(lines) if "└" in row)
    labels = [float(word) for word in lines[axis + 1].split()]
    assert labels[0] == 0 and 0 < labels[-1] <= found.points[-1].rate
    assert len(labels) >= 3


def test_step_that_makes_the_loss_larger_says_so() -> None:
    found = forecast("sine", 0, learning_rate="0.5", loss="squared")
    text = text_of(found, found.rate)
    assert found.rate > (found.limit or 0)
    assert "larger than before from" in text


def test_step_along_which_the_loss_only_falls() -> None:
    found = forecast("xor", 500)
    assert found.limit is None
    assert "the loss falls all the way, up to the largest rate tried" in text_of(found, found.rate)


@pytest.mark.parametrize(("width", "height"), [(28, 8), (46, 10), (60, 12), (78, 20), (118, 34)])
@pytest.mark.parametrize("dataset", ["classic", "moons", "iris", "sine"])
def test_it_fits_any_size(dataset: str, width: int, height: int) -> None:
    found = forecast(dataset, 3)
    for point in found.points[:: max(1, len(found.points) // 6)]:
        lines = draw_forecast(found, point, width, height)
        assert len(lines) <= height
        assert {width_of(row) for row in lines} == {width}


def test_rate_far_beyond_the_limit_is_told_at_the_edge() -> None:
    found = forecast("sine", 2, learning_rate="0.3", loss="squared")
    assert found.rate > 100 * (found.limit or 0) > 0
    marks = next(row for row in text_of(found, found.rate).splitlines() if "▾best" in row)
    assert marks.endswith("now→")
    assert len(marks) == 78


def test_every_mark_stands_at_its_column_on_a_line_more_where_two_are_close() -> None:
    found = forecast("sine", 5, learning_rate="0.0001", loss="squared")
    assert found.limit is not None
    close = dataclasses.replace(found, rate=found.limit * 0.98)
    lines = text_of(close, found.limit).splitlines()
    rows = [n for n, row in enumerate(lines) if "▾" in row]
    assert len(rows) == 2
    columns = {name: row.index(name) for row in lines for name in ("▾now", "▾limit") if name in row}
    assert set(columns) == {"▾now", "▾limit"}
    assert 0 <= columns["▾limit"] - columns["▾now"] <= 3
    assert len(lines) <= 20


@pytest.mark.parametrize("width", [28, 36, 44, 46, 55, 56])
def test_columns_of_the_table_are_whole_or_left_out(width: int) -> None:
    found = forecast("iris", 5)
    lines = text_of(found, found.rate, width, 10).splitlines()
    head = next(row for row in lines if row.startswith("change of loss"))
    now = next(row for row in lines if row.startswith("  now"))
    count = (width - 16) // 10
    assert len(now.split()) == 2 + count
    assert head.rstrip().endswith(("by slope", "+ bend", "really", "loss then")[count - 1])
    assert len(now) == 16 + 10 * count


def test_without_room_for_the_chart_a_line_says_how_to_see_it() -> None:
    found = forecast("iris", 5)
    assert "z: the chart" in text_of(found, found.rate, 78, 12).splitlines()
    assert "z: the chart" not in text_of(found, found.rate, 78, 20)


@pytest.mark.parametrize("dataset", ["classic", "moons", "iris", "sine"])
def test_the_legend_names_the_prediction_only_where_it_is_drawn(dataset: str) -> None:
    found = forecast(dataset, 3)
    lines = text_of(found, found.rate, 78, 16).splitlines()
    top = next(n for n, row in enumerate(lines) if row.startswith("⣀ "))
    axis = next(n for n, row in enumerate(lines) if "└" in row)
    is_drawn = any("x" in row for row in lines[top + 1 : axis] if "▾" not in row)
    assert ("x " in lines[top]) == is_drawn


def test_a_change_of_nothing_is_0_without_a_sign() -> None:
    found = forecast("iris", 5)
    now = next(row for row in text_of(found, 0.0).splitlines() if row.startswith("> at 0 "))
    assert [float(cell) for cell in now.split()[3:6]] == [0, 0, 0]
    assert "-0" not in now
