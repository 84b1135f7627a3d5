"""What a row of the dataset looks like in the scatter view, and the line that explains it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nn_tui.engine.arrays import Array, Order
from nn_tui.ui.render.canvas import Integers
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.row_results import (
    Mask,
    has_classes,
    is_computed,
    is_wrong,
    signed_errors,
    target_classes,
)
from nn_tui.ui.render.wrapping import shortened
from nn_tui.ui.view import View

_FILLED, _HOLLOW = "●▲■◆", "○△□◇"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What stands for classes when there are too many for shapes; capitals for the wrong ones."""

_CLASS_ROLES = (Role.CLASS_0, Role.CLASS_1, Role.CLASS_2, Role.CLASS_3)

_SMALL, _LARGE = 0.05, 0.2
"""Parts of the targets' range below and above which an error is drawn as small or large."""

_NAME_LIMITS = (24, 12, 7, 4)
"""Cells that a class's name may take in the legend; the first with which all of them fit."""


class Marks(NamedTuple):
    """Some rows that have one role."""

    role: Role
    """What they are."""
    is_in: Mask
    """Which rows, (rows,)."""
    letters: Integers
    """The code point of each row of the dataset, (rows,)."""


def marks_of(view: View) -> list[Marks]:
    """Mark all rows, those that stand on top last."""
    return _class_marks(view) if has_classes(view.moment.recipe.dataset) else _error_marks(view)


def draw_legend(view: View, shown: Order, width: int) -> Line:
    """Say what the marks mean, and how many rows of each class are wrong."""
    dataset, computed = view.moment.recipe.dataset, is_computed(view.moment)
    if len(shown) and not computed[shown].any():
        end = line(Span("not computed yet", Role.DIM))
    elif has_classes(dataset):
        wrong = "".join(_glyphs(len(dataset.classes))[1])[:4]
        end = line(Span(wrong, Role.WARNING), " wrong/all")
    else:
        end = ()
    room = max(0, width - width_of(end))
    start = _class_legend(view, shown, room) if has_classes(dataset) else _error_legend(room)
    return fit((*fit(start, room), *end), width)


def _glyphs(classes: int) -> tuple[str, str]:
    """Give a glyph for each class: where the output is right, and where it is wrong."""
    if classes <= len(_FILLED):
        return _FILLED[:classes], _HOLLOW[:classes]
    letters = "".join(_LETTERS[number % len(_LETTERS)] for number in range(classes))
    return letters, letters.upper()


def _class_marks(view: View) -> list[Marks]:
    moment = view.moment
    classes, computed = target_classes(moment.recipe.dataset), is_computed(moment)
    right_glyphs, wrong_glyphs = _glyphs(len(moment.recipe.dataset.classes))
    wrong = is_wrong(moment)
    letters = np.where(wrong, _codes(wrong_glyphs)[classes], _codes(right_glyphs)[classes])
    is_right = computed & ~wrong
    of_classes = [
        Marks(role, is_right & (classes % len(_CLASS_ROLES) == number), letters)
        for number, role in enumerate(_CLASS_ROLES)
    ]
    return [Marks(Role.DIM, ~computed, letters), *of_classes, Marks(Role.WARNING, wrong, letters)]


def _error_marks(view: View) -> list[Marks]:
    """Mark rows by the output that is furthest off: by its sign, and by how far."""
    errors, computed = _largest_errors(view), is_computed(view.moment)
    is_above, is_small, is_large = errors > 0, np.abs(errors) < _SMALL, ~(np.abs(errors) < _LARGE)
    letters: Integers = np.select(
        [is_small | ~computed, is_large & is_above, is_large, is_above],
        [ord("·"), ord("▲"), ord("▼"), ord("+")],
        ord("-"),
    )
    is_far = computed & ~is_small
    return [
        Marks(Role.DIM, ~computed, letters),
        Marks(Role.PLAIN, computed & is_small, letters),
        Marks(Role.POSITIVE, is_far & is_above, letters),
        Marks(Role.NEGATIVE, is_far & ~is_above, letters),
    ]


def _largest_errors(view: View) -> Array:
    """Give each row's largest error, with its sign, in parts of its target's range, (rows,)."""
    targets = view.moment.recipe.dataset.targets
    columns = [
        signed_errors(view.moment, output, is_gradient=view.is_gradient)
        for output in range(targets.shape[1])
    ]
    errors = np.stack(columns, axis=1) / _spans(targets)
    largest: Array = errors[np.arange(len(errors)), np.abs(errors).argmax(axis=1)]
    return largest


def _spans(targets: Array) -> Array:
    """Measure each target's range, (outputs,); 1 where all rows are equal."""
    with np.errstate(over="ignore"):
        spans = targets.max(axis=0) - targets.min(axis=0)
    return np.where(spans > 0, spans, 1.0)


def _class_legend(view: View, shown: Order, width: int) -> Line:
    moment = view.moment
    dataset, classes = moment.recipe.dataset, target_classes(moment.recipe.dataset)[shown]
    count = len(dataset.classes)
    computed, wrong = is_computed(moment)[shown], is_wrong(moment)[shown]
    of_all = np.bincount(classes[computed], minlength=count)
    of_wrong = np.bincount(classes[wrong], minlength=count)
    counts = [
        f": {bad}/{total}" if total else ""
        for bad, total in zip(of_wrong.tolist(), of_all.tolist(), strict=True)
    ]
    legend: Line = ()
    for limit in _NAME_LIMITS:
        legend = tuple(
            span
            for number, name in enumerate(dataset.classes)
            for span in (
                Span(_glyphs(count)[0][number], _CLASS_ROLES[number % len(_CLASS_ROLES)]),
                Span(f" {shortened(name, limit)}{counts[number]}  "),
            )
        )
        if width_of(legend) <= width:
            break
    return legend


def _error_legend(width: int) -> Line:
    small, large = f"<{_SMALL:.0%}", f"<{_LARGE:.0%}"
    plus, minus = Span("+", Role.POSITIVE), Span("-", Role.NEGATIVE)
    up, down = Span("▲", Role.POSITIVE), Span("▼", Role.NEGATIVE)
    short = line("· ", small, "  ", plus, minus, " ", large, "  ", up, down, " more")
    long = line("error: ", *short, " of the targets' range  ")
    return long if width_of(long) <= width else (*short, Span("  "))


def _codes(glyphs: str) -> Integers:
    return np.array([ord(glyph) for glyph in glyphs])
