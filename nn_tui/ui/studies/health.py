"""The page of the check-up: what is wrong, by which number, and what to do about it."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.commands import Command, Edit
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.health.finding import BadCell
from nn_tui.debugger.health.rules import CheckUp
from nn_tui.debugger.health.study import CheckHealth
from nn_tui.debugger.journal import Place
from nn_tui.debugger.studies.study import Studied, Study
from nn_tui.ui.render.health import draw_check_up
from nn_tui.ui.render.lines import Line
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.view import View


class HealthPage:
    """Lists the findings, and applies the advice of the one that is chosen."""

    def __init__(self) -> None:
        self._chosen = 0

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw the findings, the chosen one whole."""
        found = _found(studied)
        return draw_check_up(found, self._place(found), width, height)

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Choose another finding."""
        found = _found(studied)
        self._chosen = max(0, min(self._place(found) + rows, len(found.findings) - 1))
        return None

    def choose(self, studied: Studied) -> Command | Question | str | None:
        """Explain the cell that the chosen finding is of, else apply its advice."""
        found = _found(studied)
        if found.is_well:
            return None
        finding = found.findings[self._place(found)]
        if finding.cell is not None and found.place is not None:
            return _asked(finding.cell, found.place)
        cure = finding.cure
        return None if cure is None else Edit(cure.setting, cure.value)

    def _place(self, found: CheckUp) -> int:
        # Another moment may have fewer findings than the one before.
        return max(0, min(self._chosen, len(found.findings) - 1))


def _found(studied: Studied) -> CheckUp:
    assert isinstance(studied.found, CheckUp), "a check-up finds nothing else"
    return studied.found


def _asked(cell: BadCell, place: Place) -> Question:
    """Ask where a cell comes from, or would: then it is asked from just after its line."""
    if cell.after is None:
        return Question(cell.array, cell.index, cell.value, place)
    there = replace(place, cursor=cell.after)
    return Question(cell.array, cell.index, cell.value, there, is_ahead=True)


HEALTH = StudyEntry(
    kind=CheckHealth,
    title="health",
    asks=lambda _view: CheckHealth(),
    page=HealthPage,
    about=(
        "A: a check-up of the moment at which the run pauses, and of each one after that, until "
        "escape: saturated and dead units, vanishing and exploding deltas, steps too large or too "
        "small, a loss that rises, swings or stands still. Each with its number, the threshold "
        "and whose threshold that is. up and down choose a finding, enter applies its advice. "
        "Where a run has stopped before a number that is not finite, it names the cell, its row "
        "and unit and what made it; enter explains what the cell would come to.",
    ),
)
"""The check-up."""
