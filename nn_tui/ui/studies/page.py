"""What a study needs on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from nn_tui.debugger.commands import Command
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.studies.study import Studied, Study
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View, with_row


@dataclass(frozen=True, slots=True)
class SelectRow:
    """Select a row of the dataset, in all panels."""

    row: int
    """Its number."""


class Page(Protocol):
    """Draws what a study has found, and holds the cursor in it, nothing else."""

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw what was found, of which there is some.

        Args:
            view: The present moment.
            studied: What is drawn; `found` is not None.
            width: Cells of each line.
            height: Number of lines.
        """
        ...

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Move the cursor; give another study where that is asked for by it."""
        ...

    def choose(self, studied: Studied) -> Command | Question | SelectRow | str | None:
        """Say what enter does.

        Returns:
            What the runner is asked; or what is to be explained, a cell of the present moment by
            its name or one of another; or which row is to be selected; None: nothing.
        """
        ...


@runtime_checkable
class TypingPage(Page, Protocol):
    """A page with a field below it, in which a person answers."""

    is_typing: bool
    """Whether a person types, or is to: then the field is open."""
    hint: str
    """What may be typed, said in the field while it is empty."""

    def expect(self, study: Study) -> None:
        """Be asked for: what is typed from now on is for the field."""
        ...

    def note(self, view: View, studied: Studied) -> Command | None:
        """Keep up with the run; say what is asked for by it."""
        ...

    def take(self, view: View, studied: Studied, text: str) -> Command:
        """Take what was typed; say what is asked for by it.

        Raises:
            InputError: It cannot be used, and why: the field stays open.
        """
        ...

    def pointed_at(self) -> tuple[str, Index] | None:
        """Give the cell that is to be selected in all panels, once; None: none is."""
        ...

    def leave(self) -> str:
        """Be done with; give what there is to say at the end, or ""."""
        ...


@dataclass(frozen=True, slots=True)
class StudyEntry:
    """A study that a key asks for."""

    kind: type[Study]
    """Its class."""
    title: str
    """What stands in the edge of its page."""
    asks: Callable[[View], Study | str]
    """Makes it of what is selected; a str says why that cannot be, and the way out."""
    page: Callable[[], Page]
    """Makes its page."""
    about: tuple[str, ...]
    """What there is to say in the help: a paragraph each."""


def selecting(view: View, chosen: SelectRow) -> View:
    """Select a row, and say so: it is seen in other panels."""
    return replace(with_row(view, chosen.row), notice=f"row {chosen.row} is selected in all panels")
