"""Stopped in a real shell and brought back: the terminal is the shell's meanwhile."""

from __future__ import annotations

import os
import re
import shlex
import signal
import termios
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.debugger.screens import LIMIT
from tests.terminal.terminal import Terminal, command_of, running, with_controlling_terminal
from tests.terminal.test_nothing_lost import LONG, assert_as_unbroken, saved
from tests.terminal.test_real_terminal import assert_restored

CTRL_Z, CTRL_Q, ESCAPE = "\x1a", "\x11", "\x1b"

LOCAL_MODES = 3
"""Where termios keeps what lines a terminal makes of keys."""

SHELLS = {"bash": ("bash", "--norc", "--noprofile", "-i"), "sh": ("sh", "-m")}

MODES = {
    b"\x1b[?1049h": b"\x1b[?1049l",
    b"\x1b[?25l": b"\x1b[?25h",
    b"\x1b[?1000h": b"\x1b[?1000l",
    b"\x1b[?1003h": b"\x1b[?1003l",
    b"\x1b[?1006h": b"\x1b[?1006l",
    b"\x1b[?1004h": b"\x1b[?1004l",
    b"\x1b[?7l": b"\x1b[?7h",
    b"\x1b[>25u": b"\x1b[<u",
}
"""What is sent for a screen, and what takes it back."""


class Shell(Terminal):
    """A terminal with a shell in it, and the program as one of its jobs."""

    def start(self, *arguments: str, seen: str = "1 Dataset") -> None:
        """Start the program, and wait until something of it is seen: its screen."""
        self.said(shlex.join(command_of(*arguments)))
        self.wait_until(lambda: seen in self.drawn, f"{seen} never came")
        self.job = self.foreground

    def said(self, line: str) -> None:
        """Type a line for the shell, once that has the terminal."""
        self.wait_until(lambda: self.is_at_prompt, "the shell never had the terminal")
        self.send(f"{line}\r")

    @property
    def is_at_prompt(self) -> bool:
        return self.foreground == self.process.pid

    def type_and_see(self, keys: str, seen: str) -> None:
        """Type keys for the program, and wait until something is seen of them."""
        self.send(keys)
        self.wait_until(lambda: seen in self.drawn, f"{seen} never came")

    def stop(self) -> None:
        """Stop the program by its key."""
        self.send(CTRL_Z)
        self.wait_until_stopped()

    def wait_until_stopped(self) -> None:
        """Wait until the shell has the terminal again."""
        self.wait_until(lambda: self.is_at_prompt, "the program never stopped")
        assert state_of(self.job) == "T"
        # It had written all that it had to before that.
        self.read_all()

    def bring_back(self, shown: str = "1 Dataset") -> None:
        """Have the shell go on with it, and wait for its screen."""
        entered = self.stream.count(b"\x1b[?1049h")
        self.said("fg; echo code=$?")
        self.wait_until(
            lambda: self.stream.count(b"\x1b[?1049h") > entered and shown in self.drawn,
            f"{shown} never came back",
        )

    def wait_for_line(self, text: str) -> None:
        """Wait until something is written for the shell."""
        self.wait_until(lambda: text.encode() in self.stream, f"{text!r} never came")

    def wait_for_job(self, text: str) -> None:
        """Ask the shell until it says something of its job: it may be the last to know."""
        deadline = time.monotonic() + LIMIT
        while text.encode() not in self.stream:
            assert time.monotonic() < deadline, f"{text!r} never came"
            self.said("jobs")
            self.watch(0.1)

    def wait_until_ended(self) -> None:
        """Wait until nothing of the program is left, of which the shell may still know."""
        self.wait_until(lambda: has_ended(self.job), "the program never ended")


def state_of(process: int) -> str:
    """Give the letter that the system has for what a process does: T stopped, Z ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return "Z"


def has_ended(process: int) -> bool:
    """Whether a process has ended with all of its threads: each of them has its files open."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return True
    return state_of(process) == "Z" and len(threads) <= 1


