"""The list of breakpoints and watches, at the bottom of the screen while it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input

from nn_tui.debugger.breaks.commands import (
    AddBreakpoint,
    AddWatch,
    RemoveBreakpoint,
    RemoveWatch,
    SwitchBreakpoint,
    SwitchWatch,
)
from nn_tui.debugger.breaks.shown import NOTHING, Shown
from nn_tui.debugger.commands import Command, Halt
from nn_tui.debugger.conditions.condition import condition_of, watched_of
from nn_tui.debugger.conditions.errors import ConditionError
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.field_slot import FieldSlot
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.panels.watches import WatchBar
from nn_tui.ui.render.breaks import (
    FIELD_LINES,
    PROMPTS,
    Typing,
    count_of,
    draw_breaks,
    height_of,
)
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View

_MOST_LINES = 9
"""Lines within the edges, at the most: the panels above are to be seen."""


class BreaksPanel(Panel):
    """Breakpoints, then watches; a field below for another one."""

    TITLE: ClassVar[str] = "Breakpoints and watches"
    ABOUT: ClassVar[tuple[str, ...]] = (
        "A breakpoint stops a run, by space or by c, exactly where its condition is met: when the "
        "array named in it that is written last has been written; loss, error and epoch when an "
        "epoch has ended; op and batch after each op. C goes back to where it was met last.",
        "Conditions are Python: arrays with cells, rows and slices as in l1[:,2], loss, error, "
        'epoch, batch, op == "l1_delta", comparisons, and, or, not, arithmetic, max, min, abs, '
        "sum, mean, any, all, len; finite(l2), previous(x): x at its evaluation before, "
        "crosses(x, level). C with crosses(max(l1[:,2]), 0) tells when that unit died. Arrays are "
        "as they are stored; synapse_0_gradient is dL/d.",
        "● is a breakpoint that is on, ○ one that is off; behind them how often it was hit, and "
        "what it looks at. = is a watch, any number: its value, how it has changed since the run "
        "stood elsewhere (a step, or all the way of c), and how it came about. What is not "
        "computed yet is as it was last, dim, with its epoch. Three stand below the panels: "
        "switch off those that are not to be there.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("add_breakpoint", "a", "a", "add", "add a breakpoint: a condition to stop at"),
        KeyCommand("add_watch", "w", "w", "watch", "watch an expression"),
        KeyCommand("switch", "enter", "enter", "on/off", "switch a breakpoint or watch on or off"),
        KeyCommand("remove", "d", "d,delete", "remove", "remove the breakpoint or the watch"),
        KeyCommand("close", "escape", "escape,K", "close", "close the list"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    DEFAULT_CSS = """
    BreaksPanel { height: auto; max-height: 11; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._slot = FieldSlot(self)
        self._typing: Typing | None = None
        self._selected = 0
        self._is_last_a_watch = False
        self._lines_wanted = 0
        self._back_to: Widget | None = None

    async def begin(self) -> None:
        """Put the list up, or go to it."""
        if not self.has_focus_within:
            self._back_to = self.screen.focused
        self.display = True
        self.screen.query_one(WatchBar).step_aside(True)
        self.screen.set_focus(self)
        self._fit()

    def show(self, view: View) -> None:
        """Show another view; what was added is selected."""
        before, shown = count_of(self._shown), view.moment.breaks
        super().show(view)
        if count_of(shown) > before:
            self._select(count_of(shown) if self._is_last_a_watch else len(shown.points))
        self._fit()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the list."""
        self._select(self._selected)
        return draw_breaks(
            view.moment.breaks, self._selected, self._typing, width, height, view.is_gradient
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take a line for each, and two for a field."""
        return height_of(self._shown, self._typing is not None)

    def action_move(self, rows: int, columns: int) -> None:
        """Select another row."""
        self._select(self._selected + rows)
        self.redraw()

    async def action_add_breakpoint(self) -> None:
        """Ask for a condition."""
        await self._ask_for(is_watch=False)

    async def action_add_watch(self) -> None:
        """Ask for an expression."""
        await self._ask_for(is_watch=True)

    def action_switch(self) -> None:
        """Switch what is selected on or off."""
        self._ask_of_selected(SwitchBreakpoint, SwitchWatch)

    def action_remove(self) -> None:
        """Remove what is selected."""
        self._ask_of_selected(RemoveBreakpoint, RemoveWatch)

    def action_close(self) -> None:
        """Take the list away; while something is under way, stop that."""
        if self.view is not None and self.view.moment.is_running:
            self.ask(Halt())
            return
        self.display = False
        self.screen.query_one(WatchBar).step_aside(False)
        self.screen.set_focus(self._back_to)

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse."""
        if count_of(self._shown) <= self.content_size.height:
            self._select(event.y - 1)
            self.redraw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say why it cannot be, as it is typed."""
        if self._slot.holds(event) and self._typing is not None:
            is_empty = not event.value.strip()
            is_watch = self._typing.is_watch
            self._typing = Typing(is_watch) if is_empty else self._judged(event.value, is_watch)
            self.redraw()

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Close the field when something else is gone to."""
        if self._slot.is_left(event):
            self._close_field()

    def on_resize(self, event: Resize) -> None:
        """Keep the field in its place."""
        super().on_resize(event)
        if self._slot.typed is not None and self._typing is not None:
            self._place(self._slot.typed, self._typing)

    @property
    def _shown(self) -> Shown:
        return NOTHING if self.view is None else self.view.moment.breaks

    def _ask_of_selected(
        self, of_point: Callable[[int], Command], of_watch: Callable[[int], Command]
    ) -> None:
        points, watches = self._shown.points, self._shown.watches
        if self._selected < len(points):
            self.ask(of_point(points[self._selected].number))
        elif watches:
            self.ask(of_watch(watches[self._selected - len(points)].number))

    async def _ask_for(self, is_watch: bool) -> None:
        if self._typing is not None:
            return
        self._typing, self._is_last_a_watch = Typing(is_watch), is_watch
        typed = ValueInput("", self._apply, self._close_field)
        self._place(typed, self._typing)
        self._fit()
        await self._slot.put(typed)

    def _judged(self, text: str, is_watch: bool) -> Typing:
        if self.view is None:
            return Typing(is_watch)
        try:
            (watched_of if is_watch else condition_of)(text, self.view.moment.program)
        except ConditionError as error:
            return Typing(is_watch, error.reason, error.column)
        return Typing(is_watch)

    def _apply(self, text: str) -> None:
        """Add it, or keep the field open and say why it cannot be."""
        assert self._typing is not None, "a field is open"
        is_watch = self._typing.is_watch
        self._typing = self._judged(text, is_watch)
        if self._typing.reason:
            self.redraw()
            return
        is_gradient = self.view is not None and self.view.is_gradient
        self.ask((AddWatch if is_watch else AddBreakpoint)(text, is_gradient))
        self._close_field()

    def _close_field(self) -> None:
        self._typing = None
        self._slot.clear()
        self._fit()

    def _place(self, typed: ValueInput, typing: Typing) -> None:
        width, prompt = self.content_size.width, len(PROMPTS[typing.is_watch])
        height = min(height_of(self._shown, is_typing=True), _MOST_LINES)
        typed.styles.offset = (prompt, height - FIELD_LINES)
        typed.styles.width = max(1, width - prompt)

    def _select(self, row: int) -> None:
        self._selected = max(0, min(row, count_of(self._shown) - 1))

    def _fit(self) -> None:
        """Take as many lines as are needed now."""
        wanted = height_of(self._shown, self._typing is not None)
        if wanted != self._lines_wanted:
            self._lines_wanted = wanted
            self.refresh(layout=True)
        self.redraw()
