"""An array beside itself at another moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.beside import AtEpoch, Beside, EndOf, EpochAgo, IterationAgo, Other
from nn_tui.debugger.comparison import Comparison
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.compared import Compared, Differences, compared, difference, part_then
from nn_tui.ui.render.inspector import draw_inspector, manner
from nn_tui.ui.render.inspector_grid import DIGITS, GridLook
from nn_tui.ui.render.inspector_sides import Second, sides_of
from nn_tui.ui.render.lines import plain, width_of
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View
from tests.debugger.screens import Ticks
from tests.ui.driving import session_of
from tests.ui.render.moments import view_of

NARROW, LOW = 48, 9
"""Cells and lines inside the panel at 80x24."""

NUMBERS, SHADES = GridLook(), GridLook(is_shades=True)


def beside(
    session: Session,
    other: Other,
    name: str,
    cell: tuple[int, int] = (0, 0),
    *,
    is_gradient: bool = False,
) -> View:
    comparison = Comparison(session, Pace(Ticks()))
    comparison.choose(other)
    shown = comparison.beside(is_running=False)
    while comparison.is_due:
        comparison.advance()
        shown = comparison.beside(is_running=False)
    moment = replace(session.snapshot(), beside=shown)
    return view_of(moment, name, cell, is_gradient=is_gradient)


def trained(dataset: str = "classic", epochs: int = 3, **given: str) -> Session:
    session = session_of(dataset, **given)
    for _ in range(epochs):
        session.step(Unit.EPOCH)
    return session


def lines_of(
    view: View, look: GridLook = NUMBERS, width: int = NARROW, height: int = LOW
) -> list[str]:
    summary, changes = Summaries().of(view), Differences().of(view)
    return plain(draw_inspector(view, look, summary, width, height, changes)).split("\n")


def test_difference_stands_beside_the_values() -> None:
    view = beside(trained(), IterationAgo(), "synapse_0", (1, 0))
    *lines, cell, gap = lines_of(view)
    assert lines[1:] == [
        "3 x 4  diff  min -0.0356 max 0.0430 mean 0.00270",
        "           0         1 │     diff 0    diff 1",
        "0     -0.254     0.566 │    -0.0296    0.0430",
        "1     -0.700    -0.812 │    0.00199   0.00176",
        "2     -0.198    0.0755 │    0.00243   8.46e-5",
        "",
    ]
    now, _, then = cell.removeprefix("now ").partition("  then ")
    assert gap == f"now - then = {float(now) - float(then)!r}"


def test_other_values_stand_there_on_their_key() -> None:
    view = beside(trained(), IterationAgo(), "synapse_0")
    lines = lines_of(view, replace(NUMBERS, is_then=True))
    assert lines[2] == "           0         1 │     then 0    then 1"
    assert lines[3] == "0     -0.254     0.566 │     -0.224     0.523"


def test_vector_has_its_difference_below() -> None:
    view = beside(trained(bias="yes"), IterationAgo(), "bias_0", (0, 1))
    assert sides_of(view, NUMBERS, NARROW, LOW).second is Second.BELOW
    lines = lines_of(view)
    assert lines[2].split() == ["0", "1", "2", "3"]
    assert len(lines[3].split()) == len(lines[5].split()) == 4
    assert lines[4] == "now - then"


def test_shades_of_the_difference_have_a_scale_of_their_own() -> None:
    view = beside(trained(), IterationAgo(), "synapse_1")
    _, figures, head, *rows = lines_of(view, SHADES)
    assert "█ max" in figures or "█ min" in figures
    assert head.endswith("│ di")
    # The largest change is small beside the weights, and yet the densest.
    assert any(row.split(" │ ")[1] in ("██", "-█", "+█") for row in rows[:4])


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("width", [20, 30, 48, 68, 118])
@pytest.mark.parametrize("name", ["l1", "synapse_0", "bias_0", "learning_rate", "loss"])
def test_lines_are_as_wide_and_as_many_as_asked(name: str, width: int, digits: int) -> None:
    view = beside(trained(bias="yes"), EpochAgo(), name)
    for look in (GridLook(digits=digits), SHADES):
        for height in (3, 5, 6, 9, 20):
            summary, changes = Summaries().of(view), Differences().of(view)
            lines = draw_inspector(view, look, summary, width, height, changes)
            assert len(lines) <= height
            assert max(map(width_of, lines)) <= width


def test_both_numbers_and_the_difference_are_in_full_precision() -> None:
    session = trained()
    view = beside(session, EpochAgo(), "synapse_0", (2, 3))
    other = compared(view)
    assert isinstance(other, Compared)
    now, then = view.moment.array("synapse_0"), other.moment.array("synapse_0")
    assert now is not None
    assert then is not None
    text = " ".join(lines_of(view, width=118))
    for number in (now[2, 3], then[2, 3], now[2, 3] - then[2, 3]):
        assert repr(float(number)) in text


def test_gradient_view_turns_the_sign_of_the_difference() -> None:
    session = trained()
    stored = beside(session, EpochAgo(), "l2_delta")
    shown = beside(session, EpochAgo(), "l2_delta", is_gradient=True)
    for view, sign in ((stored, 1.0), (shown, -1.0)):
        other = compared(view)
        assert isinstance(other, Compared)
        then, _ = part_then(view, other, range(1), range(1))
        values = other.moment.array("l2_delta")
        assert values is not None
        assert then[0, 0] == sign * values[0, 0]
    means = [Differences().of(view) for view in (stored, shown)]
    assert means[0] is not None
    assert means[1] is not None
    assert means[0].mean == -means[1].mean


def test_rows_stand_beside_the_same_rows_of_the_dataset() -> None:
    session = trained("iris", batch_size="50", shuffle="yes")
    view = beside(session, EpochAgo(), "l0")
    other = compared(view)
    assert isinstance(other, Compared)
    assert other.partners is not None
    now = view.moment.array("l0")
    assert now is not None
    then, is_there = part_then(view, other, range(len(now)), range(4))
    assert 0 < is_there.sum() < len(now)
    np.testing.assert_array_equal(then[is_there], now[is_there])
    summary = Differences().of(view)
    assert summary is not None
    assert summary.least == summary.greatest == 0.0


def test_row_that_is_in_another_batch_is_said_to_be() -> None:
    session = trained("iris", batch_size="50", shuffle="yes")
    view = beside(session, EpochAgo(), "l0")
    other = compared(view)
    assert isinstance(other, Compared)
    assert other.partners is not None
    rows = view.moment.dataset_rows("l0")
    assert rows is not None
    missing = int((other.partners < 0).nonzero()[0][0])
    view = view_of(view.moment, "l0", (missing, 0))
    assert lines_of(view)[-1] == "then: this row is in another batch"


@pytest.mark.parametrize(
    ("other", "name", "reason"),
    [
        (AtEpoch(0), "l1", "epoch 0: not yet computed then"),
        (AtEpoch(9), "l1", "epoch 9: main has come to epoch 3"),
        (EndOf("branch 7"), "l1", "branch 7 is not remembered any more"),
    ],
)
def test_reason_is_said_where_there_is_nothing_beside(other: Other, name: str, reason: str) -> None:
    lines = lines_of(beside(trained(), other, name), width=100)
    assert reason in lines[1]
    assert lines[-1].startswith(f"{name}[0,0] = ")


@pytest.mark.parametrize(
    ("other", "name", "reason"),
    [
        (IterationAgo(), "l1", "another batch, other rows"),
        (EpochAgo(), "epoch_x", "the data does not change"),
    ],
)
def test_reason_where_batches_have_other_rows(other: Other, name: str, reason: str) -> None:
    session = trained("iris", batch_size="50", shuffle="yes")
    assert reason in lines_of(beside(session, other, name))[1]


def test_branch_of_another_shape_is_told_by_both_shapes() -> None:
    session = trained()
    session.go_to(session.machine.program.end_of_epoch(2))
    session.edit("hidden", "5")
    session.step(Unit.EPOCH)
    view = beside(session, EndOf("main"), "synapse_0")
    assert "3 x 4 there, 3 x 5 here" in lines_of(view)[1]


def test_end_of_a_branch_is_there_and_not_then() -> None:
    session = trained()
    session.go_to(session.machine.program.end_of_epoch(2))
    session.make(SetCells("synapse_0", (0, 0), np.array([[0.5]])))
    view = beside(session, EndOf("main"), "synapse_0")
    lines = lines_of(view)
    assert "now - there = " in lines[-1]
    assert manner(view, NUMBERS) == "beside the end of main · 3 digits · follows s"


def test_comparison_that_waits_says_so() -> None:
    moment = replace(trained().snapshot(), beside=Beside(EpochAgo(), reason="waits for the pause"))
    view = view_of(moment, "l1")
    assert lines_of(view)[1].endswith("one epoch ago: waits for the pause")


@pytest.mark.parametrize("name", ["synapse_0", "bias_0"])
def test_cells_of_both_blocks_are_found_by_the_mouse(name: str) -> None:
    view = beside(trained(bias="yes"), IterationAgo(), name)
    sides = sides_of(view, NUMBERS, NARROW, LOW)
    x, y = sides.grid.label + 5, 3
    assert sides.cell_at(x, y) == (0, 0)
    if sides.second is Second.BESIDE:
        across = sides.grid.cell * len(sides.grid.columns) + 3
        assert sides.cell_at(x + across, y + 1) == (1, 0)
    else:
        assert sides.cell_at(x, y + 1) is None
        assert sides.cell_at(x, y + 2) == (0, 0)


def test_difference_of_what_is_not_finite_is_not_finite() -> None:
    gap = difference(np.array([[np.inf, 1.0]]), np.array([[np.inf, np.inf]]))
    assert np.isnan(gap[0, 0])
    assert gap[0, 1] == -np.inf
