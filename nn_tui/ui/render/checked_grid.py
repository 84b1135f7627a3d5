"""A gradient check beside the array that it is of: a glyph and the relative error in each cell."""

from __future__ import annotations

import math

from nn_tui.debugger.checking.checked import Checked
from nn_tui.engine.gradient_probe import STEP, CellCheck, Verdict
from nn_tui.ui.render.inspector_grid import Grid
from nn_tui.ui.render.inspector_numbers import numbers_head
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.view import View

GLYPHS = {
    Verdict.AGREES: ("✓", Role.GOOD),
    Verdict.DIFFERS: ("✗", Role.WARNING),
    Verdict.TOO_SMALL: ("·", Role.DIM),
    Verdict.KINK: ("^", Role.CURRENT),
    Verdict.NOT_FINITE: ("?", Role.DIM),
}
"""What a verdict looks like: told apart without colours too."""

_WORDS = {
    Verdict.AGREES: "agrees",
    Verdict.DIFFERS: "DIFFERS",
    Verdict.TOO_SMALL: "too small to judge",
    Verdict.KINK: "at a kink of the activation: no fault",
    Verdict.NOT_FINITE: "cannot be judged: the loss is not finite; A says why",
}

_SHORT = {
    Verdict.AGREES: "agree",
    Verdict.DIFFERS: "differ",
    Verdict.TOO_SMALL: "too small",
    Verdict.KINK: "at a kink",
    Verdict.NOT_FINITE: "not finite",
}

_UNCHECKED = "-"

_LOSS_DIGITS = (17, 15, 13, 11)

FOOTING = 3
"""Lines that say all of the cell under the cursor."""


def parameter_of(array: str) -> str:
    """Name the parameter that an array is, or is the descent of."""
    return array.removesuffix("_descent")


def is_checkable(view: View) -> bool:
    """Whether the array in view is a parameter or a descent."""
    return parameter_of(view.array_name) in view.moment.program.network.parameters


def draw_summary(view: View, width: int) -> Line:
    """Say of which iteration the check is, with which h, and what it has come to."""
    checked = view.moment.checked
    if checked is None or (not checked.cells and not checked.refusal):
        return fit(line(Span("checking ...", Role.DIM)), width)
    if checked.refusal:
        return fit(line(Span(checked.refusal, Role.WARNING)), width)
    name = parameter_of(view.array_name)
    counts = [(verdict, checked.count(verdict, name)) for verdict in Verdict]
    told = ", ".join(f"{count} {_SHORT[verdict]}" for verdict, count in counts if count)
    role = Role.WARNING if checked.count(Verdict.DIFFERS, name) else Role.PLAIN
    step = f"h {checked.step:.0e}"
    full = (f"{_when(view, checked)}  {step}  ", f"{step}  ", "")
    choices = [line(Span(head, Role.DIM), Span(told or "none checked", role)) for head in full]
    return fit(next((c for c in choices if width_of(c) <= width), choices[-1]), width)


def draw_checked_table(view: View, grid: Grid) -> list[Line]:
    """Draw the head and the rows in view, each with its label."""
    lines = [numbers_head(grid, view.cell[1])]
    for row in grid.rows:
        role = Role.CURRENT if row == view.cell[0] else Role.DIM
        cells = [span for column in grid.columns for span in _cell(view, grid, row, column)]
        lines.append((Span(grid.label_of(row), role), *cells))
    return lines


def draw_checked_cell(view: View, width: int) -> list[Line]:
    """Say all that was found of the cell under the cursor, down to the two losses."""
    checked, found = view.moment.checked, _found(view, *view.cell)
    texts = ["not checked here; G checks it"]
    if checked is not None and found is not None:
        texts = [_judged(found, checked.step != STEP), _pair(found), _losses(found, width)]
    role = Role.PLAIN if found is None else GLYPHS[found.verdict][1]
    roles = [role if role is Role.WARNING else Role.STRONG, Role.PLAIN, Role.DIM]
    lines = [fit(line(Span(text, of)), width) for text, of in zip(texts, roles, strict=False)]
    return [*lines, *[()] * (FOOTING - len(lines))]


def _judged(found: CellCheck, is_other_step: bool) -> str:
    error = found.relative_error
    told = "" if math.isnan(error) else f", relative error {error:.1e}"
    glyph, words = GLYPHS[found.verdict][0], _WORDS[found.verdict]
    if is_other_step and found.verdict is Verdict.DIFFERS:
        return f"{glyph} differs by {error:.1e} with this h: truncation?"
    return f"{glyph} {words}{told}"


def _pair(found: CellCheck) -> str:
    return f"dL/dw {found.analytic:.9g} numeric {found.numeric:.9g}"


def _losses(found: CellCheck, width: int) -> str:
    """Write the quotient, with as many digits as there is room for: rounding is in the last."""
    texts = [
        f"({found.above:.{digits}g} - {found.below:.{digits}g}) / {2 * found.step:.3g}"
        for digits in _LOSS_DIGITS
    ]
    return next((text for text in texts if len(text) <= width), texts[-1])


def _cell(view: View, grid: Grid, row: int, column: int) -> list[Span]:
    found = _found(view, row, column)
    text, role = _UNCHECKED, Role.DIM
    if found is not None:
        glyph, role = GLYPHS[found.verdict]
        error = found.relative_error
        text = glyph if math.isnan(error) else f"{glyph} {error:.1e}"
    if (row, column) == view.cell:
        role = Role.SELECTED
    return [Span(" " * (grid.cell - len(text))), Span(text, role)]


def _found(view: View, row: int, column: int) -> CellCheck | None:
    checked, name = view.moment.checked, parameter_of(view.array_name)
    dimensions = len(view.moment.program.network.parameters[name])
    index = (row, column) if dimensions > 1 else (column,)
    return None if checked is None else checked.cells.get((name, index))


def _when(view: View, checked: Checked) -> str:
    epoch, batch = checked.iteration.epoch, checked.iteration.batch
    batches = view.moment.program.schedule.batches
    when = f"epoch {epoch}, batch {batch}" if batches > 1 else f"epoch {epoch}"
    return when if checked.is_of(view.moment.cursor) else f"of {when}, G anew"
