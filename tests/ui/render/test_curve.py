from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from nn_tui.debugger.session import Session
from nn_tui.ui.render.curve import CurveChart, draw_curve
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.view import View
from tests.ui.driving import session_of
from tests.ui.render.curves import view_of_curve, view_of_errors
from tests.ui.render.moments import moment_of, role_at, view_of

LOG, LOSS, RECENT = CurveLook(is_log=True), CurveLook(is_loss=True), CurveLook(is_recent=True)


def forked(*forks: int, epochs: int = 100) -> Session:
    session = session_of(epochs=str(epochs))
    session.advance(session.ops_left())
    for number, fork in enumerate(forks, start=1):
        session.travel(session.ways.to_epoch(fork))
        session.edit("learning_rate", str(0.01 * number))
        session.advance(session.ops_left())
    return session


def chart_of(session: Session, look: CurveLook | None = None, width: int = 42) -> CurveChart:
    moment, look = session.snapshot(), look or CurveLook()
    return draw_curve(moment, look, look.window(moment.epochs_done), width, 9)


def columns_of(lines: Sequence[Line], mark: str) -> set[int]:
    rows = plain(lines).split("\n")
    return {x for row in rows for x, one in enumerate(row) if one == mark}


def is_curve(mark: str) -> bool:
    return "⠀" < mark <= "⣿"


def drawn(view: View, look: CurveLook, width: int = 42, height: int = 8) -> list[Line]:
    window = look.window(view.moment.epochs_done)
    lines = draw_curve(view.moment, look, window, width, height).lines()
    assert len(lines) == height
    return lines


def y_labels(lines: list[Line]) -> list[str]:
    return [row.split("┤")[0].strip() for row in plain(lines).split("\n") if "┤" in row]


def x_labels(lines: list[Line]) -> list[str]:
    return plain(lines).split("\n")[-1].split()


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


def test_cursor_is_a_line_on_its_epoch_that_crosses_the_curve() -> None:
    chart = draw_curve(moment_of(epochs=50), CurveLook(), (1, None), 42, 8)
    rows = plain(chart.lines(25)).split("\n")
    assert chart.area is not None
    x = chart.area.left + chart.area.column_of(25)
    assert {row[x] for row in rows[:-2]} == {"│", "┼"}
    assert all(span.role is Role.CURRENT for row in chart.lines(25) for span in row if "┼" in span)


def test_curve_behind_the_cursor_is_dotted_and_dim() -> None:
    chart = draw_curve(moment_of(epochs=50), CurveLook(), (1, None), 42, 8)
    before, after = ([span for row in chart.lines(e) for span in row] for e in (None, 0))
    solid, dotted = ("".join(s.text for s in spans) for spans in (before, after))
    assert sum(map(is_curve, dotted)) > 20
    behind = [s.role for s in after if any(map(is_curve, s.text))]
    assert set(behind) == {Role.DIM}
    assert not {mark for mark in dotted if is_curve(mark)} & set("⠤⠒⣀⠉")
    assert {mark for mark in solid if is_curve(mark)} & set("⠤⠒⣀⠉")


def test_curve_before_the_cursor_is_as_it_was() -> None:
    chart = draw_curve(moment_of(epochs=50), CurveLook(), (1, None), 42, 8)
    assert chart.area is not None
    end = chart.area.left + chart.area.column_of(30)
    before, after = (plain(lines).split("\n") for lines in (chart.lines(), chart.lines(30)))
    assert [row[:end].rstrip() for row in before] == [row[:end].rstrip() for row in after]


@pytest.mark.parametrize("epoch", [0, -3, 50, 999])
def test_cursor_outside_the_axis_stands_at_its_end(epoch: int) -> None:
    chart = draw_curve(moment_of(epochs=50), CurveLook(), (1, None), 42, 8)
    rows = plain(chart.lines(epoch)).split("\n")
    assert chart.area is not None
    assert rows[0][chart.area.left if epoch <= 0 else 41] in "│┼"


def test_other_branch_is_drawn_from_where_it_parts_by_another_mark() -> None:
    chart = chart_of(forked(20))
    rows = plain(chart.lines()).split("\n")
    assert rows[0] == "⣀ branch 2  • main"
    assert chart.area is not None
    start = chart.area.left + chart.area.column_of(20)
    assert set(range(start + 6, 42)) <= columns_of(chart.lines()[1:], "•")
    assert min(columns_of(chart.lines()[1:], "•")) >= start


