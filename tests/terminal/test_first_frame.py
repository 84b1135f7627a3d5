"""The real program while its screen is being loaded."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, running
from tests.terminal.test_real_terminal import assert_restored

_OTHER_SCREEN = b"\x1b[?1049h"

_MOUSE = b"\x1b[?1000h"
"""The first that Textual asks of a terminal, before it draws anything."""


def wait_for_load(terminal: Terminal, what: str = "classic 3-4-1") -> None:
    terminal.wait_for(f"{what}  loading")


def test_says_what_is_loaded_before_anything_else_and_keeps_keys() -> None:
    with running("moons", "--hidden", "5") as terminal:
        wait_for_load(terminal, "moons 2-5-1")
        assert _MOUSE not in terminal.stream
        # A key is for the screen, and not shown as it is typed.
        terminal.send("n")
        terminal.wait_for("1 Dataset")
        assert "loading" not in terminal.text
        terminal.wait_for("epoch 1/")
        before, _, _ = terminal.stream.partition(_MOUSE)
        assert before.endswith(b"loading" + _OTHER_SCREEN)
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGQUIT])
@pytest.mark.parametrize("seen", [b"loading", _MOUSE])
def test_signal_restores_the_terminal_at_once(number: signal.Signals, seen: bytes) -> None:
    with running() as terminal:
        terminal.wait_until(lambda: seen in terminal.stream, "it never came")
        terminal.process.send_signal(number)
        assert terminal.wait_for_exit() == 128 + number
        assert_restored(terminal)


def test_ctrl_c_restores_the_terminal() -> None:
    with running() as terminal:
        wait_for_load(terminal)
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.wait_for_exit() == 130
        assert terminal.stream.endswith(b"nn-tui: interrupted\r\n")
        assert_restored(terminal)


def test_session_that_cannot_be_read_takes_the_frame_away(tmp_path: Path) -> None:
    path = tmp_path / "torn.nntui"
    path.write_bytes(b"PK\x03\x04 and no more")
    with running(str(path)) as terminal:
        assert terminal.wait_for_exit() == 2
        assert _OTHER_SCREEN in terminal.stream
        # The path is longer than a line where the folder of temporary files lies deep.
        text = terminal.text.replace("\n", "")
        assert "torn.nntui" in text and "loading" not in text
        assert_restored(terminal)


def test_refused_options_show_no_frame() -> None:
    with running("classic", "--epochs", "many") as terminal:
        assert terminal.wait_for_exit() == 2
        assert _OTHER_SCREEN not in terminal.stream


def test_frame_is_ascii_where_the_terminal_is_and_no_wider(tmp_path: Path) -> None:
    path = tmp_path / "höh.csv"
    path.write_text("a,b\n1,2\n2,3\n")
    with running(str(path), columns=20, environ={"LANG": "C"}) as terminal:
        wait_for_load(terminal, "hoh 1-4-1")
