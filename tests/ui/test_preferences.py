from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.storage.state_files import state_folder
from nn_tui.ui.preferences import (
    Preferences,
    read_preferences,
    write_preferences,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "nn-tui"


def test_first_start_has_nothing_to_remember() -> None:
    assert read_preferences() == Preferences(is_tour_over=False, is_light=False)


@pytest.mark.parametrize("is_light", [True, False])
def test_preferences_are_read_back(is_light: bool) -> None:
    written = Preferences(is_tour_over=True, is_light=is_light)
    write_preferences(written)
    assert read_preferences() == written


def test_only_the_file_is_left_in_the_folder(folder: Path) -> None:
    write_preferences(Preferences())
    assert [path.name for path in folder.iterdir()] == ["screen.json"]
    assert state_folder() == folder


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"is_light": 1}', "[" * 100_000, '{"is_lit": true}']
)
def test_damaged_file_is_as_at_a_first_start(folder: Path, content: str) -> None:
    folder.mkdir(parents=True)
    (folder / "screen.json").write_text(content, encoding="utf-8")
    assert read_preferences() == Preferences()


def test_other_encoding_is_as_at_a_first_start(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "screen.json").write_bytes(b"\xff\xfe{}")
    assert read_preferences() == Preferences()


def test_folder_that_cannot_be_made_is_an_error(folder: Path) -> None:
    folder.parent.write_text("a file where the folder would be", encoding="utf-8")
    with pytest.raises(OSError, match=r"exists|directory"):
        write_preferences(Preferences())
    assert read_preferences() == Preferences()
