"""What may lie where a session's file should be: said in a line, waited for never, left alone."""

from __future__ import annotations

import errno
import json
import os
import resource
import socket
import struct
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import msgspec
import pytest

from nn_tui.debugger.saving.vault import Vault
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.storage import session_file
from nn_tui.storage.document import VERSION
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import Listed, SessionFile, listed_of, read_session
from tests.debugger.saving.saved import SUMMARY
from tests.debugger.sessions import session_of


def saved(path: Path) -> dict[str, bytes]:
    """Save a session; give the members of its file."""
    SessionFile(path).write(bundle_of(session_of(), SUMMARY))
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(path: Path, members: dict[str, bytes], how: int = ZIP_DEFLATED) -> None:
    with ZipFile(path, "w", how) as archive:
        for name, held in members.items():
            archive.writestr(name, held)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_link(path: Path) -> None:
    saved(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def make_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def make_endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_socket(path: Path) -> None:
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as made:
        made.bind(f"{short}/s")
        Path(f"{short}/s").rename(path)


ODD = [make_pipe, make_folder, make_link, make_dangling_link, make_endless, make_socket]


@pytest.mark.parametrize("make", ODD)
def test_what_is_no_file_is_listed_with_the_reason_and_not_waited_for(
    tmp_path: Path, make: object
) -> None:
    assert callable(make)
    make(tmp_path / "odd.nntui")
    saved(tmp_path / "good.nntui")
    os.utime(tmp_path / "good.nntui", (0, 0))
    folder = SessionFolder(tmp_path)
    odd, good = folder.listed()
    assert (odd.id, odd.summary, good.id) == ("odd", None, "good")
    assert odd.fault.startswith("session odd: ")
    last = Vault(folder).last()
    assert last is not None and last.id == "good"
    assert folder.newest().id == "good"
    with pytest.raises(StorageError, match="session odd: "):
        folder.open(odd)
    # It is no damaged session, but something else of somebody's: it stays where it is.
    assert os.path.lexists(tmp_path / "odd.nntui")
    folder.tidy()


def test_new_session_takes_no_name_that_something_has(tmp_path: Path) -> None:
    folder, noon = SessionFolder(tmp_path), datetime(2026, 5, 17, 12)
    (tmp_path / "2026-05-17-120000-x.nntui").symlink_to("nowhere")
    file = folder.begin("x", noon)
    assert file.path.name == "2026-05-17-120000-x-2.nntui"
    file.close()


@pytest.mark.parametrize("make", [make_pipe, make_folder, make_dangling_link])
def test_lock_that_is_no_file_stops_nothing(tmp_path: Path, make: object) -> None:
    assert callable(make)
    saved(tmp_path / "x.nntui")
    make(tmp_path / "x.lock")
    folder = SessionFolder(tmp_path)
    (listed,) = folder.listed()
    folder.is_open(listed)
    Vault(folder).last()
    folder.tidy()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (VERSION + 1, f"was saved in format {VERSION + 1} by a later nn-tui.*upgrade it"),
        (10**30, "was saved in format 1000.* by a later nn-tui"),
        (1, f"was saved in format 1 by an earlier nn-tui; this one reads format {VERSION} alone"),
    ],
)
def test_other_format_is_said_and_the_file_is_left_as_it_is(
    tmp_path: Path, version: int, said: str
) -> None:
    path = tmp_path / "other.nntui"
    # Nothing else in it is known: a later format may have changed all of it.
    summary = json.dumps({"version": version, "title": {"en": "x"}}).encode()
    put(path, saved(path) | {"summary.json": summary})
    before = path.read_bytes()
    folder = SessionFolder(tmp_path)
    (listed,) = folder.listed()
    assert listed.summary is None
    assert "nn-tui" in listed.fault
    with pytest.raises(StorageError, match=said):
        Vault(folder).resume("other")
    with pytest.raises(StorageError, match=said):
        Vault(folder).open_file(path)
    folder.tidy()
    assert [entry.name for entry in tmp_path.iterdir()] == ["other.nntui"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"a0.npy": b"half of it"}, ""),
        ({"summary.json": b"[]"}, " (summary.json holds other values)"),
        ({"session.json": b'{"environment": 7}'}, " (session.json holds other values)"),
    ],
)
def test_damage_is_said_in_words_of_sessions_and_with_the_way_out(
    tmp_path: Path, spoilt: dict[str, bytes], said: str
) -> None:
    path = tmp_path / "x.nntui"
    put(path, saved(path) | spoilt)
    damage = f"is damaged, or no session that nn-tui has saved{said}"
    with pytest.raises(StorageError) as refusal:
        Vault(SessionFolder(tmp_path / "elsewhere")).open_file(path)
    assert str(refusal.value) == f"{path}: {damage}; it is left as it is: have it sent again"
    with pytest.raises(StorageError) as refusal:
        Vault(SessionFolder(tmp_path)).resume("x")
    aside = "it is set aside as x.nntui.damaged; nn-tui sessions lists the others"
    assert str(refusal.value) == f"session x: {damage}; {aside}"


