"""What the machine is doing, in plain words."""

from __future__ import annotations

import textwrap

from nn_tui.engine.ops.op import Phase
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.view import View

_BEGINNING = (
    "Nothing has run. Weights are drawn, outputs are not computed. "
    "s does the first line of the program, n a whole epoch."
)

_PHASES = {
    Phase.EPOCH_START: "An epoch begins: its rows are put in an order of their own.",
    Phase.BATCH: "The rows of this batch are taken: all that follows is about them.",
    Phase.FORWARD: "Forward: the inputs go through the weights, layer by layer, to the outputs.",
    Phase.ERROR: "Error: how far the outputs are from the targets, and in which direction.",
    Phase.BACKWARD: (
        "Backward: the error goes back through the same weights. "
        "A delta says how strongly a unit's input is pulled, and which way."
    ),
    Phase.DESCENT: (
        "Descent: each weight's share: what came in from below, times the pull above, "
        "summed over the rows."
    ),
    Phase.UPDATE: "Update: each weight takes a step along its descent.",
    Phase.EPOCH_END: "An epoch ends: its loss and error are computed from the outputs of all rows.",
}

_GRADIENT = (
    "Gradient view: errors, deltas and gradients have the sign of dL/d(.), so steps are subtracted."
)


def draw_explanation(view: View, width: int, height: int) -> list[Line]:
    """Say what the line that was done last does, and what its phase is for.

    Args:
        view: What to speak of.
        width: Cells of each line.
        height: Number of lines.
    """
    op = view.moment.op
    if op is None:
        return [fit(row, width) for row in _wrapped(_BEGINNING, width)[:height]]
    text = view.line(op.line)
    code = line(Span(text if len(text) <= width else f"{text[: width - 1]}…", Role.STRONG))
    gradient = _wrapped(_GRADIENT, width, Role.DIM) if view.is_gradient else []
    lines = [code, *_wrapped(_PHASES[op.phase], width), *gradient]
    return [fit(row, width) for row in lines[:height]]


def _wrapped(text: str, width: int, role: Role = Role.PLAIN) -> list[Line]:
    return [line(Span(row, role)) for row in textwrap.wrap(text, max(10, width))]
