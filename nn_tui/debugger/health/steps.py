"""The ratio of update to weight, a layer at a time: steps too large or too small."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nn_tui.debugger.health.course import course_of
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Finding, Threshold, Where
from nn_tui.debugger.health.norms import step_of, step_ratio
from nn_tui.debugger.health.rates import faster, slower
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array

_ROUGHLY = "1e-3 is the rule of thumb of Karpathy's CS231n notes"

TOO_LARGE = Threshold(0.2, f"ours; {_ROUGHLY}", "update to weight")
"""Norm of the last step of a synapse over its own."""

TOO_SMALL = Threshold(1e-4, f"ours, a tenth of the usual: {_ROUGHLY}", "update to weight")
"""The same."""


_RAISED = 1.1
"""Error after the last step over that of its epoch, from which on the step has raised it; ours."""


def ratios(moment: Snapshot) -> dict[str, float]:
    """Compute the norm of each synapse's last step over its own norm; none for one that is 0.

    Biases are left out: they start at 0. A step is that of the last descent, at the learning rate
    as it stands.
    """
    found = {}
    for layer in range(moment.program.network.depth):
        name = f"synapse_{layer}"
        weights, step = moment.array(name), _last_step(moment, name)
        if weights is None or step is None:
            continue
        ratio = step_ratio(step, weights)
        if np.isfinite(ratio):
            found[name] = ratio
    return found


def _last_step(moment: Snapshot, name: str) -> Array | None:
    descent, rate = moment.array(f"{name}_descent"), moment.array("learning_rate")
    if descent is None or rate is None:
        return None
    step = step_of(moment.program.network, descent, rate)
    frozen = moment.frozen.get(name)
    return step if frozen is None else np.where(frozen, 0.0, step)


def _too_large(examined: Examination) -> Iterator[Finding]:
    harm = _harm(examined)
    if not harm:
        return
    for name, ratio in ratios(examined.moment).items():
        if ratio > TOO_LARGE.value:
            yield Finding(
                LARGE_STEPS.name,
                _where(name),
                f"the last step of {name} is {ratio:.3g} of its weights, and {harm}",
                ratio,
                TOO_LARGE,
                "Take a smaller learning rate.",
                slower(examined),
            )


def _harm(examined: Examination) -> str:
    """Say what the last steps have made worse; "" for nothing.

    The loss of an epoch is of before its last step; what that has done shows in the pass.
    """
    losses, errors = course_of(examined.moment.curve).losses, examined.moment.curve.error.last
    if len(losses) > 1 and losses[-1] > losses[-2]:
        return "the loss rose"
    before = float(errors[-1]) if len(errors) else np.inf
    if examined.relative_error <= 1 or examined.error <= _RAISED * before:
        return ""
    return (
        f"the error went from {before:.3g} to {examined.error:.3g}, "
        f"{examined.relative_error:.3g} of that of a constant"
    )


def _too_small(examined: Examination) -> Iterator[Finding]:
    course = course_of(examined.moment.curve)
    has_learned = len(course.losses) > 0 and not course.has_learned_little
    moving = {
        name: ratio
        for name, ratio in ratios(examined.moment).items()
        if not _is_frozen(examined.moment, name)
    }
    # Where other layers take good steps it is no matter of the rate: deltas vanish on the way.
    if examined.is_solved or has_learned or max(moving.values(), default=1.0) >= TOO_SMALL.value:
        return
    for name, ratio in moving.items():
        yield Finding(
            SMALL_STEPS.name,
            _where(name),
            f"the last step of {name} is {ratio:.3g} of its weights, and most of the loss is left",
            ratio,
            TOO_SMALL,
            "Take a larger learning rate.",
            faster(examined),
        )


def _is_frozen(moment: Snapshot, name: str) -> bool:
    frozen = moment.frozen.get(name)
    return frozen is not None and bool(frozen.all())


def _where(name: str) -> Where:
    return Where(name, int(name.removeprefix("synapse_")) + 1)


def _missing(examined: Examination) -> str:
    moment = examined.moment
    if ratios(moment):
        return ""
    has_steps = moment.array("synapse_0_descent") is not None
    return "all weights are 0" if has_steps else "there has been no update yet"


def _too_large_missing(examined: Examination) -> str:
    epochs = len(course_of(examined.moment.curve).losses)
    few = "" if epochs > 1 else f"takes 2 epochs, there are {epochs}"
    return _missing(examined) or few


LARGE_STEPS = HealthRule(
    "steps too large",
    "an update is large beside its weights, and the loss or the error rises",
    _too_large,
    _too_large_missing,
)

SMALL_STEPS = HealthRule(
    "steps too small",
    "updates are tiny beside the weights, and most loss is left",
    _too_small,
    _missing,
)
