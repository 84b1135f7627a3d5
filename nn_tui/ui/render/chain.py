"""A delta's way back as lines: a factor each, and what is left of it by then."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nn_tui.debugger.chain.path import Factor, FactorKind, Followed, Path
from nn_tui.debugger.explain.report import verdict_reason
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.ui.render.blocks import Block, fitting, lines_of, paragraph
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.signed_bars import plain_bar
from nn_tui.ui.render.window import window

_WEAKEST = "smallest"
"""Beside the smallest factor."""

_WIDE_MARK = len(_WEAKEST) + 1

_NUMBER, _SO_FAR, _LEAST_BAR = 11, 20, 6
"""Cells of a factor, of what is left by then, and of the shortest bar that is drawn."""

_FEWEST = 4
"""Factors in view, however much there is to say."""


def draw_chain(
    found: Followed, path: int, factor: int, width: int, height: int, is_gradient: bool
) -> list[Line]:
    """Draw one of the paths.

    Args:
        found: What was found.
        path: Which of its paths, from 0.
        factor: Which of its factors is chosen, from 0.
        width: Cells of each line.
        height: Number of lines.
        is_gradient: Whether deltas and errors are shown with the sign of dL/d(.).
    """
    sign = -1.0 if is_gradient else 1.0
    chosen = found.paths[path]
    least = min(_FEWEST, len(chosen.factors))
    *head, lost, keys = fitting(
        [
            _whole(found, sign, width),
            _verdict(found, width),
            paragraph(_path(found, path, sign), width),
            paragraph(_cancelled(found), width, rank=3),
            Block([fit((), width)], rank=5),
            paragraph(_vanishing(chosen), width, rank=1),
            paragraph("enter explains the chosen factor", width, Role.DIM, rank=4),
        ],
        height - least,
    )
    above = lines_of(head)[: max(1, height - least)]
    below = [*lost.lines, *keys.lines]
    room = height - len(above) - len(below)
    rows = window(len(chosen.factors), factor, max(1, room))
    return [*above, *_factors(chosen, factor, sign, width, rows), *below][:height]


def _whole(found: Followed, sign: float, width: int) -> Block:
    name = cell_name(found.array, found.index)
    count = f"{found.count} path{'s' * (found.count != 1)}"
    told = f"{name} = {sign * found.stored:.6g}, row {found.row}: the sum of {count}"
    return paragraph(told, width, Role.STRONG)


def _verdict(found: Followed, width: int) -> Block:
    kind = found.verdict.kind
    role = Role.WARNING if kind is Kind.DIFFERS else Role.GOOD
    reason = verdict_reason(found.verdict, f"{found.stored:.6g}")
    rank = 0 if kind is Kind.DIFFERS else 2
    return paragraph(f"{kind.value}: {reason}", width, role, rank)


def _path(found: Followed, number: int, sign: float) -> str:
    path, share = found.paths[number], found.share(found.paths[number])
    which = "strongest path" if number == 0 else f"path {number + 1} by strength"
    part = "" if math.isnan(share) else f", {100 * share:.3g} % of the whole"
    other = "; left, right: others" if len(found.paths) > 1 else ""
    return f"{which}: {sign * path.product:.6g}{part}{other}"


def _cancelled(found: Followed) -> str:
    lost = found.size - abs(found.stored)
    if not math.isfinite(lost) or lost <= 0.005 * found.size:
        return ""
    return f"paths of both signs cancel {100 * lost / found.size:.0f} % of what comes down on them"


def _factors(path: Path, chosen: int, sign: float, width: int, shown: range) -> Iterator[Line]:
    """Draw a line a factor: what it is, how large, and the product so far."""
    labels = [_label(factor) for factor in path.factors]
    wide = max(map(len, labels))
    largest = max((abs(f.value) for f in path.factors[1:] if math.isfinite(f.value)), default=0.0)
    room = width - 2 - wide - _NUMBER - _WIDE_MARK
    so_far = sign
    for place, factor in enumerate(path.factors):
        so_far *= factor.value
        if place not in shown:
            continue
        mark, role = ("> ", Role.CURRENT) if place == chosen else ("  ", Role.PLAIN)
        value = sign * factor.value if factor.kind is FactorKind.DELTA else factor.value
        row = line(
            Span(f"{mark}{labels[place]:{wide}}", role),
            Span(f"{value:>{_NUMBER}.4g}", sign_role(value)),
        )
        if room >= _SO_FAR:
            row = (*row, Span(f"  so far {so_far:>10.3g} ", Role.DIM))
        if place and room >= _SO_FAR + _LEAST_BAR:
            row = (*row, Span(f" {plain_bar(factor.value, largest, room - _SO_FAR - 1)}"))
        note = line(Span(f" {_WEAKEST}", Role.WARNING)) if factor is path.weakest else ()
        yield fit((*row, *note), width)


def _label(factor: Factor) -> str:
    if factor.kind is FactorKind.SLOPE:
        row, unit = factor.question.index
        return f"* slope of l{factor.layer}[{row},{unit}]"
    return ("  " if factor.kind is FactorKind.DELTA else "* ") + str(factor.question)


def _vanishing(path: Path) -> str:
    weakest = path.weakest
    what = f"slope of unit {weakest.unit} of layer {weakest.layer}"
    if weakest.kind is FactorKind.WEIGHT:
        what = f"weight {weakest.question}"
    size = abs(weakest.value)
    if size == 0:
        return f"nothing comes down: the {what} is 0"
    if size < 1:
        return f"most is lost at the {what}: {size:.3g} gets through"
    return f"no factor is below 1; the least is the {what}, {size:.3g}"
