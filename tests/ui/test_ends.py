from __future__ import annotations

import signal

import pytest

from nn_tui.ui.ends import ending_signals

NEVER_CAUGHT = {signal.SIGKILL, signal.SIGSTOP}

OF_JOBS_AND_SIZES = {
    *(signal.SIGCHLD, signal.SIGCONT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
    *(signal.SIGURG, signal.SIGWINCH),
}
"""What ends no process that does nothing about it."""

OF_FAULTS = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
"""What Python cannot hear of in time."""

IGNORED_BY_PYTHON = {signal.SIGPIPE, signal.SIGXFSZ}


def test_every_signal_that_can_be_heard_of_and_would_end_the_program_is_listened_to() -> None:
    left = {*signal.valid_signals()} - {*ending_signals()}
    assert left == NEVER_CAUGHT | OF_JOBS_AND_SIZES | OF_FAULTS | IGNORED_BY_PYTHON


@pytest.mark.parametrize("handler", [signal.SIG_IGN, lambda number, frame: None])
def test_signal_that_was_seen_to_is_left_alone(handler: signal.Handlers) -> None:
    before = [signal.signal(number, handler) for number in (signal.SIGUSR1, signal.SIGTERM)]
    try:
        assert signal.SIGUSR1 not in ending_signals()
        assert signal.SIGTERM in ending_signals()
    finally:
        for number, was in zip((signal.SIGUSR1, signal.SIGTERM), before, strict=True):
            signal.signal(number, was)
