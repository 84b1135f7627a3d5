"""What is copied: the file, the clipboard's limit, and what is said of either."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nn_tui.storage.state_files import path_from_home
from nn_tui.ui.copying import TERMINAL_LIMIT, copy_to_file, csv_lines


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "nn-tui"


def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a file where the state folder should be: that stops root as well."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))


def test_copy_is_in_the_file_and_for_the_clipboard(state: Path) -> None:
    copied = copy_to_file("l1, 2 x 2", ["1,2\n", "3,4\n"], "copied.csv")
    assert (state / "copied.csv").read_text(encoding="utf-8") == "1,2\n3,4\n" == copied.text
    assert copied.notice.startswith("l1, 2 x 2: the terminal was asked to copy it; it is also in ")
    assert copied.notice.endswith("nn-tui/copied.csv")


def test_copy_replaces_the_one_before_and_leaves_nothing_else(state: Path) -> None:
    for text in ("a longer text", "short"):
        copy_to_file("it", [text], "copied.txt")
    assert [path.name for path in state.iterdir()] == ["copied.txt"]
    assert (state / "copied.txt").read_text(encoding="utf-8") == "short"


def test_copy_that_breaks_off_keeps_the_file_of_before(state: Path) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    copy_to_file("it", ["whole"], "copied.txt")
    copied = copy_to_file("it", broken(), "copied.txt")
    assert "No space left on device" in copied.notice
    assert [path.read_text(encoding="utf-8") for path in state.iterdir()] == ["whole"]


def test_copy_at_the_limit_is_for_the_clipboard_and_one_beyond_is_not(state: Path) -> None:
    assert copy_to_file("it", ["x" * TERMINAL_LIMIT], "copied.txt").text is not None
    beyond = copy_to_file("it", ["x" * TERMINAL_LIMIT, "y"], "copied.txt")
    assert beyond.text is None
    assert beyond.notice.startswith("it: too long for the clipboard; it is in ")
    assert (state / "copied.txt").stat().st_size == TERMINAL_LIMIT + 1


def test_clipboard_is_asked_where_no_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unwritable(tmp_path, monkeypatch)
    copied = copy_to_file("l1[0,0] = 1.0", ["1", ".0"], "copied.txt")
    assert copied.text == "1.0"
    assert "the terminal was asked to copy it; cannot write " in copied.notice
    assert copied.notice.endswith("copied.txt (Not a directory)")


def test_nothing_is_copied_where_it_is_too_long_and_no_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unwritable(tmp_path, monkeypatch)
    copied = copy_to_file("l1", ["x" * (TERMINAL_LIMIT + 1)], "copied.txt")
    assert copied.text is None
    assert copied.notice.startswith("l1 is not copied: too long for the clipboard, and cannot ")


def test_without_a_home_no_file_is_written_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "nn_tui.storage.state_files.user_state_path", lambda *_, **__: Path("~/.local")
    )
    copied = copy_to_file("it", ["1"], "copied.txt")
    assert "there is no home folder" in copied.notice
    assert list(tmp_path.iterdir()) == []


def test_path_is_named_from_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_from_home(tmp_path / "a" / "b.txt") == "~/a/b.txt"
    assert (
        path_from_home(Path("/elsewhere/b\x1b.txt")) == "/elsewhere/b\N{REPLACEMENT CHARACTER}.txt"
    )


def test_array_reads_back_as_the_same_floats() -> None:
    table = np.array([[0.1 + 0.2, -0.0, 5e-324], [math.nan, math.inf, -1.7976931348623157e308]])
    read = np.loadtxt(io.StringIO("".join(csv_lines(table))), delimiter=",")
    np.testing.assert_array_equal(read, table)
    assert math.copysign(1, read[0, 1]) == -1


def test_row_numbers_are_written_without_a_point() -> None:
    assert list(csv_lines(np.array([[3.0, 1.0]]), is_whole=True)) == ["3,1\n"]
