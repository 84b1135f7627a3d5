from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from nn_tui.files import FOR_OWNER, reason_against, whole_file


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_file_is_there_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    with whole_file(path) as file:
        file.write(b"one ")
        assert not path.exists()
        file.write(b"two")
    assert path.read_bytes() == b"one two"
    assert names_in(tmp_path) == ["w.npz"]


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "w.npz"
    path.write_bytes(b"before")
    with pytest.raises(OSError, match="disk full"), whole_file(path) as file:
        file.write(b"half")
        raise OSError("disk full")
    assert path.read_bytes() == b"before"
    assert names_in(tmp_path) == ["w.npz"]


def test_permissions_are_the_umasks_the_owners_or_as_before(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with whole_file(tmp_path / "shared"), whole_file(tmp_path / "own", FOR_OWNER):
            pass
    finally:
        os.umask(before)
    assert permissions(tmp_path / "shared") == 0o640
    assert permissions(tmp_path / "own") == 0o600
    (tmp_path / "own").chmod(0o604)
    with whole_file(tmp_path / "own", FOR_OWNER):
        pass
    assert permissions(tmp_path / "own") == 0o604


def test_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to("real")
    with whole_file(tmp_path / "link") as file:
        file.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


def test_pipe_is_written_as_it_comes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    with whole_file(tmp_path / "pipe") as file:
        file.write(b"all")
    reader.join()
    assert read == [b"all"]
    assert names_in(tmp_path) == ["pipe"]


def test_reason_names_what_is_in_the_way(tmp_path: Path) -> None:
    assert reason_against(tmp_path / "new.npz") == ""
    assert reason_against(Path("/dev/null")) == ""
    assert reason_against(tmp_path) == "is a directory"
    assert reason_against(tmp_path / "no" / "w.npz") == f"there is no directory {tmp_path}/no"


@pytest.mark.parametrize("closed", [".", "w.npz"])
def test_reason_names_missing_permission(
    tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.npz"
    path.touch()
    # Whoever runs the tests may be root, who may write anywhere.
    monkeypatch.setattr(os, "access", lambda place, _mode: place != tmp_path / closed)
    assert reason_against(path) == "permission denied"


def test_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.npz"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError), whole_file(path):
        pass
    assert path.read_bytes() == b"before"


def test_reason_names_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert reason_against(tmp_path / f"{'a' * 300}.npz") == "File name too long"
