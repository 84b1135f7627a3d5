"""The names of the arrays: all of them around the shown one, or those that match what is typed."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.marks import ALTERED, STALE, mark_of
from nn_tui.ui.view import View


def draw_names(view: View, width: int) -> Line:
    """List the arrays, the shown one marked, those around it in view."""
    moment = view.moment
    names = [view.name(stored) + mark_of(moment, stored) for stored in moment.names]
    first, last = _range_around(names, moment.names.index(view.array_name), width)
    pieces: list[str | Span] = []
    for stored, shown in list(zip(moment.names, names, strict=True))[first : last + 1]:
        if stored == view.array_name:
            pieces += [Span(f"[{shown}]", Role.SELECTED), " "]
        else:
            pieces.append(Span(f"{shown} ", _role(moment, stored)))
    named = line(*pieces)
    is_cut = width_of(named) - 1 > width or last < len(names) - 1
    return (*fit(named, width - 1), Span("…", Role.DIM)) if is_cut else fit(named, width)


def name_at(view: View, width: int, x: int) -> str | None:
    """Find the array, as stored, whose name stands at a place of the line, or None."""
    start, by_shown = 0, {view.name(stored): stored for stored in view.moment.names}
    for span in draw_names(view, width):
        stop = start + len(span.text)
        if start <= x < stop:
            return by_shown.get(span.text.strip(f" []{ALTERED}{STALE}"))
        start = stop
    return None


def matching(view: View, typed: str) -> list[str]:
    """Find arrays, as stored, by what is typed: an exact name first, then beginnings, then parts.

    Names match as they are shown and as they are stored.
    """
    wanted = typed.strip().lower()
    ranks = {name: _rank(wanted, (view.name(name), name)) for name in view.moment.names}
    found = [name for name in view.moment.names if ranks[name] is not None]
    return sorted(found, key=lambda name: ranks[name] or 0)


def draw_matches(view: View, typed: str, chosen: int, width: int) -> Line:
    """List what matches, what enter takes marked; where nothing does, say so."""
    found = [view.name(name) for name in matching(view, typed)]
    if not found:
        return fit(line(Span("no array has that in its name", Role.WARNING)), width)
    chosen %= len(found)
    first = _range_around(found, chosen, width)[0]
    pieces: list[str | Span] = []
    for index, name in enumerate(found[first:], start=first):
        if index == chosen:
            pieces += [Span(f"[{name}]", Role.SELECTED), " "]
        else:
            pieces.append(f"{name} ")
    return fit(line(*pieces), width)


def _rank(wanted: str, names: tuple[str, str]) -> int | None:
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None


def _range_around(names: Sequence[str], shown: int, width: int) -> tuple[int, int]:
    """Choose the first and last name that have room beside the shown one."""
    first = last = shown
    room, shown_before = width - len(names[shown]) - 2, 0
    while shown_before != last - first + 1:
        shown_before = last - first + 1
        if last < len(names) - 1 and room > 0:
            last += 1
            room -= len(names[last]) + 1
        # Only the last name may be cut: one more before it would push the shown one out.
        if first > 0 and room > len(names[first - 1]):
            first -= 1
            room -= len(names[first]) + 1
    return first, last


def _role(moment: Snapshot, name: str) -> Role:
    return Role.PLAIN if moment.is_of_now(name) else Role.DIM
