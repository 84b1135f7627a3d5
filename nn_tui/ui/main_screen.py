"""The one screen: hands views to the panels, keys to the runner, and does little else."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import DescendantFocus, Key
from textual.message import Message

from nn_tui.debugger.commands import Open
from nn_tui.debugger.gate import Gate
from nn_tui.ui.arrangement import PANELS, below_panels, help_of_panels
from nn_tui.ui.asked_screen import AskedScreen, panel_around
from nn_tui.ui.commands import COMMANDS, bindings_of
from nn_tui.ui.feed import Feed
from nn_tui.ui.help_screen import HelpScreen
from nn_tui.ui.open_screen import OpenScreen
from nn_tui.ui.opened import Opened
from nn_tui.ui.panel_grid import PanelGrid
from nn_tui.ui.panels.asking_bar import AskingBar
from nn_tui.ui.panels.bars import KeyBar, NoticeBar, StatusBar
from nn_tui.ui.panels.breaks import BreaksPanel
from nn_tui.ui.panels.panel import Change, Panel
from nn_tui.ui.panels.tour import TourBar
from nn_tui.ui.terminal.sizes import ALL_PANELS
from nn_tui.ui.view import View
from nn_tui.ui.writing import Writer

TOUR_KEYS = {"full_stop": 1, "comma": -1}
"""What turns the tour's pages, by how many, and does nothing else."""


class MainScreen(AskedScreen):
    """All panels, or a page of them, or one."""

    AUTO_FOCUS = "DatasetPanel"
    BLANK = True  # Covered by what is on it.

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(COMMANDS.values())),
        *(Binding(key, f"turn_tour({pages})", show=False) for key, pages in TOUR_KEYS.items()),
        *(Binding(number, f"go_to('{number}')", show=False) for number in PANELS),
    ]

    class Published(Message):
        """The mailbox has a new snapshot."""

    def __init__(self, opened: Opened, gate: Gate) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ALL_PANELS.columns, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (ALL_PANELS.lines, "-high")]
        self._writer = Writer()
        self.feed = Feed(opened, self._say_published, gate)

    @property
    def view(self) -> View | None:
        """What the panels show, or None before the first snapshot."""
        return self.feed.view

    def compose(self) -> ComposeResult:
        """Put up the panels between two lines."""
        yield StatusBar()
        yield PanelGrid()
        yield from below_panels()

    def on_mount(self) -> None:
        """Start the worker thread."""
        self.feed.start()

    def on_unmount(self) -> None:
        """End the worker thread."""
        self.feed.stop()

    def on_main_screen_published(self) -> None:
        """Show the latest snapshot, when the terminal has taken what it was sent before."""
        seconds = self.feed.seconds_to_wait(self.app)
        if seconds > 0:
            self.set_timer(seconds, self._say_published)
        elif (view := self.feed.take(self.app)) is not None:
            self._show(view)

    def on_tour_bar_turned(self, message: TourBar.Turned) -> None:
        """Go to the panel that the tour speaks of."""
        self.action_go_to(message.panel)

    def on_key(self, event: Key) -> None:
        """End the tour and forget what was said; the key does its work all the same."""
        if event.key not in TOUR_KEYS:
            self.query_one(TourBar).end()
        if self.view is not None and self._writer.is_heard(self.view, event.key):
            self.change(lambda view: replace(view, notice=""))

    def on_panel_changed(self, message: Panel.Changed) -> None:
        """Show another view of the same moment."""
        self.change(message.change)

    def on_panel_asked(self, message: Panel.Asked) -> None:
        """Ask the runner for what a panel wants."""
        self.feed.send(message.command)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Turn to the panel that has the focus."""
        panel = panel_around(event.widget)
        if panel is not None:
            is_typing = event.widget is not panel
            self.query_one(KeyBar).show_verbs_of(panel, is_typing)
            self.query_one(NoticeBar).give_way(is_typing)
            self.query_one(TourBar).keep_to(panel.NUMBER)
        if panel is not None and panel.NUMBER:
            self.query_one(PanelGrid).turn_to(panel)

    async def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what was clicked in the line of keys."""
        of_screen = message.verb.name in COMMANDS
        await (self if of_screen else self.panel_at_hand).run_action(message.verb.action)

    def change(self, change: Change) -> None:
        """Show another view of the same moment."""
        if self.view is not None:
            self._show(change(self.view))

    def action_send(self, name: str) -> None:
        """Ask the runner for what a verb sends."""
        if (command := COMMANDS[name].sends) is not None:
            # By the way that a panel's wishes take, so that none of them is overtaken.
            (self.focused or self).post_message(Panel.Asked(command))

    def action_go_to(self, number: str) -> None:
        """Go to a panel, on its page."""
        panel = self.query_one(PANELS[number])
        self.query_one(PanelGrid).turn_to(panel)
        # At once, not when the app gets round to it: keys typed ahead are for this panel.
        self.set_focus(panel)

    async def action_begin(self, name: str) -> None:
        """Put up what is there only while it is asked for: a moment to go to, the breakpoints."""
        asked = self.query_one(name)
        assert isinstance(asked, AskingBar | BreaksPanel), "only these are begun"
        await asked.begin()

    def action_zoom(self) -> None:
        """Give the panel that has the focus the whole screen, or go back."""
        self.query_one(PanelGrid).toggle_zoom()

    def action_toggle_gradient(self) -> None:
        """Show gradients in place of what the delta rule stores, or go back."""
        self.change(lambda view: replace(view, is_gradient=not view.is_gradient))

    async def action_open(self) -> None:
        """Ask for another dataset, and open it; what is typed ahead is for the dialog."""
        dialog = OpenScreen(lambda recipe: self.feed.send(Open(recipe)))
        await self.app.push_screen(dialog)
        dialog.begin()

    def action_take_tour(self) -> None:
        """Begin the tour."""
        self.query_one(TourBar).begin()

    def action_turn_tour(self, pages: int) -> None:
        """Turn the tour's pages."""
        self.query_one(TourBar).turn(pages)

    def action_write_arrays(self) -> None:
        """Write every array of the moment to a file, and say where."""
        self.change(self._writer.written)

    def action_explain_keys(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(help_of_panels()))

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _say_published(self) -> None:
        self.post_message(self.Published())

    def _show(self, view: View) -> None:
        self.feed.view = view
        for panel in self.query(Panel):
            panel.show(view)
