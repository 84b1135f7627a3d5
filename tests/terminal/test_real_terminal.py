from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal, running

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"
CTRL_Q = "\x11"


def assert_restored(terminal: Terminal) -> None:
    """Check that the shell gets its terminal back as it was."""
    assert terminal.attributes == terminal.attributes_before
    for undone, done in ((LEAVE_ALTERNATE_SCREEN, b"\x1b[?1049h"), (SHOW_CURSOR, b"\x1b[?25l")):
        assert terminal.stream.rfind(undone) > terminal.stream.rfind(done)


def test_program_runs_50_epochs_and_leaves_the_terminal_as_it_was() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send(" ")
        terminal.wait_for("epoch 50/50")
        terminal.wait_for("0.1677")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


def test_program_shows_all_panels_at_120x36() -> None:
    with running(columns=120, lines=36) as terminal:
        for title in ("1 Dataset", "2 Network", "4 Error", "5 Program", "6 Inspector"):
            terminal.wait_for(title)
        terminal.send(" ")
        terminal.wait_for("0.1677")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


def test_keys_typed_ahead_are_all_done() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("n" * 20)
        terminal.wait_for("epoch 20/50")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


def test_edit_typed_ahead_is_done() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("3\r0.5\rn")
        terminal.wait_for("epoch 1/50")
        terminal.wait_for(">learning rate     0.5")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


def test_ctrl_q_leaves_from_within_a_field() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("3\r9")
        terminal.wait_for(" 9 ")
        terminal.send(CTRL_Q)
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGINT, "nn-tui: interrupted"),
        (signal.SIGQUIT, ""),
        (signal.SIGABRT, ""),
        (signal.SIGRTMAX, ""),
    ],
)
def test_signal_at_rest_restores_the_terminal_soon(number: int, said: str) -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        began = time.monotonic()
        terminal.process.send_signal(number)
        assert terminal.wait_for_exit() == 128 + number
        # A second is what it may take; here others may be using the machine.
        assert time.monotonic() - began < 5
        assert_restored(terminal)
    assert terminal.stream.rpartition(b"\x1b[?1006l")[2].decode().strip() == said


IGNORING = """
import os, signal, sys
from nn_tui.cli.main import main
for number in (signal.SIGQUIT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
signal.signal(signal.SIGUSR1, lambda number, frame: os.write(2, b"heard"))
sys.exit(main([]))
"""


def test_signal_that_is_ignored_or_means_something_else_ends_nothing_but_a_hangup_does() -> None:
    with running(code=IGNORING) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.process.send_signal(signal.SIGUSR1)
        terminal.wait_until(lambda: b"heard" in terminal.stream, "it was not heard")
        terminal.process.send_signal(signal.SIGQUIT)
        terminal.send("n")
        terminal.wait_for("epoch 1/50")
        terminal.process.send_signal(signal.SIGHUP)
        assert terminal.wait_for_exit() == 128 + signal.SIGHUP


def test_without_a_terminal_one_line_names_the_command_to_use() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nn_tui"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "nn-tui train" in done.stderr


def test_first_start_shows_the_tour_and_the_second_does_not(state_home: Path) -> None:
    (state_home / "nn-tui" / "screen.json").unlink()
    with running() as terminal:
        terminal.wait_for("tour 1/8")
        terminal.send(".")
        terminal.wait_for("tour 2/8")
        terminal.send("n")
        terminal.wait_for("epoch 1/50")
        terminal.wait_until(lambda: "tour" not in terminal.text, "the tour stayed")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.wait_for("j: go on with classic")
        assert "tour" not in terminal.text


def test_dataset_is_opened_by_keys_typed_ahead() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("oxo\t\rn")
        terminal.wait_for("xor 2-4-1")
        terminal.wait_for("epoch 1/200")


def test_slow_run_goes_op_by_op() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("------++ ")
        terminal.wait_for("running 10 ops/s")
        terminal.wait_for(" · back L2 ")
        terminal.send("\x1b")
        terminal.wait_for("paused, 10 ops/s")
