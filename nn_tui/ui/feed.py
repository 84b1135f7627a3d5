"""What the screen gets from the run, and what it sends there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import App

from nn_tui.debugger.absence import ComeBack, SitOut
from nn_tui.debugger.commands import Command
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.runner import Runner
from nn_tui.ui.frame_rate import FrameRate
from nn_tui.ui.opened import Opened
from nn_tui.ui.view import View, at_moment, with_command

_SECONDS_TO_REST = 3.0
"""How long the run may take to be saved and at rest, where it is within one large op."""


class Feed:
    """The worker thread's end on the screen: the latest view, and the way for commands."""

    def __init__(self, opened: Opened, on_published: Callable[[], object], gate: Gate) -> None:
        """Make one that has not started.

        Args:
            opened: What is trained, who saves it, and what to say until the first command.
            on_published: Called in the worker's thread when there is something new to show.
            gate: Where the worker makes way for the screen.
        """
        self._runner = Runner(
            opened.session,
            on_published,
            opened.greeting,
            gate=gate,
            keeper=opened.keeper,
            copies=opened.copies,
        )
        self._opened = opened
        self._frame_rate = FrameRate()
        self._absence = SitOut()
        self.view: View | None = None
        """What the panels show, or None before the first snapshot."""

    def start(self) -> None:
        """Start the worker thread."""
        self._runner.start()

    def stop(self) -> None:
        """End the worker thread."""
        self._absence.is_over.set()
        self._runner.stop()

    def sit_out(self) -> None:
        """Save the session, and let the run rest until `come_back`: the process is to be stopped.

        Returns when that is so, or after 3 s.
        """
        self._absence = SitOut()
        self._runner.send(self._absence)
        self._absence.is_ready.wait(_SECONDS_TO_REST)

    def come_back(self) -> None:
        """Let the run go on after the process was stopped, and count time anew."""
        self._absence.is_over.set()
        self._runner.send(ComeBack())
        self._frame_rate.come_back()

    @property
    def is_waiting(self) -> bool:
        """Whether the worker has done all that was asked."""
        return self._runner.is_waiting

    def send(self, command: Command) -> None:
        """Ask the runner for something."""
        if self.view is not None:
            self.view = with_command(self.view, command)
        self._runner.send(command)

    def seconds_to_wait(self, app: App[Any]) -> float:
        """Say how long what is new has to wait, for the sake of the terminal."""
        return self._frame_rate.seconds_to_wait(app, self._runner.mailbox.latest)

    def take(self, app: App[Any]) -> View | None:
        """Take the view of the latest snapshot; None: it has been taken."""
        moment = self._runner.mailbox.take()
        if moment is None:
            return None
        self._frame_rate.note(app, moment)
        return replace(at_moment(self.view, moment), is_unsaved=self._opened.is_unsaved)
