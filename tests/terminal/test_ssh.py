"""The real program over a real SSH line: shown, cut off, slow, and gone on with, bit for bit."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from nn_tui.debugger.unit import Unit
from nn_tui.storage.state_files import sessions_folder
from tests.terminal.relay import Relay
from tests.terminal.ssh_server import ROOT, Server, connected, serving, wait_until_gone
from tests.terminal.terminal import Terminal
from tests.terminal.test_nothing_lost import LONG, assert_as_unbroken, saved, train
from tests.terminal.test_real_terminal import assert_restored
from tests.terminal.test_terminals import assert_only_ascii, leave

QUESTION = b"\x1b[6n"
CTRL_Z = "\x1a"

CLICK_IN_PROGRAM = "\x1b[<0;60;16M\x1b[<0;60;16m"
"""What a terminal sends for a click in that panel, at 120x36."""


@pytest.fixture
def environ(state_home: Path) -> dict[str, str]:
    """Give what the program needs there: the state of this test, and this copy of itself."""
    return {"XDG_STATE_HOME": str(state_home), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def server(tmp_path: Path, environ: dict[str, str]) -> Iterator[Server]:
    with serving(tmp_path, environ) as server:
        yield server


@contextmanager
def training(server: Server, *words: str) -> Iterator[tuple[Terminal, Relay]]:
    """Run the program at full speed, at the other end of a line that can be broken."""
    with (
        closing(Relay(server.port)) as relay,
        connected(server, server.running(*words, *LONG), relay) as terminal,
    ):
        train(terminal)
        yield terminal, relay


def wait_for_questions(terminal: Terminal, count: int) -> None:
    """Wait until the terminal was asked so often; it answers."""
    end = terminal.stream.count(QUESTION) + count
    terminal.wait_until(lambda: terminal.stream.count(QUESTION) >= end, "it was not asked")


def assert_goes_on(server: Server) -> None:
    """Go on with what was saved, over a new line; hold it against a run without a break."""
    assert not list(sessions_folder().parent.glob("fault*"))
    here = saved()
    assert here.cursor.epoch > 10
    with connected(server, server.running("--resume")) as terminal:
        terminal.wait_for(f"epoch {here.cursor.epoch}/1e9")
        terminal.send("snn")
        for unit in (Unit.OP, Unit.EPOCH, Unit.EPOCH):
            here.step(unit)
        terminal.wait_for(f"epoch {here.cursor.epoch}/1e9 batch 1/1 · end L- error")
        leave(terminal)
    session = saved()
    assert session.cursor == here.cursor
    assert_as_unbroken(session)


def test_program_is_used_and_left_over_ssh(server: Server) -> None:
    with connected(server, server.running("xor")) as terminal:
        terminal.wait_for("epoch 0/200")
        terminal.send("n")
        terminal.wait_for("epoch 1/200")
        terminal.resize(120, 36)
        for title in ("1 Dataset", "2 Network", "4 Error", "5 Program", "6 Inspector"):
            terminal.wait_for(title)
        assert " enter run to" not in terminal.text
        terminal.send(CLICK_IN_PROGRAM)
        terminal.wait_for(" enter run to")
        leave(terminal)
    wait_until_gone(server.ids[0])


def test_exit_code_of_a_signal_comes_back_over_ssh(server: Server) -> None:
    with training(server) as (terminal, _):
        os.kill(server.ids[0], signal.SIGTERM)
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
        assert_restored(terminal)


def test_program_is_stopped_and_taken_up_again_in_a_shell_over_ssh(server: Server) -> None:
    with connected(server, "PS1='ready> ' exec sh -i") as terminal:
        # The screen of the emulator is one for both, so that what a shell says is searched for.
        def wait_for_shell(count: int) -> None:
            terminal.wait_until(lambda: terminal.stream.count(b"ready> ") >= count, "no shell came")

        wait_for_shell(1)
        terminal.send(f"{server.running(*LONG).replace('exec ', '')}\n")
        train(terminal)
        wait_for_questions(terminal, 3)
        terminal.send(CTRL_Z)
        wait_for_shell(2)
        terminal.send("fg\n")
        wait_for_questions(terminal, 3)
        terminal.wait_for("1 Dataset")
        terminal.send("q")
        wait_for_shell(3)
        terminal.send("exit\n")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)
        # An answer that came when the keys were the shell's would be shown like this.
        assert b"^[" not in terminal.stream


def kill_client(server: Server, terminal: Terminal) -> None:
    terminal.process.kill()


def kill_line(server: Server, terminal: Terminal) -> None:
    os.kill(server.ids[1], signal.SIGKILL)


@pytest.mark.parametrize("cut", [kill_client, kill_line])
def test_run_whose_line_is_cut_is_saved_and_goes_on_with_the_same_bits(
    server: Server, cut: Callable[[Server, Terminal], None]
) -> None:
    with training(server) as (terminal, _):
        cut(server, terminal)
        wait_until_gone(server.ids[0], seconds=5.0)
        terminal.wait_for_exit()
    assert_goes_on(server)


def test_run_whose_line_falls_silent_is_saved_and_goes_on_with_the_same_bits(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    with serving(tmp_path, environ, alive=1) as server:
        with training(server) as (terminal, relay):
            # Not faster than the run without a break can follow in no time.
            terminal.send("-")
            wait_for_questions(terminal, 2)
            relay.fall_silent()
            # The server asks the client only while the program writes nothing: it has to stop.
            wait_until_gone(server.ids[0], seconds=10.0)
            relay.close()
            assert terminal.wait_for_exit() == 255
            assert terminal.attributes == terminal.attributes_before
        assert_goes_on(server)


def test_client_without_utf_8_is_sent_ascii(server: Server) -> None:
    with connected(server, server.running(), environ={"LANG": ""}) as terminal:
        terminal.wait_for("epoch 0/50")
        leave(terminal)
    assert_only_ascii(terminal)


def test_terminal_that_places_no_text_is_refused_over_ssh(server: Server) -> None:
    with connected(server, server.running(), environ={"TERM": "dumb"}) as terminal:
        assert terminal.wait_for_exit() == 2
        assert b"TERM is dumb; without one use nn-tui train\r\n" in terminal.stream
        assert b"\x1b" not in terminal.stream


def without_terminal(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """Run something as `ssh host nn-tui ...` does: no terminal is made for it there."""
    command = server.command(server.port, ["-T"], server.running(*words))
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def test_ssh_without_a_terminal_names_what_to_use(server: Server) -> None:
    done = without_terminal(server)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("stdin is redirected; without one use nn-tui train\n")


def test_training_without_a_screen_needs_no_terminal_over_ssh(server: Server) -> None:
    done = without_terminal(server, "train")
    assert done.returncode == 0, done.stderr
    assert "0.16773399" in done.stdout


def test_line_that_becomes_slow_behind_the_buffers_of_ssh_is_noticed(server: Server) -> None:
    with training(server, "moons") as (terminal, relay):
        wait_for_questions(terminal, 2)
        relay.bytes_a_second = 2000
        terminal.wait_for("the line is slow")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)
