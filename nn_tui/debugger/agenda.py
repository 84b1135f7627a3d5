"""What was asked of the runner and is not done yet, in the order in which it came."""

from __future__ import annotations

from collections import deque

from nn_tui.debugger.commands import Command, Halt, StepBy, ToggleRun
from nn_tui.debugger.travel import GoTo, GoToEpoch, GoToMoment, Travel


class Agenda:
    """Commands that wait: the first to come is the first to be obeyed, save that Halt has no wait.

    Space is a pause where a step is all that there is to be done, else it has its turn.
    """

    def __init__(self) -> None:
        self._waiting: deque[Command] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, command: Command, is_stepping: bool) -> None:
        """Put a command behind what waits; `is_stepping` says whether a step is under way."""
        is_pause = isinstance(command, ToggleRun) and is_stepping and not self._waiting
        if _is_dragged(command) and self._waiting and _is_dragged(self._waiting[-1]):
            # A cursor that is dragged along the curve: only where it is now counts.
            self._waiting.pop()
        self._waiting.append(Halt() if is_pause else command)

    def take(self) -> Command:
        """Take what is due."""
        return self._waiting.popleft()

    def take_halt(self) -> bool:
        """Where a Halt waits, forget it and the steps before it; what came after it stays."""
        if Halt() not in self._waiting:
            return False
        commands = list(self._waiting)
        place = commands.index(Halt())
        self._waiting = deque([*filter(_is_kept, commands[:place]), *commands[place + 1 :]])
        return True

    def forget_steps(self) -> None:
        """Forget the steps that wait: they were meant for another course of the run."""
        self._waiting = deque(filter(_is_kept, self._waiting))


def _is_dragged(command: Command) -> bool:
    return isinstance(command, GoTo | GoToMoment | GoToEpoch)


def _is_kept(command: Command) -> bool:
    return not isinstance(command, StepBy | ToggleRun | Halt | Travel)
