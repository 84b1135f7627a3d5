"""Kept moments in a file: going back is short after it too, and each is held against a replay."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from nn_tui.debugger.history import Keyframe
from nn_tui.debugger.saving import choosing
from nn_tui.debugger.saving.choosing import Room, chosen_moments
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.debugger.saving.saved import content_of, saved_and_read, session_from
from tests.debugger.sessions import assert_same_moment, session_of
from tests.debugger.test_both_ways import assert_straight

LONG = {"epochs": "1000000000"}


def come_to(epochs: int, session: Session) -> Session:
    """Run on in chunks, as on the screen: moments are kept between them."""
    while (ops := epochs * session.machine.program.epoch_length - ops_done(session)) > 0:
        session.advance(min(ops, 20_000))
    return session


def ops_done(session: Session) -> int:
    return session.machine.program.ops_before(session.cursor)


def length_of_way(session: Session, epoch: int) -> int:
    """Count the ops that are replayed to an epoch; the session stays where it is."""
    journey = session.ways.to_epoch(epoch)
    ops = journey.ops
    journey.turn_back()
    return ops


@pytest.mark.parametrize("epoch", [29_999, 29_000, 20_000, 11_111, 500])
def test_way_back_is_about_as_short_as_before_saving(epoch: int) -> None:
    session = come_to(30_000, session_of(**LONG))
    other = saved_and_read(session)
    assert length_of_way(other, epoch) <= 2 * length_of_way(session, epoch) + 30_000
    for each in (session, other):
        each.travel(each.ways.to_epoch(epoch))
    assert_same_moment(session, other)


def test_way_to_another_branch_is_short_too() -> None:
    session = come_to(20_000, session_of(**LONG))
    session.travel(session.ways.to_epoch(2_000))
    session.edit("learning_rate", "0.5")
    come_to(21_000, session)
    other = saved_and_read(session)
    main = other.timeline.branches[0]
    assert other.ways.to_branch(main).ops < 100
    for each in (session, other):
        each.travel(each.ways.to_branch(each.timeline.branches[0]))
    assert_same_moment(session, other)


def chosen(session: Session, room: Room) -> list[Keyframe]:
    return chosen_moments(session.timeline, session.timeline.keep(), room)


def test_moments_take_no_more_than_there_is_room_for() -> None:
    session = come_to(30_000, session_of(**LONG))
    size = session.timeline.keep().size
    most = 0
    for count in (0, 1, 3, 10, 40):
        here, *others = chosen(session, Room(small=count * size, large=0))
        assert here.cursor == session.cursor
        assert sum(frame.size for frame in others) <= count * size
        assert len(others) >= most
        most = len(others)
    assert most >= 20


def test_moments_are_spread_over_the_whole_run() -> None:
    session = come_to(30_000, session_of(**LONG))
    size = session.timeline.keep().size
    epochs = sorted(f.cursor.epoch for f in chosen(session, Room(small=20 * size, large=0)))
    gaps = np.diff([0, *epochs])
    assert gaps.max() <= 30_000 / 4


def test_run_that_has_not_begun_has_one_moment() -> None:
    session = session_of()
    assert [frame.cursor for frame in chosen(session, choosing.ROOM)] == [session.cursor]
    assert_same_moment(session, saved_and_read(session))


def test_moments_that_are_written_once_are_seldom_others(monkeypatch: pytest.MonkeyPatch) -> None:
    # As if they took much, and a saving came every few epochs of a run that doubles its length.
    monkeypatch.setattr(choosing, "LARGE_MOMENT", 0)
    session = come_to(10_000, session_of(**LONG))
    written: set[int] = set()
    savings = 0
    while session.cursor.epoch < 20_000:
        written |= {f.cursor.epoch for f in chosen(session, choosing.ROOM)[1:]}
        savings += 1
        come_to(session.cursor.epoch + 100, session)
    assert savings == 100
    print(len(written))
    assert 20 < len(written) <= 2 * choosing._MOST_LARGE


def other_numbers(content: bytes, delta: float) -> bytes:
    """Change a weight of every moment in a file but the first, as another BLAS would have it."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(file, "w") as changed:
        moments = json.loads(archive.read("session.json"))["moments"]
        blocks = {f"{one['blocks']}.npy" for one in moments[1:]}
        assert blocks
        for name in archive.namelist():
            held = archive.read(name)
            if name in blocks:
                values = np.load(BytesIO(held))
                values[:, 0] += delta
                out = BytesIO()
                np.save(out, values)
                held = out.getvalue()
            changed.writestr(name, held)
    return file.getvalue()


def test_replay_that_comes_by_the_same_bits_has_nothing_to_say() -> None:
    session = saved_and_read(come_to(10_000, session_of(**LONG)))
    session.travel(session.ways.to_epoch(10))
    come_to(10_000, session)
    assert session.timeline.unverified.take_said() == ""
    assert_straight(session)
    # Each has been verified, and is not looked at again.
    session.travel(session.ways.to_epoch(10))
    assert not session.timeline.has_something_ahead


def test_replay_that_finds_other_bits_says_it_once_and_goes_on_with_those_of_the_file() -> None:
    content = content_of(come_to(3_000, session_of(**LONG)))
    session = session_from(other_numbers(content, 2**-52))
    end = session.snapshot()
    session.travel(session.ways.to_epoch(0))
    told = []
    while session.cursor < end.cursor:
        session.step(Unit.EPOCH)
        told.append(session.timeline.unverified.take_said())
    (said,) = filter(None, told)
    assert "synapse_0[0,0] is " in said and "in the file; another numpy, BLAS" in said
    assert said.startswith("replayed to epoch ")
    # The first moment was left as it was: it is met again, with its own bits.
    np.testing.assert_array_equal(session.machine.workspace.block, end.block)


def test_moment_has_the_same_numbers_whenever_it_is_gone_to() -> None:
    content = content_of(come_to(3_000, session_of(**LONG)))
    session = session_from(other_numbers(content, 1e-3))
    session.travel(session.ways.to_epoch(2_900))
    block = session.machine.workspace.block.copy()
    session.travel(session.ways.to_epoch(1))
    come_to(2_900, session)
    assert session.timeline.unverified.take_said()
    np.testing.assert_array_equal(session.machine.workspace.block, block)


def test_run_ahead_of_all_moments_is_not_held_up() -> None:
    session = saved_and_read(come_to(3_000, session_of(**LONG)))
    timeline = session.timeline
    assert timeline.unverified.ops_to_next(timeline.player) is None
    assert not timeline.has_something_ahead
    session.travel(session.ways.to_epoch(2_000))
    assert timeline.has_something_ahead
