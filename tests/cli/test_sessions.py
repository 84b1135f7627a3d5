"""`nn-tui sessions`: listed, named and removed by what a person types."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest

from nn_tui.cli.main import main
from nn_tui.debugger.saving.writing import bundle_of
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.state_files import sessions_folder
from tests.cli.commands import Screen, Terminal, python
from tests.debugger.saving.saved import SUMMARY
from tests.debugger.sessions import session_of

NOON = datetime(2026, 5, 17, 12, 0, 0)


def save(minute: int = 0, **said: Any) -> str:
    """Save a session, of which a list says this; give its id."""
    file = SessionFolder(sessions_folder()).begin("classic", NOON.replace(minute=minute))
    bundle = bundle_of(session_of(), SUMMARY)
    file.write(replace(bundle, summary=msgspec.structs.replace(SUMMARY, **said)))
    file.close()
    os.utime(file.path, (1e9 + minute, 1e9 + minute))
    return file.path.name.removesuffix(".nntui")


def ids() -> list[str]:
    return [one.id for one in SessionFolder(sessions_folder()).listed()]


@pytest.mark.parametrize("words", [("--remove", ""), ("--name", "", "zz"), ("--remove", " ")])
def test_name_that_is_empty_is_no_sessions(terminal: Terminal, words: tuple[str, ...]) -> None:
    name = save()
    before = SessionFolder(sessions_folder()).listed()
    said = terminal.refusal("sessions", *words)
    assert said == f"session '{words[1]}': unknown; known: {name}"
    assert SessionFolder(sessions_folder()).listed() == before


def test_errors_of_any_size_are_written_with_four_digits(terminal: Terminal) -> None:
    for minute, error in enumerate([1e40, 3.14159e-9, 0.25, None]):
        save(minute, error=error)
    shown = [line.split("error ")[-1] for line in terminal.run("sessions").out.splitlines()]
    assert shown[1:] == ["0.2500", "3.142e-9", "1.000e40"]
    assert shown[0].endswith("epoch 1/50")


def save_one_with_long_names() -> tuple[str, str]:
    """Save a session of long names, one of short ones, and a file that is none; give their ids."""
    one = save(1, dataset="a long name " * 12, network="3-" * 60 + "1", title="lesson 2")
    other = save(2, epochs=1_000_000_000)
    (SessionFolder(sessions_folder()).path / "0000.nntui").write_bytes(b"half of it")
    return one, other


def test_long_names_take_no_more_than_a_line_and_leave_the_others_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = save_one_with_long_names()
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["sessions"]) == 0
    lines = screen.getvalue().splitlines()
    assert lines[1] == f"{other}  {'classic 3-4-1':26}  epoch 1/1e9  error 0.2500"
    assert len(lines[1]) == 80
    assert lines[2].startswith(f"{one}  a long name a long name a…  epoch 1/50   error")
    assert lines[2].endswith("error 0.2500  lesson 2")
    assert lines[0].startswith("0000                       ") and "damaged" in lines[0]


@pytest.mark.parametrize("columns", [30, 60])
def test_where_a_line_does_not_fit_nothing_is_cut_or_moved(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, other = save(1), save(2, dataset="a longer name")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["sessions"]) == 0
    assert screen.getvalue().splitlines() == [
        f"{other}  a longer name 3-4-1  epoch 1/50  error 0.2500",
        f"{name}  classic 3-4-1  epoch 1/50  error 0.2500",
    ]


def test_short_names_stand_in_columns_where_a_line_just_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, other = save(1, network="2-1"), save(2, dataset="xor", network="2-1")
    fitting = f"{name}  classic 2-1  epoch 1/50  error 0.2500"
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", str(len(fitting)))
    assert main(["sessions"]) == 0
    assert screen.getvalue().splitlines() == [
        f"{other}  xor 2-1      epoch 1/50  error 0.2500",
        fitting,
    ]


@pytest.mark.parametrize("name", ["x.nntui", "a/b", "/"])
def test_name_that_would_be_taken_for_a_file_is_refused(terminal: Terminal, name: str) -> None:
    said = terminal.refusal("sessions", "--name", save(), name)
    assert said.startswith(f"{name}: would be taken for a file; a name has no slash in it, and ")


def test_names_in_a_pipe_are_whole(terminal: Terminal) -> None:
    save_one_with_long_names()
    line = terminal.run("sessions").out.splitlines()[2]
    assert f"{'a long name ' * 12} {'3-' * 60}1  epoch 1/50" in line


def test_pipe_that_nobody_reads_is_no_fault() -> None:
    save()
    reading, writing = os.pipe()
    os.close(reading)
    # Unbuffered, so that nothing is left to be written, and to fail again, at the end.
    with python("-u", "-m", "nn_tui", "sessions", stdout=writing) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_what_is_removed_is_said(terminal: Terminal) -> None:
    one, other, third = save(1, title="lesson 2"), save(2), save(3)
    outcome = terminal.run("sessions", "--remove", "lesson 2", "--remove", other, "--remove", one)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        f"removed: session {one} (lesson 2): classic 3-4-1, epoch 1/50",
        f"removed: session {other}: classic 3-4-1, epoch 1/50",
    ]
    assert ids() == [third]
