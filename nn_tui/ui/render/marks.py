"""The marks of arrays that were typed over, and of what was computed from them before that."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.ops.op import Op
from nn_tui.ui.view import View

ALTERED, STALE = "*", "~"
"""Beside an array's name."""

FAULTY = "!"
"""Beside a line that is wrong on purpose."""

WAITING = "+"
"""Beside the number of a row whose change comes with the next epoch."""

UNSAVED = "unsaved"
"""At the head of the screen for as long as the session cannot be saved."""


def fault_mark(view: View) -> str:
    """Say that a run is, or was, wrong on purpose, and where; "" for one that never was."""
    fault = view.moment.recipe.fault
    if fault is not None:
        return f"FAULT {view.name(fault.mark)}"
    return "after FAULT" if view.moment.standing.has_been_faulty else ""


def is_faulty_line(moment: Snapshot, op: Op) -> bool:
    """Whether a line is the one that is wrong on purpose, and that is not hidden."""
    fault = moment.recipe.fault
    return fault is not None and not fault.is_hidden and op.writes == fault.array


def mark_of(moment: Snapshot, name: str) -> str:
    """Give the mark of an array, or "" where it has none."""
    marks = moment.standing.marks
    return ALTERED if name in marks.altered else STALE if name in marks.stale else ""


def in_words(moment: Snapshot, name: str, room: int) -> str:
    """Say what an array's mark means, or "" where it has none.

    Args:
        moment: When.
        name: Of the array.
        room: Cells that there are; in one word where the sentence does not fit.
    """
    mark = mark_of(moment, name)
    if mark == ALTERED:
        return "altered"
    sentence = "stale: computed before the change"
    return "" if not mark else sentence if len(sentence) <= room else "stale"
