"""A delta's way back as lines: a factor each, and what is left of it by then."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nn_tui.debugger.chain.path import Factor, Followed, Kind, Path
from nn_tui.debugger.explain.report import verdict_reason
from nn_tui.debugger.explain.verdict import Kind as Agreement
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.signed_bars import plain_bar
from nn_tui.ui.render.window import window
from nn_tui.ui.render.wrapping import shortened, wrap

_WEAKEST = "smallest"
"""Beside the smallest factor."""

_LEAST_BAR = 6

_FEWEST = 5
"""Factors in view, however much there is to say."""


def draw_chain(
    found: Followed, path: int, factor: int, width: int, height: int, is_gradient: bool = False
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
    head = [*_whole(found, sign, width), *_path(found, path, sign, width), fit((), width)]
    tail = _vanishing(chosen, width)
    rows = window(len(chosen.factors), factor, max(_FEWEST, height - len(head) - len(tail)))
    return [*head, *_factors(chosen, factor, sign, width, rows), *tail][:height]


def _whole(found: Followed, sign: float, width: int) -> list[Line]:
    name = cell_name(found.array, found.index)
    count = f"{found.count} path{'s' * (found.count != 1)}"
    told = f"{name} = {sign * found.stored:.6g}, row {found.row}: the sum of {count}"
    kind = found.verdict.kind
    role = Role.WARNING if kind is Agreement.DIFFERS else Role.GOOD
    reason = verdict_reason(found.verdict, f"{found.stored:.6g}")
    return [
        *_text(told, width, Role.STRONG),
        *_text(f"{kind.value}: {reason}", width, role),
    ]


def _path(found: Followed, number: int, sign: float, width: int) -> list[Line]:
    path, share = found.paths[number], found.share(found.paths[number])
    which = "strongest path" if number == 0 else f"path {number + 1} by strength"
    part = "" if math.isnan(share) else f", {100 * share:.3g} % of the whole"
    cancelled = found.size - abs(found.stored)
    lost = ""
    if math.isfinite(cancelled) and cancelled > 0.005 * found.size:
        lost = f"; paths of both signs cancel {100 * cancelled / found.size:.0f} % of all"
    other = "; left, right: others" if len(found.paths) > 1 else ""
    return _text(f"{which}: {sign * path.product:.6g}{part}{lost}{other}", width)


def _factors(path: Path, chosen: int, sign: float, width: int, shown: range) -> Iterator[Line]:
    """Draw a line a factor: what it is, how large, and the product so far."""
    labels = [_label(factor) for factor in path.factors]
    wide = max(map(len, labels))
    largest = max((abs(f.value) for f in path.factors[1:] if math.isfinite(f.value)), default=0.0)
    so_far = sign
    for place, factor in enumerate(path.factors):
        so_far *= factor.value
        if place not in shown:
            continue
        mark, role = ("> ", Role.CURRENT) if place == chosen else ("  ", Role.PLAIN)
        value = sign * factor.value if factor.kind is Kind.DELTA else factor.value
        row = line(
            Span(f"{mark}{labels[place]:{wide}}", role),
            Span(f"{value:>11.4g}", sign_role(value)),
            Span(f"  so far {so_far:>10.3g} ", Role.DIM),
        )
        rest: Line = ()
        room = width - wide - 2 - 11 - 20 - len(_WEAKEST) - 2
        if place and room >= _LEAST_BAR:
            rest = line(f" {plain_bar(factor.value, largest, room)}")
        note = line(Span(f" {_WEAKEST}", Role.WARNING)) if factor is path.weakest else ()
        yield fit((*row, *rest, *note), width)


def _label(factor: Factor) -> str:
    if factor.kind is Kind.SLOPE:
        row, unit = factor.question.index
        return f"* slope of l{factor.layer}[{row},{unit}]"
    return ("  " if factor.kind is Kind.DELTA else "* ") + str(factor.question)


def _vanishing(path: Path, width: int) -> list[Line]:
    weakest = path.weakest
    what = f"slope of unit {weakest.unit} of layer {weakest.layer}"
    if weakest.kind is Kind.WEIGHT:
        what = f"weight {weakest.question}"
    size = abs(weakest.value)
    if size == 0:
        told = f"nothing comes down here: the {what} is 0"
    elif size < 1:
        told = f"it loses most at the {what}: {size:.3g} of what comes in gets through"
    else:
        told = f"no factor is below 1: the smallest is the {what}, {size:.3g}"
    rows = wrap(f"{told}; enter explains the chosen factor", width)
    return [fit(line(Span(shortened(row, width), Role.DIM)), width) for row in rows]


def _text(text: str, width: int, role: Role = Role.PLAIN) -> list[Line]:
    return [fit(line(Span(row, role)), width) for row in wrap(text, width)]
