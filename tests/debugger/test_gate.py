from __future__ import annotations

import threading

from nn_tui.debugger.commands import ToggleRun
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.runner import Runner
from nn_tui.engine.cursor import Cursor
from tests.debugger.screens import LIMIT
from tests.debugger.sessions import session_of


def test_gate_is_open_until_it_is_closed() -> None:
    gate = Gate()
    assert gate.is_open
    gate.close()
    assert not gate.is_open
    gate.open()
    assert gate.is_open


def test_closed_gate_holds_until_it_is_opened() -> None:
    gate = Gate(longest_wait=LIMIT)
    gate.close()
    has_passed = threading.Event()

    def walk() -> None:
        gate.wait()
        has_passed.set()

    walker = threading.Thread(target=walk)
    walker.start()
    assert not has_passed.is_set()
    gate.open()
    assert has_passed.wait(LIMIT)
    walker.join(LIMIT)


def test_gate_that_stays_closed_holds_up_once() -> None:
    gate = Gate(longest_wait=0.0)
    gate.close()
    gate.wait()
    assert gate.is_open


def test_run_waits_at_the_gate() -> None:
    gate, session = Gate(), session_of(epochs="1000000000")
    waits: list[Cursor] = []
    began = threading.Event()

    def note_wait() -> None:
        waits.append(session.cursor)
        began.set()

    gate.wait = note_wait  # type: ignore[method-assign]
    runner = Runner(session, lambda: None, gate=gate)
    runner.start()
    runner.send(ToggleRun())
    assert began.wait(LIMIT)
    runner.stop()
    assert waits[0] == Cursor()
    assert len(set(waits)) == len(waits)


def test_stop_does_not_wait_at_the_gate() -> None:
    gate = Gate()
    runner = Runner(session_of(epochs="1000000000"), lambda: None, gate=gate)
    runner.start()
    gate.close()
    runner.send(ToggleRun())
    runner.stop()
    assert not runner._thread.is_alive()
