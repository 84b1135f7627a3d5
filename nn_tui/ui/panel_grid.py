"""The panels in their places: all of them, a page of them, or one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize

from nn_tui.debugger.explain.command import Explain
from nn_tui.debugger.studies.study import Pursue
from nn_tui.ui.arrangement import PAGES, PANELS, page_of
from nn_tui.ui.panels.explain import ExplainPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.terminal.sizes import FRAMED, ONE_PAGE, Cells

_ROWS_OF_PAGES = ("1fr 1fr", "13fr 11fr")
"""How high the rows of each page are."""


class PanelGrid(Container):
    """Holds the panels, and knows which of them are in view.

    Which are is set on the panels themselves: a style sheet that said it would have to be asked
    again, for every widget, whenever a page is turned.
    """

    BLANK = True
    """Nothing of it is seen between the panels: it is not made line by line, with an edge."""

    def __init__(self) -> None:
        super().__init__(id="panels")
        self._chosen: type[Panel] = PAGES[0][0]
        # Where a person has asked from, and goes back to.
        self._asked_from: Panel | None = None
        self._is_zoomed = False

    def compose(self) -> ComposeResult:
        """Put up every panel."""
        for panel in PANELS.values():
            yield panel()

    @property
    def chosen(self) -> Panel:
        """The panel that was turned to last."""
        return self.query_one(self._chosen)

    def turn_to(self, wanted: Panel) -> None:
        """Bring a panel in view."""
        self._chosen = type(wanted)
        self._arrange()

    def toggle_zoom(self) -> None:
        """Give the chosen panel all the room, or go back."""
        self._is_zoomed = not self._is_zoomed
        self._arrange()

    def on_panel_wondered(self, message: Panel.Wondered) -> None:
        """Pass a question on, and go to where its answer is to stand."""
        message.stop()
        if not isinstance(message.panel, ExplainPanel):
            # What was studied is done with; asked from its page, it is what one goes back to.
            self.post_message(Panel.Asked(Pursue(None)))
        self.post_message(Panel.Asked(Explain(message.cell)))
        self._answer_to(message.panel)

    async def on_panel_pursued(self, message: Panel.Pursued) -> None:
        """Pass a study on, and go to where its page is to stand."""
        message.stop()
        self.post_message(Panel.Asked(Explain(None)))
        self.post_message(Panel.Asked(message.study))
        self._answer_to(message.panel)
        await self.query_one(ExplainPanel).expect(message.study.study)

    def on_explain_panel_grew(self, message: ExplainPanel.Grew) -> None:
        """Give an answer all the room of a small terminal; go back when a person is done."""
        message.stop()
        self._arrange()
        is_done = not self.query_one(ExplainPanel).has_answer
        if is_done and self._asked_from is not None and self._chosen is ExplainPanel:
            self._go_to(self._asked_from)
            self._asked_from = None

    def on_resize(self, _event: Resize) -> None:
        """Show all panels where there is room for them, one where there is little."""
        self._arrange()

    def _answer_to(self, panel: Panel) -> None:
        if not isinstance(panel, ExplainPanel):
            self._asked_from = panel
        self._go_to(self.query_one(ExplainPanel))

    def _go_to(self, panel: Panel) -> None:
        self.turn_to(panel)
        # At once: keys typed ahead are for that panel.
        self.screen.set_focus(panel)

    def _arrange(self) -> None:
        page = page_of(self._chosen)
        has_room = self.screen.has_class("-wide") and self.screen.has_class("-high")
        has_answer = self._chosen is ExplainPanel and self.query_one(ExplainPanel).has_answer
        size = Cells(*self.screen.size)
        is_small = not size.has_room_for(ONE_PAGE)
        is_alone = self._is_zoomed or is_small or (has_answer and not has_room)
        self.set_class(is_alone, "zoomed")
        self.set_class(not size.has_room_for(FRAMED), "unframed")
        self.styles.grid_rows = "1fr" if has_room else _ROWS_OF_PAGES[page - 1]
        for panel in self.query(Panel):
            if is_alone:
                panel.display = isinstance(panel, self._chosen)
            else:
                panel.display = has_room or page_of(type(panel)) == page
