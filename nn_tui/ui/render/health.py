"""A check-up as lines: a list of findings, and the chosen one whole."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.health.finding import Finding
from nn_tui.debugger.health.rules import CheckUp
from nn_tui.debugger.health.wording import (
    conclusion,
    heading,
    in_brief,
    measured,
    place_of,
    units_and_rows,
)
from nn_tui.recipe.fields import FIELDS
from nn_tui.ui.render.blocks import Block, fitting, lines_of, paragraph
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.window import out_of_view, window
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap

_FEWEST_LISTED = 3
"""Findings of the list that are in view, however much there is to say of one."""


def draw_check_up(checked: CheckUp, chosen: int, width: int, height: int) -> list[Line]:
    """Draw what was found, or that all is well.

    Args:
        checked: What was found.
        chosen: Which of its findings is shown whole, from 0.
        width: Cells of each line.
        height: Number of lines.
    """
    head = Block(lines_of([paragraph(text, width) for text in heading(checked)]), rank=2)
    role = Role.GOOD if checked.is_well else Role.STRONG
    told = Block([_told(checked, "", width, role)])
    if checked.is_well:
        reasons = [f"not judged: {name}: {why}" for name, why in checked.not_judged.items()]
        told_too = (paragraph(reason, width, Role.DIM) for reason in reasons)
        return lines_of([head, told, *told_too])[:height]
    whole = _whole(checked, chosen, width)
    taken = len(lines_of([head, told, *whole])) + 1
    always = len(lines_of([block for block in (told, *whole) if not block.rank]))
    fewest = max(1, min(_FEWEST_LISTED, height - always))
    listed = max(fewest, min(height - taken, len(checked.findings)))
    shown = window(len(checked.findings), chosen, listed)
    told = Block([_told(checked, out_of_view(shown, len(checked.findings)), width, role)])
    findings = Block(list(_list(checked, chosen, width, shown)))
    blocks = [head, told, findings, Block([fit((), width)], rank=3), *whole]
    return lines_of(fitting(blocks, height))[:height]


def _told(checked: CheckUp, hidden: str, width: int, role: Role) -> Line:
    """Count the findings, and those out of view at the right."""
    room = width - len(hidden) - 1
    text = shortened(conclusion(checked), room if hidden else width)
    return fit(line(Span(f"{text:{room + 1}}" if hidden else text, role), hidden), width)


def _list(checked: CheckUp, chosen: int, width: int, shown: range) -> Iterator[Line]:
    """Draw a line for each finding that is in view."""
    findings = checked.findings
    widest = max(len(finding.ailment) for finding in findings)
    numbers = [in_brief(finding, checked.examined.network) for finding in findings]
    wide = max(len(number) for number in numbers)
    for place in shown:
        finding = findings[place]
        mark, role = ("> ", Role.CURRENT) if place == chosen else ("  ", Role.PLAIN)
        text = f"{finding.ailment:{widest}}  {numbers[place]:>{wide}}  {place_of(finding.where)}"
        yield fit(line(Span(shortened(mark + text, width), role)), width)


def _whole(checked: CheckUp, chosen: int, width: int) -> list[Block]:
    """Say all of one finding: what, where, by which number, and what to do."""
    finding = checked.findings[chosen]
    said = [(0, finding.says), *((1, cause) for cause in finding.causes)]
    if finding.where.units:
        said.append((2, units_and_rows(finding.where.units, len(checked.examined.rows))))
    said.append((2, measured(finding)))
    blocks = [
        Block([_text(row, width) for row in first_lines(wrap(text, width), 4, width)], rank)
        for rank, text in said
    ]
    advice = paragraph(finding.advice, width, Role.STRONG)
    applied = _text(shortened(_applied(finding), width), width, Role.DIM)
    return [*blocks, advice, Block([applied])]


def _applied(finding: Finding) -> str:
    if finding.cell is not None:
        would = "comes" if finding.cell.after is None else "would come"
        cell = cell_name(finding.cell.array, finding.cell.index)
        return f"enter: where {cell} {would} from"
    if finding.cure is None:
        return "no single setting does it"
    then = ", then r starts over" * finding.is_cause
    return f"enter: {FIELDS[finding.cure.setting].label} {finding.cure.value}{then}"


def _text(text: str, width: int, role: Role = Role.PLAIN) -> Line:
    return fit(line(Span(text, role)), width)
