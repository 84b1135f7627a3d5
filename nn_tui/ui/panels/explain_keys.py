"""The keys of the Explain panel, and what the help says of it."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from nn_tui.ui.commands import KeyCommand
from nn_tui.ui.studies.entries import STUDIES


class Shown(Enum):
    """What the panel shows."""

    NOTHING = auto()
    """Sentences on the last line: nothing was asked."""
    ANSWER = auto()
    """Where a number comes from."""
    SOURCE = auto()
    """Where one comes from that no line has computed, or why there is no answer."""
    ROW = auto()
    """A row on its way."""
    STUDY = auto()
    """What a study has found."""


EXPLAIN_ABOUT = (
    "What the line that was done last does, and the phase that it belongs to.",
    "e, in any panel, asks where the number under its cursor comes from: the formula, the "
    "same with numbers, and whether what is stored is what it gives. exact: to the last bit. "
    "rounding: as near as another order of the same sums may come. differs: farther off. The "
    "numbers are those that stood there when the line ran, not those of now.",
    "Below stands what the formula reads, of a sum the largest terms first, with their share "
    "of all. up and down, left and right choose a cell, enter asks where that comes from, "
    "down to the data and on into the iteration before; backspace goes up, escape ends it.",
    "a: the selected row on one page, through every layer and back. The arrows choose a "
    "number, enter asks where it comes from; backspace or escape comes back to the row.",
    *(paragraph for entry in STUDIES.values() for paragraph in entry.about),
)
"""A paragraph each."""

EXPLAIN_VERBS = (
    KeyCommand("descend", "enter", "enter", "from", "where the selected cell comes from"),
    KeyCommand("ascend", "bksp", "backspace", "up", "back to the number before"),
    KeyCommand("toggle_trace", "a", "a", "row", "the selected row through every layer"),
    KeyCommand("show_digits", "p", "p", "", "formulas with 4, 6 or 17 digits"),
)
"""Its keys."""

_VERBS = {verb.name: verb for verb in EXPLAIN_VERBS}
_ALWAYS = (_VERBS["toggle_trace"], _VERBS["show_digits"])

_VERBS_OF = {
    Shown.NOTHING: _ALWAYS,
    Shown.ANSWER: EXPLAIN_VERBS,
    Shown.SOURCE: (_VERBS["ascend"], *_ALWAYS),
    Shown.ROW: (
        _VERBS["descend"],
        replace(_VERBS["ascend"], label="back"),
        _VERBS["show_digits"],
    ),
    Shown.STUDY: (replace(_VERBS["descend"], label="choose"), *_ALWAYS),
}


def verbs_of(shown: Shown) -> tuple[KeyCommand, ...]:
    """List the keys that do something to what is shown, for the line of keys."""
    return _VERBS_OF[shown]
