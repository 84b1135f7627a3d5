"""A dataset of two inputs as points: where the rows lie, and which of them are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rich.cells import cell_len

from nn_tui.data import Dataset
from nn_tui.ui.render.canvas import Canvas
from nn_tui.ui.render.dataset_columns import result_columns
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.numbers import compact
from nn_tui.ui.render.row_order import RowOrder
from nn_tui.ui.render.scatter_marks import draw_legend, marks_of
from nn_tui.ui.render.scatter_places import Places, place_rows, varying_inputs
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_ROOM_FOR_TEXT = 5
"""Lines from which on the plot shares them with what explains it."""

_ROOM_FOR_RULES = (60, 16)
"""Cells and lines from which on the axes are drawn as such."""

_LABEL = 9
"""Cells to the left of an upright axis, for what is on it."""

_NAME_LIMITS = (24, 12, 7, 3)
"""Cells that an input's name may take; the first with which the line fits."""


class Frame(NamedTuple):
    """Where the plot is in the panel, in cells."""

    left: int
    """Cells to the left of it."""
    top: int
    """Lines above it."""
    width: int
    """Its cells across."""
    height: int
    """Its lines."""

    @property
    def has_rules(self) -> bool:
        """Whether there is room for axes."""
        return self.left > 0


class _Axis(NamedTuple):
    """What is on an axis."""

    name: str
    """The input's name."""
    low: str
    """Its least number."""
    high: str
    """Its greatest."""


def frame_of(width: int, height: int) -> Frame:
    """Divide a panel between the plot and what explains it."""
    if height < _ROOM_FOR_TEXT:
        return Frame(0, 0, width, height)
    if width >= _ROOM_FOR_RULES[0] and height >= _ROOM_FOR_RULES[1]:
        return Frame(_LABEL + 1, 1, width - _LABEL - 1, height - 4)
    return Frame(0, 1, width, height - 3)


def scatter_axes(dataset: Dataset) -> tuple[int, int] | None:
    """Give the columns of the two inputs that vary, or None: there are not two."""
    varying = varying_inputs(dataset)
    return (varying[0], varying[1]) if len(varying) == 2 else None


def reason_against_scatter(dataset: Dataset) -> str:
    """Say why a dataset cannot be drawn as points, or "": it can."""
    count = len(varying_inputs(dataset))
    has = f"{dataset.name} has {count}"
    return "" if count == 2 else f"the scatter view needs two inputs that vary; {has}"


def places_in(dataset: Dataset, frame: Frame) -> Places:
    """Place the rows of a dataset that can be drawn as points."""
    axes = scatter_axes(dataset)
    assert axes is not None
    return place_rows(dataset, axes, frame.width, frame.height)


def point_at(view: View, order: RowOrder, size: tuple[int, int], x: int, y: int) -> int | None:
    """Find the row nearest to a cell of the panel.

    Args:
        view: What is drawn; its dataset has two inputs that vary.
        order: The rows that are shown.
        size: Cells across and lines that it is drawn in.
        x: Cells to the right, from 0.
        y: Lines down, from 0.

    Returns:
        The row, or None: the cell is not in the plot, or no row is shown.
    """
    frame = frame_of(*size)
    x, y = x - frame.left, y - frame.top
    if not (0 <= x < frame.width and 0 <= y < frame.height):
        return None
    return places_in(view.moment.recipe.dataset, frame).nearest(order.rows, x, y)


def draw_scatter(view: View, order: RowOrder, width: int, height: int) -> list[Line]:
    """Draw the rows that are shown, and the selected one.

    Args:
        view: What to draw; its dataset has two inputs that vary.
        order: The rows that are shown.
        width: Cells of each line.
        height: Number of lines.
    """
    frame = frame_of(width, height)
    plot = _draw_points(view, order, frame)
    if not frame.top:
        return plot
    if frame.has_rules:
        plot = _add_rules(plot, view.moment.recipe.dataset, frame)
    else:
        plot.append(fit(_describe_axes(view.moment.recipe.dataset, width), width))
    legend, selected = draw_legend(view, order.rows, width), _describe_selected(view, width)
    return [legend, *plot, fit(selected, width)]