@pytest.mark.parametrize("version", [0, -1, None, "2", 1.5, True])
def test_format_that_is_none_is_damage(tmp_path: Path, version: object) -> None:
    path = tmp_path / "x.nntui"
    members = saved(path)
    summary = json.loads(members["summary.json"]) | {"version": version}
    put(path, members | {"summary.json": json.dumps(summary).encode()})
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(path, "x")


@pytest.mark.parametrize(
    "fault", [OSError(errno.EIO, "Input/output error"), MemoryError()], ids=["disk", "memory"]
)
def test_what_another_time_could_be_read_is_not_set_aside(
    tmp_path: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "x.nntui")
    folder = SessionFolder(tmp_path)

    def fail(*_: object) -> object:
        raise fault

    monkeypatch.setattr(session_file, "read_bundle", fail)
    with pytest.raises(StorageError, match=r"Input/output error|not enough memory"):
        Vault(folder).resume("x")
    assert [path.name for path in tmp_path.iterdir()] == ["x.nntui"]


def test_disk_that_fails_while_it_is_read_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "x.nntui")

    def fail(*_: object) -> object:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("zipfile.ZipExtFile.read", fail)
    with pytest.raises(StorageError, match="x: Input/output error") as refusal:
        read_session(tmp_path / "x.nntui", "x")
    assert not isinstance(refusal.value, DamagedError)


def test_session_goes_on_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(tmp_path / "x.nntui")

    def fail(*_: object) -> bool:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("nn_tui.storage.lock.Lock.take", fail)
    resumed = Vault(SessionFolder(tmp_path)).resume("x")
    # Without a file of its own it asks for a new one, and says that it gets none.
    assert resumed.file is None
    assert resumed.session.cursor.epoch == 0


def bomb(size: int, inside: bytes) -> bytes:
    return b'{"version":2,"title":' + inside * (size // len(inside))


@pytest.mark.parametrize("inside", [b"[", b"{", b'"', b"[],", b'{"a":', b" "])
@pytest.mark.parametrize("name", ["summary.json", "session.json"])
def test_text_that_unpacks_to_much_is_refused(tmp_path: Path, name: str, inside: bytes) -> None:
    path = tmp_path / "x.nntui"
    put(path, saved(path) | {name: bomb(20_000_000, inside)})
    assert path.stat().st_size < 400_000
    with pytest.raises(DamagedError, match=f"{name} is over 16 MB"):
        read_session(path, "x")


@pytest.mark.parametrize("inside", [b"[", b'{"version":', b"[],"])
def test_text_of_nests_is_refused(tmp_path: Path, inside: bytes) -> None:
    path = tmp_path / "x.nntui"
    put(path, saved(path) | {"session.json": bomb(15_000_000, inside)})
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(path, "x")


def test_text_that_is_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nntui"
    put(path, saved(path), ZIP_LZMA)
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(path, "x")


def test_list_of_members_that_would_take_memory_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.nntui"
    entry = bytearray(b"PK\1\2" + bytes(42) + b"a")
    entry[28] = 1
    contents = bytes(entry) * 100_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 34464, 34464, len(contents), 0, 0)
    path.write_bytes(contents + end)
    with ZipFile(path) as archive:
        # To Python it is a zip file, of which it has made 100,000 members by now.
        assert len(archive.infolist()) == 100_000
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(path, "x")


