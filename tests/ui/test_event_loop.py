from __future__ import annotations

import asyncio

from nn_tui.debugger.gate import Gate
from nn_tui.ui.event_loop import event_loop


class WatchedGate(Gate):
    """A gate that remembers what was done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[str] = []

    def open(self) -> None:
        self.moves.append("open")
        super().open()

    def close(self) -> None:
        self.moves.append("close")
        super().close()


def moves_during(seconds: float, times: int) -> list[str]:
    """Let a loop of its own sleep so often, and give what it did with the gate meanwhile."""
    gate = WatchedGate()

    async def sleep() -> None:
        gate.moves.clear()
        for _ in range(times):
            await asyncio.sleep(seconds)
        gate.moves.append("done")

    with asyncio.Runner(loop_factory=lambda: event_loop(gate)) as runner:
        runner.run(sleep())
    return gate.moves[: gate.moves.index("done")]


def test_gate_is_open_while_the_loop_waits_and_closed_while_it_works() -> None:
    assert moves_during(0.001, 1)[:2] == ["open", "close"]
    assert moves_during(0.001, 1)[-1] == "close"


def test_gate_stays_closed_while_there_is_work_at_hand() -> None:
    assert moves_during(0.0, 20) == []
