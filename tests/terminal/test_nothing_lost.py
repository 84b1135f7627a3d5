"""The real program, ended in every way there is: the run goes on from there, bit for bit."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.saving.vault import Vault
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.state_files import sessions_folder
from tests.cli.commands import Terminal as Commands
from tests.debugger.sessions import assert_same_moment, session_of
from tests.terminal.saving import SAVING_OFTEN
from tests.terminal.terminal import Terminal, running
from tests.terminal.test_real_terminal import assert_restored

LONG = ("--epochs", "1000000000")


def train(terminal: Terminal) -> None:
    """Set a run on its way, and wait until it has come a long one."""
    terminal.wait_for("epoch 0/1e9")
    terminal.send(" ")
    terminal.wait_until(
        lambda: any(int(epoch) > 100 for epoch in re.findall(r"epoch (\d+)/", terminal.text)),
        "it never came far",
    )


def saved() -> Session:
    """Give the session that was saved last; nobody has it open."""
    vault = Vault(SessionFolder(sessions_folder()))
    last = vault.last()
    assert last is not None
    resumed = vault.resume(last.id)
    assert resumed.file is not None
    resumed.file.close()
    return resumed.session


def assert_as_unbroken(session: Session) -> None:
    """Hold a session against one that has come as far without an end; go on with both."""
    unbroken = session_of(epochs="1000000000")
    unbroken.advance(session.machine.program.ops_before(session.cursor))
    for _ in range(2):
        assert session.cursor == unbroken.cursor
        np.testing.assert_array_equal(
            session.machine.workspace.block, unbroken.machine.workspace.block
        )
        np.testing.assert_array_equal(
            session.snapshot().curve.table, unbroken.snapshot().curve.table
        )
        for each in (session, unbroken):
            each.advance(1000)


ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.mark.parametrize("number", ENDS)
def test_signal_amid_training_saves_where_it_was(number: signal.Signals) -> None:
    with running(*LONG) as terminal:
        train(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_for_exit() == 128 + number
        assert_restored(terminal)
    session = saved()
    assert session.cursor.epoch > 10
    assert_as_unbroken(session)


def test_terminal_that_is_gone_ends_the_program_without_a_signal() -> None:
    with running(*LONG) as terminal:
        train(terminal)
        terminal.close_terminal()
        assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert_as_unbroken(saved())


def test_terminal_that_is_gone_at_rest_ends_the_program_with_the_code_of_a_hangup() -> None:
    with running("xor") as terminal:
        terminal.wait_for("epoch 0/200")
        terminal.send("n")
        terminal.wait_for("epoch 1/200")
        terminal.close_terminal()
        assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert saved().cursor.epoch == 1


def test_terminal_that_goes_while_the_screen_is_loaded_leaves_nothing_running() -> None:
    with running() as terminal:
        terminal.wait_for("loading")
        terminal.close_terminal()
        assert terminal.process.wait(20) == 128 + signal.SIGHUP


def test_terminal_that_is_gone_with_a_signal_leaves_nothing_running() -> None:
    with running(*LONG) as terminal:
        train(terminal)
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert_as_unbroken(saved())


def test_killed_program_has_lost_no_more_than_since_it_was_saved_last() -> None:
    with running(*LONG, code=SAVING_OFTEN) as terminal:
        train(terminal)
        terminal.wait_until(lambda: any(sessions_folder().glob("*.nntui")), "it was never saved")
        terminal.process.kill()
        terminal.process.wait()
    assert_as_unbroken(saved())


def test_session_goes_on_at_the_same_op_with_a_key_at_the_next_start() -> None:
    with running("xor") as terminal:
        terminal.wait_for("epoch 0/200")
        terminal.send("nnsss")
        terminal.wait_for("epoch 3/200 batch 1/1 · fwd L2 z2")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    with running() as terminal:
        terminal.wait_for("j: go on with xor at epoch 3 of 200")
        terminal.send("j")
        terminal.wait_for("epoch 3/200 batch 1/1 · fwd L2 z2")
        terminal.send("s")
        terminal.wait_for("fwd L2 l2")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    session, straight = saved(), session_of("xor")
    straight.go_to(Cursor(3, 1, 4))
    assert_same_moment(session, straight)


def test_resume_goes_on_with_the_last_session_and_it_is_one_program_at_a_time() -> None:
    with running("xor") as terminal:
        terminal.wait_for("epoch 0/200")
        terminal.send("n")
        terminal.wait_for("epoch 1/200")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    with running("--resume") as terminal:
        terminal.wait_for("epoch 1/200")
        with running("--resume") as other:
            assert other.wait_for_exit() == 2
            other.wait_for("is open in another nn-tui")
        with running("--resume", "") as nameless:
            assert nameless.wait_for_exit() == 2
            nameless.wait_for("session '': unknown")
        terminal.send("n")
        terminal.wait_for("epoch 2/200")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    assert len(SessionFolder(sessions_folder()).listed()) == 1
    assert saved().cursor.epoch == 2


def test_damaged_session_is_named_set_aside_and_stops_no_start() -> None:
    sessions_folder().mkdir(parents=True)
    (sessions_folder() / "2026-01-01-000000-xor.nntui").write_bytes(b"PK\x03\x04half")
    with running("--resume") as terminal:
        assert terminal.wait_for_exit() == 2
        terminal.wait_for("is damaged")
    assert [path.name for path in sessions_folder().iterdir()] == [
        "2026-01-01-000000-xor.nntui.damaged"
    ]
    with running() as terminal:
        terminal.wait_for("n: one epoch")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


def test_folder_that_cannot_be_written_is_said_and_training_goes_on(state_home: Path) -> None:
    (state_home / "nn-tui" / "sessions").write_text("a file is in the way")
    with running(*LONG, code=SAVING_OFTEN) as terminal:
        train(terminal)
        terminal.wait_for("this session is not being saved: ")
        terminal.wait_for("running")
        terminal.send(" ")
        terminal.wait_for("paused")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


def test_without_a_place_to_save_training_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    # Where nobody, root neither, can make a folder.
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nothing")
    with running(*LONG, code=SAVING_OFTEN) as terminal:
        train(terminal)
        terminal.wait_for("this session is not being saved: ")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


FAULTY = """
import sys
from nn_tui.cli.main import main
from nn_tui.ui.main_screen import MainScreen

