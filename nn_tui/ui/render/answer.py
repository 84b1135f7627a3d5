"""An answer to where a number comes from: its formula, the verdict, and what it reads."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from nn_tui.debugger.explain.entries import Entry, entries_of
from nn_tui.debugger.explain.explanation import Asked, Computed, Given, Question
from nn_tui.debugger.explain.report import formula_lines, verdict_line, when
from nn_tui.debugger.explain.slopes import both_forms
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.explain.words import told_of
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.render.answer_entries import draw_entries
from nn_tui.ui.render.blocks import Block, fitting, lines_of, paragraph
from nn_tui.ui.render.crumbs import Crumb, crumb_of, trail_text
from nn_tui.ui.render.lines import Line, Role, Span, fit, line

DIGITS = (4, 6, 17)
"""Significant digits that a person can choose."""

_LEAST_ENTRIES = 3

_MOST_SYMBOLS = 3
"""Lines of a formula in symbols, where room is short."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a person has followed a number down, and where among its operands they are."""

    trail: tuple[Crumb, ...] = ()
    """What was asked before, the first question first."""
    entry: int = 0
    """Which of the parts of the formula."""
    cell: int = 0
    """Which of the cells that this part reads."""
    digits: int = DIGITS[0]
    """Significant digits in the formula."""
    is_gradient: bool = False
    """Whether gradients are shown in place of descents."""
    now: Cursor | None = None
    """Where the run stands; None: where it was asked."""
    begun: Cursor | None = None
    """Where it stood when the way here began; None: at the moment of the first question."""

    def asked_first(self, asked: Asked) -> Question | None:
        """Give the question that the way here began with."""
        return self.trail[0].question if self.trail else asked.question

    def is_left(self, asked: Asked, now: Cursor | None) -> bool:
        """Whether the run has left the moment at which the way here began.

        A page asks for what earlier lines have read, from wherever the run stands.
        """
        first = self.asked_first(asked)
        if first is None or first.is_ahead or now is None:
            return False
        return (self.begun or first.place.cursor) != now


def draw_answer(asked: Asked, reading: Reading, width: int, height: int) -> list[Line]:
    """Draw an answer.

    Args:
        asked: What was asked, and what was found.
        reading: Where the person is in it.
        width: Cells of each line.
        height: Number of lines.
    """
    if asked.found is None:
        told = asked.refusal or "being computed again, from the nearest kept moment ..."
        role = Role.WARNING if asked.refusal else Role.DIM
        return lines_of([_title(asked, reading, width), paragraph(told, width, role)])[:height]
    if isinstance(asked.found, Given):
        return _given(asked, asked.found, reading, width)[:height]
    entries = entries_of(asked.found.term)
    room = min(_LEAST_ENTRIES, len(entries)) + (len(entries) > _LEAST_ENTRIES)
    blocks = _blocks(asked, asked.found, reading, width)
    if sum(len(block.lines) for block in blocks if block.rank == 0) > height - room:
        blocks = _blocks(asked, asked.found, reading, width, is_cut=True)
    head = lines_of(fitting(blocks, height - room))
    left = height - len(head)
    chosen = (reading.entry, reading.cell)
    return [*head, *draw_entries(entries, chosen, reading.digits, width, left)][:height]


def parts_of(asked: Asked | None) -> list[Entry]:
    """List the parts of the formula that was found; none where there is none."""
    found = None if asked is None else asked.found
    return entries_of(found.term) if isinstance(found, Computed) else []


def operand_at(asked: Asked | None, entry: int, cell: int) -> Question | None:
    """Give the question of where a cell of a part of the formula comes from, as stored."""
    found, parts = None if asked is None else asked.found, parts_of(asked)
    if not isinstance(found, Computed) or entry >= len(parts) or cell >= len(parts[entry].cells):
        return None
    chosen = parts[entry].cells[cell]
    name = cell_name(stored_name(chosen.name), chosen.index)
    return next(o.question for o in found.operands if str(o.question) == name)


def _blocks(
    asked: Asked, found: Computed, reading: Reading, width: int, is_cut: bool = False
) -> list[Block]:
    """Give all there is to say, in the order of reading."""
    lines = formula_lines(found, reading.digits)
    # The numbers of a sum, in the last line but one, stand in the list of its terms as well.
    is_listed = any(entry.share is not None for entry in entries_of(found.term))
    listed = len(lines) - 2 if is_listed else None
    formula = [
        Block(
            _cut(_hanging(text, width))
            if is_cut and place < len(lines) - 2
            else _hanging(text, width),
            2 if place == listed else 0,
        )
        for place, text in enumerate(lines)
    ]
    slopes = [row for text in both_forms(found, reading.digits) for row in _hanging(text, width)]
    return [
        _title(asked, reading, width),
        _elsewhere(asked, reading, width),
        paragraph(when(found), width, Role.DIM, rank=3),
        *formula,
        paragraph(verdict_line(found), width, _verdict_role(found)),
        paragraph(told_of(found), width, rank=1),
        Block(slopes, rank=5),
    ]


def _given(asked: Asked, found: Given, reading: Reading, width: int) -> list[Line]:
    value = line(f"{found.question} = ", Span(f"{found.question.value:.17g}", Role.STRONG))
    source = paragraph(f"{found.source}; no line has computed it.", width)
    above = lines_of([_title(asked, reading, width), _elsewhere(asked, reading, width)])
    return [*above, fit(value, width), *source.lines]


def _title(asked: Asked, reading: Reading, width: int) -> Block:
    """Say what was asked on the way here, the last of it where there is no room for all."""
    if not reading.trail:
        return Block(())
    here = crumb_of(asked)
    text = trail_text([*reading.trail, *([here] if here else [])], reading.is_gradient)
    shown = text if len(text) <= width else f"…{text[1 - width :]}"
    return Block([fit(line(Span(shown, Role.DIM)), width)])


def _elsewhere(asked: Asked, reading: Reading, width: int) -> Block:
    """Say so where the run has left the moment at which it was asked."""
    if not reading.is_left(asked, reading.now):
        return Block(())
    told = "The run stands at another moment by now: e asks for this number there."
    return paragraph(told, width, Role.DIM, rank=4)


def _verdict_role(found: Computed) -> Role:
    if found.typed_at is not None or found.verdict.kind is Kind.DIFFERS:
        return Role.WARNING
    return Role.GOOD


def _hanging(text: str, width: int) -> list[Line]:
    rows = textwrap.wrap(text, max(10, width), subsequent_indent="    ")
    return [fit(line(row), width) for row in rows]


def _cut(rows: list[Line]) -> list[Line]:
    """Keep the first lines of a formula in symbols, an ellipsis at their end."""
    if len(rows) <= _MOST_SYMBOLS:
        return rows
    text = "".join(span.text for span in rows[_MOST_SYMBOLS - 1])
    last = line(f"{text.rstrip()[: len(text) - 2]} …".ljust(len(text)))
    return [*rows[: _MOST_SYMBOLS - 1], last]
