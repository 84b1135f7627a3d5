"""Moments of real runs, for renderers to draw."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.lines import Line, Role
from nn_tui.ui.view import Selection, View, at_moment, with_array, with_cell
from tests.ui.driving import session_of


def moment_of(
    dataset: str | Path = "classic",
    *,
    epochs: int = 0,
    ops: int = 0,
    batches: int = 0,
    is_running: bool = False,
    speed: float = 0.0,
    given: dict[str, str] | None = None,
) -> Snapshot:
    """Step a run by epochs, then batches, then ops, and take its snapshot."""
    session = session_of(dataset, **(given or {}))
    for unit, count in ((Unit.EPOCH, epochs), (Unit.BATCH, batches), (Unit.OP, ops)):
        for _ in range(count):
            session.step(unit)
    return session.snapshot(Activity(is_running, speed))


def view_of(
    moment: Snapshot,
    array: str = "l0",
    cell: tuple[int, int] | None = None,
    row: int = 0,
    *,
    is_gradient: bool = False,
) -> View:
    """Look at a moment with a selection."""
    view = with_array(View(moment, Selection(row), is_gradient=is_gradient), array)
    return with_cell(view, cell) if cell is not None else view


def role_at(lines: Sequence[Line], y: int, text: str) -> Role:
    """Give the role of the first span of a line that holds a text."""
    return next(span.role for span in lines[y] if text in span.text)


def write_csv(path: Path, *rows: str) -> Path:
    """Write a file of rows, and give its path back."""
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def stepped_view(dataset: str | Path = "classic", *, ops: int, **given: str) -> View:
    """Step a run op by op and look at each moment, as a person does who presses s."""
    session = session_of(dataset, **given)
    view = at_moment(None, session.snapshot())
    for _ in range(ops):
        session.step(Unit.OP)
        view = at_moment(view, session.snapshot())
    return view
