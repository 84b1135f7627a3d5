"""The open dialog: a dataset or a CSV file, with what was understood of it before it is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Input, Label

from nn_tui.recipe.opening import Opening, Preview, preview
from nn_tui.recipe.recipe import Recipe
from nn_tui.ui.completion import common_start, completions
from nn_tui.ui.dialog import Dialog, dialog_bindings
from nn_tui.ui.dialog_fields import DialogInput, ReasonView
from nn_tui.ui.line_view import LineView
from nn_tui.ui.looking_up import LookUp
from nn_tui.ui.render.opening import draw_choices, draw_preview

_HINT = "up/down choose, tab completes, shift+tab other field, enter opens"
"""What stands in the lower edge: it just fits at 80 columns."""

_ACTIONS = {
    "escape": "leave",
    "enter": "open",
    "tab": "complete",
    "shift+tab": "change_field",
    "up": "step(-1)",
    "down": "step(1)",
}
"""What the keys of the dialog do."""


class OpenScreen(Dialog):
    """Hands on the recipe of what is opened.

    While one types, files are read in a thread, one at a time.
    """

    BINDINGS: ClassVar[list[BindingType]] = dialog_bindings(_ACTIONS)

    DEFAULT_CSS = """
    OpenScreen > Vertical {
        max-height: 26;
        & > #choices { height: 3; }
        & > #shown { height: 1fr; }
    }
    """

    def __init__(self, on_open: Callable[[Recipe], None]) -> None:
        """Make the dialog.

        Args:
            on_open: Called at once, before the keys that follow are dealt with.
        """
        super().__init__()
        # Held, not looked up: a file may have been read only when the dialog has been taken away.
        self._source, self._targets = DialogInput("source"), DialogInput("targets")
        self._about_source = ReasonView("source-reason")
        self._about_targets = ReasonView("targets-reason")
        self._choices, self._view = LineView("choices"), LineView("shown")
        self._on_open = on_open
        self._shown: Preview | None = None
        self._offered: list[str] = []
        # A name that was stepped to, and what had been typed: that is what names are offered for.
        self._picked, self._typed = "", ""
        self._look_up = LookUp(
            self, lambda: (self._named_by_hand, self._opening), _looked_up, self._show
        )

    def compose(self) -> ComposeResult:
        """Put up two fields, each with room for what is wrong with it, and the preview."""
        with Vertical() as box:
            box.border_title = "Open"
            box.border_subtitle = _HINT
            yield Label("A shipped dataset, or the path of a CSV file:")
            yield self._source
            yield self._about_source
            yield self._choices
            yield Label("Target columns, commas between; empty: the file's own choice:")
            yield self._targets
            yield self._about_targets
            yield self._view

    def begin(self) -> None:
        """Take what is typed from now on."""
        self.set_focus(self._source)
        self._look_up.begin()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look at what the fields name now."""
        event.stop()
        self._look_up.begin()

    def on_resize(self, _event: Resize) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._draw)

    async def action_complete(self) -> None:
        """Complete the path as far as it is clear; behind a whole name, go to the other field."""
        await self.settle()
        field = self._source
        offered = completions(field.value)
        longer = common_start(field.value, offered)
        if field.has_focus and longer != field.value:
            self._source.put(longer)
        elif not field.has_focus or offered in ([], [field.value]):
            self.action_change_field()

    async def action_step(self, steps: int) -> None:
        """Put another of the listed names in the field; from the field below, go up to it."""
        await self.settle()
        if not self._source.has_focus:
            if steps < 0:
                self.action_change_field()
            return
        typed = self._named_by_hand
        offered = await asyncio.to_thread(completions, typed)
        if not offered:
            return
        place = 0 if steps > 0 else len(offered) - 1
        if self._picked in offered and self._is_picked:
            place = max(0, min(offered.index(self._picked) + steps, len(offered) - 1))
        self._picked, self._typed, self._offered = offered[place], typed, offered
        self._source.put(self._picked)
        self._draw()

    def action_change_field(self) -> None:
        """Go to the other field."""
        self.set_focus(self._targets if self._source.has_focus else self._source)

    async def action_open(self) -> None:
        """Open what the fields name, or say why it cannot be; the keys that follow wait."""
        await self.settle()
        if self._shown is None or self._shown.opening != self._opening:
            self._shown = await asyncio.to_thread(preview, self._opening)
        if self._shown.recipe is not None:
            self._on_open(self._shown.recipe)
            self.dismiss()
        else:
            self._draw(is_asked=True)
            self.set_focus(self._targets if self._shown.is_about_targets else self._source)

    @property
    def _opening(self) -> Opening:
        return Opening(self._source.value, self._targets.value)

    @property
    def _is_picked(self) -> bool:
        """Whether the path is one that was stepped to."""
        return bool(self._picked) and self._opening.source == self._picked

    @property
    def _named_by_hand(self) -> str:
        """What was typed of the path, which may have been completed by a step since."""
        return self._typed if self._is_picked else self._opening.source

    def _show(self, found: tuple[list[str], Preview]) -> None:
        self._offered, self._shown = found
        self._draw()

    def _draw(self, is_asked: bool = False) -> None:
        picked = self._picked if self._is_picked else ""
        size = self._choices.content_size
        self._choices.show_lines(draw_choices(self._offered, *size, picked=picked))
        shown = self._shown
        if shown is None or shown.opening != self._opening:
            return
        # That there is nothing of that name is no news while a longer name may be meant.
        is_whole_name = self._is_picked or self._offered in ([], [shown.opening.source])
        is_news = is_asked or shown.is_about_targets or is_whole_name
        reason = shown.reason if is_news else ""
        self._about_source.say("" if shown.is_about_targets else reason)
        self._about_targets.say(reason if shown.is_about_targets else "")
        size, recipe = self._view.content_size, shown.recipe
        self._view.show_lines([] if recipe is None else draw_preview(recipe, *size))


def _looked_up(asked: tuple[str, Opening]) -> tuple[list[str], Preview]:
    """Give what a name may become, and what would be opened."""
    named, opening = asked
    return completions(named), preview(opening)
