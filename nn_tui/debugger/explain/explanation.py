"""What is asked of a number, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.verdict import Verdict
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.debugger.gradient_view import gradient_line, gradient_name
from nn_tui.debugger.journal import Place
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.ops.op import Op

if TYPE_CHECKING:
    from nn_tui.debugger.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A cell at a moment: where does its number come from?"""

    array: str
    """Name of the array."""
    index: Index
    """The cell; () for a number."""
    value: float
    """What it holds at that moment."""
    place: Place
    """The moment at which it holds that."""
    is_ahead: bool = False
    """Whether the line that writes it is yet to run, just before that moment."""

    def __str__(self) -> str:
        """Name the cell."""
        return cell_name(self.array, self.index)


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """A cell that a formula reads."""

    question: Question
    """The question of where that comes from."""
    uses: int
    """How often the formula reads it."""


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A number that a line of the program has computed."""

    question: Question
    """What was asked."""
    op: Op
    """The line."""
    cursor: Cursor
    """Just after the line ran."""
    before: Snapshot
    """The moment just before it ran: what it read is what stood there then."""
    term: Term
    """Its formula, worked out."""
    verdict: Verdict
    """Whether the number is what the formula gives."""
    operands: tuple[Operand, ...]
    """What the formula reads, in the order of reading, each cell once."""
    typed_at: Cursor | None = None
    """When the number was typed over by hand since; None: it was not."""
    is_gradient: bool = False
    """Whether all but the operands has the names and signs of the gradient view."""

    @property
    def line(self) -> str:
        """The line as it is listed, in the names and signs that all has."""
        return gradient_line(self.op.line) if self.is_gradient else self.op.line

    @property
    def writes(self) -> str:
        """The name that all has for the array that the line writes."""
        return gradient_name(self.op.writes) if self.is_gradient else self.op.writes


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A number that no line has computed: data, a setting, a weight as it was drawn."""

    question: Question
    """What was asked."""
    source: str
    """Where it comes from, in words."""


Explanation: TypeAlias = Computed | Given
"""Where a number comes from."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a person has asked, and the answer."""

    question: Question | None
    """Of which number; None: of one that there is not."""
    found: Explanation | None = None
    """The answer; None: it is on its way, or there is none."""
    refusal: str = ""
    """Why there is none."""
    stood: Cursor | None = None
    """Where the run stood when it was asked; None: at the moment of the question itself."""
