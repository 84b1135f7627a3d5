"""What a screen is told of a run: snapshots, put where it takes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from nn_tui.debugger.activity import PAUSED, Activity
from nn_tui.debugger.answering import Answering
from nn_tui.debugger.beside import Other
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.command import KeepChecked
from nn_tui.debugger.checking.keeper import LightKeeper
from nn_tui.debugger.comparing.command import HoldAgainst, LetGo
from nn_tui.debugger.comparing.holding import Holding
from nn_tui.debugger.comparison import Comparison
from nn_tui.debugger.course import Course
from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.inquiry import Inquiry
from nn_tui.debugger.mailbox import Mailbox
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.studies.study import Pursue
from nn_tui.debugger.studies.studying import Studying
from nn_tui.storage.fault_reports import FaultReports, fault_in_words

_SECONDS_UNSEEN = 0.2
"""How long a step, or a way to another moment, may take before it is shown how far it has come.

Most are over by then: what is seen amid one would only be drawn for nothing, and a key that pauses
a run would end it.
"""


class Publisher:
    """Copies the moment of a session, and puts the copy in the mailbox.

    On the way to another moment the machine stands anywhere; what is shown then is where it set
    out, and how far it has come.
    """

    def __init__(
        self, session: Session, course: Course, pace: Pace, on_published: Callable[[], object]
    ) -> None:
        """Make one that has published nothing.

        Args:
            session: Of which the moments are.
            course: What is being done.
            pace: Which times the copies.
            on_published: Called when the mailbox has a new snapshot.
        """
        self.mailbox = Mailbox(on_published)
        """Where the screen takes them."""
        self._session = session
        self._course = course
        self._pace = pace
        self._reports = FaultReports()
        self._last: Snapshot | None = None
        self._comparison = Comparison(session, pace)
        self._answering = Answering(session, pace)
        self._checker = Checker(session, pace)
        self._light_keeper = LightKeeper(session, pace, self._checker)
        self._studying = Studying(session, pace)
        self._holding = Holding(session)
        self._waited_for = (
            self._answering,
            self._checker,
            self._comparison,
            self._studying,
            self._holding,
        )

    @property
    def is_frame_due(self) -> bool:
        """Whether the last snapshot is taken, and it is time for another."""
        if not (self.mailbox.is_empty and self._pace.is_frame_due()):
            return False
        return not self._course.is_step or self._pace.seconds_under_way() > _SECONDS_UNSEEN

    @property
    def is_replaying(self) -> bool:
        """Whether the run pauses, and what is compared with or was asked is still to come."""
        if self._course.ops:
            # Between two steps of a slow run there is time too.
            return self._light_keeper.is_due and not self._course.is_due
        return any(one.is_due for one in self._waited_for)

    def compare(self, other: Other | None) -> None:
        """Publish another moment beside each one at which the run pauses; None: none."""
        self._comparison.choose(other)

    def replay(self, notice: str) -> None:
        """Replay a chunk on the way to what is still to come, and publish it once it is there."""
        is_running = bool(self._course.ops)
        waited_for = (self._light_keeper,) if is_running else self._waited_for
        is_there = next(one for one in waited_for if one.is_due).advance()
        if is_there or (self._checker.is_due and self.is_frame_due):
            self.publish(notice)

    def inquire(self, what: Inquiry) -> None:
        """Find out something, and publish with each moment from now on what was found."""
        if isinstance(what, Explain):
            self._answering.ask(what.what)
        elif isinstance(what, Pursue):
            self._studying.ask(what.study)
        elif isinstance(what, KeepChecked):
            self._light_keeper.keep(what.every)
        elif isinstance(what, HoldAgainst | LetGo):
            self._holding.ask(what)
        else:
            self._checker.ask(what)

    def follow(self, ops: int) -> None:
        """Keep up with a run that has done so many ops."""
        if self._course.progress is None:
            self._light_keeper.follow(ops)

    def publish(self, notice: str) -> None:
        """Publish this moment."""
        is_running = bool(self._course.ops)
        if not is_running:
            self._light_keeper.pause()
            self._checker.renew()
        progress = self._course.progress if is_running else None
        # Not timed: what is compared is no part of what a frame of a run costs.
        beside = self._comparison.beside(is_running) if progress is None else None
        studied = self._studying.studied(is_running) if progress is None else None
        with self._pace.publishing():
            speed = self._pace.speed(self._session.epochs_done) if is_running else 0.0
            course = self._course
            is_step = course.is_step and not course.is_way_to_run
            activity = Activity(is_running, speed, course.tempo, progress, course.goal, is_step)
            if progress is not None and self._last is not None:
                self._put(dataclasses.replace(self._last, activity=activity, notice=notice))
            else:
                moment = self._session.snapshot(activity, notice)
                found = dataclasses.replace(
                    moment,
                    beside=beside,
                    asked=self._answering.asked,
                    checked=self._light_keeper.checked(is_running),
                    studied=studied,
                )
                self._put(found)

    def publish_fault(self, fault: Exception) -> str:
        """Publish a fault, with the last moment that could be copied if this one cannot.

        Returns:
            What is said of it, and where the report is.
        """
        where = f", at {self._session.cursor}; {self._reports.told(fault)}; the state is kept"
        notice = fault_in_words(fault, where)
        # It may have been of one of these, which would have it again with each moment.
        self._comparison.choose(None)
        self._studying.ask(None)
        try:
            self.publish(notice)
        except Exception:
            if self._last is not None:
                self._put(dataclasses.replace(self._last, notice=notice, activity=PAUSED))
        return notice

    def _put(self, snapshot: Snapshot) -> None:
        self._last = snapshot
        self.mailbox.put(snapshot)
