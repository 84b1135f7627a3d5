"""Who saves a session as it goes: when, what is said of it, and what it never does."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleRun
from nn_tui.debugger.lab.command import PlantMystery, TellFault
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.saving import saver
from nn_tui.debugger.saving.vault import Vault
from nn_tui.debugger.unit import Unit
from nn_tui.storage.errors import StorageError
from nn_tui.storage.session_file import SessionFile
from tests.debugger.saving.desk import Desk
from tests.debugger.screens import LIMIT


def fail(reason: Exception) -> Callable[..., object]:
    def write(*_: object) -> object:
        raise reason

    return write


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (MemoryError(), "there is not enough memory"),
        (StorageError("its arrays take 3 GB"), "its arrays take 3 GB"),
        (ZeroDivisionError("x"), "a fault of nn-tui itself: ZeroDivisionError: x"),
    ],
)
def test_why_it_is_not_saved_is_said_once_and_so_is_the_end_of_it(
    desk: Desk, reason: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(SessionFile, "write", fail(reason))
        desk.session.step(Unit.EPOCH)
        told = desk.keep()
        desk.wait_until(lambda: bool(desk.keeper._saver.problem))
        # The thread that writes may have said it by then.
        assert (told or desk.keep()).startswith(f"this session is not being saved: {said}")
        desk.session.step(Unit.EPOCH)
        assert desk.keep() == ""
        # Else it is still writing when the clock goes on, and is called slow.
        desk.keeper.save_now(LIMIT)
    desk.session.step(Unit.EPOCH)
    told = desk.keep()
    desk.wait_until(lambda: not desk.keeper._saver.problem)
    assert (told or desk.keep()) == "this session is being saved again as it goes"
    assert desk.saved().cursor.epoch == 3


def test_why_it_is_not_saved_is_said_without_another_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_fail = threading.Event()

    def fail_late(*_: object) -> None:
        assert may_fail.wait(LIMIT)
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(SessionFile, "write", fail_late)
    desk.session.step(Unit.EPOCH)
    assert desk.keep() == ""
    # It looks again before long, and not when something is done next.
    assert desk.keeper.seconds_to_wait == pytest.approx(0.1)
    may_fail.set()
    desk.wait_until(lambda: bool(desk.keeper._saver.problem))
    assert desk.keeper.seconds_to_wait == 0.0
    assert desk.keeper.keep() == "this session is not being saved: Read-only file system"


def test_saving_that_takes_long_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        desk.clock.seconds += saver._SECONDS_SLOW + 1

    monkeypatch.setattr(SessionFile, "write", slow)
    desk.session.step(Unit.EPOCH)
    told = desk.keep()
    desk.wait_until(lambda: bool(desk.keeper._saver.problem))
    assert (told or desk.keep()) == (
        "saving takes over 5 s: more than 10 s of training may be lost in a crash"
    )


def test_disk_that_is_slow_does_not_hold_up_the_training(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go, epochs = threading.Event(), list[int]()

    def held(_: SessionFile, bundle: object) -> None:
        assert may_go.wait(LIMIT)
        epochs.append(bundle.summary.epoch)  # type: ignore[attr-defined]

    monkeypatch.setattr(SessionFile, "write", held)
    for _ in range(5):
        desk.session.step(Unit.EPOCH)
        desk.keep()
    may_go.set()
    desk.keeper.finish()
    # The first was under way, and of those that waited the last alone is written.
    assert epochs[-1] == 5
    assert len(epochs) <= 2


def test_change_that_is_left_out_before_it_is_made_is_news(desk: Desk) -> None:
    desk.session.advance(30)
    desk.session.edit("batch_size", "3")
    desk.keep()
    assert not desk.keeper.has_news
    desk.session.travel(desk.session.ways.undo())
    assert desk.keeper.has_news
    assert desk.saved().timeline.branch.pending == ()


def test_fault_that_is_told_is_news(desk: Desk) -> None:
    desk.session.advance(30)
    apply(PlantMystery(3), desk.session)
    desk.keep()
    assert not desk.keeper.has_news
    apply(TellFault(), desk.session)
    assert desk.keeper.has_news
    planted = desk.saved().timeline.branch.tip.planted
    assert planted is not None and not planted.is_hidden


def test_name_of_another_session_is_refused(desk: Desk) -> None:
    other = Desk(desk.folder.path)
    other.session.step(Unit.EPOCH)
    assert "is called lesson 2" in other.keeper.entitle("lesson 2")
    other.keeper.finish()
    desk.session.step(Unit.EPOCH)
    said = desk.keeper.entitle("lesson 2")
    assert said == "lesson 2: another session is called so already"
    # Its own name is its own.
    assert "is called lesson 3" in desk.keeper.entitle("lesson 3")
    desk.wait_until(lambda: any(one.title == "lesson 3" for one in desk.folder.listed()))
    assert "is called lesson 3" in desk.keeper.entitle("lesson 3")


def test_name_that_is_not_written_is_not_claimed_and_the_way_out_leads_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    desk = Desk(tmp_path / "file" / "sessions")
    desk.session.step(Unit.EPOCH)
    said = desk.keeper.entitle("foo")
    where = tmp_path / "file" / "sessions"
    assert said.startswith(
        f"foo: this session is not saved: Not a directory: {where}; k and a file"
    )
    assert desk.keeper.keep() == ""
    path = tmp_path / "foo.nntui"
    assert desk.write(path) == f"saved: {path}"
    assert Vault(desk.folder).open_file(path).session.cursor == desk.session.cursor
    (tmp_path / "file").unlink()
    assert "is called foo: nn-tui --resume 'foo'" in desk.keeper.entitle("foo")
    desk.keeper.finish()
    assert Vault(desk.folder).resume("foo").session.cursor == desk.session.cursor


def test_what_a_killed_program_left_is_removed_by_one_that_goes_on(desk: Desk) -> None:
    desk.session.step(Unit.EPOCH)
    desk.keep()
    desk.keeper.finish()
    left = desk.folder.path / ".nn-tui-0123456789abcdef"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    vault = Vault(desk.folder)
    resumed = vault.resume()
    keeper = vault.keeper(resumed.session, resumed.file)
    resumed.session.step(Unit.EPOCH)
    keeper.finish()
    assert not left.exists()


def test_damaged_session_that_is_newer_than_the_one_gone_on_with_is_named(desk: Desk) -> None:
    desk.session.step(Unit.EPOCH)
    desk.keeper.finish()
    damaged = desk.folder.path / "2099-01-01-000000-x.nntui"
    damaged.write_bytes(b"PK half of it")
    resumed = Vault(desk.folder).resume()
    assert resumed.session.cursor == desk.session.cursor
    assert resumed.notice.endswith("; 2099-01-01-000000-x cannot be read: nn-tui sessions says why")
    os.utime(damaged, (0, 0))
    assert resumed.file is not None
    resumed.file.close()
    assert "cannot be read" not in Vault(desk.folder).resume().notice


def test_run_is_saved_while_the_screen_takes_nothing(desk: Desk) -> None:
    # Nobody takes a snapshot, as on a line that is stuck.
    runner = Runner(desk.session, lambda: None, keeper=desk.keeper)
    runner.start()
    try:
        runner.send(ToggleRun())
        for _ in range(3):
            seen = {one.summary.epoch for one in desk.folder.listed() if one.summary}
            desk.clock.seconds += 10.0
            desk.wait_until(
                lambda seen=seen: any(  # type: ignore[misc]
                    one.summary and one.summary.epoch not in seen for one in desk.folder.listed()
                )
            )
    finally:
        runner.stop()
