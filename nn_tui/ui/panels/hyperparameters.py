"""The Hyperparameters panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click, Resize
from textual.widgets import Input
from textual.widgets.input import Selection

from nn_tui.debugger.commands import Edit
from nn_tui.recipe.settings import Setting
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.editing import (
    Editing,
    begin,
    chosen,
    finished,
    last_name,
    moved,
    with_recipe,
    with_text,
)
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.stepping_input import PAGES, UP_AND_DOWN, SteppingInput
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.hyperparameters import (
    ROWS,
    lay_out_settings,
    place_of,
    rows_in_view,
    value_begins,
)
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.window import out_of_view
from nn_tui.ui.view import View


class HyperparametersPanel(Panel):
    """Every option of the command line, edited in place."""

    NUMBER: ClassVar[str] = "3"
    TITLE: ClassVar[str] = "Hyperparameters"

    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand(
            "edit", "enter", "enter", "edit", "edit; enter applies, escape leaves it as it was"
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    ABOUT: ClassVar[tuple[str, ...]] = (
        "Below a value that is being edited stands what it will do, or after a ! why it cannot be "
        "used. Where names are to choose from, up and down or a click put one in the field, and "
        "letters leave those that they begin; > marks the one that enter takes, ! one that cannot "
        "go with the rest.",
        "activation and target take several names, separated by commas. target is read from the "
        "dataset's file again; weights is a .json or .npz file as nn-tui train --save-weights "
        "writes it, or the JSON that it prints; empty for weights that the seed draws.",
    )

    def __init__(self) -> None:
        super().__init__()
        self._selected = 0
        self._editing: Editing | None = None
        self._typed: SteppingInput | None = None

    @property
    def setting(self) -> Setting:
        """The selected setting."""
        return ROWS[self._selected]

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the list; below what is being edited what comes of it."""
        if self._editing is not None:
            self._editing = with_recipe(self._editing, view.moment.recipe)
        lines = lay_out_settings(view, self._selected, self._editing, width, height)
        self.set_subtitle(out_of_view(rows_in_view(lines), len(ROWS)))
        return [drawn.line for drawn in lines]

    def cell_asked(self, view: View) -> str:
        """Ask about the learning rate, the one setting that the program reads as a number."""
        return "learning_rate"

    def action_explain(self) -> None:
        """Ask where the learning rate comes from; of another setting, say what it decides."""
        if self.setting.name == "learning_rate":
            super().action_explain()
        elif self.view is not None:
            value = self.setting.show(self.view.moment.recipe)
            said = f"{self.setting.label} {value}: {self.setting.about}"
            self.change(lambda view: replace(view, notice=said))

    def action_move(self, rows: int, columns: int) -> None:
        """Select another setting, or another choice of the one that is being edited."""
        if self._typed is not None:
            self._step(rows)
            return
        self._selected = max(0, min(self._selected + rows, len(ROWS) - 1))
        self.redraw()

    async def action_edit(self) -> None:
        """Open the selected setting where its value stands."""
        if self.view is None or self._typed is not None:
            return
        if self.setting.name == "dataset":
            # Not by a message: what is typed ahead would come before it, and miss the dialog.
            await self.screen.run_action("open")
            return
        self._editing = begin(self.setting, self.view.moment.recipe)
        self._typed = typed = SteppingInput(
            self._editing.text, self._apply, self._close, self._step, {**UP_AND_DOWN, **PAGES}
        )
        self._place(typed)
        await self.mount(typed)
        typed.action_select_all()
        if self._typed is typed:
            # At once, not when the app gets round to it: what is typed next is for this field.
            self.screen.set_focus(typed)
        self.redraw()

    def focus_on_click(self) -> bool:
        """Leave the focus in a field that is being typed: a click may choose a name for it."""
        return self._typed is None

    async def on_click(self, event: Click) -> None:
        """Choose the name under the mouse, or select the setting there; edit the selected one."""
        place = event.get_content_offset(self) if event.widget is self else None
        if place is None or self.view is None:
            return
        lines = lay_out_settings(self.view, self._selected, self._editing, *self.content_size)
        under = lines[place.y] if place.y < len(lines) else None
        if under is not None and under.offer is not None and self._editing is not None:
            self._put(chosen(self._editing, under.offer))
        elif under is not None and under.row is not None:
            await self._click_on_row(under.row)

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
        """Say at once what comes of what was typed."""
        event.stop()
        if event.input is self._typed and self._editing is not None:
            # What stands in the field now: messages come later than keys.
            self._editing = with_text(self._editing, event.input.value)
            self._place(self._typed)
            self.redraw()

    async def _click_on_row(self, row: int) -> None:
        if row == self._selected and self._typed is None:
            await self.action_edit()
            return
        if row != self._selected:
            self._close()
            self._selected = row
            self.redraw()

    def _step(self, steps: int) -> None:
        """Put another of the choices in the field."""
        if self._editing is not None and self._typed is not None:
            self._put(moved(with_text(self._editing, self._typed.value), steps))

    def _put(self, editing: Editing) -> None:
        """Show a choice in the field, selected, so that typing takes its place."""
        if self._typed is None or self._editing is None:
            return
        self._editing = editing
        self._typed.value = editing.text
        self._typed.selection = Selection(
            last_name(editing.setting, editing.text), len(editing.text)
        )
        self.redraw()

    def _apply(self, text: str) -> None:
        """Ask for the value, or keep the field open and say why it cannot be used."""
        if self._editing is None:
            return
        editing = finished(with_text(self._editing, text))
        if editing.prospect.reason:
            self._editing = editing
            self.redraw()
            return
        self.ask(Edit(editing.setting.name, editing.text))
        self._close()

    def _place(self, typed: ValueInput) -> None:
        width, height = self.content_size
        begins = value_begins(self.setting, typed.value, width)
        typed.styles.offset = (begins, place_of(self._selected, self._editing, height))
        typed.styles.width = max(4, width - begins)

    def _close(self) -> None:
        typed, self._typed, self._editing = self._typed, None, None
        if typed is not None:
            if self.screen.focused is typed:
                self.screen.set_focus(self)
            typed.vanish()
        self.redraw()
