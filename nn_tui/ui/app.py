"""The Textual app: themes, signals, the main screen."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import Provider
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from nn_tui.debugger.commands import Command
from nn_tui.debugger.gate import Gate
from nn_tui.debugger.lab.command import LabCommand, PlantMystery
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.ui.lab_screen import LabScreen
from nn_tui.ui.leaving import Leaving
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.palette import OrderedCommands, Palette, palette_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.picture import save_picture
from nn_tui.ui.preferences import Preferences, told_of_writing
from nn_tui.ui.render.greeting import greet
from nn_tui.ui.render.marks import fault_mark
from nn_tui.ui.render.tour import CLASSIC
from nn_tui.ui.sessions import Sessions
from nn_tui.ui.terminal.terminal_app import TerminalApp
from nn_tui.ui.terminal.traits import FULL, Traits

_MYSTERIES = 999
"""The first mystery of a session has a number up to it, so that it is not always the same."""

SEASONED = Preferences(is_tour_over=True)
"""Preferences of a person who has seen the tour."""


class NnTuiApp(TerminalApp):
    """nn-tui."""

    TITLE = "nn-tui"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {OrderedCommands}

    def __init__(
        self,
        session: Session,
        preferences: Preferences = SEASONED,
        gate: Gate | None = None,
        on_started: Callable[[], object] | None = None,
        first: Sequence[Command] = (),
        sessions: Sessions | None = None,
        traits: Traits = FULL,
    ) -> None:
        """Make the app, not yet running.

        Args:
            session: What to train.
            preferences: What is remembered; by default a person who knows the program.
            gate: Where the worker makes way for the screen.
            on_started: Called when all that lasts as long as the app is there.
            first: What the run is asked before any key.
            sessions: Saves them and finds them again; None: nothing is saved.
            traits: What the terminal can do.
        """
        super().__init__(traits, preferences.is_light)
        self._on_started = on_started
        self._first = first
        self.gate = gate or Gate()
        self._session = session
        self._sessions = sessions or Sessions(None)
        self._preferences = preferences
        self._fault: BaseException | None = None
        self._mystery = secrets.randbelow(_MYSTERIES) + 1

    @property
    def can_resume(self) -> bool:
        """Whether `--resume` goes on with all that was done, once the app is left."""
        return self._sessions.can_resume

    @property
    def unsaved(self) -> str:
        """What was not saved, and why, once the app is left; "" where nothing is lost."""
        return self._sessions.unsaved

    @property
    def fault(self) -> BaseException | None:
        """What ended the app that was no wish of anybody."""
        return self._exception or self._fault

    def end_by(self, fault: BaseException | None) -> None:
        """End by a fault that came up outside of the app, in whatever thread."""
        self._fault = self._fault or fault
        # There may be no event loop any more.
        with suppress(RuntimeError):
            self.call_later(self.exit, return_code=1)

    def listen_for_end(self, signals: Iterable[int]) -> None:
        """Leave cleanly from now on when told to end; in the event loop that the app runs in.

        Args:
            signals: Numbers of those that tell it.
        """
        Leaving(self._end_run, lambda code: self.exit(return_code=code)).listen(signals)

    def action_toggle_theme(self) -> None:
        """Go to light colours, or to dark ones."""
        is_light = self.current_theme.dark
        self.use_theme(is_light)
        preferences = replace(self._preferences, is_light=is_light)
        if told := self._remember(preferences, "the colours will be as before"):
            self.say(told)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer in the palette what the main screen can do."""
        if isinstance(screen, MainScreen):
            yield from palette_of(screen)

    def sit_out(self) -> None:
        """Save the session and let it rest: the process is to be stopped."""
        if (main := self._main_screen) is not None:
            main.feed.sit_out()

    def come_back(self) -> None:
        """Let the session go on."""
        if (main := self._main_screen) is not None:
            main.feed.come_back()

    def action_save_picture(self) -> None:
        """Save the screen as a picture, once what was said before is off it, and say where."""
        self.call_after_refresh(self._save_picture)

    def action_command_palette(self) -> None:
        """Put up the palette, where it is not there."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def pop_screen(self) -> AwaitComplete:
        """Take the uppermost screen away, but never the panels: a dialog may be left twice."""
        is_covered = not isinstance(self.screen, MainScreen)
        return super().pop_screen() if is_covered else AwaitComplete()

    async def action_open_lab(self) -> None:
        """Open the bug lab on the moment that is shown; what is typed ahead is for it."""
        main = self._main_screen
        if main is not None and main.view is not None:
            await self.push_screen(LabScreen(main.view.moment, self._mystery, self._ask_lab))

    async def action_resume_last(self) -> None:
        """Go on with the session that was left last; the present one is saved."""
        try:
            opened = await asyncio.to_thread(self._sessions.resume_last)
        except InputError as error:
            self.say(str(error))
        else:
            await self.switch_screen(MainScreen(opened, self.gate))

    def action_help_quit(self) -> None:
        """Answer ctrl+c, which ends nothing here."""
        self.notify("q quits", timeout=3)

    async def on_mount(self) -> None:
        """Open the main screen."""
        is_classic = self._session.recipe.dataset.name == CLASSIC
        is_first_start = is_classic and not self._preferences.is_tour_over
        # The tour says more than the greeting, and both would be too much.
        greeting = "" if is_first_start else greet(self._session.recipe)
        opened = self._sessions.begin(self._session, greeting)
        if is_first_start:
            preferences = replace(self._preferences, is_tour_over=True)
            told = self._remember(preferences, "this tour will come again")
            opened = replace(opened, greeting="; ".join(filter(None, (opened.greeting, told))))
        screen = MainScreen(opened, self.gate)
        await self.push_screen(screen)
        for command in self._first:
            screen.post_message(Panel.Asked(command))
        if is_first_start:
            screen.action_take_tour()

    def on_ready(self) -> None:
        """Say that the app is there."""
        if self._on_started is not None:
            self._on_started()

    @property
    def _main_screen(self) -> MainScreen | None:
        return next((s for s in self.screen_stack if isinstance(s, MainScreen)), None)

    def _ask_lab(self, command: LabCommand) -> None:
        if isinstance(command, PlantMystery):
            self._mystery = command.number + 1
        if (main := self._main_screen) is not None:
            main.post_message(Panel.Asked(command))

    def _save_picture(self) -> None:
        main = self._main_screen
        mark = "" if main is None or main.view is None else fault_mark(main.view)
        self.say(save_picture(self, f"{self.TITLE} {mark}".rstrip()))

    def say(self, notice: str) -> None:
        """Say something on the main screen."""
        if (main := self._main_screen) is not None:
            main.change(lambda view: replace(view, notice=notice))

    def _remember(self, preferences: Preferences, otherwise: str) -> str:
        self._preferences = preferences
        return told_of_writing(preferences, otherwise)

    def _end_run(self) -> None:
        if (main := self._main_screen) is not None:
            main.feed.stop()

    def _fatal_error(self) -> None:
        """Close without the traceback that Textual prints; what happened is said by run_app."""
        self._close_messages_no_wait()

    def on_key(self, event: Key) -> None:
        """Give a field what was typed ahead for it.

        A field keeps the characters that reach it. One that comes here was on its way to a panel
        when the field opened.
        """
        if isinstance(self.focused, Input) and event.is_printable and event.character:
            event.prevent_default()
            self.focused.replace(event.character, *sorted(self.focused.selection))
