"""The dialog that holds somebody's own arrays against those of the moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input, Label

from nn_tui.debugger.comparing.command import HoldAgainst
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.text import printable
from nn_tui.ui.completion import common_start, completed_paths
from nn_tui.ui.dialog import Dialog, dialog_bindings
from nn_tui.ui.dialog_fields import DialogInput, ReasonView
from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.held_against import draw_answer
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.opening import draw_choices
from nn_tui.ui.render.wrapping import wrap

_HINT = "tab completes, enter compares, up/down scroll, esc leaves"

_HOW = (
    "In your script, at the end of this epoch or batch: "
    'np.savez("mine.npz", l1=l1, l2_delta=l2_delta, synapse_0=syn0). '
    "Any arrays, named as the listing names them. Both runs must have begun with the same weights."
)

_ACTIONS = {
    "escape": "leave",
    "enter": "open",
    "tab": "complete",
    "up": "scroll(-1)",
    "down": "scroll(1)",
    "pageup": "scroll(-10)",
    "pagedown": "scroll(10)",
}
"""What the keys of the dialog do."""


class AnswerView(LineView):
    """The answer, as high as it is; before there is one, how to save a file."""

    DEFAULT_CSS = """
    AnswerView { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="answer")
        self._answer: Answer | None = None
        self._label = ""

    def say(self, answer: Answer | None, label: str) -> None:
        """Show another answer, or none."""
        self._answer, self._label = answer, label
        self.refresh(layout=True)
        self.on_resize()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for each line."""
        return len(self._drawn(width))

    def on_resize(self) -> None:
        """Show the lines at this width."""
        self.forget_lines()
        self.show_lines(self._drawn(self.content_size.width))

    def _drawn(self, width: int) -> list[Line]:
        if self._answer is None:
            return [line(Span(text, Role.DIM)) for text in wrap(_HOW, width)]
        return draw_answer(self._answer, self._label, width)


class TheirScreen(Dialog):
    """Asks for a file, and shows what has come of it; the answer is of the moment of asking."""

    BINDINGS: ClassVar[list[BindingType]] = dialog_bindings(_ACTIONS)

    DEFAULT_CSS = """
    TheirScreen > Vertical {
        max-height: 40;
        & > #choices { height: 1; }
        & > VerticalScroll { height: 1fr; }
    }
    """

    class Replied(Message):
        """What has come of a file, or why it cannot be compared."""

        def __init__(self, path: str, reply: Answer | str) -> None:
            super().__init__()
            self.path = path
            self.reply = reply

    def __init__(self, on_asked: Callable[[HoldAgainst], object]) -> None:
        """Make the dialog.

        Args:
            on_asked: Called with what is asked of the runner.
        """
        super().__init__()
        self._on_asked = on_asked
        self._field, self._reason = DialogInput("their-path"), ReasonView("their-reason")
        self._choices, self._view = LineView("choices"), AnswerView()

    def compose(self) -> ComposeResult:
        """Put up the field, room for what is wrong with it, and the answer."""
        with Vertical() as box:
            box.border_title = "Compare with my arrays"
            box.border_subtitle = _HINT
            yield Label("The .npz file that your own script has saved:")
            yield self._field
            yield self._reason
            yield self._choices
            scroll = VerticalScroll(self._view)
            scroll.can_focus = False
            yield scroll

    def begin(self) -> None:
        """Take what is typed from now on."""
        self.set_focus(self._field)
        self._offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what may be meant; what was said of another path no longer holds."""
        event.stop()
        self._reason.say("")
        self._choices.display = True
        self._offer()

    def on_resize(self) -> None:
        """Offer as much as there is room for."""
        self.call_after_refresh(self._offer)

    def on_their_screen_replied(self, message: Replied) -> None:
        """Show what has come of it."""
        reply = message.reply
        answer, refusal = (reply, "") if isinstance(reply, Answer) else (None, reply)
        self._reason.say(refusal)
        self._view.say(answer, printable(Path(message.path).name, limit=40))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._choices.display = answer is None

    async def action_complete(self) -> None:
        """Complete the path as far as it is clear."""
        await self.settle()
        typed = self._field.value
        longer = common_start(typed, await asyncio.to_thread(_completed, typed))
        if longer != typed:
            self._field.put(longer)

    async def action_open(self) -> None:
        """Ask for the file that stands in the field to be compared."""
        await self.settle()
        path = self._field.value
        self._reason.say("comparing ...")

        def reply(found: Answer | str) -> None:
            self.post_message(self.Replied(path, found))

        self._on_asked(HoldAgainst(path, reply))

    def action_scroll(self, lines: int) -> None:
        """Scroll the answer."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _offer(self) -> None:
        offered = _completed(self._field.value)
        self._choices.show_lines(draw_choices(offered, *self._choices.content_size))


def _completed(text: str) -> list[str]:
    return completed_paths(text, (".npz",))
