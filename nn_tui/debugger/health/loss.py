"""The loss: rising, stalled, oscillating."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from nn_tui.debugger.health.course import WINDOW, Course, course_of
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Finding, Threshold, Where
from nn_tui.debugger.health.rates import slower
from nn_tui.debugger.health.rule import HealthRule

RISES = Threshold(1.1, "ours", "mean loss over that before")
"""The mean loss of the last epochs over that of as many before."""

STALLS = Threshold(
    1e-4,
    "scikit-learn's MLPClassifier stops there (Pedregosa et al. 2011; tol 1e-4, n_iter_no_change "
    "10); taken of the first loss, which is ours",
    "gain, of the first loss",
)
"""By how much the best loss of the last epochs is below the best before, of the first loss."""

TURNS = Threshold(
    0.9,
    "ours; noise alone turns in 2/3 of the epochs (Bienaymé 1874), a slope in none",
    "share of epochs",
)
"""Share of the epochs in which the loss turns from falling to rising or back."""

_ROSE = 0.05
"""Share of the first loss by which it must have risen to be more than noise; ours."""

_SWING = 0.02
"""Change from epoch to epoch, of the mean loss, below which turns are no matter; ours."""

_FALLS = 0.9
"""Where the loss falls below that share from one half to the next, it swings, yet learns; ours."""


def _rising(examined: Examination) -> Iterator[Finding]:
    course = course_of(examined.moment.curve)
    window = min(WINDOW, len(course.losses) // 2)
    before, after = _halves(course, window)
    if after <= RISES.value * before or after - before <= _ROSE * course.first:
        return
    with np.errstate(all="ignore"):
        number = float(np.divide(after, before))
    yield Finding(
        RISING.name,
        Where("loss", epochs=course.recent(2 * window)),
        f"the mean loss of the last {window} epochs is {after:.4g}, of the {window} before "
        f"{before:.4g}",
        number,
        RISES,
        "Take a smaller learning rate: the steps lead past the valley and up the other side.",
        slower(examined),
    )


def _stalled(examined: Examination) -> Iterator[Finding]:
    course = course_of(examined.moment.curve)
    if examined.is_solved or not course.has_learned_little or _is_restless(examined):
        return
    before, after = course.losses[:-WINDOW].min(), course.losses[-WINDOW:].min()
    gained = float(before - after) / course.first
    if gained >= STALLS.value:
        return
    yield Finding(
        STALLED.name,
        Where("loss", epochs=course.recent(WINDOW)),
        f"the lowest loss of the last {WINDOW} epochs is {after:.6g}, of all before {before:.6g}; "
        f"the first was {course.first:.6g}",
        gained,
        STALLS,
        "Give it more hidden units or another seed, or a larger learning rate if it never fell; "
        "look at the other findings first.",
        None,
    )


def _is_restless(examined: Examination) -> bool:
    """Whether it rises or swings: then that is what is wrong."""
    return any(not rule.missing(examined) and any(rule.find(examined)) for rule in _RESTLESS)


def _oscillating(examined: Examination) -> Iterator[Finding]:
    course = course_of(examined.moment.curve)
    before, after = _halves(course, WINDOW)
    changes = np.diff(course.losses[-2 * WINDOW :])
    share = float((np.sign(changes[1:]) * np.sign(changes[:-1]) < 0).mean())
    swing = float(np.median(np.abs(changes))) / (before / 2 + after / 2 or 1.0)
    is_learning = after < _FALLS * before
    if examined.is_solved or is_learning or share < TURNS.value or swing < _SWING:
        return
    yield Finding(
        OSCILLATING.name,
        Where("loss", epochs=course.recent(2 * WINDOW)),
        f"the loss turns in {share:.0%} of the last {len(changes) - 1} epochs, by {swing:.0%} from "
        "one to the next, and does not fall",
        share,
        TURNS,
        "Take a smaller learning rate: each step overshoots the valley.",
        slower(examined),
    )


def _halves(course: Course, window: int) -> tuple[float, float]:
    """Give the mean loss of the last epochs but a window, and that of the last."""
    with np.errstate(all="ignore"):
        before = course.losses[-2 * window : -window].mean()
        return float(before), float(course.losses[-window:].mean())


def _epochs_missing(fewest: int) -> Callable[[Examination], str]:
    def missing(examined: Examination) -> str:
        epochs = len(course_of(examined.moment.curve).losses)
        return "" if epochs >= fewest else f"takes {fewest} epochs, there are {epochs}"

    return missing


def _oscillating_missing(examined: Examination) -> str:
    is_single = course_of(examined.moment.curve).is_single
    joined = "the curve joins several epochs to a point, which hides it"
    return _epochs_missing(2 * WINDOW)(examined) or ("" if is_single else joined)


RISING = HealthRule(
    "loss rising",
    "the loss is clearly higher than some epochs before",
    _rising,
    _epochs_missing(4),
)

STALLED = HealthRule(
    "loss stalled",
    "the loss no longer falls, and most of it is left",
    _stalled,
    _epochs_missing(WINDOW + 1),
)

OSCILLATING = HealthRule(
    "loss oscillating",
    "the loss goes up and down by turns, and does not fall",
    _oscillating,
    _oscillating_missing,
)

_RESTLESS = (RISING, OSCILLATING)