def _draw_points(view: View, order: RowOrder, frame: Frame) -> list[Line]:
    """Draw the points, the selected one on top, then those that are wrong."""
    if frame.width < 1 or frame.height < 1:
        return []
    canvas = Canvas(frame.width, frame.height)
    places = places_in(view.moment.recipe.dataset, frame)
    columns, rows = np.rint(places.x).astype(int), np.rint(places.y).astype(int)
    for marks in marks_of(view):
        drawn = order.rows[marks.is_in[order.rows]]
        canvas.place_letters(columns[drawn], rows[drawn], marks.letters[drawn], marks.role)
        if marks.is_in[view.row]:
            letter = marks.letters[[view.row]]
    canvas.place_letters(columns[[view.row]], rows[[view.row]], letter, Role.SELECTED)
    return canvas.to_lines()


def _add_rules(plot: list[Line], dataset: Dataset, frame: Frame) -> list[Line]:
    """Put an upright axis to the left of the plot, and one below it."""
    across, up = _axes(dataset)
    labels = {0: up.high, frame.height // 2: up.name, frame.height - 1: up.low}
    rows: list[Line] = []
    for y, row in enumerate(plot):
        label = shortened(labels.get(y, ""), _LABEL)
        rows.append((Span(" " * (_LABEL - cell_len(label)) + label + "│", Role.DIM), *row))
    rule = line(Span(" " * _LABEL + "└" + "─" * frame.width, Role.DIM))
    return [*rows, rule, line(Span(" " * frame.left + _spread(across, frame.width), Role.DIM))]


def _spread(axis: _Axis, width: int) -> str:
    """Write the least number at the left end, the name amid, the greatest at the right end."""
    room = width - len(axis.low) - len(axis.high)
    name = shortened(axis.name, room - 2)
    left = (room - cell_len(name)) // 2
    return axis.low + " " * left + name + " " * (room - left - cell_len(name)) + axis.high


def _axes(dataset: Dataset) -> list[_Axis]:
    """Describe both inputs."""
    axes = scatter_axes(dataset)
    assert axes is not None
    columns = [dataset.inputs[:, axis] for axis in axes]
    return [
        _Axis(dataset.input_names[axis], compact(column.min()), compact(column.max()))
        for axis, column in zip(axes, columns, strict=True)
    ]


def _describe_axes(dataset: Dataset, width: int) -> Line:
    """Name the inputs and their ranges in one line; no number is cut."""
    axes = _axes(dataset)
    choices = [*_axis_texts(axes), "→ {} to {} ↑ {} to {}".format(*axes[0][1:], *axes[1][1:]), ""]
    return line(Span(next(text for text in choices if cell_len(text) <= width), Role.DIM))


def _axis_texts(axes: Sequence[_Axis]) -> Iterator[str]:
    """Say names and ranges in ever fewer cells."""
    for limit in _NAME_LIMITS:
        x, y = (f"{shortened(name, limit)} {low} to {high}" for name, low, high in axes)
        yield f"→ {x}  ↑ {y}"
        yield f"→ {x} ↑ {y}"


def _describe_selected(view: View, width: int) -> Line:
    """Give the numbers of the selected row, as many as there is room for."""
    dataset, row = view.moment.recipe.dataset, view.row
    results = [f"{column.head} {column.cells[0]}" for column in result_columns(view, [row], width)]
    axes = scatter_axes(dataset) or ()
    inputs = [
        f"{shortened(dataset.input_names[i], 7)} {compact(dataset.inputs[row, i])}" for i in axes
    ]
    choices = (
        "  ".join([f"row {row}", *inputs, *results]),
        "  ".join([f"row {row}", *results]),
        # What has no room is left out from its end on.
        *(" ".join([f"{row}:", *results[:kept]]) for kept in range(len(results), -1, -1)),
    )
    fitting = (text for text in choices if cell_len(text) <= width)
    return line(Span(next(fitting, ""), Role.STRONG))
