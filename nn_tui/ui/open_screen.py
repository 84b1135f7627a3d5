"""The open dialog: a dataset or a CSV file, with what was understood of it before it is opened."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Input, Label
from textual.worker import Worker

from nn_tui.recipe.opening import Opening, Preview, preview
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.completion import common_start, completions
from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.lines import Role, Span, line
from nn_tui.ui.render.opening import draw_choices, draw_preview

_MOST_REASON_LINES = 4
"""Lines that a reason may take."""


class ReasonView(LineView):
    """Why what stands in a field cannot be used; not there while there is nothing against it."""

    DEFAULT_CSS = """
    ReasonView { height: auto; display: none; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._reason = ""

    def say(self, reason: str) -> None:
        """Say another reason, or none."""
        self._reason, self.display = reason, bool(reason)
        self.refresh(layout=True)
        self.on_resize()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the reason needs."""
        return len(self._wrapped(width))

    def on_resize(self) -> None:
        """Wrap the reason at this width."""
        wrapped = self._wrapped(self.content_size.width)
        self.show_lines([line(Span(text, Role.WARNING)) for text in wrapped])

    def _wrapped(self, width: int) -> list[str]:
        return textwrap.wrap(
            self._reason, max(4, width), max_lines=_MOST_REASON_LINES, placeholder=" …"
        )


class OpenScreen(ModalScreen[Recipe | None]):
    """Gives the recipe of what was opened, or None.

    A file is read in a thread of its own while one types; enter waits for it.
    """

    AUTO_FOCUS = "#source"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("enter", "open", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("shift+tab,up,down", "change_field", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    OpenScreen { align: center middle; }
    OpenScreen > Vertical {
        width: 94%; max-width: 100; height: 90%; max-height: 26;
        border: round $accent; background: $surface; padding: 0 1;
        & > Label { width: 1fr; height: 1; }
        & > Input { background: $panel; }
        & > #choices { height: 3; }
        & > #shown { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: Preview | None = None
        self._is_wanted = False

    def compose(self) -> ComposeResult:
        """Put up two fields, each with room for what is wrong with it, and the preview."""
        with Vertical() as box:
            box.border_title = "Open"
            box.border_subtitle = "tab completes, enter opens, escape leaves"
            yield Label("A shipped dataset, or the path of a CSV file:")
            yield Input(id="source", compact=True)
            yield ReasonView("source-reason")
            yield LineView("choices")
            yield Label("Target columns, commas between; empty: the file's own choice:")
            yield Input(id="targets", compact=True)
            yield ReasonView("targets-reason")
            yield LineView("shown")

    def on_mount(self) -> None:
        """Offer what there is."""
        for field in self.query(Input):
            field.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what the fields name now."""
        event.stop()
        self._is_wanted = False
        self._read()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was read, unless the fields name something else by now."""
        shown = event.worker.result
        if isinstance(shown, Preview) and shown.opening == self._opening:
            self._shown = shown
            self._draw()
            self._leave_if_ready()

    def on_resize(self, _event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._draw)

    def action_complete(self) -> None:
        """Complete the path as far as it is clear, else go to the other field."""
        field = self.query_one("#source", Input)
        longer = common_start(field.value, completions(field.value))
        if field.has_focus and longer != field.value:
            field.value = longer
            field.cursor_position = len(longer)
        else:
            self.action_change_field()

    def action_change_field(self) -> None:
        """Go to the other field."""
        is_first = self.query_one("#source").has_focus
        self.set_focus(self.query_one("#targets" if is_first else "#source"))

    def action_open(self) -> None:
        """Open what the fields name as soon as it is read, or say why it cannot be."""
        self._is_wanted = True
        if self._shown is None or self._shown.opening != self._opening:
            self._read()
        self._draw()
        self._leave_if_ready()

    def action_leave(self) -> None:
        """Leave without opening anything."""
        self.dismiss(None)

    @property
    def _opening(self) -> Opening:
        source, targets = (self.query_one(f"#{name}", Input) for name in ("source", "targets"))
        return Opening(source.value, targets.value)

    def _read(self) -> None:
        opening = self._opening
        self.run_worker(lambda: preview(opening), thread=True, exclusive=True)
        self._draw()

    def _leave_if_ready(self) -> None:
        shown = self._shown
        if shown is None or shown.recipe is None or shown.opening != self._opening:
            return
        if self._is_wanted:
            self._is_wanted = False
            self.dismiss(shown.recipe)

    def _draw(self) -> None:
        offered = completions(self._opening.source)
        choices, view = self.query_one("#choices", LineView), self.query_one("#shown", LineView)
        choices.show_lines(draw_choices(offered, *choices.content_size))
        shown = self._shown
        if shown is None or shown.opening != self._opening:
            return
        # That there is nothing of that name is no news while a longer name may be meant.
        is_news = self._is_wanted or shown.is_about_targets or not offered
        reason = shown.reason if is_news else ""
        self.query_one("#source-reason", ReasonView).say("" if shown.is_about_targets else reason)
        self.query_one("#targets-reason", ReasonView).say(reason if shown.is_about_targets else "")
        recipe = shown.recipe
        view.show_lines([] if recipe is None else draw_preview(recipe, *view.content_size))
