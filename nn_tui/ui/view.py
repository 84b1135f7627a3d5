"""What the panels are given: a moment, and what is selected in all of them."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A moment of the run, looked at by a person."""

    moment: Snapshot
    """The run."""
    row: int = 0
    """The selected row of the dataset: one thing across all panels."""
