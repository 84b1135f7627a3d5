"""The real program on every kind of terminal: readable, and left as it was found."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.terminal.terminal import Terminal, running
from tests.terminal.test_real_terminal import assert_restored

ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""All that is sent beside text: sequences that any terminal since the VT100 can skip."""

TRUECOLOR, PALETTE, ANY = rb"[34]8;2;", rb"[34]8;5;", rb"\x1b\[[\d;]*\b(3\d|4\d|9\d|10\d)[;m]"

KINDS: dict[str, tuple[Mapping[str, str], tuple[bytes, ...], tuple[bytes, ...]]] = {
    "truecolor": ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, (TRUECOLOR,), (PALETTE,)),
    "xterm-256color": ({"TERM": "xterm-256color"}, (PALETTE,), (TRUECOLOR,)),
    "screen": ({"TERM": "screen", "COLORTERM": "truecolor"}, (ANY,), (TRUECOLOR, PALETTE)),
    "tmux": ({"TERM": "tmux"}, (ANY,), (TRUECOLOR, PALETTE)),
    "linux": ({"TERM": "linux", "COLORTERM": "truecolor"}, (ANY,), (TRUECOLOR, PALETTE)),
    "vt100": ({"TERM": "vt100", "COLORTERM": "truecolor"}, (), (ANY,)),
    "NO_COLOR": ({"TERM": "xterm-256color", "NO_COLOR": "1"}, (), (ANY,)),
}
"""A terminal's environment, the colours that it is sent, and those that it is not sent."""

OF_FEW_CHARACTERS = ("linux", "vt100")
"""Those that are sent ASCII alone."""


def leave(terminal: Terminal) -> None:
    terminal.send("q")
    assert terminal.wait_for_exit() == 0
    assert_restored(terminal)


def assert_only_ascii(terminal: Terminal) -> None:
    text = ESCAPES.sub(b"", terminal.stream).replace(b"\r", b"").replace(b"\n", b"")
    assert text.isascii() and text.decode().isprintable()


@pytest.mark.parametrize("kind", KINDS)
def test_terminal_is_sent_what_it_has_and_left_as_it_was(kind: str) -> None:
    environ, sent, not_sent = KINDS[kind]
    with running(colours="", environ=environ) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("nn")
        terminal.wait_for("epoch 2/50")
        for key, title in (("5", "5 Program"), ("1", "1 Dataset")):
            terminal.send(key)
            terminal.wait_for(title)
        # What is selected is told apart without a colour, too: the first row, in reverse.
        assert 3 in terminal.reversed_lines(3)
        assert b"\x1b[1" in terminal.stream or b";1m" in terminal.stream
        leave(terminal)
    if kind in OF_FEW_CHARACTERS:
        assert_only_ascii(terminal)
    assert all(re.search(codes, terminal.stream) for codes in sent)
    assert not any(re.search(codes, terminal.stream) for codes in not_sent)


KNOWN_TO_A_VT100 = re.compile(rb"\x1b\[[\d;]*[A-Za-z]|\x1b\[\?(?:7|25|1049)[hl]")
"""With the cursor that is hidden and the other screen: modes that it passes over in silence."""


@pytest.mark.parametrize("term", ["linux", "vt100"])
def test_terminal_is_sent_no_sequence_that_came_after_it(term: str) -> None:
    with running(colours="", environ={"TERM": term}) as terminal:
        terminal.wait_for("epoch 0/50")
        # Through a field, which has a pointer of its own, and a copy.
        terminal.send("n3\r0.5\r6y")
        terminal.wait_for("this terminal has no clipboard")
        leave(terminal)
    assert b"\x1b" not in KNOWN_TO_A_VT100.sub(b"", terminal.stream)


PAGES = {
    "n": "epoch 1/50",
    " ": "epoch 50/50",
    "m": "wrong/all",
    "4l": "error, log",
    "2m": "delta",
    "5": "5 Program",
    "s": "fwd L1 z1",
    "6m": "shades",
    "A": "health",
    "i": "tour 1/8",
}
"""Keys, and what is seen once they have been dealt with."""

DIALOGS = {"?": "Keys", "K": "Breakpoints", "o": "A shipped dataset", ":": "Search for commands"}
"""Keys that put something up which escape takes away, and what is seen of it."""