def test_other_branches_and_their_names_stand_back() -> None:
    lines = chart_of(forked(20)).lines()
    assert role_at(lines, 0, "branch 2") is Role.PLAIN
    assert role_at(lines, 0, "main") is Role.DIM
    roles = {span.role for row in lines[1:] for span in row if "•" in span.text}
    assert roles == {Role.DIM}


def test_other_branch_stays_when_this_one_has_no_epoch() -> None:
    session = forked()
    session.travel(session.ways.to_epoch(0))
    session.edit("learning_rate", "2")
    shown = plain(chart_of(session).lines())
    assert "no epoch yet" not in shown
    assert shown.count("•") > 30


@pytest.mark.parametrize(
    ("forks", "left_out"),
    [((90, 80, 70, 60, 50, 40), {"main"}), ((30, 40, 50, 60, 70, 80), {"main"})],
)
def test_other_branches_beyond_five_are_those_that_part_last(
    forks: tuple[int, ...], left_out: set[str]
) -> None:
    names = plain(chart_of(forked(*forks), width=80).lines()).split("\n")[0].split("  ")
    every = {"main", *(f"branch {number}" for number in range(2, len(forks) + 2))}
    assert names[0] == f"⣀ branch {len(forks) + 1}"
    assert names.pop() == "+1 more"
    assert {name[2:] for name in names} == every - left_out


def test_legend_names_those_that_part_last_first_and_counts_the_others() -> None:
    session = forked(30, 40, 50, 60, 70, 80)
    for width, legend in [
        (80, "⣀ branch 7  • branch 6  x branch 5  + branch 4  o branch 3  * branch 2  +1 more"),
        (78, "⣀ br7  • br6  x br5  + br4  o br3  * br2  +1 more"),
        (28, "⣀ br7  • br6  x br5  +4 more"),
        (18, "⣀ br7  +6 more"),
    ]:
        lines = chart_of(session, width=width).lines()
        assert plain(lines).split("\n")[0] == legend
        assert role_at(lines, 0, "7") is Role.PLAIN
        assert role_at(lines, 0, "more") is Role.DIM


@pytest.mark.parametrize("look", [CurveLook(), LOSS, LOG])
def test_branch_that_diverged_leaves_the_axis_to_this_one(look: CurveLook) -> None:
    session = session_of("sine", activation="linear", epochs="300")
    session.advance(session.ops_left())
    session.travel(session.ways.to_epoch(30))
    session.edit("learning_rate", "30")
    session.advance(session.ops_left())
    assert session.divergence is not None
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    lines = chart_of(session, look).lines()
    assert plain(lines).split("\n")[0] == "⣀ main  • branch 2 ↑"
    own = session.snapshot().curve
    highest = float(look.values(own).high.max())
    assert float(y_labels(lines)[0]) <= (100 if look.is_log else 3) * highest
    rows = plain(lines).split("\n")[1:]
    assert sum(any(map(is_curve, row)) for row in rows) >= (2 if look.is_log else 4)


def test_recent_epochs_of_the_past_stand_in_the_middle() -> None:
    session = forked(epochs=400)
    session.travel(session.ways.to_epoch(200))
    labels = [int(label) for label in x_labels(chart_of(session, RECENT).lines(200))]
    assert min(labels) in range(140, 170)
    assert max(labels) in range(230, 260)


def test_recent_epochs_leave_out_what_another_branch_came_to() -> None:
    session = forked(epochs=400)
    session.travel(session.ways.to_epoch(100))
    session.edit("learning_rate", "2")
    assert max(map(int, x_labels(chart_of(session, RECENT).lines()))) <= 160


def test_lone_epoch_of_a_branch_is_seen_beside_another() -> None:
    session = forked()
    session.travel(session.ways.to_epoch(0))
    session.edit("learning_rate", "0.5")
    session.advance(session.machine.program.epoch_length)
    lines = chart_of(session).lines()
    assert Role.PLAIN in {span.role for row in lines[1:] for span in row if "•" in span.text}
