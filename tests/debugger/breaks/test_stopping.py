"""Runs that are stopped by breakpoints: exactly where they are hit, forward and back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.breaks.breakpoint import BeforeLine, When, line_at, place_of
from nn_tui.debugger.breaks.search import BackwardSearch
from nn_tui.debugger.breaks.table import MOST as MOST_BREAKPOINTS
from nn_tui.debugger.breaks.table import BreakpointError
from nn_tui.debugger.breaks.watch import MOST as MOST_WATCHES
from nn_tui.debugger.breaks.watch import WatchError
from nn_tui.debugger.conditions.errors import ConditionError
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from tests.debugger.breaks.stops import go_back, go_back_once, go_on, stops_of
from tests.debugger.sessions import assert_same_moment, session_of

BATCHES = {"batch_size": "3", "shuffle": "yes"}

CONDITIONS = [
    "loss < 0.25",
    "error < previous(error) - 0.002",
    "epoch % 7 == 0",
    "crosses(error, 0.35)",
    "loss < 0.5 and error > 0.3",
    "max(abs(l1_delta)) < 0.03",
    "crosses(synapse_1[0,0], -0.8)",
    "max(l2) > previous(max(l2)) + 0.001",
    'op == "l1_delta" and epoch % 5 == 0',
    'op == "synapse_0" and synapse_0[0,0] < previous(synapse_0[0,0])',
    "loss > max(l2_delta)",
    "epoch > 10 and any(l2 > 0.6)",
]


def watched(text: str, **given: str) -> Session:
    session = session_of(**{"epochs": "1000000", **given})
    session.lookout.table.add(text, session.machine.program)
    return session


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("given", [{}, BATCHES], ids=["one batch", "batches"])
def test_run_stops_where_the_condition_is_met(text: str, given: dict[str, str]) -> None:
    expected = stops_of(session_of(**given), text, epochs=30)
    assert go_on(watched(text, **given), epochs=30) == expected


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("given", [{}, BATCHES], ids=["one batch", "batches"])
def test_way_back_stops_at_the_same_moments(text: str, given: dict[str, str]) -> None:
    expected = stops_of(session_of(**given), text, epochs=25)
    assert expected
    session = watched(text, **given)
    session.advance(25 * session.machine.program.epoch_length)
    assert go_back(session, chunk=37) == [
        c for c in expected[::-1] if c != session_end(session, 25)
    ]


def session_end(session: Session, epoch: int) -> Cursor:
    return session.machine.program.end_of_epoch(epoch)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CONDITIONS), st.integers(1, 90), st.booleans(), st.integers(0, 300))
def test_chunks_do_not_matter(text: str, chunk: int, is_batched: bool, ahead: int) -> None:
    given_ = BATCHES if is_batched else {}
    session = watched(text, **given_)
    session.advance(ahead)
    whole = watched(text, **given_)
    whole.advance(ahead)
    stops = go_on(session, 35, chunk)
    assert stops == go_on(whole, 35)
    assert_same_moment(session, whole)


def test_run_that_was_stopped_is_the_run() -> None:
    straight, stopped = session_of(epochs="300"), watched("loss < 0.01", epochs="300")
    (*_, last) = go_on(stopped, 200)
    straight.advance(straight.machine.program.ops_before(last))
    assert_same_moment(straight, stopped)
    assert not stopped.timeline.is_in_the_past


def test_curve_ends_where_the_run_stopped() -> None:
    session = watched("loss < 0.01", epochs="100000")
    session.lookout.begin()
    session.advance(10**6)
    curve = session.snapshot().curve
    assert curve.last_epoch == session.cursor.epoch == 128
    assert curve.last_loss < 0.01 < curve.loss.last[-2]


def test_stop_in_the_past_keeps_the_future() -> None:
    session = watched("epoch == 20")
    session.advance(50 * session.machine.program.epoch_length)
    session.go_to(session_end(session, 3))
    session.lookout.begin()
    session.advance(10**6)
    assert session.cursor == session_end(session, 20)
    assert session.timeline.branch.end.cursor == session_end(session, 50)


def test_hits_are_counted_and_told_with_their_values() -> None:
    session = watched("0.2 < max(l1) and epoch > 2")
    session.lookout.begin()
    session.advance(100)
    (point,) = session.lookout.table.points
    assert (point.number, point.hits, session.cursor.epoch) == (1, 1, 3)
    assert point.found.startswith("max(l1) = 0.")
    assert session.lookout.take_said() == (
        f"breakpoint 1: 0.2 < max(l1) and epoch > 2 ({point.found})"
    )
    assert session.lookout.take_said() == ""


def test_breakpoints_of_one_moment_are_all_hit() -> None:
    session = watched("epoch == 3")
    session.lookout.table.add("error < 1 and epoch == 3", session.machine.program)
    session.lookout.table.add("epoch == 4", session.machine.program)
    session.lookout.begin()
    session.advance(1000)
    assert [point.hits for point in session.lookout.table.points] == [1, 1, 0]


def test_breakpoint_that_is_off_stops_nothing() -> None:
    session = watched("epoch == 3")
    session.lookout.table.switch(1)
    assert go_on(session, 5) == []
    session.start_over()
    session.lookout.table.switch(1)
    assert go_on(session, 5) == [session_end(session, 3)]


def test_steps_are_not_stopped() -> None:
    session = watched('op == "l1"')
    session.step(Unit.EPOCH)
    assert session.cursor == session_end(session, 1)


def test_line_stops_just_before_it_runs() -> None:
    session = session_of(**BATCHES)
    program = session.machine.program
    place = [op.writes for op in (*program.start, *program.iteration)].index("l2_delta")
    session.lookout.table.toggle_line(program, place)
    stops = go_on(session, 2)
    assert [(c.epoch, c.batch) for c in stops] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    for cursor in stops:
        assert program.ops(cursor.batch)[cursor.op].writes == "l2_delta"
    assert go_back(session, chunk=5) == stops[::-1]


@pytest.mark.parametrize("batch_size", ["1", "3", "all"])
def test_every_line_stops_once_in_each_iteration(batch_size: str) -> None:
    given = {"batch_size": batch_size, "shuffle": "yes"}
    program = session_of(**given).machine.program
    for place in range(len((*program.start, *program.iteration, *program.end))):
        session = session_of(**given)
        program = session.machine.program
        session.lookout.table.toggle_line(program, place)
        line = line_at(program, place)
        assert place_of(line, program) == place
        expected = [
            program.cursor_at(ops)
            for ops in range(1, 3 * program.epoch_length)
            if (ahead := program.after(program.cursor_at(ops)))
            and program.ops(ahead.batch)[ahead.op - 1].writes == line.writes
        ]
        assert expected
        assert go_on(session, 3)[: len(expected)] == expected


def test_line_and_condition_are_known_again() -> None:
    session = session_of()
    table, program = session.lookout.table, session.machine.program
    first = table.add("loss < 1", program)
    assert table.add(" loss < 1 ", program) is first
    assert table.toggle_line(program, 2) is not None
    assert [point.stop for point in table.points] == [When("loss < 1"), BeforeLine("z2")]
    assert table.toggle_line(program, 2) is None
    assert [point.number for point in table.points] == [1]
    again = table.toggle_line(program, 2)
    assert again is not None and again.number == 3
    table.remove(1)
    with pytest.raises(BreakpointError, match="none of that number; there are 3"):
        table.switch(1)
    with pytest.raises(ConditionError):
        table.add("los < 1", program)


def test_too_many_breakpoints_and_watches_are_refused_with_the_limit() -> None:
    session = session_of()
    table, watches = session.lookout.table, session.lookout.watches
    for number in range(MOST_BREAKPOINTS):
        table.add(f"loss < {number}", session.machine.program)
    with pytest.raises(BreakpointError, match="loss < 99: the limit is 50 breakpoints; remove"):
        table.add("loss < 99", session.machine.program)
    for number in range(MOST_WATCHES):
        watches.add(f"loss + {number}")
    with pytest.raises(WatchError, match="error: the limit is 20 watches; remove"):
        watches.add("error")
    with pytest.raises(WatchError, match="watch 21: there is none of that number; there are 1, 2"):
        watches.remove(21)


def test_back_from_the_start_there_is_nothing() -> None:
    session = watched("epoch > 0")
    assert not go_back_once(session)
    assert session.cursor == START


def test_where_nothing_is_hit_before_the_run_stays() -> None:
    session = watched("loss < 1e-9", **BATCHES)
    session.advance(333)
    before = session.snapshot()
    assert not go_back_once(session, chunk=50)
    after = session.snapshot()
    assert after.cursor == before.cursor
    assert (after.block == before.block).all()


def test_search_given_up_leaves_the_run_where_it_was() -> None:
    session = watched("epoch == 1")
    session.advance(500 * session.machine.program.epoch_length)
    other = session_of(epochs="1000000")
    other.advance(500 * session.machine.program.epoch_length)
    for travelled in range(12):
        search = BackwardSearch(session.timeline, session.ways, session.lookout.table.on)
        for _ in range(travelled):
            search.travel(100)
        search.turn_back()
        assert_same_moment(session, other)


def test_way_back_crosses_changes_and_other_batches() -> None:
    session = watched("crosses(error, 0.42)", **BATCHES)
    straight = session_of(epochs="1000000", **BATCHES)
    for each in (session, straight):
        each.advance(each.machine.program.epoch_length * 8)
        each.edit("learning_rate", "0.3")
        each.advance(each.machine.program.epoch_length * 8)
        each.edit("batch_size", "2")
        each.advance(each.machine.program.epoch_length * 20)
        each.advance(each.machine.program.epoch_length * 20)
    errors = straight.snapshot().curve.error.last
    assert session.cursor.epoch > 20
    crossed = [
        epoch + 1
        for epoch in range(1, len(errors))
        if (errors[epoch - 1] - 0.42) * (errors[epoch] - 0.42) < 0
    ]
    assert crossed
    assert [cursor.epoch for cursor in go_back(session, chunk=61)] == crossed[::-1]


def test_breakpoint_that_another_network_cannot_have_says_why() -> None:
    session = session_of(hidden="3,3")
    session.lookout.table.add("max(l3) > 0", session.machine.program)
    session.edit("hidden", "3")
    assert go_on(session, 2) == []
    (shown,) = session.snapshot().breaks.points
    assert "name l3: unknown" in shown.problem
    session.edit("hidden", "2,2")
    assert len(go_on(session, 2)) == 2
    (shown,) = session.snapshot().breaks.points
    assert shown.problem == ""


@pytest.mark.parametrize("text", ["not finite(l2)", "not (finite) (l2)"])
def test_finite_finds_where_the_run_diverges(text: str) -> None:
    session = session_of("sine", learning_rate="1e200", epochs="50")
    session.lookout.table.add(text, session.machine.program)
    session.lookout.begin()
    session.advance(10**4)
    assert session.lookout.hit is not None
    op = session.machine.program.op_before(session.cursor)
    assert op is not None and op.writes == "l2"
    assert session.divergence is not None


def test_hit_before_a_divergence_stops_first() -> None:
    given = {"learning_rate": "30", "epochs": "100000"}
    diverging = session_of("sine", **given)
    assert not diverging.advance(10**6)
    last = diverging.cursor.epoch - 1
    assert last > 2
    session = session_of("sine", **given)
    session.lookout.table.add(f"epoch == {last}", session.machine.program)
    session.lookout.begin()
    session.advance(10**6)
    assert session.cursor == session_end(session, last)
    assert session.divergence is None
    session.lookout.begin()
    assert not session.advance(10**6)
    assert session.cursor == diverging.cursor


def test_way_back_tells_when_a_unit_died() -> None:
    given = {"activation": "relu", "hidden": "6", "learning_rate": "3", "seed": "3"}
    session = session_of("xor", epochs="1000000", **given)
    program, layer = session.machine.program, session.machine.workspace.arrays["l1"]
    is_alive = []
    for _ in range(60):
        session.advance(program.epoch_length)
        is_alive.append(bool(layer[:, 1].max() > 0))
    assert is_alive[0] and not is_alive[-1]
    last_alive = max(epoch for epoch, alive in enumerate(is_alive, start=1) if alive)
    session.lookout.table.add("crosses(max(l1[:,1]), 0)", program)
    assert go_back_once(session, chunk=100)
    op = program.op_before(session.cursor)
    assert op is not None and op.writes == "l1"
    assert session.cursor.epoch == last_alive + 1


def test_way_back_says_how_far_it_is_within_the_longest_stretch() -> None:
    session = watched("max(l1) > 2", epochs="64")
    session.advance(64 * session.machine.program.epoch_length)
    search = BackwardSearch(session.timeline, session.ways, session.lookout.table.on)
    left = [search.ops]
    while search.ops:
        search.travel(20)
        left.append(search.ops)
    assert left == sorted(left, reverse=True)
    # Half of the way is the last stretch: without a look within it, it would be one step.
    steps = [before - after for before, after in pairwise(left)]
    assert max(steps) < search.length / 8
