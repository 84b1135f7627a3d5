"""The Network panel."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click

from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.ui.commands import KeyCommand, bindings_of
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.diagram import draw_network
from nn_tui.ui.render.diagram_hit import part_at
from nn_tui.ui.render.diagram_parts import Node, freezable, part_of, step, with_part
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.picture import NetworkLook, describe_row, picture_of
from nn_tui.ui.terminal.signed_strokes import with_signed_strokes
from nn_tui.ui.terminal.terminal_app import is_ascii
from nn_tui.ui.view import View


class NetworkPanel(Panel):
    """The network with one row's activations or deltas, edges by sign and size."""

    NUMBER: ClassVar[str] = "2"
    TITLE: ClassVar[str] = "Network"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "Solid edges are positive, dashed negative, thick ones large. A node holds the activation "
        "of the selected row, ( . ) where this iteration has not computed it yet, (###) where it "
        "does not fit. The names below say what is shown: z1 until l1 is computed.",
        "right and left go from a layer's units to their edges, on to the next layer's units and "
        "back; up and down go through the units, or through the edges of the unit one came from "
        "and then those of the next. A click does too. Brackets [ ] mark the selected unit, or "
        "the two that the selected edge joins; the line below has its numbers. The Inspector "
        "shows the same cell and stays with it; f there follows s again.",
        "A row that is not in the present batch is sent through now, beside the run, with the "
        "present weights: z and l, no deltas. The Dataset has the output of the row's last pass in "
        "the run, with the weights of that moment: the two differ, and both are true.",
        "A frozen weight takes no step: F freezes the selected weight, or all weights and the bias "
        "that lead into the selected unit, L into its whole layer; the same key frees them. Its "
        "line in the Program says so.",
        "24/64 between two layers: 24 of 64 edges are drawn, the strongest between the units in "
        "view; 38% says it in fewer cells. +12 counts units out of view: go to one and it comes "
        "into view.",
    )
    VERBS: ClassVar[tuple[KeyCommand, ...]] = (
        KeyCommand("toggle_deltas", "m", "m", "deltas", "deltas in the nodes, or activations"),
        KeyCommand("freeze", "F", "F", "freeze", "freeze the unit or weight, or free it"),
        KeyCommand("freeze_layer", "L", "L", "", "freeze the whole layer, or free it"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERBS)]

    def __init__(self) -> None:
        super().__init__()
        self._look = NetworkLook()

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the diagram, and say whose activations or deltas it holds."""
        self.set_subtitle(describe_row(view, self._look, width))
        walk = self._look.walk.at(part_of(view), view.moment.program.network.sizes)
        self._look = replace(self._look, walk=walk)
        lines = draw_network(view, self._look, width, height)
        return with_signed_strokes(lines) if is_ascii(self.app) else lines

    def action_move(self, rows: int, columns: int) -> None:
        """Select another unit or edge."""
        is_delta = self._look.is_delta

        def change(view: View) -> View:
            part, sizes = part_of(view) or Node(0, 0), view.moment.program.network.sizes
            part, walk = step(part, self._look.walk, sizes, rows, columns)
            self._look = replace(self._look, walk=walk)
            return with_part(view, part, is_delta)

        self.change(change)

    def reason_against_asking(self, view: View) -> str:
        """Say why the number of a row that is not in this batch cannot be explained."""
        moment, place = view.moment, view.moment.layout.places.get(view.array_name)
        if place is None or not place.has_rows or moment.row_in_batch(view.row) is not None:
            return ""
        return (
            f"row {view.row} is not in batch {moment.cursor.batch}: what is shown of it was "
            "computed beside the run; b goes on to the next batch, 1 to another row"
        )

    def action_toggle_deltas(self) -> None:
        """Show deltas in place of activations, or go back."""
        self._look = replace(self._look, is_delta=not self._look.is_delta)
        self.redraw()

    def action_freeze(self) -> None:
        """Freeze what is selected: the weight, or all that leads into the unit."""
        self.change(lambda view: self._freeze(view, is_layer=False))

    def action_freeze_layer(self) -> None:
        """Freeze all that leads into the layer of what is selected."""
        self.change(lambda view: self._freeze(view, is_layer=True))

    def _freeze(self, view: View, is_layer: bool) -> View:
        part = part_of(view)
        if part is None:
            return replace(view, notice="select a unit or a weight: right and left go to them")
        name = str(freezable(part, is_layer))
        if isinstance(part, Node) and part.layer == 0:
            return replace(view, notice=f"{name}: an input; no weight leads into it")
        self.ask(ToggleFrozen(freezable(part, is_layer)))
        return view

    def on_click(self, event: Click) -> None:
        """Select the unit or the edge under the mouse."""
        place = event.get_content_offset(self)
        if self.view is None or place is None:
            return
        part = part_at(picture_of(self.view, self._look), *self.content_size, *place)
        if part is not None:
            is_delta = self._look.is_delta
            self.change(lambda view: with_part(view, part, is_delta))
