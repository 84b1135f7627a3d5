"""The line at the top: what is trained, where the machine stands, what it is doing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.pace import speed_text
from nn_tui.ui.render.program import SHORT_PHASES
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_ROOM_FOR_NAME = 100
"""Cells from which on there is room for the program's name."""

_SHORTEST_RUN = 9
"""Cells below which it is not said what is trained."""

_SMALL_ERROR, _LARGE_ERROR = 1e-3, 1e5
"""Errors below and from which on they are written with an exponent."""


def draw_status(view: View, width: int) -> Line:
    """Draw the status in one line: the run on the left, its figures on the right."""
    moment = view.moment
    count, *op = _places(view)
    right = _figures(moment, width - len(count) - 1)
    name = line(" ", Span("nn-tui", Role.HEAD), " ") if width >= _ROOM_FOR_NAME else ()
    room = max(0, width - width_of(right))
    left = (*name, *_run_and_place(moment, count, op, room - width_of(name)))
    if width_of(left) - 1 > room > 1:
        left = (*fit(left, room - 1), Span("…", Role.DIM))
    return fit((*fit(left, room), *right), width)


def _run_and_place(moment: Snapshot, count: str, op: Sequence[str], room: int) -> Line:
    """Say what is trained and where it stands: the phase makes room first, then the run.

    Args:
        moment: What is trained.
        count: Where it stands, as far as it must be said.
        op: The op that was done last, the fullest first; none for no op.
        room: Cells; what takes more is to be cut.
    """
    sizes = "-".join(map(str, moment.program.network.sizes))
    run = f" {moment.recipe.dataset.name} {sizes} "
    places = [f" {count} · {name} " if name else f" {count} " for name in op] or [f" {count} "]
    for place in places:
        if cell_len(run + place) - 1 <= room:
            return line(run, Span(place, Role.STRONG))
    left = room - cell_len(places[-1])
    run = shortened(run, left - 1) + " " if left >= _SHORTEST_RUN else ""
    return line(run, Span(places[-1], Role.STRONG))


def _places(view: View) -> list[str]:
    """Say where the machine stands: view, epoch, batch where there are several; then the op.

    The op is there once for each way to say it, the fullest first.
    """
    moment = view.moment
    cursor, batches = moment.cursor, moment.program.schedule.batches
    asked = moment.recipe.hyperparameters.epochs
    is_beyond = cursor.epoch > asked
    count = (
        f"epoch {cursor.epoch} ({asked} asked)" if is_beyond else f"epoch {cursor.epoch}/{asked}"
    )
    if view.is_gradient:
        count = f"dL/d · {count}"
    # Where other batches begin, the epoch that has ended had its own number of them.
    if batches > 1 and cursor.epoch and cursor != moment.began:
        count += f" · batch {cursor.batch}/{batches}"
    if moment.standing.branches > 1:
        count += f" · {moment.standing.branch}"
    op = moment.op
    if op is None:
        return [count]
    if moment.program.is_epoch_done(cursor):
        return [count, f"{op.phase.value} · {view.name(op.writes)}", "end", ""]
    name, short = view.name(op.writes), SHORT_PHASES.get(op.phase, op.phase.value)
    return [count, f"{op.phase.value} · {name}", f"{short} · {name}", name]


def _figures(moment: Snapshot, width: int) -> Line:
    """Say what the machine does and the error; the error alone, or nothing, without the room."""
    # Amid an epoch the figure there is belongs to the epoch before.
    is_of_now = moment.is_running or moment.program.is_epoch_done(moment.cursor)
    label = "error" if is_of_now or moment.error is None else "last error"
    error = line(f"  {label} ", Span(_error(moment), Role.STRONG), " ")
    choices = line("  ", _state(moment), *error), error
    return next((figures for figures in choices if width_of(figures) <= width), ())


def _error(moment: Snapshot) -> str:
    if moment.error is None:
        return "-"
    is_fixed = moment.error == 0 or _SMALL_ERROR <= moment.error < _LARGE_ERROR
    return f"{moment.error:.4f}" if is_fixed else f"{moment.error:.3e}"


def _state(moment: Snapshot) -> Span:
    if moment.is_diverged:
        return Span("diverged", Role.WARNING)
    if moment.activity.progress is not None:
        return Span(f"replaying {moment.activity.progress:.0%}", Role.GOOD)
    if moment.is_running:
        return Span(f"running{_pace(moment.activity)}", Role.GOOD)
    altered = ", altered" if moment.standing.is_altered else ""
    if moment.standing.is_past:
        return Span(f"in the past{altered}", Role.CURRENT)
    # A person may step on behind the last epoch that was asked for.
    is_done = moment.is_finished and moment.program.is_epoch_done(moment.cursor)
    tempo = moment.activity.tempo
    return Span(
        ("done" if is_done else "paused") + altered + ("" if tempo.is_full else f", {tempo.label}"),
        Role.DIM,
    )


def _pace(activity: Activity) -> str:
    """Say how fast a run goes: its tempo, or as measured at full speed."""
    if not activity.tempo.is_full:
        return f" {activity.tempo.label}"
    return f" {speed_text(activity.speed)}" if activity.speed else ""
