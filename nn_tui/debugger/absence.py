"""Times in which the process is stopped, as by ctrl+z in a shell: they cost the run nothing."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from nn_tui.debugger.course import Course
from nn_tui.debugger.saving.between import Saving

_SECONDS_TO_SAVE = 2.0
"""How long saving is waited for: a shell that was asked for is not kept waiting by a slow disk."""


@dataclass(frozen=True, slots=True, eq=False)
class SitOut:
    """Save the session, and do nothing until it is over: the process is about to be stopped."""

    is_ready: threading.Event = field(default_factory=threading.Event)
    """Set by the worker thread once the process may be stopped."""
    is_over: threading.Event = field(default_factory=threading.Event)
    """Set by whoever stops the process, once it goes on."""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Begin to count time anew: the process was stopped, whether it was to sit that out or not."""


def sit_out(absence: SitOut, saving: Saving) -> None:
    """Save the session, and wait until the absence is over."""
    saving.save_now(_SECONDS_TO_SAVE)
    absence.is_ready.set()
    absence.is_over.wait()


def come_back(course: Course, saving: Saving) -> None:
    """Begin to count time anew."""
    course.come_back()
    saving.come_back()
