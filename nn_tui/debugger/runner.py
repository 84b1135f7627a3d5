"""The worker thread: takes commands from an inbox, drives the session, publishes snapshots."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable

from nn_tui.debugger.commands import (
    Command,
    Edit,
    Quit,
    StartOver,
    StartWithNextSeed,
    StepBy,
    ToggleRun,
)
from nn_tui.debugger.mailbox import Mailbox
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session, Unit
from nn_tui.errors import InputError

Clock = Callable[[], float]
"""Seconds, from any zero."""


class Runner:
    """Runs a session in a thread of its own, in chunks of 1 to 2 ms, commands between them.

    Paused, it blocks on its inbox. Commands queue behind an unfinished step, which only space ends.
    A step while running stops the run at the end of that op, batch or epoch.
    """

    def __init__(
        self,
        session: Session,
        on_published: Callable[[], object],
        notice: str = "",
        clock: Clock = time.perf_counter,
    ) -> None:
        """Make a runner that has not started.

        Args:
            session: Touched by the worker thread alone once it has started.
            on_published: Called in the worker thread when the mailbox has a new snapshot.
            notice: What to say until the first command.
            clock: Injected time.
        """
        self.mailbox = Mailbox(on_published)
        self._session = session
        self._inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._waiting: deque[Command] = deque()
        self._ops_to_do = 0
        self._is_free_run = False
        self._pace = Pace(clock)
        self._notice = notice
        self._thread = threading.Thread(target=self._work, name="nn-tui-runner", daemon=True)

    def start(self) -> None:
        """Publish the present moment and wait for commands."""
        self._publish()
        self._thread.start()

    def send(self, command: Command) -> None:
        """Queue a command; none is dropped."""
        self._inbox.put(command)

    def stop(self) -> None:
        """End the thread at the end of the present op and wait for it."""
        self._inbox.put(Quit())
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while True:
            command = self._next_command()
            if isinstance(command, Quit):
                return
            try:
                self._act(command)
            except Exception as fault:
                # A fault stops the run and is shown; the state is kept, the program goes on.
                self._give_up()
                self._notice = f"a fault of nn-tui itself: {fault!r}; the state is kept"
                self._publish()

    def _next_command(self) -> Command | None:
        """Take a command: wait for one when idle; None: go on with what is unfinished."""
        if not self._ops_to_do and self._waiting:
            return self._waiting.popleft()
        try:
            return self._inbox.get(block=not self._ops_to_do)
        except queue.Empty:
            return None

    def _act(self, command: Command | None) -> None:
        if command is None:
            self._run_chunk()
        elif self._has_to_wait(command):
            self._waiting.append(command)
        elif isinstance(command, StepBy):
            self._step(command)
        else:
            self._obey(command)
            self._publish()

    def _has_to_wait(self, command: Command) -> bool:
        """Whether an unfinished step comes first; space ends one, if nothing waits behind it."""
        is_stepping = bool(self._ops_to_do) and not self._is_free_run
        return is_stepping and (bool(self._waiting) or not isinstance(command, ToggleRun))

    def _step(self, step: StepBy) -> None:
        self._notice, self._is_free_run = "", False
        if step.unit is Unit.OP:
            self._ops_to_do = 0
            self._session.step_op()
            self._publish()
        else:
            self._set_out(self._session.ops_to(step.unit))

    def _obey(self, command: ToggleRun | StartOver | StartWithNextSeed | Edit | Quit) -> None:
        was_busy, was_free_run = bool(self._ops_to_do), self._is_free_run
        self._pause()
        self._notice = ""
        if isinstance(command, ToggleRun):
            if not was_busy:
                self._run_freely()
        elif isinstance(command, StartOver):
            self._session.start_over()
        elif isinstance(command, StartWithNextSeed):
            self._changed(self._session.start_with_next_seed)
        elif isinstance(command, Edit):
            self._changed(lambda: self._session.edit(command.name, command.text))
            if was_free_run and self._session.cursor.epoch:
                self._run_freely()

    def _changed(self, change: Callable[[], None]) -> None:
        """Change the recipe; say why it cannot be, or what else it means."""
        had_weights = self._session.recipe.weights is not None
        try:
            change()
        except InputError as error:
            self._notice = str(error)
        if had_weights and self._session.recipe.weights is None:
            self._notice = "the weights that were given no longer apply: drawn from the seed"

    def _run_freely(self) -> None:
        if self._session.is_finished:
            epochs = self._session.recipe.hyperparameters.epochs
            self._notice = f"all {epochs} epochs are done: raise epochs, step with n, or start over"
            return
        self._is_free_run = True
        self._set_out(self._session.ops_left())

    def _set_out(self, ops: int) -> None:
        self._ops_to_do = ops
        self._pace.begin(self._session.cursor.epoch)

    def _pause(self) -> None:
        self._ops_to_do = 0
        self._is_free_run = False

    def _give_up(self) -> None:
        """Pause, and forget what was to follow: it was meant for a run that went well."""
        self._pause()
        self._waiting.clear()

    def _run_chunk(self) -> None:
        ops = min(self._ops_to_do, self._session.whole(self._pace.ops))
        with self._pace.measured(ops):
            self._session.advance(ops)
        self._ops_to_do -= ops
        if self._session.divergence is not None:
            self._give_up()
            self._notice = f"{self._session.divergence}; s steps past it"
        if not self._ops_to_do or (self.mailbox.is_empty and self._pace.is_frame_due()):
            self._publish()

    def _publish(self) -> None:
        with self._pace.publishing():
            is_running = bool(self._ops_to_do)
            snapshot = self._session.snapshot(
                notice=self._notice,
                is_running=is_running,
                speed=self._pace.speed(self._session.cursor.epoch) if is_running else 0.0,
            )
            self.mailbox.put(snapshot)
