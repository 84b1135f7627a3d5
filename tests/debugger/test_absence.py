"""The process is stopped and goes on: the run is saved before, and counts no time for it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from nn_tui.debugger.absence import ComeBack, SitOut
from nn_tui.debugger.commands import StepBy, ToggleRun
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.saving import saver
from nn_tui.debugger.saving.vault import Vault
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import SessionFile
from tests.debugger.saving.desk import Desk
from tests.debugger.screens import LIMIT, Screen
from tests.debugger.sessions import assert_same_moment, session_of
from tests.debugger.test_runner_thread import Timed


def test_run_that_sits_out_is_saved_and_stands_still_until_it_is_over(tmp_path: Path) -> None:
    desk, absence = Desk(tmp_path), SitOut()
    runner = Runner(desk.session, lambda: None, keeper=desk.keeper)
    runner.start()
    try:
        runner.send(ToggleRun())
        desk.wait_until(lambda: desk.session.cursor.epoch > 10)
        runner.send(absence)
        assert absence.is_ready.wait(LIMIT)
        stood = desk.session.cursor
        # The clock of who saves it stands still: it is saved for the absence alone.
        vault = Vault(SessionFolder(tmp_path))
        (listed,) = vault.folder.listed()
        assert listed.summary is not None and listed.summary.epoch == stood.epoch
        runner.send(StepBy(Unit.EPOCH))
        assert desk.session.cursor == stood
        absence.is_over.set()
        desk.wait_until(lambda: runner.is_waiting)
        assert desk.session.cursor > stood
    finally:
        absence.is_over.set()
        runner.stop()
    straight = session_of(epochs="1000000000")
    straight.advance(straight.machine.program.ops_before(desk.session.cursor))
    assert_same_moment(desk.session, straight)


def test_run_that_came_back_is_shown_at_once_and_its_speed_counted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = Timed("1000000000")
    screen, snapshot = Screen(session, session.clock), session.snapshot

    def stopped_amid(*rest: Any) -> Snapshot:
        session.clock.seconds += 1e9
        return snapshot(*rest)

    screen.runner.start()
    try:
        screen.send(ToggleRun())
        screen.wait_for(lambda s: s.is_running and s.epochs_done > 2)
        with monkeypatch.context() as patch:
            patch.setattr(session, "snapshot", stopped_amid)
            seen = len(screen.snapshots)
            screen.wait_for(lambda s: len(screen.snapshots) > seen)
        seen = len(screen.snapshots)
        screen.send(ComeBack())
        screen.wait_for(lambda s: len(screen.snapshots) > seen + 2)
        # About 7000, were it not for the clock's ticks; next to none over all that time.
        assert screen.snapshots[-1].activity.speed > 1000
    finally:
        screen.runner.stop()


def test_saving_amid_which_the_process_was_stopped_is_not_called_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, has_come, may_go = Desk(tmp_path), threading.Event(), threading.Event()

    def held(*_: object) -> None:
        has_come.set()
        assert may_go.wait(LIMIT)

    monkeypatch.setattr(SessionFile, "write", held)
    desk.session.step(Unit.EPOCH)
    desk.keep()
    assert has_come.wait(LIMIT)
    desk.clock.seconds += saver._SECONDS_SLOW + 1
    desk.keeper.come_back()
    may_go.set()
    desk.keeper.save_now(LIMIT)
    assert desk.keeper.keep() == ""
    desk.keeper.finish()
