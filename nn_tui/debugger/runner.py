"""The worker thread: takes commands from an inbox, drives the session, publishes snapshots."""

from __future__ import annotations

import dataclasses
import queue
import threading
import time
from collections.abc import Callable

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.agenda import Agenda
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import (
    Command,
    GoFaster,
    GoSlower,
    Open,
    Quit,
    StepBy,
    ToggleRun,
)
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.mailbox import Mailbox
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import FULL, shifted
from nn_tui.debugger.unit import Unit

Clock = Callable[[], float]
"""Seconds, from any zero."""


class Runner:
    """Runs a session in a thread of its own, in chunks of 1 to 2 ms, commands between them.

    Paused, it blocks on its inbox. Commands are obeyed in the order in which they arrive, each once
    the step before it is finished. A step while running stops the run at the end of that op, batch
    or epoch. Halt ends at once whatever is under way; another tempo applies at once.
    """

    def __init__(
        self,
        session: Session,
        on_published: Callable[[], object],
        notice: str = "",
        clock: Clock = time.perf_counter,
        gate: Gate | None = None,
    ) -> None:
        """Make a runner that has not started.

        Args:
            session: Touched by the worker thread alone once it has started.
            on_published: Called in the worker thread when the mailbox has a new snapshot.
            notice: What to say until the first command.
            clock: Injected time.
            gate: Passed before each chunk; None: nobody is made way for.
        """
        self.mailbox = Mailbox(on_published)
        self._session = session
        self._inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._agenda = Agenda()
        self._tempo = FULL
        self._ops_to_do = 0
        self._is_free_run = False
        self._pace = Pace(clock)
        self._gate = gate or Gate()
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
        self._gate.open()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not any(isinstance(command, Quit) for command in self._arrived()):
            try:
                self._take_turn()
            except Exception as fault:
                # A fault stops the run and is shown; the state is kept, the program goes on.
                self._give_up()
                place = f"at {self._session.cursor}; the state is kept"
                self._notice = f"a fault of nn-tui itself, {place}: {fault!r}"
                self._publish_fault()

    def _arrived(self) -> list[Command]:
        """Put what has arrived on the agenda; when there is nothing to do yet, wait for it."""
        is_idle = not self._agenda and not self._is_work_due
        arrived = self._wait_for_one() if is_idle else []
        while not self._inbox.empty():
            arrived.append(self._inbox.get())
        for command in arrived:
            if isinstance(command, GoFaster | GoSlower):
                self._change_tempo(1 if isinstance(command, GoFaster) else -1)
            else:
                self._agenda.add(command, self._is_stepping)
        return arrived

    @property
    def _is_work_due(self) -> bool:
        return bool(self._ops_to_do) and not self._pace.seconds_to_beat()

    def _wait_for_one(self) -> list[Command]:
        """Wait for a command, and while a slow run is on no longer than to its next step."""
        try:
            seconds = self._pace.seconds_to_beat() if self._ops_to_do else None
            return [self._inbox.get(timeout=seconds)]
        except queue.Empty:
            return []

    @property
    def _is_stepping(self) -> bool:
        return bool(self._ops_to_do) and not self._is_free_run

    def _take_turn(self) -> None:
        """Obey the command that is due, or else go on with what is unfinished."""
        if self._agenda.take_halt():
            self._pause()
            self._notice = ""
            self._publish()
        elif self._agenda and not self._is_stepping:
            self._obey(self._agenda.take())
        elif self._is_work_due:
            is_slow = self._is_free_run and not self._tempo.is_full
            self._run_beat() if is_slow else self._run_chunk()

    def _obey(self, command: Command) -> None:
        was_busy, was_free_run = bool(self._ops_to_do), self._is_free_run
        self._pause()
        self._notice = ""
        if isinstance(command, StepBy):
            self._step(command)
            return
        if isinstance(command, ToggleRun):
            if not was_busy:
                self._run_freely()
        elif not isinstance(command, Quit):
            self._notice = apply(command, self._session)
            is_same_run = self._session.cursor.epoch and not isinstance(command, Open)
            if was_free_run and is_same_run:
                self._run_freely()
        self._publish()

    def _step(self, step: StepBy) -> None:
        if step.unit is not Unit.OP:
            self._set_out(self._session.ops_to(step.unit))
            return
        self._session.step_op()
        self._notice = str(self._session.divergence or "")
        if not self._agenda or self.mailbox.is_empty:
            self._publish()

    def _change_tempo(self, steps: int) -> None:
        self._tempo = shifted(self._tempo, steps)
        self._pace.set_beat(self._tempo.seconds if self._is_free_run else 0.0)
        self._publish()

    def _run_freely(self) -> None:
        if self._session.is_finished:
            epochs = self._session.recipe.hyperparameters.epochs
            self._notice = f"all {epochs} epochs are done: raise epochs, step on, or start over"
            return
        self._is_free_run = True
        self._set_out(self._session.ops_left())
        self._pace.set_beat(self._tempo.seconds)

    def _set_out(self, ops: int) -> None:
        self._ops_to_do = ops
        self._pace.begin(self._session.epochs_done)

    def _pause(self) -> None:
        self._ops_to_do = 0
        self._is_free_run = False
        self._pace.set_beat(0.0)

    def _give_up(self) -> None:
        """Pause, and forget the steps that were to follow: they were meant for another course."""
        self._pause()
        self._agenda.forget_steps()

    def _run_beat(self) -> None:
        """Do one step of a slow run, and set when the next one follows."""
        self._pace.beat()
        self._advance(min(self._ops_to_do, self._session.ops_to(self._tempo.unit)))
        if not self._ops_to_do or self._tempo.is_watched or self._pace.is_frame_due():
            self._publish()

    def _run_chunk(self) -> None:
        self._gate.wait()
        ops = min(self._ops_to_do, self._session.whole(self._pace.ops))
        with self._pace.measured(ops):
            self._advance(ops)
        if not self._ops_to_do or (self.mailbox.is_empty and self._pace.is_frame_due()):
            self._publish()

    def _advance(self, ops: int) -> None:
        is_done = self._session.advance(ops)
        self._ops_to_do -= ops
        if not is_done:
            self._give_up()
            self._notice = f"{self._session.divergence}; a single op steps past it"
        if not self._ops_to_do:
            self._pause()

    def _publish(self) -> None:
        with self._pace.publishing():
            speed = self._pace.speed(self._session.epochs_done) if self._ops_to_do else 0.0
            activity = Activity(bool(self._ops_to_do), speed, self._tempo)
            self._last = self._session.snapshot(activity, self._notice)
            self.mailbox.put(self._last)

    def _publish_fault(self) -> None:
        """Publish the fault, with the last moment that could be copied if this one cannot."""
        try:
            self._publish()
        except Exception:
            if self._last is not None:
                self._last = dataclasses.replace(self._last, notice=self._notice, activity=PAUSED)
                self.mailbox.put(self._last)
