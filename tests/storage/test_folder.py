"""Sessions in their folder: found by name, held by one program, set aside when damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.members import Numbers
from nn_tui.storage.session_file import read_session
from tests.debugger.saving.saved import SUMMARY
from tests.debugger.sessions import session_of

NOON = datetime(2026, 5, 17, 12, 0, 0)


def bundle() -> Bundle[Numbers]:
    return bundle_of(session_of(), SUMMARY)


def saved_in(folder: SessionFolder, now: datetime = NOON) -> str:
    """Save a session and leave it; give its id."""
    file = folder.begin("classic", now)
    file.write(bundle())
    file.close()
    return file.path.name.removesuffix(".nntui")


def test_session_is_listed_with_what_it_says_of_itself(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path / "sessions")
    assert folder.listed() == []
    assert saved_in(folder) == "2026-05-17-120000-classic"
    (listed,) = folder.listed()
    assert listed.summary == SUMMARY
    assert not folder.is_open(listed)
    names = [path.name for path in folder.path.iterdir()]
    assert names == ["2026-05-17-120000-classic.nntui"]


def test_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path / "sessions")
    saved_in(folder)
    assert (folder.path.stat().st_mode & 0o777, folder.listed()[0].path.stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_two_that_begin_in_one_second_have_files_of_their_own(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    one, other = folder.begin("a b/c", NOON), folder.begin("a b/c", NOON)
    assert one.path.name == "2026-05-17-120000-a-b-c.nntui"
    assert other.path.name == "2026-05-17-120000-a-b-c-2.nntui"


def test_open_session_is_nobody_elses(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    saved_in(folder)
    file, _ = folder.open(folder.newest())
    listed = folder.listed()[0]
    assert folder.is_open(listed)
    for refused in (folder.open, folder.remove):
        with pytest.raises(StorageError, match=r"is open in another nn-tui, process .*; leave"):
            refused(listed)
    file.close()
    assert not folder.is_open(listed)
    folder.remove(listed)
    assert folder.listed() == []


def test_what_a_killed_program_held_is_free(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    saved_in(folder)
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from nn_tui.storage.folder import SessionFolder\n"
        "folder = SessionFolder(Path(sys.argv[1]))\n"
        "held = folder.open(folder.newest())\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdin is not None
    assert process.stdout.readline() == "held\n"
    (listed,) = folder.listed()
    assert folder.is_open(listed)
    with pytest.raises(StorageError) as refused:
        folder.open(listed)
    assert str(refused.value) == (
        f"session {listed.id}: is open in another nn-tui, process {process.pid}; leave that one "
        f"first; where it is out of reach, kill -HUP {process.pid} saves and ends it"
    )
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert not folder.is_open(folder.listed()[0])
    assert folder.open(folder.listed()[0])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"17 %s /dev/pts/3\n", "is open in another nn-tui, process 17 on /dev/pts/3; leave"),
        (b"17 elsewhere \n", "is open in another nn-tui, process 17 of elsewhere; leave .* -HUP"),
        (b"", "is open in another nn-tui; leave that one first$"),
        (b"17 a\x1b[2J /dev/pts/3\n", "is open in another nn-tui; leave that one first$"),
        (b"9" * 10_000, "is open in another nn-tui; leave that one first$"),
    ],
)
def test_who_holds_a_session_is_said_as_far_as_it_is_known(
    tmp_path: Path, content: bytes, told: str
) -> None:
    folder = SessionFolder(tmp_path)
    name = saved_in(folder)
    file, _ = folder.open(folder.newest())
    (tmp_path / f"{name}.lock").write_bytes(content.replace(b"%s", os.uname().nodename.encode()))
    with pytest.raises(StorageError, match=told):
        folder.open(folder.newest())
    file.close()


def test_sessions_are_found_by_id_beginning_or_title(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    ids = [saved_in(folder, NOON.replace(minute=minute)) for minute in (1, 2, 3)]
    for minute, name in enumerate(ids):
        os.utime(tmp_path / f"{name}.nntui", (minute, minute))
    folder.entitle(folder.find(ids[1]), "lesson 2")
    assert folder.find("lesson 2").id == ids[1]
    assert folder.find(ids[2][:15]).id == ids[2]
    with pytest.raises(StorageError, match="there are several"):
        folder.find("2026-05-17")
    with pytest.raises(StorageError, match="session leson 2: unknown; did you mean lesson 2"):
        folder.find("leson 2")
    with pytest.raises(StorageError, match="another session is called so already"):
        folder.entitle(folder.find(ids[0]), "lesson 2")


def test_id_of_another_session_is_no_name(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    one, other = saved_in(folder), saved_in(folder, NOON.replace(minute=1))
    with pytest.raises(StorageError, match=f"{other}: another session is called so already"):
        folder.entitle(folder.find(one), other)
    folder.entitle(folder.find(one), one)
    assert folder.find(one).title == one


def test_last_session_is_the_one_last_worked_in_whichever_gets_a_name(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    older, newer = saved_in(folder), saved_in(folder, NOON.replace(minute=1))
    os.utime(tmp_path / f"{older}.nntui", (1, 1))
    folder.entitle(folder.find(older), "lesson 2")
    assert [(one.id, one.title) for one in folder.listed()] == [(newer, ""), (older, "lesson 2")]
    assert folder.newest().id == newer


def test_newest_is_found_without_a_name_and_a_damaged_one_is_not(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    good = saved_in(folder)
    (tmp_path / "2027-01-01-000000-x.nntui").write_bytes(b"PK half of it")
    newest, other = folder.listed()
    assert (newest.summary, other.id) == (None, good)
    assert "is damaged" in newest.fault
    assert folder.newest().id == good


def test_damaged_session_is_named_and_set_aside(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    name = saved_in(folder)
    path = tmp_path / f"{name}.nntui"
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(StorageError, match=f"session {name}: .* set aside as {name}.nntui.damaged"):
        folder.open(folder.find(name))
    assert [entry.name for entry in tmp_path.iterdir()] == [f"{name}.nntui.damaged"]


def test_tidying_leaves_what_has_a_title_and_the_newest(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    names = [saved_in(folder, NOON.replace(minute=minute)) for minute in range(24)]
    for minute, name in enumerate(names):
        os.utime(tmp_path / f"{name}.nntui", (minute, minute))
    folder.entitle(folder.find(names[0]), "kept")
    os.utime(tmp_path / f"{names[0]}.nntui", (0, 0))
    stale = tmp_path / ".nn-tui-0123"
    stale.write_bytes(b"half")
    os.utime(stale, (0, 0))
    folder.tidy()
    assert {listed.id for listed in folder.listed()} == {names[0], *names[4:]}
    assert not stale.exists()


KILLED = """
import sys
from datetime import datetime
from pathlib import Path
from nn_tui.files import whole_file
from nn_tui.storage.folder import SessionFolder
folder = SessionFolder(Path(sys.argv[1]))
file = folder.begin("killed", datetime(2026, 5, 17))
with whole_file(file.path) as half:
    half.write(b"half of it")
    half.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_what_is_being_written_is_left_until_its_writer_is_killed(tmp_path: Path) -> None:
    folder = SessionFolder(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        written = sorted(tmp_path.iterdir())
        for path in written:
            os.utime(path, (0, 0))
        assert [path.suffix for path in written] == ["", ".lock"]
        folder.tidy()
        assert sorted(tmp_path.iterdir()) == written
        process.kill()
    folder.tidy()
    assert list(tmp_path.iterdir()) == []


def test_what_was_made_just_now_is_left(tmp_path: Path) -> None:
    # It may be that it is not locked yet.
    (tmp_path / ".nn-tui-0123").write_bytes(b"")
    SessionFolder(tmp_path).tidy()
    assert (tmp_path / ".nn-tui-0123").exists()


def test_listing_stands_odd_names(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.nntui").write_bytes(b"")
    (tmp_path / "folder.nntui").mkdir()
    folder = SessionFolder(tmp_path)
    assert {listed.id for listed in folder.listed()} == {"a�[2Jb", "folder"}
    folder.tidy()


def test_what_is_larger_than_any_session_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.nntui"
    with path.open("wb") as file:
        # Sparse: it takes no room on the disk, and would take more memory than there is.
        file.truncate(4_000_000_000_000)
    with pytest.raises(DamagedError, match="mine: is damaged, or no session"):
        read_session(path, "mine")
