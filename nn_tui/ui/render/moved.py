"""Who moved a weight, as lines: a bar each, and the chosen one whole."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.explain.report import verdict_reason
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.gradient_view import gradient_name
from nn_tui.debugger.moved.bar import Bar, Moved
from nn_tui.ui.render.blocks import Block, fitting, lines_of, paragraph
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, sign_role
from nn_tui.ui.render.numbers import significant
from nn_tui.ui.render.signed_bars import signed_bar
from nn_tui.ui.render.window import out_of_view, window
from nn_tui.ui.render.wrapping import shortened

_NUMBER = 11
"""Cells of a bar's number."""

_SHARE = 6
"""Cells of its share of all sizes, in percent."""

_LEAST_BAR = 9
"""Cells from which on a bar is drawn."""

_FEWEST_BARS = 3
"""Bars in view, however much there is to say."""


def draw_moved(found: Moved, chosen: int, width: int, height: int, is_gradient: bool) -> list[Line]:
    """Draw who moved a weight.

    Args:
        found: What was found.
        chosen: Which bar is told whole, from 0.
        width: Cells of each line.
        height: Number of lines.
        is_gradient: Whether a descent is shown as a gradient, each share with the other sign.
    """
    sign = -1.0 if is_gradient and found.is_descent else 1.0
    told = _of_bar(found, found.bars[chosen]) if found.bars else ""
    least = min(_FEWEST_BARS, len(found.bars)) + 1
    *head, of_bar, keys = fitting(
        [
            paragraph(_headline(found, sign), width, Role.STRONG),
            _verdict(found, width),
            _opposed(found, width),
            paragraph(told, width, Role.DIM, rank=1),
            paragraph(_range(found), width, Role.DIM, rank=3),
        ],
        height - least,
    )
    above = lines_of(head)[: max(1, height - least)]
    below = [*of_bar.lines, *keys.lines]
    shown = window(len(found.bars), chosen, max(1, height - len(above) - len(below) - 1))
    more = fit(line(Span(out_of_view(shown, len(found.bars)), Role.DIM)), width)
    return [*above, *_bars(found, chosen, sign, width, shown), more, *below][:height]


def _headline(found: Moved, sign: float) -> str:
    name = cell_name(found.array, found.index)
    if found.is_descent:
        shown = gradient_name(name) if sign < 0 else name
        return f"{shown} = {sign * found.stored:.6g}, by rows"
    before, after = found.weight or (0.0, 0.0)
    moved = f"{name} moved by {found.stored:+.6g}, from {before:.6g} to {after:.6g}"
    return f"{moved}, {_stretch(found)}"


def _stretch(found: Moved) -> str:
    """Say over which part of the run."""
    if not found.epochs:
        return "in its last update"
    steps = f"{found.iterations} update{'s' * (found.iterations != 1)}"
    if not found.since.epoch:
        return f"from the start, {steps}"
    return f"since epoch {found.since.epoch}, {steps}"


def _verdict(found: Moved, width: int) -> Block:
    kind = found.verdict.kind
    role = Role.WARNING if kind is Kind.DIFFERS else Role.GOOD
    told = verdict_reason(found.verdict, f"{found.stored:.6g}")
    rank = 0 if kind is Kind.DIFFERS else 2
    return paragraph(f"the bars sum to it: {kind.value}, {told}", width, role, rank)


def _opposed(found: Moved, width: int) -> Block:
    if found.opposed is None:
        return paragraph("no two rows pull different ways", width, Role.DIM, rank=4)
    return paragraph(str(found.opposed), width)


def _bars(found: Moved, chosen: int, sign: float, width: int, shown: range) -> Iterator[Line]:
    # All other rows together, at the end of the list, would leave none of the others a length.
    singles = [bar for bar in found.bars if not bar.is_rest]
    largest = max((abs(bar.value) for bar in singles), default=0.0)
    whole = sum(abs(bar.value) for bar in found.bars)
    names = max((len(bar.name) for bar in found.bars), default=0)
    named = min(names, max(8, width - 2 - _NUMBER - _SHARE - _LEAST_BAR - 2))
    for place in shown:
        bar = found.bars[place]
        mark, role = ("> ", Role.CURRENT) if place == chosen else ("  ", Role.PLAIN)
        name = shortened(bar.name, named)
        value = sign * bar.value
        share = f"{100 * abs(bar.value) / whole:.0f} %" if whole else ""
        row = line(
            Span(f"{mark}{name:{named}} ", role),
            Span(f"{_signed(value):>{_NUMBER}}", sign_role(value)),
            Span(f"{share:>{_SHARE}} ", Role.DIM),
        )
        room = width - named - 2 - 1 - _NUMBER - _SHARE - 1
        bars = signed_bar(value, largest, room) if room >= _LEAST_BAR else ()
        yield fit((*row, *bars), width)


def _signed(value: float) -> str:
    return f"{value:+.4g}" if value else "0"


def _of_bar(found: Moved, bar: Bar) -> str:
    if bar.row is None:
        return ""
    if bar.factors is None or bar.question is None:
        return f"{bar.name}: enter selects it in all panels"
    below, delta = (significant(factor, 4) for factor in bar.factors)
    layer = int(found.array.split("_")[1])
    row, unit = bar.question.index
    came = "" if len(found.index) == 1 else f"l{layer}[{row},{found.index[0]}] {below} * "
    rate = "" if found.is_descent else ", and what the optimizer makes of it"
    return f"{bar.name}: {came}l{layer + 1}_delta[{row},{unit}] {delta}{rate}; enter explains that"


def _range(found: Moved) -> str:
    if found.is_descent:
        return "right: its moves over more and more epochs"
    if not found.epochs:
        return "right: over more and more epochs"
    return f"over {found.epochs} epoch{'s' * (found.epochs != 1)}; left: fewer, right: more"
