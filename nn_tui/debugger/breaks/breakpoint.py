"""What stops a run: a condition that is met, or a line that is about to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from nn_tui.debugger.conditions.signs import with_signs
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program


@dataclass(frozen=True, slots=True)
class When:
    """Stops where a condition is met."""

    text: str
    """The condition as typed."""
    is_gradient: bool = False
    """Whether its names have the signs of the gradient view."""

    def __str__(self) -> str:
        """Write it as it is typed, with a mark where it was typed for gradients."""
        return with_signs(self.text, self.is_gradient)


@dataclass(frozen=True, slots=True)
class BeforeLine:
    """Stops just before a line of the listing runs."""

    writes: str
    """The array that the line writes."""
    number: int = 0
    """Which of the lines that write this array, from 0."""

    def __str__(self) -> str:
        """Name it by what it writes."""
        return f"before {self.writes}"


Stop: TypeAlias = When | BeforeLine


def line_at(program: Program, place: int) -> BeforeLine:
    """Name the line at a place in the listing, from 0."""
    written = [op.writes for op in _listing(program)]
    return BeforeLine(written[place], written[:place].count(written[place]))


def place_of(line: BeforeLine, program: Program) -> int | None:
    """Find a line in the listing, from 0; None: this program has no such line."""
    places = [place for place, op in enumerate(_listing(program)) if op.writes == line.writes]
    return places[line.number] if line.number < len(places) else None


def _listing(program: Program) -> tuple[Op, ...]:
    return (*program.start, *program.iteration, *program.end)


@dataclass(slots=True, eq=False)
class Breakpoint:
    """Something that stops a run, while it is on."""

    number: int
    """What it is called by, from 1."""
    stop: Stop
    """Where it stops a run."""
    is_on: bool = True
    """Whether it does."""
    hits: int = 0
    """How often it has."""
    found: str = ""
    """The values that it looked at when it was hit last; "" where there are none."""

    def note_hit(self, found: str) -> str:
        """Count a hit, and say it."""
        self.hits, self.found = self.hits + 1, found
        said = f"breakpoint {self.number}: {self.stop}"
        return f"{said} ({found})" if found else said