@contextmanager
def shell(name: str = "sh", columns: int = 80, lines: int = 24) -> Iterator[Shell]:
    """Begin a shell with job control."""
    command = with_controlling_terminal(*SHELLS[name])
    with closing(Shell(command, columns, lines, environ={"PS1": "$ "})) as terminal:
        terminal.wait_for("$ ")
        yield terminal


def assert_given_back(terminal: Shell) -> None:
    assert terminal.attributes == terminal.attributes_before
    for done, undone in MODES.items():
        assert terminal.stream.rfind(undone) > terminal.stream.rfind(done) > 0, undone


def assert_drawn_again(terminal: Shell, before: str) -> None:
    terminal.wait_until(lambda: terminal.drawn == before, "something else was drawn")


def test_stop_gives_the_terminal_back_and_fg_draws_all_anew() -> None:
    with shell() as terminal:
        terminal.start()
        terminal.type_and_see("nn", "epoch 2/50")
        terminal.settle()
        before = terminal.drawn
        terminal.stop()
        assert_given_back(terminal)
        terminal.bring_back()
        assert_drawn_again(terminal, before)
        terminal.type_and_see("n", "epoch 3/50")
        # From outside it is as good as by the key, and from within a dialog.
        terminal.type_and_see("?", "Keys")
        terminal.settle()
        before = terminal.drawn
        os.kill(terminal.job, signal.SIGTSTP)
        terminal.wait_until_stopped()
        assert_given_back(terminal)
        terminal.bring_back("Keys")
        assert_drawn_again(terminal, before)
        terminal.send(ESCAPE)
        terminal.wait_until(lambda: "1 Dataset" in terminal.drawn, "the dialog stayed")
        terminal.send("q")
        terminal.wait_for_line("code=0\r\n")
        assert_given_back(terminal)


def test_run_goes_on_where_it_was_with_the_same_bits_at_the_size_that_there_is() -> None:
    with shell() as terminal:
        terminal.start(*LONG)
        terminal.type_and_see(" ", "running")
        terminal.stop()
        terminal.resize(120, 36)
        terminal.bring_back("6 Inspector")
        lines = terminal.drawn.splitlines()
        assert len(lines) == 36 and "q quit" in lines[35]
        assert max(len(line.rstrip()) for line in lines) == 120
        terminal.wait_until(lambda: "running" in terminal.drawn, "the run has ended")
        stood = epoch_of(terminal)
        terminal.wait_until(lambda: epoch_of(terminal) > stood, "the run stands still")
        terminal.send(CTRL_Q)
        terminal.wait_until(lambda: terminal.is_at_prompt, "the program never ended")
        terminal.read_all()
        assert_given_back(terminal)
    assert_as_unbroken(saved())


def epoch_of(terminal: Shell) -> int:
    found = re.search(r"epoch (\d+)/", terminal.drawn)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_while_stopped_ends_it_and_leaves_the_terminal_alone(number: signal.Signals) -> None:
    with shell() as terminal:
        terminal.start(*LONG)
        terminal.type_and_see(" ", "running")
        terminal.stop()
        written = terminal.stream.count(b"\x1b[?1049l")
        terminal.said(f"kill -{number} {terminal.job}; kill -CONT {terminal.job}")
        terminal.wait_until_ended()
        terminal.wait_for_job(f"({128 + number})")
        assert terminal.stream.count(b"\x1b[?1049l") == written
        assert_given_back(terminal)
    assert_as_unbroken(saved())


def test_job_of_bash_is_stopped_brought_back_and_ended_with_the_exit_code_of_the_signal() -> None:
    with shell("bash") as terminal:
        terminal.start()
        terminal.type_and_see("nn", "epoch 2/50")
        terminal.stop()
        terminal.bring_back("epoch 2/50")
        terminal.type_and_see("n", "epoch 3/50")
        terminal.stop()
        terminal.said("kill %1")
        terminal.wait_until_ended()
        terminal.wait_for_job(f"Exit {128 + signal.SIGTERM}")


