"""What all parts of one condition share while it is understood."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from nn_tui.debugger.conditions.errors import ConditionError
from nn_tui.debugger.conditions.names import KnownNames
from nn_tui.debugger.conditions.part import Names, Part, Past, Run, Shape, Sort, Value

MOST_CELLS = 1_000_000
"""Values that a part may have, where no array of the run is larger."""


_OPERATOR_BEFORE = re.compile(r"(\bis\s+not|\bnot\s+in|\bis|\bin|[^\w\s)\]}\"']+)[\s(]*$")
"""The operator before an operand, which may stand in parentheses."""


@dataclass(slots=True)
class Workshop:
    """One condition, as far as it is understood."""

    text: str
    """As typed."""
    known: KnownNames
    """What it may name."""
    build: Callable[[ast.expr, Workshop], Part]
    """Understands a part of it."""
    slots: list[Run] = field(default_factory=list)
    """What is remembered from each evaluation to the next."""
    operands: list[Part] = field(default_factory=list)
    """Single values that it looks at: what there is to show of it."""
    is_within_previous: bool = False
    """Whether what is understood at present stands in previous() or crosses()."""

    def part(self, node: ast.expr) -> Part:
        """Understand a part of it."""
        return self.build(node, self)

    def refusal(self, node: ast.expr, reason: str, before: bool = False) -> ConditionError:
        """Say what is wrong.

        Args:
            node: Where.
            reason: What.
            before: Whether it is the operator before that place.
        """
        column = node.col_offset
        if before:
            operator = _OPERATOR_BEFORE.search(self.text[:column])
            column = operator.start(1) if operator else column
        return ConditionError(self.text, column + 1, reason)

    def joined(self, node: ast.expr, *parts: Part) -> Shape:
        """Say which shape some parts have together, cell by cell.

        Raises:
            ConditionError: They do not fit, or there would be too many cells.
        """
        try:
            shape = np.broadcast_shapes(*(part.shape for part in parts))
        except ValueError:
            words = " and ".join(f"{part.source} ({part.in_words})" for part in parts)
            raise self.refusal(node, f"{words} do not fit each other") from None
        limit = max(MOST_CELLS, self.known.largest)
        if math.prod(shape) > limit:
            raise self.refusal(node, f"{math.prod(shape):,} numbers: the limit is {limit:,}")
        return shape

    def remember(self, run: Run) -> int:
        """Remember a value from each evaluation to the next; give its slot."""
        self.slots.append(run)
        return len(self.slots) - 1

    def show(self, part: Part) -> None:
        """Note a single value that the condition looks at."""
        is_new = part.source not in [operand.source for operand in self.operands]
        if part.reads and part.is_single and is_new and not self.is_within_previous:
            self.operands.append(part)


def as_number(part: Part, shop: Workshop) -> Part:
    """Take a part as numbers: a truth is 1 or 0.

    Raises:
        ConditionError: It is text.
    """
    if part.sort is Sort.TEXT:
        raise shop.refusal(part.node, "text can only be compared with op, by == or !=")
    if part.sort is Sort.NUMBER:
        return part
    of = part.run

    def run(names: Names, past: Past) -> Value:
        return of(names, past) * np.float64(1.0)

    return Part(part.node, run, part.shape, constant=part.constant, reads=part.reads)


def as_truth(part: Part, shop: Workshop) -> Part:
    """Take a part as one truth.

    Raises:
        ConditionError: It is a number, text, or several truths.
    """
    if part.sort is Sort.TRUTH and part.is_single:
        return part
    if part.sort is Sort.TRUTH:
        reason = f"{part.source} gives {part.in_words}: use any(...) or all(...)"
    elif part.is_single:
        reason = f"{part.source} is {part.in_words}, not true or false; compare it"
    else:
        reason = f"{part.source} gives {part.in_words}: compare them, within any(...) or all(...)"
    raise shop.refusal(part.node, reason)
