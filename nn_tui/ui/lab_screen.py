"""The dialog of the bug lab: switches faults on and off, and asks which one is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from nn_tui.debugger.lab.command import EndFault, LabCommand, PlantFault, PlantMystery, TellFault
from nn_tui.debugger.lab.judging import judge, solution
from nn_tui.debugger.lab.offers import Offer, offers_of, setting_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.dialog import Dialog, dialog_bindings
from nn_tui.ui.line_view import LineView
from nn_tui.ui.render.lab import Deed, LabLook, draw_lab, hint_of, title_of

_ACTIONS = {
    "escape,q,X": "leave",
    "enter": "do",
    "up": "move(-1)",
    "down": "move(1)",
    "home": "move(-100)",
    "end": "move(100)",
    "left": "change(-1)",
    "right": "change(1)",
}
"""What the keys of the dialog do."""


class LabScreen(Dialog):
    """Lists what the network at hand can have; what is on by then is marked."""

    BINDINGS: ClassVar[list[BindingType]] = dialog_bindings(_ACTIONS)

    DEFAULT_CSS = """
    LabScreen > Vertical {
        max-height: 24;
        & > LineView { height: 1fr; }
    }
    """

    def __init__(
        self, moment: Snapshot, number: int, on_asked: Callable[[LabCommand], object]
    ) -> None:
        """Make the dialog.

        Args:
            moment: Whose network it is about.
            number: Of the next mystery.
            on_asked: Called with what is asked of the runner.
        """
        super().__init__()
        setting, fault = setting_of(moment), moment.recipe_planned.fault
        offers = offers_of(setting)
        on = [] if fault is None or fault.is_hidden else [fault.name]
        place = next((i for i, offer in enumerate(offers) if offer.cause.name in on), 0)
        self._look = LabLook(setting.program, offers, fault, number, place)
        self._on_asked = on_asked
        self._view = LineView("lab")

    def compose(self) -> ComposeResult:
        """Put up the list."""
        with Vertical() as box:
            box.border_title = title_of(self._look)
            box.border_subtitle = hint_of(self._look)
            yield self._view

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._draw)

    def action_move(self, rows: int) -> None:
        """Choose another line."""
        last = len(self._look.choices) - 1
        place = max(0, min(self._look.place + rows, last))
        self._show(replace(self._look, place=place, said=""))

    def action_change(self, places: int) -> None:
        """Choose another layer, or another number."""
        look = self._look
        match look.chosen:
            case Deed.MYSTERY:
                self._show(replace(look, number=max(1, look.number + places)))
            case Offer(cause=cause, layers=layers) as offer if layers:
                place = (layers.index(look.layer(offer)) + places) % len(layers)
                chosen = {**look.layers, cause.name: layers[place]}
                self._show(replace(look, layers=chosen, said=""))

    def action_do(self) -> None:
        """Switch on, name, tell or end, as is chosen."""
        look = self._look
        match look.chosen:
            case Deed.MYSTERY:
                self._ask_and_leave(PlantMystery(look.number))
            case Deed.END:
                self._ask_and_leave(EndFault())
            case Deed.TELL:
                assert look.fault is not None, "it is told only while something is hidden"
                self._tell(f"It was: {solution(look.fault)}")
            case Offer(reason="") as offer:
                self._choose(offer)

    def _choose(self, offer: Offer) -> None:
        look, named = self._look, self._look.planted(offer)
        if look.fault is None or not look.is_mystery:
            self._ask_and_leave(PlantFault(named.name, named.layer))
            return
        judgement = judge(named, look.fault)
        if judgement.is_right:
            self._tell(judgement.text)
        else:
            self._show(replace(look, said=judgement.text, is_good=False))

    def _tell(self, said: str) -> None:
        """Say what it was, here and on the screen behind."""
        self._on_asked(TellFault())
        told = self._look.fault
        fault = None if told is None else replace(told, secret=None)
        # The list is that of no mystery any more, and as long at least.
        self._show(replace(self._look, fault=fault, said=said, is_good=True))

    def _ask_and_leave(self, command: LabCommand) -> None:
        self._on_asked(command)
        self.dismiss()

    def _show(self, look: LabLook) -> None:
        self._look = look
        box = self.query_one(Vertical)
        box.border_title, box.border_subtitle = title_of(look), hint_of(look)
        self._draw()

    def _draw(self) -> None:
        self._view.show_lines(draw_lab(self._look, *self._view.content_size))
