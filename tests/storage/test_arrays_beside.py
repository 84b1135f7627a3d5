"""Large arrays beside the file of their session: written once, and gone with it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from nn_tui.data import open_dataset
from nn_tui.debugger.rows import change_row
from nn_tui.debugger.saving import reading
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe, choose
from nn_tui.storage.errors import DamagedError, StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import SessionFile, read_session
from tests.debugger.saving.saved import SUMMARY
from tests.debugger.sessions import assert_same_moment

NOON = datetime(2026, 5, 17, 12, 0, 0)

ID = "2026-05-17-120000-sine"


def large_session(n_in: int = 30) -> Session:
    """Make a session whose data take 600 kB, and whose moments more than 100 kB each."""
    rng = np.random.default_rng(1)
    dataset = dataclasses.replace(
        open_dataset("sine"),
        inputs=rng.random((2500, n_in)),
        targets=rng.random((2500, 1)),
        input_names=tuple(f"x{i}" for i in range(n_in)),
    )
    given = {"hidden": "4", "batch_size": "500", "epochs": "100000"}
    return Session(Recipe(dataset, choose(dataset, given)))


def session_of(path: Path) -> Session:
    return reading.session_of(read_session(path, "mine"), "mine", 64.0)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SessionFile]:
    """Begin a file in a folder of sessions."""
    begun = SessionFolder(tmp_path).begin("sine", NOON)
    yield begun
    begun.close()


def write(file: SessionFile, session: Session) -> None:
    file.write(bundle_of(session, SUMMARY))


def beside(file: SessionFile) -> list[Path]:
    """Give what lies beside a file, each of which is a file."""
    return sorted(file.path.with_suffix(".arrays").iterdir())


def test_data_are_written_once(file: SessionFile) -> None:
    session = large_session()
    write(file, session)
    (data,) = beside(file)
    first = data.stat()
    assert first.st_size > 600_000 > file.path.stat().st_size
    session.step(Unit.EPOCH)
    write(file, session)
    assert data.stat() == first
    assert_same_moment(session, session_of(file.path))


def test_session_goes_on_with_the_same_bits_and_ways_back(file: SessionFile) -> None:
    session = large_session()
    for _ in range(300):
        session.step(Unit.EPOCH)
    write(file, session)
    # Moments too: each takes a file.
    assert len(beside(file)) > 5
    other = session_of(file.path)
    assert other.ways.to_epoch(100).ops <= 2 * session.ways.to_epoch(100).ops
    for each in (session, other):
        each.travel(each.ways.to_epoch(99))
    assert_same_moment(session, other)


def test_what_is_sent_is_one_file(tmp_path: Path) -> None:
    session = large_session()
    for _ in range(100):
        session.step(Unit.EPOCH)
    write(SessionFile(tmp_path / "sent.nntui"), session)
    assert [path.name for path in tmp_path.iterdir()] == ["sent.nntui"]
    assert_same_moment(session, session_of(tmp_path / "sent.nntui"))


def test_small_data_lie_in_the_file(file: SessionFile) -> None:
    write(file, large_session(n_in=2))
    assert not file.path.with_suffix(".arrays").exists()


def test_other_data_are_written_and_what_is_asked_for_no_more_goes(file: SessionFile) -> None:
    session = large_session()
    write(file, session)
    (before,) = beside(file)
    change_row(session, 3, (*["0.5"] * 30, "1"))
    write(file, session)
    assert before in beside(file) and len(beside(file)) == 2
    write(file, large_session(n_in=40))
    (after,) = beside(file)
    assert after != before
    write(file, large_session(n_in=2))
    assert not before.parent.exists()


def test_what_was_left_half_written_goes_with_the_next_saving(file: SessionFile) -> None:
    session = large_session()
    write(file, session)
    folder = file.path.with_suffix(".arrays")
    (folder / ("0" * 32 + ".npz")).write_bytes(b"asked for by nobody")
    (folder / ".nn-tui-0123").write_bytes(b"half")
    write(file, session)
    assert len(beside(file)) == 1


def test_what_somebody_has_taken_away_is_written_again(file: SessionFile) -> None:
    session = large_session()
    write(file, session)
    (data,) = beside(file)
    data.unlink()
    write(file, session)
    assert beside(file) == [data]


def test_folder_and_files_are_for_their_owner_alone(file: SessionFile) -> None:
    write(file, large_session())
    (data,) = beside(file)
    assert (data.parent.stat().st_mode & 0o777, data.stat().st_mode & 0o777) == (0o700, 0o600)


def test_session_that_is_removed_takes_all_with_it(file: SessionFile, tmp_path: Path) -> None:
    write(file, large_session())
    file.close()
    folder = SessionFolder(tmp_path)
    assert folder.newest().size > 600_000
    folder.remove(folder.newest())
    assert list(tmp_path.iterdir()) == []


def test_session_that_is_named_keeps_them(file: SessionFile, tmp_path: Path) -> None:
    session = large_session()
    write(file, session)
    file.close()
    data = beside(file)
    folder = SessionFolder(tmp_path)
    folder.entitle(folder.newest(), "lesson 2")
    assert beside(file) == data
    assert file.path.stat().st_size < 600_000
    assert_same_moment(session, session_of(file.path))


def test_tidying_removes_what_belongs_to_no_session(file: SessionFile, tmp_path: Path) -> None:
    write(file, large_session())
    lone = tmp_path / "2020-01-01-000000-x.arrays"
    lone.mkdir()
    (lone / ("0" * 32 + ".npz")).write_bytes(b"x")
    SessionFolder(tmp_path).tidy()
    assert lone.exists(), "it may be just being written"
    os.utime(lone, (0, 0))
    os.utime(file.path.with_suffix(".arrays"), (0, 0))
    SessionFolder(tmp_path).tidy()
    assert not lone.exists()
    assert len(beside(file)) == 1


def spoil_by_cutting(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def spoil_by_other_numbers(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)


def spoil_by_another_file(path: Path) -> None:
    with ZipFile(path, "w") as archive, archive.open("0.npy", "w") as member:
        np.save(member, np.zeros((2500, 30)))


def spoil_by_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def spoil_by_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, f"lacks a part of it: {ID}.arrays/"),
        (spoil_by_a_pipe, f"lacks a part of it: {ID}.arrays/"),
        (spoil_by_cutting, "is damaged"),
        (spoil_by_other_numbers, "damaged"),
        (spoil_by_another_file, "is damaged"),
    ],
)
def test_what_is_damaged_is_named_and_set_aside(
    file: SessionFile, tmp_path: Path, spoil: object, said: str
) -> None:
    write(file, large_session())
    file.close()
    (data,) = beside(file)
    assert callable(spoil)
    spoil(data)
    folder = SessionFolder(tmp_path)
    with pytest.raises(StorageError, match=said) as refusal:
        folder.open(folder.newest())
    assert f"set aside as {ID}.nntui.damaged" in str(refusal.value)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{ID}.nntui.damaged", f"{ID}.arrays.damaged"}
    assert folder.listed() == []


def test_link_is_not_followed(file: SessionFile, tmp_path: Path) -> None:
    write(file, large_session())
    (data,) = beside(file)
    spoil_by_a_link(data)
    with pytest.raises(StorageError, match="is a link, not a file"):
        read_session(file.path, "mine")


def say(file: SessionFile, digest: str, names: list[str]) -> None:
    """Let a file say that other arrays lie beside it."""
    with ZipFile(file.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["beside.json"] = json.dumps({"files": {digest: names}}).encode()
    with ZipFile(file.path, "w") as archive:
        for name, held in members.items():
            archive.writestr(name, held)


@pytest.mark.parametrize("name", ["../x", "0" * 31 + "/", "0" * 32 + "\n", "0" * 33, ""])
def test_name_of_a_file_elsewhere_is_refused(file: SessionFile, name: str) -> None:
    write(file, large_session())
    say(file, name, ["a0"])
    with pytest.raises(DamagedError, match="is damaged, or no session"):
        read_session(file.path, "mine")


def test_file_with_other_arrays_than_were_asked_for_is_refused(file: SessionFile) -> None:
    write(file, large_session())
    (data,) = beside(file)
    say(file, data.stem, [])
    bundle = read_session(file.path, "mine")
    with pytest.raises(DamagedError, match="its values fit no run"):
        reading.session_of(bundle, "mine", 64.0)
