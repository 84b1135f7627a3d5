"""The event loop of the screen, which the worker makes way for."""

from __future__ import annotations

import asyncio
import selectors

from nn_tui.debugger.gate import Gate


class GateSelector(selectors.DefaultSelector):
    """Keeps a gate open while the event loop waits, and closed while it works."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for the terminal or a timer, as the event loop asks."""
        # Without a time to wait the loop has work at hand and only looks what else there is.
        if timeout is not None and timeout <= 0:
            return super().select(timeout)
        self._gate.open()
        try:
            return super().select(timeout)
        finally:
            self._gate.close()


def event_loop(gate: Gate) -> asyncio.AbstractEventLoop:
    """Make an event loop that opens the gate whenever it has nothing to do."""
    return asyncio.SelectorEventLoop(GateSelector(gate))
