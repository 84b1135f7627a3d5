"""What the command palette offers: every verb, and every array to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider

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
