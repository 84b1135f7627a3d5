from __future__ import annotations

import threading
import time

from nn_tui.debugger.commands import ToggleRun
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.runner import Runner
from tests.debugger.screens import LIMIT
from tests.debugger.sessions import session_of


def seconds_to_pass(gate: Gate) -> float:
    began = time.monotonic()
    gate.wait()
    return time.monotonic() - began


def test_open_gate_is_passed_at_once() -> None:
    gate = Gate()
    assert seconds_to_pass(gate) < 0.1


def test_closed_gate_holds_until_it_is_opened() -> None:
    gate = Gate()
    gate.close()
    order: list[str] = []

    def walk() -> None:
        gate.wait()
        order.append("passed")

    walker = threading.Thread(target=walk)
    walker.start()
    order.append("opened")
    gate.open()
    walker.join(LIMIT)
    assert order == ["opened", "passed"]


def test_gate_that_stays_closed_holds_up_once() -> None:
    gate = Gate()
    gate.close()
    assert seconds_to_pass(gate) >= 0.09
    assert seconds_to_pass(gate) < 0.09
    gate.close()
    assert seconds_to_pass(gate) >= 0.09


def test_run_waits_at_the_gate() -> None:
    gate, session = Gate(), session_of(epochs="1000000000")
    waits: list[int] = []
    began = threading.Event()

    def note_wait() -> None:
        waits.append(session.epochs_done)
        began.set()

    gate.wait = note_wait  # type: ignore[method-assign]
    runner = Runner(session, lambda: None, gate=gate)
    runner.start()
    runner.send(ToggleRun())
    assert began.wait(LIMIT)
    runner.stop()
    assert waits[0] == 0
    assert len(set(waits)) == len(waits)


def test_stop_does_not_wait_at_the_gate() -> None:
    gate = Gate()
    runner = Runner(session_of(epochs="1000000000"), lambda: None, gate=gate)
    runner.start()
    gate.close()
    runner.send(ToggleRun())
    runner.stop()
    assert not runner._thread.is_alive()
