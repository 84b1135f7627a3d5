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

from nn_tui.debugger.comparing.command import HoldAgainst, LetGo
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.renaming import pairs_in, renamed_by
from nn_tui.errors import InputError
from nn_tui.text import printable
from nn_tui.ui.completion import common_start, completed_paths
from nn_tui.ui.dialog import Dialog, dialog_bindings
from nn_tui.ui.dialog_fields import DialogInput, ReasonView
from nn_tui.ui.line_view import LineView
from nn_tui.ui.looking_up import LookUp
from nn_tui.ui.render.held_against import draw_answer
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.opening import draw_choices
from nn_tui.ui.render.wrapping import wrap

_HINT = "tab completes, shift+tab other field, enter compares, up/down scroll"
"""What stands in the lower edge: it just fits at 80 columns."""

_ON_ITS_WAY = "comparing ... (esc stops it)"

_HOW = (
    "In your script, at the end of this epoch or batch: "
    'np.savez("mine.npz", l1=l1, l2_delta=l2_delta, synapse_0=syn0). '
    "Any arrays, named as the listing names them. Both runs must have begun with the same weights."
)

_ACTIONS = {
    "escape": "leave",
    "enter": "open",
    "tab": "complete",
    "shift+tab": "change_field",
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

        def __init__(self, asked: int, path: str, reply: Answer | str) -> None:
            super().__init__()
            self.asked = asked
            self.path = path
            self.reply = reply

    def __init__(self, on_asked: Callable[[HoldAgainst | LetGo], object]) -> None:
        """Make the dialog.

        Args:
            on_asked: Called with what is asked of the runner.
        """
        super().__init__()
        self._on_asked = on_asked
        self._field, self._reason = DialogInput("their-path"), ReasonView("their-reason")
        self._names = DialogInput("their-names")
        self._choices, self._view = LineView("choices"), AnswerView()
        self._offered: list[str] = []
        self._look_up = LookUp(self, lambda: self._field.value, _completed, self._offer)
        self._is_comparing = False
        # Counts what was asked: a reply to what was asked before is no news.
        self._asked = 0

    def compose(self) -> ComposeResult:
        """Put up the field, room for what is wrong with it, and the answer."""
        with Vertical() as box:
            box.border_title = "Compare with my arrays"
            box.border_subtitle = _HINT
            yield Label("The .npz file that your own script has saved:")
            yield self._field
            yield self._reason
            yield self._choices
            yield Label("Your names for our arrays, where they differ, as in d2=l2_delta, junk=")
            yield self._names
            scroll = VerticalScroll(self._view)
            scroll.can_focus = False
            yield scroll

    def begin(self) -> None:
        """Take what is typed from now on."""
        self.set_focus(self._field)
        self._look_up.begin()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what may be meant; what was said of another path no longer holds."""
        event.stop()
        if not self._is_comparing:
            self._reason.say("")
        self._choices.display = True
        self._look_up.begin()

    def on_resize(self) -> None:
        """Offer as much as there is room for."""
        self.call_after_refresh(self._draw_choices)

    def on_their_screen_replied(self, message: Replied) -> None:
        """Show what has come of it."""
        if message.asked != self._asked:
            return
        self._is_comparing, reply = False, message.reply
        answer, refusal = (reply, "") if isinstance(reply, Answer) else (None, reply)
        self._reason.say(refusal)
        self._view.say(answer, printable(Path(message.path).name, limit=40))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._choices.display = answer is None

    async def action_complete(self) -> None:
        """Complete the path as far as it is clear; behind a whole one, go to the other field."""
        await self.settle()
        typed = self._field.value
        offered = await asyncio.to_thread(_completed, typed)
        longer = common_start(typed, offered)
        if self._field.has_focus and longer != typed:
            self._field.put(longer)
        elif not self._field.has_focus or offered in ([], [typed]):
            self.action_change_field()

    def action_change_field(self) -> None:
        """Go to the other field."""
        self.set_focus(self._names if self._field.has_focus else self._field)

    def action_leave(self) -> None:
        """Give up what is on its way, or else leave."""
        if self._is_comparing:
            self._on_asked(LetGo())
        else:
            self.dismiss()

    async def action_open(self) -> None:
        """Ask for the file that stands in the field to be compared."""
        await self.settle()
        path = self._field.value
        try:
            renamed = renamed_by(pairs_in(self._names.value))
        except InputError as error:
            self._reason.say(str(error))
            return
        self._is_comparing, self._asked = True, self._asked + 1
        asked = self._asked
        self._reason.say(_ON_ITS_WAY)

        def reply(found: Answer | str) -> None:
            self.post_message(self.Replied(asked, path, found))

        self._on_asked(HoldAgainst(path, reply, renamed))

    def action_scroll(self, lines: int) -> None:
        """Scroll the answer."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _offer(self, offered: list[str]) -> None:
        self._offered = offered
        self._draw_choices()

    def _draw_choices(self) -> None:
        self._choices.show_lines(draw_choices(self._offered, *self._choices.content_size))


def _completed(text: str) -> list[str]:
    return completed_paths(text, (".npz",))
