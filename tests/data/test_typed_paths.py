"""Paths as they are typed: whose home folder is meant, and what is not waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nn_tui.data.errors import PathError
from nn_tui.data.typed_paths import typed_file, typed_path


def test_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("~/x.csv") == tmp_path / "x.csv"
    assert typed_path("x~/y.csv") == Path("x~/y.csv")


@pytest.mark.parametrize("typed", ["~nobody-here/x", "~\0a/x"])
def test_home_folder_that_nobody_knows_is_named(typed: str) -> None:
    with pytest.raises(PathError, match="no such home folder; type the path in full"):
        typed_path(typed)


def test_pipe_is_not_to_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")
    with pytest.raises(PathError, match="is a pipe or a device; save it as a file"):
        typed_file(str(tmp_path / "x.csv"))
