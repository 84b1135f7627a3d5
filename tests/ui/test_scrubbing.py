from __future__ import annotations

import dataclasses

import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import GoTo, GoToEpoch
from nn_tui.debugger.unit import Unit
from nn_tui.ui.scrubbing import Scrubber
from tests.ui.driving import session_of


def run(epochs: int = 50, ops: int = 0) -> Session:
    session = session_of()
    session.advance(epochs * session.machine.program.epoch_length + ops)
    return session


def at(session: Session, epoch: int) -> Snapshot:
    session.travel(session.ways.to_epoch(epoch))
    return session.snapshot()


def opened(moment: Snapshot) -> Scrubber:
    scrubber = Scrubber()
    scrubber.see(moment)
    return scrubber


def test_moves_count_from_where_the_last_one_leads() -> None:
    moment = run().snapshot()
    scrubber = opened(moment)
    assert scrubber.moved(moment, -5) == GoToEpoch(45)
    assert scrubber.moved(moment, -5) == GoToEpoch(40)
    assert scrubber.moved(moment, 2) == GoToEpoch(42)
    assert scrubber.leads_to == 42


def test_moves_end_at_epoch_0_and_where_the_branch_ends() -> None:
    session = run()
    end = session.cursor
    moment = at(session, 30)
    scrubber = opened(moment)
    assert scrubber.moved(moment, -1000) == GoToEpoch(0)
    assert scrubber.moved(moment, -1) is None
    assert scrubber.moved(moment, 50) == GoToEpoch(50)
    assert scrubber.moved(moment, 1) == GoTo(end)
    assert scrubber.leads_to == 50


def test_end_amid_an_epoch_is_gone_to() -> None:
    session = run(50, ops=5)
    end = session.cursor
    moment = at(session, 50)
    assert opened(moment).moved(moment, 1) == GoTo(end)


def test_nothing_is_behind_the_end() -> None:
    moment = run(50, ops=5).snapshot()
    assert opened(moment).moved(moment, 1) is None


def test_back_from_amid_an_epoch_is_the_end_of_the_one_before() -> None:
    moment = run(50, ops=5).snapshot()
    scrubber = opened(moment)
    assert scrubber.moved(moment, -1) == GoToEpoch(50)
    assert scrubber.moved(moment, -1) == GoToEpoch(49)


def test_back_from_amid_the_first_epoch_is_epoch_0() -> None:
    moment = run(0, ops=5).snapshot()
    assert opened(moment).moved(moment, -1) == GoToEpoch(0)


def test_nothing_is_before_epoch_0() -> None:
    moment = session_of().snapshot()
    assert opened(moment).moved(moment, -1) is None


@pytest.mark.parametrize(("epoch", "gone_to"), [(-3, 0), (20, 20), (50, 50)])
def test_epoch_that_is_pointed_at_is_gone_to(epoch: int, gone_to: int) -> None:
    moment = run().snapshot()
    assert opened(moment).put(moment, epoch) == GoToEpoch(gone_to)


def test_arrival_leaves_what_was_asked_for_since() -> None:
    session = run()
    moment = session.snapshot()
    scrubber = opened(moment)
    for _ in range(3):
        scrubber.moved(moment, -1)
    scrubber.see(at(session, 48))
    assert scrubber.leads_to == 47
    scrubber.see(at(session, 47))
    assert scrubber.leads_to is None


def test_moment_shown_again_is_no_news() -> None:
    moment = run().snapshot()
    scrubber = opened(moment)
    scrubber.moved(moment, -1)
    scrubber.see(moment)
    assert scrubber.leads_to == 49


@pytest.mark.parametrize(
    ("activity", "leads_to"),
    [
        (Activity(True, progress=0.5), 49),
        (Activity(True, 100.0), None),
        (Activity(False), None),
    ],
)
def test_another_run_or_a_way_given_up_ends_the_asking(
    activity: Activity, leads_to: int | None
) -> None:
    session = run()
    moment = session.snapshot()
    scrubber = opened(moment)
    scrubber.moved(moment, -1)
    scrubber.see(dataclasses.replace(moment, activity=activity))
    assert scrubber.leads_to == leads_to


def test_step_elsewhere_ends_the_asking() -> None:
    session = run()
    moment = session.snapshot()
    scrubber = opened(moment)
    scrubber.moved(moment, -10)
    session.step(Unit.EPOCH)
    later = session.snapshot()
    scrubber.see(later)
    assert scrubber.moved(later, -1) == GoToEpoch(50)
