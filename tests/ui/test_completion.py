from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.data import shipped
from nn_tui.ui.completion import common_start, completions


def test_nothing_typed_offers_the_shipped_datasets_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    assert completions("") == [*shipped(), "a.csv"]


def test_folders_come_before_files_and_end_with_a_slash(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    (tmp_path / "notes.md").write_text("", encoding="utf-8")
    assert completions(f"{tmp_path}/") == [f"{tmp_path}/b/", f"{tmp_path}/a.csv"]


def test_hidden_entries_are_offered_once_a_dot_is_typed(tmp_path: Path) -> None:
    (tmp_path / ".hidden.csv").write_text("", encoding="utf-8")
    assert completions(f"{tmp_path}/") == []
    assert completions(f"{tmp_path}/.") == [f"{tmp_path}/.hidden.csv"]


def test_home_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine.csv").write_text("", encoding="utf-8")
    assert completions("~/mi") == ["~/mine.csv"]


@pytest.mark.parametrize("text", ["/no/such/folder/x", "~nobody-here/x", "a\0b/", "//"])
def test_folder_that_cannot_be_read_offers_nothing_of_it(text: str) -> None:
    assert all(choice.startswith(text) for choice in completions(text))


def test_names_with_control_characters_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "odd\x1b[2J.csv").write_text("", encoding="utf-8")
    assert completions(f"{tmp_path}/") == []


@pytest.mark.parametrize(
    ("text", "choices", "longer"),
    [
        ("h", ["house-a", "house-b"], "house-"),
        ("house-", ["house-a", "house-b"], "house-"),
        ("m", ["moons"], "moons"),
        ("q", [], "q"),
        ("", ["and", "xor"], ""),
    ],
)
def test_completion_goes_as_far_as_all_agree(text: str, choices: list[str], longer: str) -> None:
    assert common_start(text, choices) == longer
