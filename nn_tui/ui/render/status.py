"""The line at the top: what is trained, where the machine stands, what it is doing."""

from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of

_ROOM_FOR_NAME = 100
"""Cells from which on there is room for the program's name."""

_ROOM_FOR_RUN = 60
"""Cells from which on there is room for what is trained."""


def draw_status(moment: Snapshot, width: int) -> Line:
    """Draw the status in one line: the run on the left, its figures on the right."""
    right = _figures(moment)
    name = line(Span(" nn-tui ", Role.HEAD)) if width >= _ROOM_FOR_NAME else ()
    run = _run(moment) if width >= _ROOM_FOR_RUN else ()
    where = line(Span(f" {place(moment)} ", Role.STRONG))
    left = fit((*name, *run, *where), max(0, width - width_of(right)))
    return fit((*left, *right), width)


def _run(moment: Snapshot) -> Line:
    network = moment.program.network
    sizes = "-".join(map(str, network.sizes))
    return line(f" {moment.recipe.dataset.name} {sizes} ")


def place(moment: Snapshot) -> str:
    """Say where the machine stands: epoch, batch where there are several, phase and array."""
    cursor, batches = moment.cursor, moment.program.schedule.batches
    words = [f"epoch {cursor.epoch}/{moment.recipe.hyperparameters.epochs}"]
    if batches > 1 and cursor.epoch:
        words.append(f"batch {cursor.batch}/{batches}")
    op = moment.op
    if op is not None and not moment.program.is_epoch_done(cursor):
        words += [op.phase.value, op.writes]
    return " · ".join(words)


def _figures(moment: Snapshot) -> Line:
    error = "-" if moment.error is None else f"{moment.error:.4f}"
    return line("  ", _state(moment), "  error ", Span(error, Role.STRONG), " ")


def _state(moment: Snapshot) -> Span:
    if moment.is_diverged:
        return Span("diverged", Role.WARNING)
    if moment.is_running:
        speed = f" {_speed(moment.speed)} epochs/s" if moment.speed else ""
        return Span(f"running{speed}", Role.GOOD)
    return Span("done" if moment.is_finished else "paused", Role.DIM)


def _speed(epochs_a_second: float) -> str:
    if epochs_a_second < 1000:
        return f"{epochs_a_second:.3g}"
    return f"{epochs_a_second / 1000:.3g}k"
