"""A file that cannot be written to its end: training goes on, and what was saved before is kept."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from nn_tui.files import UNFINISHED
from nn_tui.storage.state_files import sessions_folder
from tests.terminal.saving import SAVING_OFTEN
from tests.terminal.terminal import Terminal, running
from tests.terminal.test_nothing_lost import LONG, assert_as_unbroken, saved, train
from tests.terminal.test_real_terminal import assert_restored

NOT_SAVED = "nn-tui: this session was not saved: File too large; see that "


def leave_room(terminal: Terminal, count: int) -> None:
    """Let the program write files of so many bytes from now on; what it is too much for fails."""
    _, most = resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (count, most))


def saved_once(terminal: Terminal) -> Path:
    """Wait until the session is saved, and give its file."""
    train(terminal)
    terminal.wait_until(lambda: any(sessions_folder().glob("*.nntui")), "it was never saved")
    (path,) = sessions_folder().glob("*.nntui")
    return path


def said_at_the_end(terminal: Terminal) -> str:
    assert_restored(terminal)
    left = terminal.stream.rindex(b"\x1b[?1049l")
    return terminal.stream[left:].decode()


def unfinished() -> list[Path]:
    return list(sessions_folder().glob(f"{UNFINISHED}*"))


def test_without_room_training_goes_on_and_with_room_it_is_saved_again() -> None:
    with running(*LONG, code=SAVING_OFTEN) as terminal:
        path = saved_once(terminal)
        leave_room(terminal, 100)
        terminal.wait_for("this session is not being saved: File too large")
        before = path.read_bytes()
        terminal.send(" ")
        terminal.wait_for("paused")
        terminal.send(" ")
        terminal.wait_for("running")
        terminal.wait_until(lambda: not unfinished(), "what was begun is left there")
        assert path.read_bytes() == before
        # Also where nothing is done any more.
        terminal.send(" ")
        terminal.wait_for("paused")
        leave_room(terminal, resource.RLIM_INFINITY)
        terminal.wait_for("this session is being saved again as it goes")
        assert path.read_bytes() != before
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert "saved" not in said_at_the_end(terminal)
    assert not unfinished()
    assert_as_unbroken(saved())


@pytest.mark.parametrize("number", [0, signal.SIGTERM])
def test_leaving_without_room_is_told_in_one_line(number: int) -> None:
    with running(*LONG, code=SAVING_OFTEN) as terminal:
        path = saved_once(terminal)
        leave_room(terminal, 100)
        terminal.wait_for("this session is not being saved")
        before = path.read_bytes()
        if number:
            terminal.process.send_signal(number)
        else:
            terminal.send("q")
        assert terminal.wait_for_exit() == (128 + number if number else 0)
        said = said_at_the_end(terminal)
    (line,) = (line for line in said.splitlines() if "nn-tui:" in line)
    assert NOT_SAVED in line
    assert line.endswith("nn-tui --resume goes on from where it was saved before")
    assert path.read_bytes() == before
    assert not unfinished()
    assert_as_unbroken(saved())


def test_session_that_never_could_be_saved_is_told_once_something_was_done() -> None:
    with running() as terminal:
        terminal.wait_for("epoch 0/50")
        leave_room(terminal, 100)
        terminal.send("n")
        terminal.wait_for("epoch 1/50")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        said = said_at_the_end(terminal)
    assert NOT_SAVED in said and "--resume" not in said
    assert not list(sessions_folder().glob("*.nntui"))
    assert not unfinished()
