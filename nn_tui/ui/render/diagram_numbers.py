"""The numbers of the selected unit or edge, below the diagram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from nn_tui.debugger.freezing import is_all_frozen
from nn_tui.engine.arrays import Array
from nn_tui.ui.render.diagram_label import NOT_COMPUTED, brief
from nn_tui.ui.render.diagram_parts import Node, Part, Weight, freezable
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.picture import NetworkPicture, ShownRow
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_NOTHING = "arrows or a click pick a unit or edge"

# From these heights of the panel on there is one line of numbers, or two.
_HEIGHTS = (6, 11)
# Cells of a number: the most for which everything has room, else the least.
_ROOMS = (8, 6)
_LONGEST_NAME = 20
# Fields without which a line says too little.
_ESSENTIAL = 2


class Field(NamedTuple):
    """One number of a unit or an edge."""

    name: str
    """What it is called; "" where the part's own name says it."""
    value: float | None
    """None where it is not computed yet."""
    is_lit: bool = False
    """Whether a single op has just written it."""


def numbers_height(height: int) -> int:
    """Say how many lines of a panel of this height are for numbers."""
    return sum(height >= least for least in _HEIGHTS)


def draw_numbers(view: View, picture: NetworkPicture, width: int, height: int) -> list[Line]:
    """Write the numbers of the selected unit or edge.

    Args:
        view: Where the numbers are from.
        picture: Says what is selected.
        width: Cells of each line.
        height: Number of lines, 0 to 2; numbers that have no room are left out.
    """
    part, row = picture.selected, ShownRow(view)
    if part is None:
        lines = [line(Span(_NOTHING, Role.DIM))]
    elif isinstance(part, Weight):
        heads = _with_frozen(view, part, [_weight_name(part)])
        lines = _draw(heads, _weight_fields(view, row, part), (), width, height)
    else:
        fields = _node_fields(view, row, part)
        first = ("error", "delta") if picture.is_delta else ("z", "l", "delta")
        heads = _with_frozen(view, part, _node_heads(view, row, part))
        lines = _draw(heads, fields, first, width, height)
    lines += [()] * (height - len(lines))
    return [fit(row, width) for row in lines[:height]]


def _with_frozen(view: View, part: Part, heads: list[str]) -> list[str]:
    """Say of a part that is frozen that it is."""
    if isinstance(part, Node) and part.layer == 0:
        return heads
    cells = freezable(part).cells(view.moment.program.network)
    if not is_all_frozen(view.moment.frozen, cells):
        return heads
    return [f"{head} frozen" for head in heads]


def _weight_name(part: Weight) -> str:
    return f"synapse_{part.synapse}[{part.start},{part.end}]"


def _weight_fields(view: View, row: ShownRow, part: Weight) -> list[Field]:
    """Give weight and descent, and what this row's share of the descent is the product of."""
    weights, descent = f"synapse_{part.synapse}", f"synapse_{part.synapse}_descent"
    below, above = f"l{part.synapse}", f"l{part.synapse + 1}_delta"
    place = part.start, part.end
    return [
        Field("", _at(view.array(weights), place), view.lit == weights),
        Field(_descent_name(view, descent), _whole(view, descent, place), view.lit == descent),
        Field(f"{below}[{part.start}]", _at(row.of(below), (part.start,))),
        Field(f"{above}[{part.end}]", _at(row.of(above), (part.end,))),
    ]


def _node_heads(view: View, row: ShownRow, part: Node) -> list[str]:
    """Name a unit, the fullest first: with what the dataset calls it, and the row."""
    name = f"l{part.layer}[{part.unit}]"
    dataset = view.moment.recipe.dataset
    named = name
    if part.layer in (0, view.moment.program.network.depth):
        called = (dataset.target_names if part.layer else dataset.input_names)[part.unit]
        named = f"{name} {shortened(called, _LONGEST_NAME)}"
    return [f"{named} row {view.row}", named, name]


def _node_fields(view: View, row: ShownRow, part: Node) -> list[Field]:
    layer, unit = part
    if layer == 0:
        return [Field("l", _at(row.of("l0"), (unit,)), view.lit == "l0")]
    of_rows = {"z": f"z{layer}", "l": f"l{layer}"}
    of_rows |= {name: f"l{layer}_{name}" for name in ("error", "delta")}
    fields = [
        Field(name, _at(row.of(stored), (unit,)), view.lit == stored)
        for name, stored in of_rows.items()
    ]
    network, bias = view.moment.program.network, f"bias_{layer - 1}"
    if network.has_bias:
        fields.append(Field("bias", _at(view.array(bias), (unit,)), view.lit == bias))
        descent = f"{bias}_descent"
        name, value = _descent_name(view, descent), _whole(view, descent, (unit,))
        fields.append(Field(name, value, view.lit == descent))
    if layer == network.depth:
        fields.append(Field("y", _at(row.of("y"), (unit,)), view.lit == "y"))
    return fields


def _descent_name(view: View, stored: str) -> str:
    """Say descent, or gradient in the view of that name."""
    return view.name(stored).rsplit("_", 1)[-1]


def _whole(view: View, name: str, place: tuple[int, ...]) -> float | None:
    """Give a number of an array that an iteration writes, if this one has."""
    return _at(view.array(name), place) if view.moment.is_of_now(name) else None


def _at(values: Array | None, place: tuple[int, ...]) -> float | None:
    return None if values is None else float(values[place])


def _draw(
    heads: Sequence[str], fields: Sequence[Field], first: Sequence[str], width: int, height: int
) -> list[Line]:
    """Write everything as fully as there is room for; else what comes first, as far as it goes.

    Args:
        heads: Names of the part, the fullest first.
        fields: Its numbers.
        first: Names of those that matter most where not all have room.
        width: Cells of each line.
        height: Number of lines.
    """
    shortest = _ROOMS[-1]
    for head, room in (*((heads[0], room) for room in _ROOMS), *((h, shortest) for h in heads[1:])):
        lines, written = _flow(head, fields, room, width, height)
        if written == len(fields):
            return lines
    ordered = [field for name in first for field in fields if field.name == name]
    ordered += [field for field in fields if field not in ordered]
    lines, written = _flow(heads[-1], ordered, shortest, width, height)
    if written < _ESSENTIAL:
        lines, _ = _flow(heads[-1], ordered, shortest - 1, width, height)
    return lines


def _flow(
    head: str, fields: Sequence[Field], room: int, width: int, height: int
) -> tuple[list[Line], int]:
    """Put fields side by side in a few lines, and say how many of them have found room."""
    lines: list[Line] = [line(Span(head, Role.STRONG))]
    used = cell_len(head)
    for written, field in enumerate(fields):
        cells = len(field.name) + bool(field.name) + room
        if used + 1 + cells <= width:
            lines[-1] = (*lines[-1], Span(" "), *_spans(field, room))
            used += 1 + cells
        elif len(lines) < height and cells <= width:
            lines.append(_spans(field, room))
            used = cells
        else:
            return lines, written
    return lines, len(fields)


def _spans(field: Field, room: int) -> Line:
    """Write a name and a number, always equally wide, so that what follows stays in its place."""
    name = f"{field.name} " if field.name else ""
    value = field.value
    text = NOT_COMPUTED if value is None else brief(value, room, room - 2)
    role = Role.LIT if field.is_lit else sign_role(value)
    blank = Span(" " * (room - len(text)))
    return line(Span(name, Role.DIM), Span(text, role), blank)
