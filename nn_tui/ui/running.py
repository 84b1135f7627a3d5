"""The app from its beginning to its exit code."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Iterable, Sequence

from nn_tui.debugger.commands import Command
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.saving.vault import Resumed, Vault
from nn_tui.stderr import warn
from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.event_loop import event_loop
from nn_tui.ui.fault import report
from nn_tui.ui.preferences import read_preferences
from nn_tui.ui.sessions import Sessions
from nn_tui.ui.terminal.traits import Traits

_SWITCH_SECONDS = 0.001
"""How long the worker may hold the interpreter: five times less than by default, so that a key is
answered in 8 ms rather than 30 (median, measured)."""

_FAULT = 70
"""Exit code after a fault of ours."""


def make_app(
    resumed: Resumed, vault: Vault | None, traits: Traits, first: Sequence[Command] = ()
) -> NnTuiApp:
    """Make the app, with what this person prefers.

    Args:
        resumed: The session to begin with.
        vault: Where sessions are saved; None: nowhere.
        traits: What the terminal can do.
        first: What the run is asked before any key.
    """
    return NnTuiApp(
        resumed.session,
        read_preferences(),
        Gate(),
        on_started=_collect_from_now_on,
        first=first,
        sessions=Sessions(vault, resumed),
        traits=traits,
    )


def run_app(app: NnTuiApp, ends: Iterable[int]) -> int:
    """Run the screen until it is left.

    Args:
        app: What is run.
        ends: Numbers of the signals that end it.

    Returns:
        0, 128 + n after signal n, or 70 after a fault of ours.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    threading.excepthook = lambda thread: _end_by(app, thread.exc_value)
    try:
        with asyncio.Runner(loop_factory=lambda: event_loop(app.gate)) as runner:
            runner.run(_until_left(app, ends))
    except Exception as outside:
        app.end_by(outside)
    if app.unsaved:
        warn(app.unsaved)
    if (fault := app.fault) is not None:
        report(fault, is_saved=app.can_resume)
        return _FAULT
    return app.return_code or 0


def _end_by(app: NnTuiApp, fault: BaseException | None) -> None:
    """End by a fault in a thread; that nobody reads or writes is one of the terminal."""
    if not isinstance(fault, OSError):
        app.end_by(fault)


async def _until_left(app: NnTuiApp, ends: Iterable[int]) -> None:
    # Before the terminal is taken over: a signal may come at any time.
    app.listen_for_end(ends)
    await app.run_async()


def _collect_from_now_on() -> None:
    """Begin to collect garbage.

    What is there by now stays: to look through it would hold up a key by 50 ms.
    """
    gc.freeze()
    gc.enable()