def test_large_file_whose_end_says_that_it_is_larger_still_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.nntui"
    far = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    path.write_bytes(b"\0" * 100 + far + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 0, 0, 0))
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(path, "x")


def test_hostile_file_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.nntui"
    put(path, saved(path) | {"session.json": bomb(300_000_000, b"[],")})
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from nn_tui.storage.session_file import read_session\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    read_session(Path(sys.argv[1]), 'x')\n"
        "except ValueError as refusal:\n    print(refusal)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    said, kilobytes = outcome.stdout.splitlines()
    assert "session.json is over 16 MB" in said
    assert int(kilobytes) < 100_000


def test_thousand_sessions_are_listed_soon_and_the_last_is_found_at_once(tmp_path: Path) -> None:
    saved(tmp_path / "s.nntui")
    content = (tmp_path / "s.nntui").read_bytes()
    for number in range(1000):
        (tmp_path / f"s{number}.nntui").write_bytes(content)
    folder = SessionFolder(tmp_path)
    spent = resource_seconds()
    assert len(folder.listed()) == 1001
    assert resource_seconds() - spent < 2.0
    read: list[Listed] = []

    def counted(path: Path) -> Listed | None:
        if listed := listed_of(path):
            read.append(listed)
        return listed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nn_tui.storage.folder.listed_of", counted)
        assert Vault(folder).last() is not None
    assert len(read) == 1


def resource_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def test_clock_that_was_set_back_makes_no_session_unreadable(tmp_path: Path) -> None:
    for name, when in (("old", 2e9), ("new", time.time()), ("ancient", -1e9)):
        saved(tmp_path / f"{name}.nntui")
        os.utime(tmp_path / f"{name}.nntui", (when, when))
    folder = SessionFolder(tmp_path)
    assert [listed.id for listed in folder.listed()] == ["old", "new", "ancient"]
    folder.tidy()
    assert len(folder.listed()) == 3


def test_what_is_saved_can_be_read_or_is_refused(tmp_path: Path) -> None:
    bundle = bundle_of(session_of(), msgspec.structs.replace(SUMMARY, dataset="x" * 300))
    with pytest.raises(StorageError, match=r"what is to be saved: summary.json .*length <= 200"):
        SessionFile(tmp_path / "x.nntui").write(bundle)
    assert list(tmp_path.iterdir()) == []


def test_names_with_markup_are_names(tmp_path: Path) -> None:
    saved(tmp_path / "[nope].nntui")
    folder = SessionFolder(tmp_path)
    folder.entitle(folder.find("[nope]"), "[bold]lesson")
    assert folder.find("[bold]lesson").id == "[nope]"


@pytest.mark.parametrize("title", ["x" * 61, "a\x1b[2J", "a\nb", "\u202eabc"])
def test_title_that_cannot_be_shown_is_refused(tmp_path: Path, title: str) -> None:
    saved(tmp_path / "x.nntui")
    folder = SessionFolder(tmp_path)
    with pytest.raises(StorageError, match="must be up to 60 characters that can be shown"):
        folder.entitle(folder.find("x"), title)
    assert folder.find("x").title == ""


def test_bytes_that_are_no_zip_file_are_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with ZipFile(file, "w"):
        pass
    for number, content in enumerate([file.getvalue(), b"", b"PK\5\6", file.getvalue() * 2]):
        path = tmp_path / f"{number}.nntui"
        path.write_bytes(content)
        with pytest.raises(DamagedError):
            read_session(path, "x")
