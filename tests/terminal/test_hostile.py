"""Data that holds control characters: the terminal is never sent one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.commands import Terminal as Commands
from tests.terminal.terminal import Terminal, running
from tests.terminal.test_real_terminal import assert_restored
from tests.terminal.test_terminals import ESCAPES

EVIL = "\x1b[13;37m\x1b]0;owned\x07\x9b31m\x85\r\x0e\x7f\u202e\u2066\u200b\ufeff[bold]"
"""What clears, entitles, recolours, shifts, turns round or hides, were it sent."""

LINE = EVIL.replace("\r", "")
PREAMBLE = f"# title: a{LINE}\n# source: b{LINE}\n# teaches: c{LINE}\n"
TEXT = f'{PREAMBLE}"x{EVIL}","y{EVIL}","class{EVIL}"\n1,2,"p{EVIL}"\n2,1,"q{EVIL}"\n3,3,"p{EVIL}"\n'

NAME = f"evil{EVIL.replace('/', '')}.csv"

SENT_BY_DATA = re.compile(
    "\x1b\\[13;37m|\x1b\\]0;|[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / NAME
    file.write_bytes(TEXT.encode())
    return file


def assert_harmless(stream: bytes) -> None:
    text = stream.decode("utf-8")
    assert "\x1b[13;37m" not in text and "\x1b]0;" not in text
    left = ESCAPES.sub(b"", stream).decode("utf-8").replace("\r\n", "\n")
    assert SENT_BY_DATA.findall(left) == []


WALK = ("n", "m", "m", "2m", "e", "3", "4ml", "5s", "e", "6]]m", "m", "e", "7", "A", "K", "?")
"""Keys through all panels, their views, explanations and lists; escape follows each."""


ESCAPE = "\x1b[27u"
"""As kitty sends it: the key behind it is not taken for a part of it."""


def type_and_see(terminal: Terminal, keys: str) -> None:
    """Type keys, and read what they draw, until no more of it comes."""
    before = len(terminal.stream)
    terminal.send(keys)
    terminal.wait_until(lambda: len(terminal.stream) > before, f"{keys} drew nothing")
    terminal.settle()


def test_screen_sends_no_control_character_of_a_file(path: Path) -> None:
    # So large that all panels are seen at once, with room for what is cut elsewhere.
    with running(str(path), columns=160, lines=50) as terminal:
        terminal.wait_for("epoch 0/")
        for keys in WALK:
            type_and_see(terminal, keys)
            terminal.send(ESCAPE)
        terminal.wait_for("epoch 2/")
        terminal.send("\x11")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)
    assert_harmless(terminal.stream)
    with running() as terminal:
        # It is offered again under its name.
        terminal.wait_for("j: go on with ")
        terminal.send("j")
        terminal.wait_for("epoch 2/")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    assert_harmless(terminal.stream)


def test_dialogs_send_no_control_character_of_a_folder(path: Path) -> None:
    (path.parent / f"their{EVIL.replace('/', '')}.npz").write_bytes(b"no archive")
    folder = path.parent / f"folder{EVIL.replace('/', '')}"
    folder.mkdir()
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        for key, shown in (("o", "A shipped dataset"), ("6E", "npz")):
            terminal.send(key)
            terminal.wait_for(shown)
            type_and_see(terminal, f"{path.parent}/")
            # Whether what has such a name is offered or not: chosen, completed, opened.
            for then in ("\x1b[B", "\t", "\r"):
                terminal.send(then)
                terminal.settle()
            terminal.send(ESCAPE)
            terminal.wait_for_end_of(shown)
        terminal.send("\x11")
        assert terminal.wait_for_exit() == 0
    assert_harmless(terminal.stream)


def test_fault_and_refusal_say_no_control_character(path: Path) -> None:
    with running(str(path), "--target", f"z{EVIL}") as terminal:
        assert terminal.wait_for_exit() == 2
    assert_harmless(terminal.stream)
    with running(f"{path}{EVIL}.nntui") as terminal:
        assert terminal.wait_for_exit() == 2
    assert_harmless(terminal.stream)


COMMANDS = (
    ("train", "--epochs", "2"),
    ("train", "--epochs", "2", "--format", "json"),
    ("train", "--epochs", "2", "--format", "csv"),
    ("train", f"--epochs={EVIL}"),
    ("train", f"--{EVIL}"),
    ("show", "l1", "--epoch", "1"),
    ("show", EVIL, "--epoch", "1"),
    ("explain", "l1[0,0]", "--epoch", "1"),
    ("explain", EVIL, "--epoch", "1"),
    ("check",),
    ("quiz",),
    ("health", "--epoch", "1"),
    ("export",),
    ("export", "--target", EVIL),
)
"""Commands, each to be given the file as well."""


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:1]))
def test_commands_print_no_control_character(
    terminal_: Commands, path: Path, words: tuple[str, ...]
) -> None:
    outcome = terminal_.run(*words, str(path))
    assert "Traceback" not in outcome.err
    assert outcome.code in (0, 1, 2), outcome.err
    assert_harmless(outcome.out.encode())
    assert_harmless(outcome.err.encode())


@pytest.fixture
def terminal_(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.mark.parametrize(
    "words",
    [
        (EVIL,),
        ("sessions", "--remove", EVIL),
        ("--resume", EVIL),
        ("compare", EVIL),
        ("doctor", EVIL),
    ],
    ids=lambda words: words[0][:8],
)
def test_words_that_mean_nothing_are_refused_without_them(
    terminal_: Commands, words: tuple[str, ...]
) -> None:
    outcome = terminal_.run(*words)
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1
    assert_harmless(outcome.err.encode())
