"""A condition that is understood, or an expression to be watched."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.conditions.building import build
from nn_tui.debugger.conditions.names import names_of
from nn_tui.debugger.conditions.part import Names, NotThereError, Part, Run, Sort, Value
from nn_tui.debugger.conditions.reading import read
from nn_tui.debugger.conditions.workshop import Workshop, as_truth
from nn_tui.engine.program import Program


@dataclass(frozen=True, slots=True)
class Operand:
    """A single value that a condition looks at."""

    source: str
    """As Python writes it."""
    run: Run
    """How it is computed."""


@dataclass(slots=True)
class Memory:
    """What is remembered from one evaluation to the next."""

    before: list[Value | None]
    """By slot; None: nothing yet."""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """One that gives a number or a truth at each moment at which what it names is there.

    Whoever evaluates it lets numpy ignore overflow and the like: nan and infinity are results.
    """

    text: str
    """As typed."""
    part: Part
    """What computes it."""
    slots: tuple[Run, ...]
    """What is remembered."""
    operands: tuple[Operand, ...]
    """What there is to show of it."""

    @property
    def reads(self) -> frozenset[str]:
        """The names in it, arrays as they are stored."""
        return self.part.reads

    def mentions(self, name: str) -> bool:
        """Whether a name, that of a function too, stands in it anywhere."""
        nodes = ast.walk(self.part.node)
        return any(isinstance(node, ast.Name) and node.id == name for node in nodes)

    def new_memory(self) -> Memory:
        """Make a memory of nothing."""
        return Memory([None] * len(self.slots))

    def evaluate(self, names: Names, memory: Memory) -> Value | None:
        """Compute it, and remember what the next evaluation will ask for.

        Returns:
            A numpy number or truth; None where something is not there at this moment.
        """
        value = _value(self.part.run, names, memory.before)
        for slot, run in enumerate(self.slots):
            now = _value(run, names, ())
            if now is not None:
                # A copy: what is in an array now is overwritten by the run.
                memory.before[slot] = np.array(now) if isinstance(now, np.ndarray) else now
        return value

    def figures(self, names: Names) -> list[tuple[str, Value]]:
        """Give what there is to show of it, each with its source; what is not there is left out."""
        found = [(operand.source, _value(operand.run, names, ())) for operand in self.operands]
        return [(source, value) for source, value in found if value is not None]


def condition_of(text: str, program: Program, is_gradient: bool = False) -> Expression:
    """Read a condition over a run of a program.

    Args:
        text: As typed.
        program: Of the run.
        is_gradient: Whether its names have the signs of the gradient view.

    Raises:
        ConditionError: It cannot be used; with the column.
    """
    shop, part = _understood(text, program, is_gradient)
    return _finished(text, as_truth(part, shop), shop)


def watched_of(text: str, program: Program, is_gradient: bool = False) -> Expression:
    """Read an expression that gives one number or truth.

    Args:
        text: As typed.
        program: Of the run.
        is_gradient: Whether its names have the signs of the gradient view.

    Raises:
        ConditionError: It cannot be used; with the column.
    """
    shop, part = _understood(text, program, is_gradient)
    if part.sort is Sort.TEXT or not part.is_single:
        reason = f"{part.source} gives {part.in_words}: one is watched, such as max(...) or a cell"
        raise shop.refusal(part.node, reason)
    if shop.slots:
        reason = "previous and crosses have no place here: how a value changes is shown beside it"
        raise shop.refusal(part.node, reason)
    return _finished(text, part, shop)


def _understood(text: str, program: Program, is_gradient: bool) -> tuple[Workshop, Part]:
    shop = Workshop(text, names_of(program, is_gradient), build)
    return shop, shop.part(read(text))


def _finished(text: str, part: Part, shop: Workshop) -> Expression:
    if not part.reads:
        raise shop.refusal(part.node, "nothing of the run is named; name loss, say, or l1")
    operands = tuple(Operand(operand.source, operand.run) for operand in shop.operands)
    return Expression(text, part, tuple(shop.slots), operands)


def _value(run: Run, names: Names, past: list[Value | None] | tuple[()]) -> Value | None:
    try:
        return run(names, past)
    except (NotThereError, IndexError, ValueError):
        # A short batch has fewer rows than a full one: rows of it may be missing, or not fit.
        return None
