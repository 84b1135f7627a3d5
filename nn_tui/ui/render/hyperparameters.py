"""The hyperparameters as a list with a cursor."""

from __future__ import annotations

import textwrap

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.recipe.fields import FIELDS, Field
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.window import window

LABEL_WIDTH = 19
"""Cells of the column of names, its margin included: where values begin."""

_ORDER = (
    "learning_rate",
    "epochs",
    "seed",
    "hidden",
    "activation",
    "output_activation",
    "loss",
    "bias",
    "init",
    "batch_size",
    "shuffle",
    "standardize",
    "optimizer",
)

ROWS = tuple(FIELDS[name] for name in _ORDER)
"""The fields from top to bottom: what is changed most comes first."""


def draw_hyperparameters(
    moment: Snapshot, selected: int, reason: str, width: int, height: int
) -> list[Line]:
    """Draw the fields around the selected one, and below them what that one is.

    Args:
        moment: What to draw.
        selected: The selected field's place in ROWS.
        reason: Why what is being typed cannot be used, in place of what the field is; or "".
        width: Cells of each line.
        height: Number of lines.
    """
    shown = visible_rows(selected, width, height)
    lines = [fit(_row(moment, ROWS[i], i == selected, width), width) for i in shown]
    about, role = _about(ROWS[selected], width), Role.DIM
    if reason:
        why = textwrap.wrap(reason, max(10, width))
        about, role = [""] * (len(about) - len(why)) + why, Role.WARNING
    below = [fit(line(Span(text, role)), width) for text in about]
    above = max(1, height - len(below))
    return [*lines[:above], *[()] * (above - len(lines)), *below][:height]


def visible_rows(selected: int, width: int, height: int) -> range:
    """Say which fields are in view, top to bottom."""
    return window(len(ROWS), selected, max(1, height - len(_about(ROWS[selected], width))))


def _about(field: Field, width: int) -> list[str]:
    about = f"one of {', '.join(field.choices)}" if field.choices else field.about
    if field.name == "activation":
        about += "; or one for each hidden layer"
    return textwrap.wrap(f"enter: edit; {applies(field)}; {about}", max(10, width))


def applies(field: Field) -> str:
    """Say when an edit takes effect."""
    return f"applies {field.applies.value}" if field.applies.is_live else "starts over"


def _row(moment: Snapshot, field: Field, is_selected: bool, width: int) -> Line:
    value = field.show(moment.recipe.hyperparameters)
    room = width - LABEL_WIDTH
    if len(value) > room > 1:
        value = value[: room - 1] + "…"
    mark, role = (">", Role.SELECTED) if is_selected else (" ", Role.STRONG)
    label = f"{mark}{field.label}".ljust(LABEL_WIDTH)
    return line(Span(label, Role.SELECTED if is_selected else Role.PLAIN), Span(value, role))
