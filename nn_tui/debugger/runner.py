"""The worker thread: takes commands from an inbox, drives the session, publishes snapshots."""

from __future__ import annotations

import dataclasses
import queue
import threading
import time
from collections import deque
from collections.abc import Callable

from nn_tui.debugger.commands import (
    Command,
    Edit,
    Halt,
    Quit,
    StartOver,
    StartWithNextSeed,
    StepBy,
    ToggleRun,
)
from nn_tui.debugger.mailbox import Mailbox
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session, Unit
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.errors import InputError

Clock = Callable[[], float]
"""Seconds, from any zero."""


class Runner:
    """Runs a session in a thread of its own, in chunks of 1 to 2 ms, commands between them.

    Paused, it blocks on its inbox. Commands are obeyed in the order in which they arrive, each once
    the step before it is finished. A step while running stops the run at the end of that op, batch
    or epoch. Halt ends at once whatever is under way.
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
        self._last: Snapshot | None = None
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
        """End the thread at the end of the present chunk and wait for it."""
        self._inbox.put(Quit())
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not any(isinstance(command, Quit) for command in self._arrived()):
            try:
                self._take_turn()
            except Exception as fault:
                # A fault stops the run and is shown; the state is kept, the program goes on.
                self._give_up()
                self._notice = f"a fault of nn-tui itself, {self._where()}: {fault!r}"
                self._publish_fault()

    def _arrived(self) -> list[Command]:
        """Put what has arrived behind what waits already; when there is nothing to do, wait."""
        arrived: list[Command] = []
        if not self._ops_to_do and not self._waiting:
            arrived.append(self._inbox.get())
        while not self._inbox.empty():
            arrived.append(self._inbox.get())
        for command in arrived:
            # Space is a pause where a step is all that there is to be done, else it has its turn.
            is_pause = isinstance(command, ToggleRun) and self._is_stepping and not self._waiting
            self._waiting.append(Halt() if is_pause else command)
        return arrived

    @property
    def _is_stepping(self) -> bool:
        return bool(self._ops_to_do) and not self._is_free_run

    def _take_turn(self) -> None:
        """Obey the command that is due, or else go on with what is unfinished."""
        if Halt() in self._waiting:
            self._halt()
        elif not self._waiting or self._is_stepping:
            self._run_chunk()
        else:
            self._obey(self._waiting.popleft())

    def _halt(self) -> None:
        """Stop at once; forget the steps that came before, keep what came after."""
        place = self._waiting.index(Halt())
        after = list(self._waiting)[place + 1 :]
        self._waiting = deque(list(self._waiting)[:place])
        self._give_up()
        self._waiting.extend(after)
        self._notice = ""
        self._publish()

    def _obey(self, command: Command) -> None:
        was_busy, was_free_run = bool(self._ops_to_do), self._is_free_run
        self._pause()
        self._notice = ""
        if isinstance(command, StepBy):
            self._step(command)
            return
        if isinstance(command, ToggleRun) and not was_busy:
            self._run_freely()
        elif isinstance(command, StartOver):
            self._session.start_over()
        elif isinstance(command, StartWithNextSeed):
            self._changed(self._session.start_with_next_seed)
        elif isinstance(command, Edit):
            self._changed(lambda: self._session.edit(command.name, command.text))
            if was_free_run and self._session.cursor.epoch:
                self._run_freely()
        self._publish()

    def _step(self, step: StepBy) -> None:
        if step.unit is not Unit.OP:
            self._set_out(self._session.ops_to(step.unit))
            return
        self._session.step_op()
        if self._session.divergence is not None:
            self._notice = str(self._session.divergence)
        if not self._waiting or self.mailbox.is_empty:
            self._publish()

    def _changed(self, change: Callable[[], None]) -> None:
        """Change the recipe; say why it cannot be, or what else it means."""
        before = self._session.recipe
        try:
            change()
        except InputError as error:
            self._notice = str(error)
            return
        after = self._session.recipe
        if before.weights is not None and after.weights is None:
            self._notice = "the weights that were given no longer apply: drawn from the seed"
        old, new = before.hyperparameters, after.hyperparameters
        if old.loss != new.loss and old.output_activation != new.output_activation:
            self._notice = (
                f"loss {new.loss} and output activation {new.output_activation} go together"
            )

    def _run_freely(self) -> None:
        if self._session.is_finished:
            epochs = self._session.recipe.hyperparameters.epochs
            self._notice = f"all {epochs} epochs are done: raise epochs, step on, or start over"
            return
        self._is_free_run = True
        self._set_out(self._session.ops_left())

    def _set_out(self, ops: int) -> None:
        self._ops_to_do = ops
        self._pace.begin(self._session.epochs_done)

    def _pause(self) -> None:
        self._ops_to_do = 0
        self._is_free_run = False

    def _give_up(self) -> None:
        """Pause, and forget the steps that were to follow: they were meant for another course."""
        self._pause()
        kept = [c for c in self._waiting if not isinstance(c, StepBy | ToggleRun | Halt)]
        self._waiting = deque(kept)

    def _run_chunk(self) -> None:
        ops = min(self._ops_to_do, self._session.whole(self._pace.ops))
        with self._pace.measured(ops):
            is_done = self._session.advance(ops)
        self._ops_to_do -= ops
        if not is_done:
            self._give_up()
            self._notice = f"{self._session.divergence}; a single op steps past it"
        if not self._ops_to_do:
            self._pause()
        if not self._ops_to_do or (self.mailbox.is_empty and self._pace.is_frame_due()):
            self._publish()

    def _publish(self) -> None:
        with self._pace.publishing():
            is_running = bool(self._ops_to_do)
            speed = self._pace.speed(self._session.epochs_done) if is_running else 0.0
            self._last = self._session.snapshot(self._notice, is_running, speed)
            self.mailbox.put(self._last)

    def _publish_fault(self) -> None:
        """Publish the fault, with the last moment that could be copied if this one cannot."""
        try:
            self._publish()
        except Exception:
            if self._last is not None:
                kept = dataclasses.replace(self._last, notice=self._notice, is_running=False)
                self.mailbox.put(kept)

    def _where(self) -> str:
        cursor = self._session.cursor
        return f"at epoch {cursor.epoch}, batch {cursor.batch}, op {cursor.op}; the state is kept"
