"""A line in which something is typed that the run is asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from nn_tui.debugger.commands import Command
from nn_tui.errors import InputError
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap
from nn_tui.ui.view import View

_MOST_LINES = 4
"""Lines that it may take, with why something cannot be."""


class AskingBar(Panel, can_focus=False):
    """A field and beside it what can be typed, or why it cannot; not there when it is closed.

    A subclass says what it asks for, and reads what was typed.
    """

    PROMPT: ClassVar[str] = ""
    """What stands before the field."""

    HINT: ClassVar[str] = ""
    """What can be typed."""

    FIELD_WIDTH: ClassVar[int] = 18
    """Cells of the field."""

    DEFAULT_CSS: ClassVar[str] = """
    AskingBar {
        height: auto; max-height: 4; border: none; display: none; background: $panel;
        &:focus-within { border: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: ValueInput | None = None
        self._reason = ""
        self._back_to: Widget | None = None

    def read(self, text: str, view: View) -> Command:
        """Read what was typed; a subclass says how.

        Raises:
            InputError: It cannot be asked for.
        """
        raise NotImplementedError

    async def begin(self) -> None:
        """Open the field."""
        if self._typed is not None:
            return
        self._back_to = self.screen.focused
        self._typed = typed = ValueInput("", self._apply, self._close)
        self._place(typed)
        self.display = True
        await self.mount(typed)
        if self._typed is typed:
            # At once, not when the app gets round to it: what is typed next is for this field.
            self.screen.set_focus(typed)
        self.redraw()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw what stands around the field; a reason is there whole, in lines below it."""
        role = Role.WARNING if self._reason else Role.DIM
        beside, *below = self._rows(width)
        rows = [line(self._left, Span(beside, role)), *(line(" ", Span(t, role)) for t in below)]
        return [fit(row, width) for row in rows]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as the reason needs."""
        return len(self._rows(width))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say why it cannot be, as it is typed."""
        event.stop()
        self._say(self._refusal(event.value) if event.value.strip() else "")

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Close when something else is gone to, but not for another window."""
        event.stop()
        if self.app.app_focus and event.input is self._typed:
            self._close()

    def on_resize(self, event: Resize) -> None:
        """Keep the field in its place."""
        super().on_resize(event)
        if self._typed is not None:
            self._place(self._typed)

    @property
    def _left(self) -> str:
        """What is drawn to the left of the hint, the field's place included."""
        return f"{self.PROMPT}{' ' * self.FIELD_WIDTH} "

    def _rows(self, width: int) -> list[str]:
        """Give the text beside the field, and what follows below it."""
        taken = len(self._left)
        if not self._reason:
            return [shortened(self.HINT, width - taken)]
        return first_lines(wrap(self._reason, width - 1, taken - 1), _MOST_LINES, width - 1)

    def _say(self, reason: str) -> None:
        """Say why it cannot be, or what can be."""
        before, self._reason = len(self._rows(self.content_size.width)), reason
        if len(self._rows(self.content_size.width)) != before:
            self.refresh(layout=True)
        self.redraw()

    def _refusal(self, text: str) -> str:
        command = self._command(text)
        return command if isinstance(command, str) else ""

    def _command(self, text: str) -> Command | str | None:
        """Read what was typed, or say why it cannot be; None: there is nothing to see yet."""
        try:
            return None if self.view is None else self.read(text, self.view)
        except InputError as error:
            return str(error)

    def _apply(self, text: str) -> None:
        command = self._command(text)
        if isinstance(command, str):
            self._say(command)
            return
        if command is not None:
            self.ask(command)
        self._close()

    def _place(self, typed: ValueInput) -> None:
        typed.styles.offset = (len(self.PROMPT), 0)
        typed.styles.width = min(
            self.FIELD_WIDTH, max(1, self.content_size.width - len(self.PROMPT))
        )

    def _close(self) -> None:
        typed, self._typed, self._reason = self._typed, None, ""
        if typed is not None:
            if self.screen.focused is typed:
                self.screen.set_focus(self._back_to)
            typed.vanish()
        self.display = False
