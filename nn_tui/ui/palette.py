"""What the command palette offers: every verb, and every array to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult, SystemCommand
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hits
from textual.events import Click
from textual.system_commands import SystemCommandsProvider
from textual.widgets import LoadingIndicator

from nn_tui.ui.arrangement import PANELS
from nn_tui.ui.commands import COMMANDS, KeyCommand
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.view import View, with_array


class OrderedCommands(SystemCommandsProvider):
    """Offers commands in their own order, the screen's first; Textual's own goes by letters."""

    async def discover(self) -> Hits:
        """Offer every command while nothing is typed."""
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)


class Palette(CommandPalette):
    """Textual's own, which may be left while something is still on its way to it."""

    def compose(self) -> ComposeResult:
        """Put it up with a list that bears what comes too early or too late."""
        for widget in super().compose():
            yield CommandChoices() if isinstance(widget, CommandList) else widget

    def _watch__list_visible(self) -> None:
        if self.query(CommandList):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        if self.query(LoadingIndicator):
            await super()._watch__show_busy()


class CommandChoices(CommandList):
    """The list of a palette, which changes with every key."""

    def action_page_up(self) -> None:
        """Turn a page back, once there are pages: out of sight a list is not laid out."""
        if self.size.height:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Turn a page on, once there are pages."""
        if self.size.height:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def on_click(self, event: Click) -> None:
        """Take no click on a command that has gone since it was drawn."""
        option = event.style.meta.get("option")
        if option is not None and option >= self.option_count:
            event.prevent_default()


def palette_of(screen: MainScreen) -> Iterator[SystemCommand]:
    """Offer the verbs of the screen, those of each panel, and the arrays of its moment."""
    for command in COMMANDS.values():
        act = partial(screen.run_action, command.action)
        yield SystemCommand(command.about, f"key {command.key}", act)
    for number, panel in sorted(PANELS.items()):
        for verb in panel.VERBS:
            act = partial(_do_in_panel, screen, number, verb)
            yield SystemCommand(f"{panel.TITLE}: {verb.about}", f"key {number}, {verb.key}", act)
    if screen.view is not None:
        for name in screen.view.moment.names:
            shown = screen.view.name(name)
            yield SystemCommand(f"inspect {shown}", "", partial(_inspect, screen, name))


async def _do_in_panel(screen: MainScreen, number: str, verb: KeyCommand) -> None:
    screen.action_go_to(number)
    await screen.query_one(PANELS[number]).run_action(verb.action)


def _inspect(screen: MainScreen, name: str) -> None:
    def look(view: View) -> View:
        return replace(with_array(view, name), is_following=False)

    screen.change(look)
    screen.action_go_to(InspectorPanel.NUMBER)
