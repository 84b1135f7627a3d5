"""The worker thread: takes commands from an inbox, drives the session, publishes snapshots."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from nn_tui.debugger.agenda import Agenda
from nn_tui.debugger.at_once import do_at_once, is_at_once
from nn_tui.debugger.breaks.commands import ContinueRun
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import Command, Open, Quit, StepBy, ToggleRun, TypeOver
from nn_tui.debugger.course import Course
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.helm import Helm
from nn_tui.debugger.inbox import Inbox
from nn_tui.debugger.inquiry import Inquiry, told_of_pause
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.publisher import Publisher
from nn_tui.debugger.saving.between import Saving
from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.keeper import Keeper
from nn_tui.debugger.session import Session
from nn_tui.debugger.travel import Travel
from nn_tui.debugger.unit import Unit

Clock = Callable[[], float]
"""Seconds, from any zero."""


class Runner:
    """Runs a session in a thread of its own, in chunks of 1 to 2 ms, commands between them.

    Paused, it blocks on its inbox. Commands are obeyed in the order in which they arrive, each once
    the step before it is finished. A step while running stops the run at the end of that op, batch
    or epoch; training on to a moment that is not known yet is a run too. Halt ends at once whatever
    is under way; another tempo applies at once.
    """

    def __init__(
        self,
        session: Session,
        on_published: Callable[[], object],
        notice: str = "",
        clock: Clock = time.perf_counter,
        gate: Gate | None = None,
        keeper: Keeper | None = None,
        copies: Copies | None = None,
    ) -> None:
        """Make a runner that has not started.

        Args:
            session: Touched by the worker thread alone once it has started.
            on_published: Called in the worker thread when the mailbox has a new snapshot.
            notice: What to say until the first command.
            clock: Injected time.
            gate: Passed before each chunk; None: nobody is made way for.
            keeper: Saves the session as it goes; None: it is not saved.
            copies: Writes it to files of their own; None: nobody asks what they have.
        """
        self._session = session
        self._inbox = Inbox()
        self._agenda = Agenda()
        self._is_over = False
        self._pace = Pace(clock)
        self._course = Course(session, self._pace)
        self._helm = Helm(session, self._course)
        self._gate = gate or Gate()
        self._saving = Saving(session, keeper, self._course, copies or Copies(session))
        self._publisher = Publisher(session, self._course, self._pace, on_published)
        self.mailbox = self._publisher.mailbox
        self._notice = notice
        self._thread = threading.Thread(target=self._work, name="nn-tui-runner", daemon=True)

    @property
    def is_waiting(self) -> bool:
        """Whether all that was sent is done, and there is nothing to do before something is due."""
        return self._inbox.is_waited_at

    def start(self) -> None:
        """Publish the present moment and wait for commands."""
        self._publisher.publish(self._notice)
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
        try:
            while not self._is_over:
                self._work_on()
        finally:
            # Whatever ended it.
            self._saving.finish()

    def _work_on(self) -> None:
        try:
            self._receive()
            self._take_turn()
        except Exception as fault:
            # A fault stops the run and is shown; the state is kept, the program goes on.
            self._give_up()
            self._notice = self._publisher.publish_fault(fault)
            self._saving.save_now(0.0)

    def _receive(self) -> None:
        """Put what has arrived on the agenda; when there is nothing to do yet, wait for it."""
        has_work = self._course.is_due or self._publisher.is_replaying
        is_idle = not self._agenda and not has_work
        arrived = self._inbox.wait(self._seconds_to_wait) if is_idle else self._inbox.take()
        if is_idle and not arrived:
            self._keep()
        self._is_over = any(isinstance(command, Quit) for command in arrived)
        if arrived and not self._session.guard.look():
            self._stop_diverged()
            self._publisher.publish(self._notice)
        for command in arrived:
            if is_at_once(command):
                ours = self._session, self._course, self._publisher, self._saving
                self._notice = do_at_once(command, *ours) or self._notice
                self._publisher.publish(self._notice)
            else:
                self._agenda.add(command, self._course.is_step)

    @property
    def _seconds_to_wait(self) -> float | None:
        """Say when there is something to do without a command; None: never."""
        waits = [
            seconds
            for seconds in (self._course.seconds_to_wait, self._saving.seconds_to_wait)
            if seconds is not None
        ]
        return min(waits, default=None)

    def _keep(self) -> None:
        if said := self._saving.keep():
            self._notice = said
            self._publisher.publish(said)

    def _take_turn(self) -> None:
        """Obey the command that is due, or else go on with what is unfinished."""
        if self._is_over:
            return
        if self._agenda.take_halt():
            was_on_the_way = self._course.progress is not None
            self._course.stop()
            self._notice = self._helm.told_of_staying() if was_on_the_way else ""
            self._publisher.publish(self._notice)
        elif self._agenda and not self._course.is_step:
            self._obey(self._agenda.take())
        elif self._course.is_due:
            self._run_chunk()
        elif self._publisher.is_replaying:
            self._gate.wait()
            self._publisher.replay(self._notice)
            self._keep()

    def _obey(self, command: Command) -> None:
        was_busy, was_run, goal = bool(self._course.ops), self._course.is_run, self._helm.goal
        self._course.stop()
        self._notice = ""
        if isinstance(command, StepBy):
            self._step(command)
            return
        if isinstance(command, Travel):
            self._notice = self._helm.travel(command)
            if self._course.ops:
                # Most ways are over before anybody could see them.
                return
        elif isinstance(command, Inquiry):
            self._publisher.inquire(command)
            self._notice = told_of_pause(command) if was_run else ""
        elif isinstance(command, ContinueRun):
            self._notice = self._helm.go_on()
        elif isinstance(command, ToggleRun):
            self._notice = "" if was_busy else self._helm.run()
        else:
            told = [apply(command, self._session)]
            is_same_run = self._session.cursor.epoch and not isinstance(command, Open | TypeOver)
            if was_run and is_same_run:
                told.append(self._helm.run_on(goal))
            self._notice = "; ".join(filter(None, told))
        self._publisher.publish(self._notice)

    def _step(self, step: StepBy) -> None:
        if step.unit is not Unit.OP:
            self._course.step(self._session.ops_to(step.unit))
            return
        self._session.step(Unit.OP)
        self._notice = self._helm.told_of_divergence()
        if not self._agenda or self.mailbox.is_empty:
            self._publisher.publish(self._notice)

    def _give_up(self) -> None:
        """Pause, and forget the steps that were to follow: they were meant for another course."""
        self._course.stop()
        self._agenda.forget_steps()

    def _stop_diverged(self) -> None:
        self._give_up()
        self._notice = self._helm.told_of_divergence()

    def _run_chunk(self) -> None:
        self._gate.wait()
        # Nobody may take what is published for a long time, on a line that is stuck.
        is_frame_due, is_saving_due = self._publisher.is_frame_due, self._saving.is_due
        is_looked_at = is_frame_due or is_saving_due
        ops = self._course.next_chunk()
        with self._pace.measured(ops):
            is_done = self._course.do(ops, not is_looked_at and self._course.is_amid_run(ops))
        is_seen = self._course.have_done(ops)
        if not is_done:
            self._stop_diverged()
        elif not self._course.ops:
            self._notice = self._helm.told_of_stop(self._notice)
        else:
            self._publisher.follow(ops)
        is_stop = not self._course.ops or is_seen
        if is_stop or is_frame_due:
            self._publisher.publish(self._notice)
        if is_stop or is_looked_at:
            self._keep()
