"""Sessions on the screen, by keys: saved under a name, written to a file, gone on with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nn_tui.debugger.saving.vault import Resumed, Vault
from nn_tui.storage.folder import SessionFolder
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.save_bar import SaveBar
from nn_tui.ui.sessions import Sessions
from tests.debugger.sessions import assert_same_moment
from tests.ui.driving import SMALL, opened, session_of


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Make a place for sessions."""
    return Vault(SessionFolder(tmp_path / "sessions"))


def sessions_in(vault: Vault, first: Resumed | None = None) -> Sessions:
    """Give what the screen opens sessions with."""
    return Sessions(vault, first)


async def test_session_is_called_as_it_was_named(vault: Vault) -> None:
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.press("n", "n")
        await driver.enter("k", *"lesson 2", "enter")
        assert "this session is called lesson 2" in driver.text_of(NoticeBar)
    resumed = vault.resume("lesson 2")
    assert resumed.session.cursor.epoch == 2
    assert resumed.notice.startswith("lesson 2: goes on where it was saved, ")


async def test_file_can_be_sent_and_goes_on_elsewhere(vault: Vault, tmp_path: Path) -> None:
    session, path = session_of("xor"), tmp_path / "mine.nntui"
    async with opened(session, size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.press("n", "s", "s")
        await driver.enter("k", *str(path), "enter")
        await driver.wait_for(path.exists)
        assert "saved:" in driver.text_of(NoticeBar)
    received = vault.open_file(path)
    assert received.file is None
    assert_same_moment(session, received.session)


async def test_name_that_cannot_be_is_refused_beside_the_field(vault: Vault) -> None:
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.enter("k", *"/nowhere/x.nntui")
        assert "there is no directory /nowhere" in driver.text_of(SaveBar)
        await driver.press("escape")
        await driver.enter("k", *f"/{'nowhere' * 9}/x.nntui")
        await driver.wait_for(lambda: driver.text_of(SaveBar).endswith(f"/{'nowhere' * 9}"))
        path = f"/{'nowhere' * 9}"
        said = " ".join(driver.text_of(SaveBar).removeprefix(" save as ").split())
        assert said.endswith(f"{path}/x.nntui: there is no directory {path}")
        await driver.press("ctrl+u", "x")
        await driver.wait_for(lambda: driver.text_of(SaveBar).endswith("a file to send: x.nntui"))
        assert "\n" not in driver.text_of(SaveBar)
        await driver.press("escape")
        await driver.enter("k", *"a/b", "enter")
        assert "must end with .nntui" in driver.text_of(SaveBar)


async def test_last_session_is_offered_and_gone_on_with(vault: Vault) -> None:
    async with opened(session_of("xor"), size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.press("n", "n", "n")
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        assert "j: go on with xor at epoch 3 of 200" in driver.text_of(NoticeBar)
        await driver.press("n", "j")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "xor")
        assert driver.place[0] == 3
        await driver.press("n")
        await driver.wait_for(lambda: driver.place[0] == 4)
    epochs = {
        one.summary.dataset: one.summary.epoch for one in vault.folder.listed() if one.summary
    }
    assert epochs == {"xor": 4, "classic": 1}


async def test_newer_session_that_is_not_offered_is_named(vault: Vault) -> None:
    for dataset in ("xor", "classic"):
        async with opened(session_of(dataset), size=SMALL, sessions=sessions_in(vault)) as driver:
            await driver.press("n")
    newest = vault.folder.newest()
    path = vault.folder.path / "2099-01-01-000000-x.nntui"
    held = vault.resume()
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        said = " ".join(driver.text_of(NoticeBar).split())
    assert "j: go on with xor at epoch 1 of 200" in said
    assert f"{newest.id} is open in another nn-tui, process {os.getpid()}" in said
    path.write_bytes(b"PK half of it")
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        said = " ".join(driver.text_of(NoticeBar).split())
    assert "j: go on with xor at epoch 1 of 200" in said
    assert "; 2099-01-01-000000-x cannot be read: nn-tui sessions says why" in said
    assert path.exists()
    assert held.file is not None
    held.file.close()


async def test_nothing_is_saved_of_a_session_in_which_nothing_was_done(vault: Vault) -> None:
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.press("2", "4", "j")
        assert "no session is offered" in driver.text_of(NoticeBar)
    assert vault.folder.listed() == []


async def test_session_that_is_not_saved_is_marked_for_as_long_as_that_lasts(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    vault = Vault(SessionFolder(tmp_path / "file" / "sessions"))
    async with opened(session_of(), size=SMALL, sessions=sessions_in(vault)) as driver:
        await driver.press("n")
        assert "unsaved" not in driver.text_of(StatusBar)
        await driver.enter("k", *"foo", "enter")
        await driver.wait_for(lambda: "this session is not saved" in driver.text_of(NoticeBar))
        await driver.press("2", "down")
        assert driver.text_of(StatusBar).startswith(" unsaved  ")
        (tmp_path / "file").unlink()
        await driver.enter("k", *"foo", "enter")
        await driver.wait_for(lambda: "is called foo" in driver.text_of(NoticeBar))
        assert "unsaved" not in driver.text_of(StatusBar)


async def test_without_a_home_it_is_said_and_a_file_takes_the_session(
    vault: Vault, tmp_path: Path
) -> None:
    session = session_of()
    sessions = Sessions(None, Resumed(session, None, ""))
    async with opened(session, size=SMALL, sessions=sessions) as driver:
        assert "not saved: there is no home folder; k and a file's" in driver.text_of(NoticeBar)
        assert driver.text_of(StatusBar).startswith(" unsaved ")
        await driver.press("n")
        await driver.enter("k", *"lesson", "enter")
        assert "not saved: there is no home folder; k and a file's" in driver.text_of(NoticeBar)
        path = tmp_path / "lesson.nntui"
        await driver.enter("k", *str(path), "enter")
        await driver.wait_for(lambda: "saved:" in driver.text_of(NoticeBar))
    assert vault.open_file(path).session.cursor.epoch == 1
    assert sessions.unsaved == ""


async def test_what_came_after_a_copy_is_lost_without_a_home_and_the_copy_is_named(
    tmp_path: Path,
) -> None:
    session, path = session_of(), tmp_path / "lesson.nntui"
    sessions = Sessions(None, Resumed(session, None, ""))
    async with opened(session, size=SMALL, sessions=sessions) as driver:
        await driver.press("n")
        await driver.enter("k", *str(path), "enter")
        await driver.wait_for(lambda: "saved:" in driver.text_of(NoticeBar))
        await driver.press("n")
    assert sessions.unsaved == (
        f"what came after {path} was written was not saved: there is no home folder; "
        "set HOME, or save to a file by k before leaving"
    )


async def test_copy_of_all_is_no_loss_where_sessions_cannot_be_written_but_nothing_to_resume(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    vault = Vault(SessionFolder(tmp_path / "file" / "sessions"))
    sessions = sessions_in(vault)
    async with opened(session_of(), size=SMALL, sessions=sessions) as driver:
        await driver.press("n")
        await driver.enter("k", *str(tmp_path / "lesson.nntui"), "enter")
        await driver.wait_for(lambda: "saved:" in driver.text_of(NoticeBar))
    assert (sessions.unsaved, sessions.can_resume) == ("", False)
