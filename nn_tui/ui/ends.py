"""Which signals end the program; nothing here loads Textual."""

from __future__ import annotations

import signal

_ALWAYS = ("SIGTERM", "SIGHUP")
"""Heard even where they were to be ignored, as by nohup: without its terminal no screen goes on."""

_BY_DEFAULT = (
    *("SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU"),
    *("SIGPOLL", "SIGPWR", "SIGSTKFLT", "SIGABRT", "SIGSYS", "SIGTRAP"),
)
"""What ends a process that does nothing about it, by the names that not every system has.

Not SIGSEGV, SIGBUS, SIGFPE and SIGILL: Python hears of a signal once the instruction that it came
of is over, and one that is at fault never is. Not SIGPIPE and SIGXFSZ: Python ignores them.
"""


def ending_signals() -> tuple[int, ...]:
    """Give the signals to end by; one that was set to be ignored, or to do more, is not ours."""
    always = (getattr(signal, name) for name in _ALWAYS)
    by_default = (getattr(signal, name) for name in _BY_DEFAULT if hasattr(signal, name))
    return (*always, *filter(_is_free, [*by_default, *_of_real_time()]))


def _of_real_time() -> range:
    """Give those that are numbered, not named; some systems have none."""
    first = getattr(signal, "SIGRTMIN", 0)
    return range(first, getattr(signal, "SIGRTMAX", -1) + 1)


def _is_free(number: int) -> bool:
    return signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)
