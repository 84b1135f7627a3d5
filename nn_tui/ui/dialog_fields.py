"""What dialogs are made of: their fields, and what is wrong with what stands in them."""

from __future__ import annotations

from textual.geometry import Size

from nn_tui.ui.line_view import LineView
from nn_tui.ui.ordered_input import OrderedInput
from nn_tui.ui.render.lines import Role, Span, line
from nn_tui.ui.render.wrapping import first_lines, wrap

_MOST_REASON_LINES = 4
"""Lines that a reason may take."""


class DialogInput(OrderedInput):
    """A field of a dialog."""

    def __init__(self, id: str) -> None:
        # What is typed ahead may be there before the focus: selected, it would be typed over.
        super().__init__(id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Write something else into it, and go behind that."""
        self.value = text
        self.cursor_position = len(text)

    async def action_submit(self) -> None:
        """Open at once, not by a message: the keys that follow are for what is opened."""
        await self.run_action("screen.open")


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
        return first_lines(wrap(self._reason, width), _MOST_REASON_LINES, width)
