"""The line at the top: what is trained, where the machine stands, what it is doing."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from nn_tui.debugger.checking.checked import Light
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.marks import UNSAVED, fault_mark
from nn_tui.ui.render.place import abbreviated, spelled_out
from nn_tui.ui.render.state import states
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_ROOM_FOR_NAME = 100
"""Cells from which on there is room for the program's name."""

_SHORTEST_NAME, _READABLE_RUN = 7, 16
"""Cells below which no dataset is named, and with which what is trained can be read as a rule."""

_SMALL_ERROR, _LARGE_ERROR = 1e-3, 1e5
"""Errors below and from which on they are written with an exponent."""

_LIGHTS = {
    Light.GREEN: ("✓", Role.GOOD),
    Light.RED: ("✗", Role.WARNING),
    Light.GREY: ("·", Role.DIM),
}
"""The light of the gradient check: told apart without colours too."""

_UNCHECKED = line("  ", Span("∇·", Role.DIM))


def draw_status(view: View, width: int) -> Line:
    """Draw the status in one line: the run and where it stands on the left, its state on the right.

    Where the machine stands is always said whole, in words or by their first letters. For it what
    is trained makes room, then the run's speed, then the error.
    """
    title = line(" ", Span("nn-tui", Role.HEAD), " ") if width >= _ROOM_FOR_NAME else ()
    for mark in filter(None, (UNSAVED * view.is_unsaved, fault_mark(view))):
        # First of all, so that nothing can take its room.
        title = (*line(" ", Span(mark, Role.WARNING), " "), *title)
    moment, left = view.moment, width - width_of(title) - 1
    readable = min(cell_len(_run(moment)), _READABLE_RUN) + 2
    taken = (
        (place, figures, left - cell_len(place) - width_of(figures))
        for place, figures, is_run_wanted in _choices(view)
        if cell_len(place) + width_of(figures) + readable * is_run_wanted <= left
    )
    place, figures, room = next(taken, (abbreviated(view)[-1], (), 0))
    head = (*title, *line(f" {_run_within(moment, room)}", Span(place, Role.STRONG)))
    room = width - width_of(figures)
    if width_of(head) > room > 0:
        head = (*fit(head, room - 1), Span("…", Role.DIM))
    if moment.checked is None and figures and room - width_of(head) >= width_of(_UNCHECKED):
        # Where there is room it is there from the start, to be looked for in that place later.
        room, figures = room - width_of(_UNCHECKED), (*figures[:-1], *_UNCHECKED, Span(" "))
    return fit((*fit(head, room), *figures), width)


def _choices(view: View) -> Iterator[tuple[str, Line, bool]]:
    """Give what may be said, the fullest first.

    Yields:
        Where the machine stands, the figures, and whether what is trained is to be there too.
    """
    long, short = spelled_out(view), abbreviated(view)
    full, brief, word = (line("  ", state) for state in states(view.moment))
    error, end = _error(view.moment), (*_light(view.moment), Span(" "))
    yield from ((place, (*full, *error, *end), True) for place in long)
    yield from ((long[-1], (*state, *error, *end), False) for state in (full, brief))
    for place in (long[-1], short[0]):
        yield from ((place, (*state, *end), False) for state in (full, brief))
    for place in short:
        yield from ((place, (*state, *end), False) for state in (brief, word))


def _run(moment: Snapshot) -> str:
    return f"{moment.recipe.dataset.name} {moment.program.network.shape}"


def _run_within(moment: Snapshot, room: int) -> str:
    """Say what is trained, with a gap behind it: all of it, or the dataset, or nothing."""
    run, name = _run(moment), moment.recipe.dataset.name
    if cell_len(run) + 2 <= room:
        return f"{run}  "
    return f"{shortened(name, room - 2)}  " if room - 2 >= _SHORTEST_NAME else ""


def _error(moment: Snapshot) -> Line:
    # Amid an epoch the figure there is belongs to the epoch before.
    is_of_now = moment.is_running or moment.program.is_epoch_done(moment.cursor)
    label = "error" if is_of_now or moment.error is None else "last error"
    return line(f"  {label} ", Span(_number(moment.error), Role.STRONG))


def _light(moment: Snapshot) -> Line:
    """Say whether the gradients of this iteration were checked; nothing before the first check.

    Of a check beside a run it says at which epoch that was; a gradient that was wrong is told of
    until there is another check.
    """
    checked = moment.checked
    if checked is None:
        return ()
    light, when = checked.light(moment.cursor), ""
    is_elsewhere = checked.is_kept and not checked.is_of(moment.cursor)
    if is_elsewhere and (moment.is_running or checked.own_light is Light.RED):
        light, when = checked.own_light, f" of {checked.iteration.epoch}"
    glyph, role = _LIGHTS[light]
    return line("  ", Span(f"∇{glyph}", role), Span(when, Role.DIM))


def _number(error: float | None) -> str:
    if error is None:
        return "-"
    is_fixed = error == 0 or _SMALL_ERROR <= error < _LARGE_ERROR
    return f"{error:.4f}" if is_fixed else f"{error:.3e}"
