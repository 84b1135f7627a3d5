"""The app driven by a pilot: how it is opened, waited for and read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from nn_tui.data import open_dataset
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.recipe.recipe import Recipe, choose
from nn_tui.ui.app import SEASONED, NnTuiApp
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.preferences import Preferences
from nn_tui.ui.sessions import Sessions
from nn_tui.ui.terminal.traits import FULL, Traits
from nn_tui.ui.view import View

SMALL, LARGE = (80, 24), (120, 36)
"""The sizes that the screen is made for."""

_SECONDS = 20.0
"""Longest wait for a condition; a condition that holds ends the wait at once."""

_SECONDS_BETWEEN_LOOKS = 0.002
"""Time between one look at what is waited for and the next."""

_PASSES_AT_REST = 5
"""Turns of the event loop without work after which there is none on its way between two queues."""


def session_of(dataset: str | Path = "classic", **given: str) -> Session:
    """Make a session at epoch 0 of a shipped dataset or a file."""
    opened = open_dataset(str(dataset))
    return Session(Recipe(opened, choose(opened, given)))


class Driver:
    """An app that is open, with what a test reads of it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    @property
    def main(self) -> MainScreen:
        """The main screen, also below the help."""
        return next(s for s in self.app.screen_stack if isinstance(s, MainScreen))

    @property
    def moments(self) -> list[Snapshot]:
        """What each panel and bar shows."""
        views = [panel.view for panel in self.main.query(Panel)]
        return [view.moment for view in views if view is not None]

    @property
    def view(self) -> View:
        """What the first panel shows, selection and all."""
        return next(p.view for p in self.main.query(Panel) if p.view is not None)

    @property
    def moment(self) -> Snapshot:
        """What the first panel shows."""
        return self.moments[0]

    @property
    def place(self) -> tuple[int, int, int]:
        """Epoch, batch and op of what is shown."""
        cursor = self.moment.cursor
        return cursor.epoch, cursor.batch, cursor.op

    @property
    def focused(self) -> str | None:
        """The id of the panel or field that has the focus."""
        return None if self.app.focused is None else self.app.focused.id

    @property
    def focused_number(self) -> str:
        """The digit of the panel that has the focus, or ""."""
        return self.app.focused.NUMBER if isinstance(self.app.focused, Panel) else ""

    def text_of(self, panel: type[Panel]) -> str:
        """Give the lines of a panel as they are drawn."""
        found = self.main.query_one(panel)
        lines = (found.render_line(y).text.rstrip() for y in range(found.content_size.height))
        return "\n".join(lines)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has been dealt with."""
        for key in keys:
            self.type_ahead(key)
            await self.settle()

    async def enter(self, *keys: str) -> None:
        """Press keys, characters that follow one another all at once."""
        for is_text, some in groupby(keys, key=lambda key: len(key) == 1):
            if is_text:
                self.type_ahead(*some)
                await self.settle()
            else:
                await self.press(*some)

    async def settle(self) -> None:
        """Wait until all that was sent has been dealt with; a run that is on runs on.

        Textual's own wait, for a processor without work, takes 0.05 s, or 1 s while there is a run.
        """
        deadline, rest = time.monotonic() + _SECONDS, 0
        while rest < _PASSES_AT_REST and self.app.is_running:
            assert time.monotonic() < deadline, "it never came to rest"
            rest = 0 if self._is_busy else rest + 1
            # Without work another turn at once; else time for the threads that work.
            await asyncio.sleep(0 if rest else _SECONDS_BETWEEN_LOOKS)

    @property
    def _is_busy(self) -> bool:
        """Whether a message, a layout, a file that is read or a command is not yet dealt with."""
        screens = self.app.screen_stack
        pumps = [self.app, *(node for screen in screens for node in screen.walk_children())]
        is_run_on = self.main.view is not None and self.main.view.moment.is_training
        return (
            any(pump.is_running and not is_at_rest(pump) for pump in pumps)
            or self.app.screen._layout_required
            or bool(self.app.screen._callbacks)
            or any(not worker.is_finished for worker in self.app.workers)
            or not (is_run_on or self.main.feed.is_waiting)
        )

    def type_ahead(self, *keys: str) -> None:
        """Send keys all at once, as a terminal does that was not read for a while."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = key if len(key) != 1 or key.isalnum() else _character_to_key(key)
            event = Key(name, key if len(key) == 1 else None)
            event.set_sender(self.app)
            driver.send_message(event)

    async def wait_for(self, condition: Callable[[], object], seconds: float = _SECONDS) -> None:
        """Wait until a condition holds."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "the condition never held"
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)

    async def wait_for_epoch(self, epoch: int) -> None:
        """Wait until the machine stands still at the end of an epoch."""
        await self.wait_for(
            lambda: (
                self.moment.epochs_done == epoch == self.moment.cursor.epoch
                and not self.moment.is_running
            )
        )


def is_at_rest(pump: MessagePump) -> bool:
    """Whether a widget or the app has dealt with its messages, and waits for the next."""
    ready: asyncio.Event = pump._message_queue.ready_event
    return not ready.is_set() and bool(ready._waiters)


@asynccontextmanager
async def opened(
    session: Session,
    size: tuple[int, int] = SMALL,
    preferences: Preferences = SEASONED,
    sessions: Sessions | None = None,
    traits: Traits = FULL,
    gate: Gate | None = None,
) -> AsyncIterator[Driver]:
    """Open the app on a session, and wait for its first snapshot; nothing is saved by default."""
    app = NnTuiApp(session, preferences, sessions=sessions, traits=traits, gate=gate)
    async with app.run_test(size=size) as pilot:
        driver = Driver(pilot)
        await driver.wait_for(lambda: len(driver.moments) == len(driver.main.query(Panel)))
        yield driver
