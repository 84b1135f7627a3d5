"""Copies of a session: to which files, and what is lost without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.lab.command import PlantMystery
from nn_tui.debugger.saving.save_as import save_as_of
from nn_tui.debugger.unit import Unit
from nn_tui.errors import InputError
from nn_tui.storage.errors import StorageError
from tests.debugger.saving.desk import Desk

FULL = "the disk is full"


def test_what_was_done_without_a_copy_is_lost_wherever_the_run_stands(desk: Desk) -> None:
    told = desk.copies.told_of_loss
    assert told(FULL) == told("") == ""
    desk.session.step(Unit.EPOCH)
    desk.session.back(Unit.EPOCH)
    assert told(FULL) == f"this session was not saved: {FULL}"
    assert told("") == ""


def test_what_came_after_a_copy_is_lost_and_going_elsewhere_loses_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    path, told = tmp_path / "x.nntui", desk.copies.told_of_loss
    desk.session.advance(100)
    desk.write(path)
    assert told(FULL) == ""
    desk.session.back(Unit.EPOCH)
    assert told(FULL) == ""
    desk.session.edit("learning_rate", "2")
    assert told(FULL) == f"what came after {path} was written was not saved: {FULL}"


def test_copy_has_a_hidden_fault_from_whichever_branch_that_is_seen(
    desk: Desk, tmp_path: Path
) -> None:
    session = desk.session
    session.advance(100)
    session.back(Unit.EPOCH)
    session.edit("learning_rate", "2")
    apply(PlantMystery(1), session)
    session.step(Unit.EPOCH)
    desk.write(tmp_path / "x.nntui")
    session.travel(session.ways.to_branch(session.timeline.branches[0]))
    assert session.timeline.branch.name == "main"
    assert desk.copies.told_of_loss(FULL) == ""


def test_file_of_another_session_is_not_written_over(desk: Desk) -> None:
    other = Desk(desk.folder.path)
    other.session.step(Unit.EPOCH)
    other.keeper.finish()
    (listed,) = desk.folder.listed()
    before = listed.path.read_bytes()
    desk.session.step(Unit.EPOCH)
    said = desk.write(listed.path.with_name("new.nntui"))
    assert "sessions are saved there as they go" in said and "nothing was saved" in said
    said = desk.write(listed.path)
    assert "sessions are saved there as they go" in said and "nothing was saved" in said
    assert listed.path.read_bytes() == before


def test_file_to_be_sent_can_be_read_by_whom_the_umask_allows(desk: Desk, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        desk.write(tmp_path / "x.nntui")
    finally:
        os.umask(before)
    assert (tmp_path / "x.nntui").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("is_link", [False, True])
def test_file_that_is_there_is_not_replaced_and_a_free_name_is_said(
    desk: Desk, tmp_path: Path, is_link: bool
) -> None:
    path = tmp_path / "x.nntui"
    if is_link:
        path.symlink_to("nowhere")
    else:
        path.write_text("a letter")
    (tmp_path / "x-2.nntui").write_text("another")
    reason = f"{path}: is there already; x-3.nntui is free"
    with pytest.raises(StorageError, match=reason):
        save_as_of(str(path))
    # Nor what came to be there since it was typed.
    assert desk.write(path) == f"{reason}; nothing was saved"
    assert not (tmp_path / "nowhere").exists()
    assert desk.write(tmp_path / "x-3.nntui").startswith("saved: ")


def test_file_that_is_a_pipe_is_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.nntui")
    with pytest.raises(StorageError, match="is not a file"):
        save_as_of(str(tmp_path / "x.nntui"))


def test_file_whose_name_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="File name too long"):
        save_as_of(str(tmp_path / f"{'a' * 300}.nntui"))


def test_home_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"^~nobody-here/x.nntui: no such home folder; type the"):
        save_as_of("~nobody-here/x.nntui")
