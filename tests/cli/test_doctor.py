from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from nn_tui import __version__
from tests.cli.commands import Terminal, run_process

HOSTILE = "\x1b[2Jx\x9b31m\u202e"


def findings(terminal: Terminal) -> dict[str, dict[str, str]]:
    outcome = terminal.run("doctor", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    found: dict[str, dict[str, str]] = outcome.json
    return found


def test_text_names_every_part(terminal: Terminal) -> None:
    outcome = terminal.run("doctor")
    assert outcome.code == 0
    for part in ("terminal\n", "versions\n", "paths\n", "what nn-tui makes of it\n"):
        assert part in outcome.out


def test_versions_are_those_in_use(terminal: Terminal) -> None:
    versions = findings(terminal)["versions"]
    assert versions["nn-tui"] == __version__
    assert versions["numpy"].startswith(f"{np.__version__}, ")


def test_paths_are_those_of_the_state_folder(terminal: Terminal, state_home: Path) -> None:
    paths = findings(terminal)["paths"]
    assert paths["state"] == f"{state_home / 'nn-tui'}, can be written"
    assert paths["sessions"].endswith("sessions, can be written; not there yet")


def test_file_in_the_way_of_the_folder_is_named(terminal: Terminal, state_home: Path) -> None:
    (state_home / "nn-tui" / "sessions").write_text("in the way")
    assert "cannot be written" in findings(terminal)["paths"]["sessions"]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, {"drawing": "UTF-8, with braille: the locale has it; --ascii draws with less"}),
        ({"TERM": "vt100"}, {"drawing": "ASCII: TERM=vt100 has few", "colours": "none: "}),
        ({"LC_ALL": "C"}, {"drawing": "ASCII: the locale's characters are ASCII, not UTF-8"}),
        ({"NO_COLOR": "1"}, {"colours": "none: NO_COLOR is set"}),
        ({"COLORTERM": "truecolor"}, {"colours": "truecolor: COLORTERM=truecolor"}),
        ({"SSH_TTY": ""}, {"line": "spared where it does not keep up; --slow"}),
        ({"SSH_TTY": "/dev/pts/1"}, {"line": "only what changes is sent; spared where it"}),
    ],
)
def test_what_is_made_of_it_follows_the_environment(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    expected: dict[str, str],
) -> None:
    for name in ("NO_COLOR", "COLORTERM", "LC_ALL", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    made = findings(terminal)["what nn-tui makes of it"]
    assert all(made[name].startswith(start) for name, start in expected.items()), made
    assert made["screen"].startswith("cannot be drawn: ")


def test_terminal_that_nobody_has_described_is_said_to_be_taken_for_a_full_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "of-nobody")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    # In a process of its own: the system is asked for a description but once in each.
    outcome = run_process("doctor")
    assert "TERM=of-nobody, not described here, is taken to show it; --ascii" in outcome.out


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_terminal_that_places_no_text_is_said_to_get_no_screen_and_nothing_else(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    made = findings(terminal)["what nn-tui makes of it"]
    assert made == {"screen": f"cannot be drawn: TERM is {term}; use nn-tui train"}


def test_hostile_environment_does_no_harm(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, f"{os.sep}{HOSTILE}")
    outcome = terminal.run("doctor")
    assert outcome.code == 0
    assert outcome.out.replace("\n", "").isprintable()
