from __future__ import annotations

import dataclasses

import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.ui import kept_chart
from nn_tui.ui.kept_chart import KeptChart
from nn_tui.ui.render.curve import draw_curve
from nn_tui.ui.render.curve_look import CurveLook
from nn_tui.ui.render.lines import plain
from tests.ui.driving import session_of

LOOK, RECENT, SIZE = CurveLook(), CurveLook(is_recent=True), (42, 9)
RUNNING = Activity(True, 100.0)


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Snapshot]:
    moments: list[Snapshot] = []

    def note(moment: Snapshot, *rest: object) -> object:
        moments.append(moment)
        return draw_curve(moment, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_chart, "draw_curve", note)
    return moments


def run(epochs: int = 50) -> Session:
    session = session_of()
    session.advance(epochs * session.machine.program.epoch_length)
    return session


def running(session: Session) -> Snapshot:
    session.step(Unit.EPOCH)
    return session.snapshot(RUNNING)


def test_cursor_that_moves_is_seen_at_once_and_draws_no_other_chart(drawn: list[Snapshot]) -> None:
    session, kept = run(), KeptChart(Clock())
    seen = {plain(kept.lines(session.snapshot(), LOOK, SIZE))}
    for epoch in (40, 20, 0):
        session.travel(session.ways.to_epoch(epoch))
        seen.add(plain(kept.lines(session.snapshot(), LOOK, SIZE)))
    assert len(seen) == 4
    assert len(drawn) == 1


def test_cursor_goes_ahead_of_the_run_also_on_the_way() -> None:
    session, kept = run(), KeptChart(Clock())
    moment = session.snapshot()
    kept.lines(moment, LOOK, SIZE)
    under_way = dataclasses.replace(moment, activity=Activity(True, progress=0.1))
    ahead = kept.lines(under_way, LOOK, SIZE, leads_to=20)
    session.travel(session.ways.to_epoch(20))
    assert ahead == kept.lines(session.snapshot(), LOOK, SIZE)


def test_running_keeps_the_chart_until_another_is_due(drawn: list[Snapshot]) -> None:
    clock, session = Clock(), run()
    kept = KeptChart(clock)
    first = kept.lines(running(session), LOOK, SIZE)
    assert kept.lines(running(session), LOOK, SIZE) is first
    clock.seconds = 0.31
    later = running(session)
    assert kept.lines(later, LOOK, SIZE) is not first
    assert drawn[1:] == [later]


def test_run_along_a_known_curve_moves_the_cursor_no_more_often_than_is_due() -> None:
    clock, session = Clock(), run()
    kept = KeptChart(clock)
    session.travel(session.ways.to_epoch(10))
    first = kept.lines(running(session), LOOK, SIZE)
    session.travel(session.ways.to_epoch(30))
    assert kept.lines(running(session), LOOK, SIZE) is first
    clock.seconds = 0.31
    assert kept.lines(running(session), LOOK, SIZE) != first


@pytest.mark.parametrize(("look", "size"), [(RECENT, SIZE), (LOOK, (41, 9)), (LOOK, (42, 8))])
def test_another_look_or_size_is_drawn_at_once_also_while_running(
    look: CurveLook, size: tuple[int, int]
) -> None:
    session, kept = run(200), KeptChart(Clock())
    first = kept.lines(running(session), LOOK, SIZE)
    assert kept.lines(running(session), look, size) != first


def test_branch_that_begins_is_drawn_at_once(drawn: list[Snapshot]) -> None:
    session, kept = run(), KeptChart(Clock())
    session.travel(session.ways.to_epoch(20))
    kept.lines(session.snapshot(), LOOK, SIZE)
    session.edit("learning_rate", "0.1")
    assert "• main" in plain(kept.lines(session.snapshot(), LOOK, SIZE))
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert "• branch 2" in plain(kept.lines(session.snapshot(), LOOK, SIZE))
    assert len(drawn) == 3


def test_recent_epochs_go_with_the_cursor() -> None:
    session, kept = run(300), KeptChart(Clock())
    session.travel(session.ways.to_epoch(250))
    first = plain(kept.lines(session.snapshot(), RECENT, SIZE)).split("\n")[-1]
    session.travel(session.ways.to_epoch(100))
    assert plain(kept.lines(session.snapshot(), RECENT, SIZE)).split("\n")[-1] != first


def test_chart_amid_which_the_process_was_stopped_is_not_kept_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, session = Clock(), run()
    kept = KeptChart(clock)

    def stopped_amid(moment: Snapshot, *rest: object) -> object:
        clock.seconds += 600.0
        return draw_curve(moment, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(kept_chart, "draw_curve", stopped_amid)
        first = kept.lines(running(session), LOOK, SIZE)
    clock.seconds += 5.0
    assert kept.lines(running(session), LOOK, SIZE) is not first
