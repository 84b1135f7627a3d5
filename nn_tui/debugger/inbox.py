"""Commands on their way to the worker thread."""

from __future__ import annotations

import queue

from nn_tui.debugger.commands import Command


class Inbox:
    """Takes commands from any thread and gives them to one, in the order in which they came."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._sent = self._received = 0
        # How many commands had been received when it began to wait; -1 while it is at work.
        self._waits_since = -1

    @property
    def is_waited_at(self) -> bool:
        """Whether all that was sent has been done, and more is waited for."""
        # By count: for a moment a command is neither here any more nor begun.
        return self._waits_since == self._sent

    def put(self, command: Command) -> None:
        """Send a command; none is dropped."""
        self._sent += 1
        self._queue.put(command)

    def take(self) -> list[Command]:
        """Give what has come by now."""
        arrived: list[Command] = []
        while not self._queue.empty():
            arrived.append(self._queue.get())
        self._received += len(arrived)
        return arrived

    def wait(self, seconds: float | None) -> list[Command]:
        """Wait for a command, and give what has come by then.

        Args:
            seconds: For how long at the most; None: for ever.

        Returns:
            Nothing where the time is over.
        """
        self._waits_since = self._received
        try:
            first = self._queue.get(timeout=seconds)
        except queue.Empty:
            return []
        finally:
            self._waits_since = -1
        self._received += 1
        return [first, *self.take()]
