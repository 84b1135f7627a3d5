"""Every study there is on the screen, by the name that its verb has."""

from __future__ import annotations

from nn_tui.ui.studies.chain import CHAIN
from nn_tui.ui.studies.forecast import FORECAST
from nn_tui.ui.studies.health import HEALTH
from nn_tui.ui.studies.moved import MOVED
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.studies.quiz import QUIZ

STUDIES: dict[str, StudyEntry] = {
    "health": HEALTH,
    "moved": MOVED,
    "chain": CHAIN,
    "forecast": FORECAST,
    "quiz": QUIZ,
}
"""An entry here and one in COMMANDS, for its key, are all that another needs."""


def entry_of(kind: type[object]) -> StudyEntry:
    """Find the entry of a study by its class."""
    return next(entry for entry in STUDIES.values() if entry.kind is kind)
