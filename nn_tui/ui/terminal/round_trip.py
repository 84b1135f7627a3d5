"""How long a terminal takes to answer: what waits on the way to it is seen by nothing else.

Over SSH the server takes whatever is written, megabytes of it, and sends it on as the line allows.
A terminal answers a question when it comes to it, so behind all that was written before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

QUESTION = "\x1b[6n"
"""Where the cursor is: every terminal answers it since the VT100, and Textual knows the answer."""

_SECONDS_BETWEEN = 0.5
"""From one question to the next, at least."""

_LATE = 0.5
"""How much longer an answer may take than the quickest did; that is how far off the terminal is."""

_MANY = 2
"""Late answers without a break, until the line is taken for a slow one: it may falter once."""

_LOST = 10.0
"""From here on an answer is taken for lost, as soon as a key shows that somebody is there."""

_FIRST = 0.5
"""How long a terminal may take that has never answered, until it is not waited for."""


class RoundTrip:
    """Asks the terminal, one question at a time, and notes how late its answers come.

    A terminal that has never answered is asked once, and never taken to be late.
    """

    def __init__(self, is_on: bool, clock: Callable[[], float] = monotonic) -> None:
        """Make one that has asked nothing.

        Args:
            is_on: Whether anything is to be asked at all.
            clock: Injected time, in seconds.
        """
        self._is_on = is_on
        self._is_resting = False
        self._clock = clock
        self._asked = -_SECONDS_BETWEEN
        self._is_given = threading.Event()
        self._is_given.set()
        self._is_lost = False
        self._quickest: float | None = None
        self._late_ones = 0

    @property
    def is_late(self) -> bool:
        """Whether an answer is overdue: what was written before it has not been shown yet."""
        return not self._is_given.is_set() and not self._is_lost and self._is_overdue()

    @property
    def is_slow(self) -> bool:
        """Whether answers come late again and again."""
        return self._late_ones >= _MANY

    def question(self) -> str:
        """Give what is to be written in order to ask; "" while it is too soon."""
        now = self._clock()
        is_too_soon = not self._is_given.is_set() or now < self._asked + _SECONDS_BETWEEN
        if not self._is_on or self._is_resting or is_too_soon:
            return ""
        self._is_given.clear()
        self._is_lost, self._asked = False, now
        return QUESTION

    def answered(self) -> None:
        """Note that the answer has come; called by the thread that reads."""
        if self._is_given.is_set():
            return
        self._late_ones = self._late_ones + 1 if self._is_overdue() else 0
        took = self._clock() - self._asked
        self._quickest = took if self._quickest is None else min(took, self._quickest)
        self._is_given.set()

    def noticed(self) -> None:
        """Note that something else has come, such as a key; called by the thread that reads."""
        if not self._is_given.is_set() and self._clock() > self._asked + _LOST:
            self._is_lost = True

    def begin(self) -> None:
        """Ask from now on: the terminal is ours; what is owed went to whoever had it before."""
        self._is_resting = self._is_lost = False
        self._is_given.set()

    def rest(self, seconds: float) -> None:
        """Ask no more, and wait for an answer that is on its way.

        Whoever has the terminal next would take it for keys.
        """
        self._is_resting = True
        if self._quickest is None:
            seconds = min(seconds, self._asked + _FIRST - self._clock())
        self._is_lost = not self._is_given.wait(max(0.0, seconds))

    def _is_overdue(self) -> bool:
        return self._quickest is not None and self._clock() > self._asked + self._quickest + _LATE
