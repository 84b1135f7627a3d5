"""A session that was saved goes on as if it had not been: same bits, branches and ways back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.changes import apply
from nn_tui.debugger.conditions.signs import Signs
from nn_tui.debugger.lab.command import PlantMystery, TellFault
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import Cursor
from tests.debugger.lab.nets import switch_on
from tests.debugger.saving.saved import saved_and_read
from tests.debugger.sessions import assert_same_moment, session_of
from tests.debugger.test_both_ways import KINDS, act, actions, assert_straight


def assert_same_run(one: Session, other: Session) -> None:
    assert_same_moment(one, other)
    a, b = one.timeline, other.timeline
    assert [branch.name for branch in a.branches] == [branch.name for branch in b.branches]
    assert a.branch.name == b.branch.name
    assert (a.branch.end.position, a.is_in_the_past) == (b.branch.end.position, b.is_in_the_past)
    assert len(a.branch.pending) == len(b.branch.pending)
    assert a.asked == b.asked


@settings(deadline=None, max_examples=100)
@given(
    kind=st.sampled_from(KINDS),
    before=st.lists(actions, max_size=10),
    after=st.lists(actions, max_size=6),
)
def test_any_course_goes_on_as_if_it_had_not_been_saved(
    kind: tuple[str, dict[str, str]],
    before: list[tuple[str, object]],
    after: list[tuple[str, object]],
) -> None:
    dataset, given_ = kind
    session = session_of(dataset, **given_)
    for verb, value in before:
        act(session, verb, value)
    other = saved_and_read(session)
    assert_same_run(session, other)
    for verb, value in after:
        act(session, verb, value)
        act(other, verb, value)
        assert_same_run(session, other)
    assert_straight(other)


@pytest.mark.parametrize("dataset", ["iris", "moons", "sine", "circles"])
def test_each_kind_of_dataset_comes_back_whole(dataset: str) -> None:
    session = session_of(dataset, batch_size="32", shuffle="yes")
    session.step(Unit.EPOCH)
    session.advance(21)
    other = saved_and_read(session)
    assert other.recipe.dataset.understood == session.recipe.dataset.understood
    assert other.recipe.dataset.origin == session.recipe.dataset.origin
    for each in (session, other):
        each.advance(100)
    assert_same_moment(session, other)


def test_numbers_that_are_not_finite_come_back_and_so_does_the_reason() -> None:
    session = session_of("sine", learning_rate="1000", activation="relu")
    session.advance(session.ops_left())
    assert session.divergence is not None
    other = saved_and_read(session)
    assert other.divergence == session.divergence
    for each in (session, other):
        each.step(Unit.OP)
    assert_same_moment(session, other)
    past = saved_and_read(session)
    assert past.divergence is not None
    assert past.snapshot().is_diverged


def test_breakpoints_and_watches_come_back() -> None:
    session = session_of()
    table, program = session.lookout.table, session.machine.program
    table.add("loss < 0.3", program)
    table.toggle_line(program, 3)
    table.switch(1)
    session.lookout.watches.add("max(l1)")
    other = saved_and_read(session)
    shown = other.snapshot().breaks
    assert [(p.text, p.is_on) for p in shown.points] == [
        ("loss < 0.3", False),
        (str(table.points[1].stop), True),
    ]
    assert [watch.text for watch in shown.watches] == ["max(l1)"]


def test_what_was_typed_in_the_gradient_view_comes_back_so() -> None:
    session = session_of()
    table, watches = session.lookout.table, session.lookout.watches
    table.add("max(l1_delta) > 0", session.machine.program, is_gradient=True)
    watches.add("l1_delta[0,0]")
    watches.add("l1_delta[0,0]", is_gradient=True)
    shown = saved_and_read(session).snapshot().breaks
    assert [point.text for point in shown.points] == ["max(l1_delta) > 0"]
    assert [point.signs for point in shown.points] == [Signs.GRADIENT]
    assert [watch.signs for watch in shown.watches] == [Signs.STORED, Signs.GRADIENT]


def test_going_back_from_a_saved_moment_replays() -> None:
    session = session_of()
    session.advance(300)
    session.edit("learning_rate", "0.5")
    session.advance(300)
    other = saved_and_read(session)
    for each in (session, other):
        each.go_to(Cursor(3, 1, 5))
    assert_same_moment(session, other)


@pytest.mark.parametrize(("name", "layer"), [("slope-at-l", 1), ("zero-weights", 0)])
def test_fault_goes_on_and_can_be_taken_back(name: str, layer: int) -> None:
    session = session_of()
    session.advance(30)
    switch_on(session, name, layer)
    session.advance(40)
    other = saved_and_read(session)
    for each in (session, other):
        each.advance(30)
        assert each.recipe.fault is not None
    assert_same_run(session, other)
    for each in (session, other):
        each.travel(each.ways.undo())
        assert each.recipe.fault is None
        each.advance(50)
    assert_same_run(session, other)


def test_mystery_stays_one_and_is_told_at_every_moment() -> None:
    session = session_of()
    session.advance(12)
    apply(PlantMystery(3), session)
    session.advance(24)
    other = saved_and_read(session)
    fault = other.recipe.fault
    assert fault is not None and fault.is_hidden
    apply(TellFault(), other)
    other.travel(other.ways.to(Cursor(2, 1, 3)))
    assert other.recipe.fault is not None and not other.recipe.fault.is_hidden
