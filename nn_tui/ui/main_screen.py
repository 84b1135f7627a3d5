"""The one screen: hands snapshots to the panels, keys to the runner, and does little else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen

from nn_tui.debugger.commands import Edit
from nn_tui.debugger.runner import Runner
from nn_tui.debugger.session import Session
from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.help_screen import HelpScreen
from nn_tui.ui.panels.bars import KeyBar, NoticeBar, StatusBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.error import ErrorPanel
from nn_tui.ui.panels.hyperparameters import HyperparametersPanel
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.network import NetworkPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.render.greeting import greet
from nn_tui.ui.view import View

WIDE, HIGH = 110, 30
"""Columns and lines from which on all panels stand on one page."""

PAGES: tuple[tuple[type[Panel], ...], ...] = (
    (DatasetPanel, NetworkPanel, HyperparametersPanel, ErrorPanel),
    (ProgramPanel, InspectorPanel),
)
"""The panels that stand together where there is no room for all."""

_PANELS = {panel.NUMBER: panel for page in PAGES for panel in page}


class MainScreen(Screen[None]):
    """All panels, or a page of them."""

    AUTO_FOCUS = "DatasetPanel"

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(c.binding, c.action, c.label, show=False) for c in COMMANDS.values()),
        *(Binding(number, f"go_to('{number}')", show=False) for number in _PANELS),
    ]

    class Published(Message):
        """The mailbox has a new snapshot."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]
        greeting = greet(session.recipe)
        self._runner = Runner(session, lambda: self.post_message(self.Published()), greeting)
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        """Put up the panels between two lines."""
        yield StatusBar()
        with Container(id="panels"):
            for panel in _PANELS.values():
                yield panel()
        yield NoticeBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Start the worker thread."""
        self._runner.start()

    def on_unmount(self) -> None:
        """End the worker thread."""
        self._runner.stop()

    def on_main_screen_published(self) -> None:
        """Show the latest snapshot."""
        moment = self._runner.mailbox.take()
        if moment is not None:
            row = 0 if self._view is None else self._view.row
            self._show(View(moment, min(row, moment.recipe.dataset.rows - 1)))

    def on_dataset_panel_row_selected(self, message: DatasetPanel.RowSelected) -> None:
        """Show another row in all panels."""
        if self._view is not None:
            self._show(View(self._view.moment, message.row))

    def on_hyperparameters_panel_edited(self, message: HyperparametersPanel.Edited) -> None:
        """Ask for another value of a hyperparameter."""
        self._runner.send(Edit(message.name, message.text))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Turn to the page of the panel that has the focus."""
        panel = next((w for w in event.widget.ancestors_with_self if isinstance(w, Panel)), None)
        for number, page in enumerate(PAGES, start=1):
            self.set_class(type(panel) in page, f"page-{number}")

    def action_send(self, name: str) -> None:
        """Ask the runner for what a verb sends."""
        command = COMMANDS[name].sends
        if command is not None:
            self._runner.send(command)

    def action_go_to(self, number: str) -> None:
        """Go to a panel, on its page."""
        wanted = _PANELS[number]
        for index, page in enumerate(PAGES, start=1):
            self.set_class(wanted in page, f"page-{index}")
        # At once, not when the app gets round to it: keys typed ahead are for this panel.
        self.set_focus(self.query_one(wanted))

    def action_explain_keys(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen())

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def _show(self, view: View) -> None:
        self._view = view
        for panel in self.query(Panel):
            panel.show(view)