def fail(self):
    raise ZeroDivisionError("by design \\x1b[2J")

MainScreen.action_zoom = fail
sys.exit(main([]))
"""


def test_fault_restores_the_terminal_saves_and_says_where_the_report_is(state_home: Path) -> None:
    with running(code=FAULTY) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("nn")
        terminal.wait_for("epoch 2/50")
        terminal.send("z")
        assert terminal.wait_for_exit() == 70
        assert_restored(terminal)
        end = terminal.stream[terminal.stream.rfind(b"\x1b[?1049l") :].decode()
    assert "nn-tui: a fault of nn-tui itself: ZeroDivisionError: by design \ufffd[2J" in end
    assert "nn-tui --resume goes on with it" in end
    assert "Traceback" not in end
    report = (state_home / "nn-tui" / "fault-1.txt").read_text()
    assert "ZeroDivisionError: by design" in report and "numpy" in report
    assert saved().cursor.epoch == 2


FAULTY_WORKER = """
import sys
from nn_tui.cli.main import main
from nn_tui.debugger.session import Session

advance = Session.advance

def fail(self, *rest):
    if self.cursor.epoch >= 2:
        raise ZeroDivisionError("by design \\x1b[2J")
    return advance(self, *rest)

Session.advance = fail
sys.exit(main([]))
"""


def test_fault_of_the_run_is_shown_and_reported_and_the_program_goes_on(state_home: Path) -> None:
    with running(code=FAULTY_WORKER, environ={"HOME": str(state_home)}) as terminal:
        terminal.wait_for("epoch 0/50")
        terminal.send("nnn")
        terminal.wait_for("a fault of nn-tui itself")
        terminal.wait_for(" ~/nn-tui/fault-1.txt;")
        # It is saved at once: nothing is left to be done by then.
        terminal.wait_until(lambda: any(sessions_folder().glob("*.nntui")), "it was never saved")
        terminal.send("n")
        terminal.wait_for(" ~/nn-tui/fault-1.txt;")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)
    (report,) = (state_home / "nn-tui").glob("fault-*.txt")
    assert "ZeroDivisionError: by design" in report.read_text() and "numpy" in report.read_text()
    assert saved().cursor.epoch == 2


FAULTY_THREAD = """
import sys
from nn_tui.cli.main import main
from nn_tui.debugger.runner import Runner
from nn_tui.ui.terminal.line_driver import line_driver
import nn_tui.ui.terminal.terminal_app as terminal_app

def fail(self, *rest):
    raise ZeroDivisionError("by design")

if PLACE == "the worker":
    Runner._give_up = fail
    Runner._take_turn = fail
else:
    def faulty_driver(driver_class, traits):
        made = line_driver(driver_class, traits)
        made.process_message = fail
        return made
    terminal_app.line_driver = faulty_driver
sys.exit(main([]))
"""


@pytest.mark.parametrize("place", ["the worker", "the keys"])
def test_fault_that_ends_a_thread_ends_the_program_with_a_report(
    state_home: Path, place: str
) -> None:
    with running(code=f"PLACE = {place!r}\n{FAULTY_THREAD}") as terminal:
        terminal.wait_until(lambda: b"1 Dataset" in terminal.stream, "no screen came")
        terminal.send("n")
        assert terminal.wait_for_exit() == 70
        assert_restored(terminal)
        end = terminal.stream[terminal.stream.rfind(b"\x1b[?1049l") :].decode()
    assert "nn-tui: a fault of nn-tui itself: ZeroDivisionError: by design" in end
    assert "fault-1.txt" in end and "Traceback" not in end
    assert "by design" in (state_home / "nn-tui" / "fault-1.txt").read_text()


def test_sessions_are_listed_named_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    commands = Commands(capsys)

    def listed() -> str:
        return commands.run("sessions").out

    with running("xor", code=SAVING_OFTEN) as terminal:
        terminal.wait_for("epoch 0/200")
        terminal.send("n")
        terminal.wait_for("epoch 1/200")
        terminal.wait_until(lambda: any(sessions_folder().glob("*.nntui")), "it was never saved")
        assert "open now" in listed()
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
    line = listed()
    assert "open now" not in line
    assert "xor 2-4-1  epoch 1/200  error 0." in line
    name = line.split()[0]
    assert commands.run("sessions", "--name", name[:15], "lesson 2").code == 0
    assert listed().rstrip().endswith("lesson 2")
    assert "unknown" in commands.run("sessions", "--remove", "lesson 3").err
    removed = commands.run("sessions", "--remove", "lesson 2").out
    assert removed.startswith(f"removed: session {name}")
    assert listed().startswith("no session is saved in ")
