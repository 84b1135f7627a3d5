"""The Hyperparameters panel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Input

from nn_tui.debugger.commands import Edit
from nn_tui.errors import InputError
from nn_tui.recipe.fields import Field
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.hyperparameters import (
    LABEL_WIDTH,
    ROWS,
    draw_hyperparameters,
    visible_rows,
)
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View


class HyperparametersPanel(Panel):
    """Every hyperparameter, edited in place."""

    NUMBER: ClassVar[str] = "3"
    TITLE: ClassVar[str] = "Hyperparameters"

    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "edit", "enter", "enter", "edit", "edit; enter applies, escape leaves it as it was"
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self) -> None:
        super().__init__()
        self._selected = 0
        self._reason = ""
        self._typed: ValueInput | None = None

    @property
    def field(self) -> Field:
        """The selected field."""
        return ROWS[self._selected]

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the list; at its bottom why what was typed cannot be used."""
        return draw_hyperparameters(view.moment, self._selected, self._reason, width, height)

    def action_move(self, rows: int, columns: int) -> None:
        """Select another field, unless one is being typed."""
        if self._typed is not None:
            return
        self._selected = max(0, min(self._selected + rows, len(ROWS) - 1))
        self.redraw()

    async def action_edit(self) -> None:
        """Open the selected field where its value stands."""
        if self.view is None or self._typed is not None:
            return
        value = self.field.show(self.view.moment.recipe.hyperparameters)
        self._typed = typed = ValueInput(value, self._apply, self._close)
        self._place(typed)
        await self.mount(typed)
        typed.action_select_all()
        # At once, not when the app gets round to it: what is typed next is for this field.
        self.screen.set_focus(typed)

    def on_resize(self, _event: Resize) -> None:
        """Keep a field that is being typed where its value stands."""
        if self._typed is not None:
            self._place(self._typed)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Leave the value as it was when another panel is gone to, but not for another window."""
        event.stop()
        if self.app.app_focus and event.input is self._typed:
            self._close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say at once why a value cannot be used."""
        event.stop()
        if event.input is self._typed:
            self._reason = self._reason_against(event.value)
            self.redraw()

    def _apply(self, text: str) -> None:
        """Ask for the value, or keep the field open when it cannot be read."""
        self._reason = self._reason_against(text)
        if self._reason:
            self.redraw()
            return
        self.ask(Edit(self.field.name, text))
        self._close()

    def _reason_against(self, text: str) -> str:
        try:
            self.field.parse(text)
        except InputError as error:
            return str(error)
        return ""

    def _place(self, typed: ValueInput) -> None:
        place = visible_rows(self._selected, *self.content_size).index(self._selected)
        typed.styles.offset = (LABEL_WIDTH, place)
        typed.styles.width = max(4, self.content_size.width - LABEL_WIDTH)

    def _close(self) -> None:
        typed, self._typed, self._reason = self._typed, None, ""
        if typed is not None:
            if self.screen.focused is typed:
                self.screen.set_focus(self)
            typed.vanish()
        self.redraw()