def test_job_in_the_background_is_stopped_again_writes_nothing_and_loses_nothing() -> None:
    with shell() as terminal:
        # Asked at all times from its first sign on: it can do so once its screen is there.
        terminal.start(seen="loading")
        while not terminal.is_at_prompt:
            os.kill(terminal.job, signal.SIGTSTP)
            terminal.watch(0.01)
        terminal.wait_until_stopped()
        assert_given_back(terminal)
        entered = terminal.stream.count(b"\x1b[?1049h")
        terminal.said("bg")
        terminal.wait_for_line("bg\r\n")
        terminal.watch(0.3)
        terminal.wait_until(lambda: state_of(terminal.job) == "T", "it goes on")
        assert terminal.stream.count(b"\x1b[?1049h") == entered
        assert_given_back(terminal)
        terminal.bring_back()
        terminal.type_and_see("nnn", "epoch 3/50")
        # Long before it would be saved by the clock.
        terminal.stop()
        os.kill(terminal.job, signal.SIGKILL)
        terminal.wait_until_ended()
    assert saved().cursor.epoch == 3


def test_after_a_stop_that_nobody_can_see_coming_all_is_drawn_and_put_in_order() -> None:
    with shell() as terminal:
        terminal.start()
        os.kill(terminal.job, signal.SIGSTOP)
        terminal.wait_until_stopped()
        # The terminal is as the screen had it: it makes no new line of a carriage return.
        terminal.send("stty sane\n")
        terminal.wait_until(
            lambda: terminal.attributes[LOCAL_MODES] & termios.ICANON, "the shell did not hear it"
        )
        terminal.bring_back()
        terminal.type_and_see("n", "epoch 1/50")
        terminal.send("q")
        terminal.wait_for_line("code=0\r\n")
        assert_given_back(terminal)


IGNORING = """
import signal, sys
signal.signal(signal.SIGTSTP, signal.SIG_IGN)
from nn_tui.cli.main import main
sys.exit(main([]))
"""

ORPHAN = """
import os, signal, sys, time
if os.fork() == 0:
    os.setpgid(0, 0)
    parent = os.getpid()
    if os.fork():
        os._exit(0)
    while os.getppid() == parent:
        time.sleep(0.01)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(0, os.getpgrp())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    from nn_tui.cli.main import main
    sys.exit(main([]))
time.sleep(600)
"""
"""A job whose shell is gone."""


@pytest.mark.parametrize("code", ["", IGNORING])
def test_where_no_shell_would_go_on_with_it_nothing_is_stopped(code: str) -> None:
    with running(code=code) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.process.send_signal(signal.SIGTSTP)
        terminal.send("n")
        terminal.wait_for("epoch 1/50")
        terminal.send(CTRL_Z)
        terminal.wait_for("no shell would bring nn-tui back")
        terminal.send("n")
        terminal.wait_for("epoch 2/50")
        assert state_of(terminal.process.pid) != "T"
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


def test_job_whose_shell_is_gone_comes_back_by_itself() -> None:
    command = with_controlling_terminal(*command_of()[:1], "-c", ORPHAN)
    with closing(Terminal(command, 80, 24)) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send(CTRL_Z)
        terminal.wait_until(lambda: "no shell would bring" in terminal.drawn, "nothing is said")
        assert terminal.stream.count(b"\x1b[?1049h") == 3
        terminal.send("n")
        terminal.wait_until(lambda: "epoch 1/50" in terminal.drawn, "no key was heard")
        terminal.send("q")
        terminal.wait_until(
            lambda: terminal.stream.rfind(b"\x1b[?1049l") > terminal.stream.rfind(b"\x1b[?1049h"),
            "it never ended",
        )
