from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nn_tui.storage.state_files import next_numbered, state_folder, write_whole


def broken() -> Iterator[str]:
    yield "half"
    raise OSError("the disk is full")


def test_file_and_its_folder_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "kept.txt"
    write_whole(path, ["one ", "two"])
    assert path.read_text(encoding="utf-8") == "one two"
    assert [entry.name for entry in path.parent.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("pieces", [broken(), ["lone surrogate \ud800"]])
def test_what_was_there_stays_when_writing_fails(tmp_path: Path, pieces: Iterator[str]) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("before", encoding="utf-8")
    with pytest.raises((OSError, UnicodeEncodeError)):
        write_whole(path, pieces)
    assert path.read_text(encoding="utf-8") == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.txt"]


def relative(*_: object, **__: object) -> Path:
    return Path("~/x")


def unknown(*_: object, **__: object) -> Path:
    raise RuntimeError("could not determine the home directory")


@pytest.mark.parametrize("given", [relative, unknown])
def test_without_a_home_there_is_no_folder(
    given: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What platformdirs does for a user whom the system does not know, earlier and now.
    monkeypatch.setattr("nn_tui.storage.state_files.user_state_path", given)
    with pytest.raises(FileNotFoundError, match="no home folder"):
        state_folder()


def test_numbered_file_is_none_that_is_there(tmp_path: Path) -> None:
    assert next_numbered(tmp_path / "none", "screen", ".svg").name == "screen-1.svg"
    for name in ("screen-2.svg", "screen-10.svg", "screen-x.svg", "screen.svg"):
        (tmp_path / name).touch()
    assert next_numbered(tmp_path, "screen", ".svg").name == "screen-11.svg"