def test_with_ascii_nothing_else_is_sent_through_all_pages_and_dialogs() -> None:
    with running("--ascii") as terminal:
        terminal.wait_for("epoch 0/50")
        for keys, shown in PAGES.items():
            terminal.send(keys)
            terminal.wait_for(shown)
        for key, shown in DIALOGS.items():
            terminal.send(key)
            terminal.wait_for(shown)
            terminal.send("\x1b")
            terminal.wait_for_end_of(shown)
        leave(terminal)
    assert_only_ascii(terminal)


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LANG": "de_DE.ISO-8859-15"}])
def test_locale_without_utf_8_is_sent_ascii(environ: dict[str, str]) -> None:
    with running(environ=environ) as terminal:
        terminal.wait_for("epoch 0/50")
        leave(terminal)
    assert_only_ascii(terminal)


def test_key_of_another_charset_ends_nothing() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        # It might be the first byte of a character: the key behind it is lost with it.
        terminal.send_bytes(b"\xe9n")
        terminal.watch(0.3)
        terminal.send("n")
        terminal.wait_for("epoch 1/50")
        leave(terminal)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_terminal_that_places_no_text_is_refused_in_one_line(term: str) -> None:
    with running(environ={"TERM": term}) as terminal:
        assert terminal.wait_for_exit() == 2
        assert b"without one use nn-tui train\r\n" in terminal.stream
        assert terminal.stream.count(b"\n") == 1
        assert b"\x1b" not in terminal.stream


def redirected(redirection: str) -> str:
    """Give the code of a program that runs `nn-tui` by a shell, with a redirection."""
    return f"""
import os, sys
os.execvp("sh", ["sh", "-c", 'exec "$0" -m nn_tui {redirection}', sys.executable])
"""


@pytest.mark.parametrize("redirection", ["2>/dev/null", "2>&-"])
def test_redirected_stderr_is_refused_where_it_can_be_read(redirection: str) -> None:
    with running(code=redirected(redirection)) as terminal:
        assert terminal.wait_for_exit() == 2
    assert terminal.stream == (
        b"nn-tui: the screen needs a terminal: stderr is redirected, on which it is drawn; "
        b"without one use nn-tui train\r\n"
    )


@pytest.mark.parametrize("redirection", [">/dev/null", ">&-"])
def test_redirected_stdout_is_no_matter_since_nothing_is_written_there(redirection: str) -> None:
    with running(code=redirected(redirection)) as terminal:
        terminal.wait_for("epoch 0/50")
        leave(terminal)


def test_below_the_smallest_size_room_is_asked_for_and_the_program_goes_on() -> None:
    with running("--epochs", "1000000000") as terminal:
        terminal.wait_for("epoch 0/1e9")
        terminal.send(" ")
        terminal.wait_for("running")
        terminal.resize(19, 4)
        terminal.wait_until(lambda: "needs" in terminal.text, "nothing was asked")
        assert [line.rstrip() for line in terminal.text.splitlines()] == [
            "nn-tui needs 20x5,", "this is 19x4", "", "",
        ]  # fmt: skip
        terminal.send(" ")
        terminal.resize(80, 24)
        terminal.wait_for("paused")
        terminal.wait_for("1 Dataset")
        leave(terminal)


def test_program_that_starts_below_the_smallest_size_is_left_by_its_key() -> None:
    with running(columns=10, lines=3) as terminal:
        terminal.wait_for("nn-tui")
        terminal.wait_for("needs")
        leave(terminal)


def test_storm_of_resizes_while_training_loses_nothing() -> None:
    with running("--epochs", "1000000000") as terminal:
        terminal.wait_for("epoch 0/1e9")
        terminal.send("n")
        terminal.wait_for("epoch 1/1e9")
        terminal.send(" ")
        terminal.wait_for("running")
        for step in range(300):
            terminal.resize(1 + step * 37 % 160, 1 + step * 11 % 50)
            terminal.watch(0.002)
        terminal.resize(80, 24)
        terminal.wait_for("running")
        terminal.send(" ")
        terminal.wait_for("paused")
        epoch = re.search(r"epoch (\d+)/1e9", terminal.text)
        assert epoch is not None and int(epoch[1]) > 1
        terminal.send("N")
        terminal.wait_for(f"epoch {int(epoch[1]) - 1}/1e9")
        terminal.wait_for("6 Inspector" if "5 Program" in terminal.text else "3 Hyperparameters")
        leave(terminal)


def test_screen_without_a_terminal_names_what_to_use() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nn_tui", "--slow", "--ascii"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith("stdin is redirected; without one use nn-tui train\n")
