"""Saturated units: so far out on a flat end of their activation that no error comes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nn_tui.debugger.health.beginning import Beginning
from nn_tui.debugger.health.driven import driven_by, gentler
from nn_tui.debugger.health.examination import Examination, slopes_in
from nn_tui.debugger.health.finding import Cure, Finding, Threshold, UnitRows, Where
from nn_tui.debugger.health.rates import slower
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.health.steps import TOO_LARGE
from nn_tui.debugger.health.units import ill_units, pass_is_missing
from nn_tui.engine.activations import Activation, Slope
from nn_tui.engine.arrays import Mask

FLAT = 0.05
"""Share of its slope at z = 0 below which an activation is flat: |z| > 4.4 for the sigmoid."""

ROWS = Threshold(
    0.9,
    "ours, as is the slope that counts as flat; that such units stop a network from learning: "
    "Glorot & Bengio (2010), section 3",
    "share of rows",
)
"""Share of the rows for which a unit is flat."""

_WRONG = 0.1
"""Error of an output that is still to be mended; ours. A flat output that is right is no harm."""


_LARGE_INPUT = 4.0
"""Size of an input that is far out, where standardized ones seldom are; ours."""


def _saturated(examined: Examination) -> Iterator[Finding]:
    if examined.is_solved:
        return
    for layer, activation in enumerate(examined.network.activations, start=1):
        slope = examined.slope_in(layer)
        if slope is not None and not slope.is_kinked:
            yield from _in_layer(examined, layer, activation, slope)


def _in_layer(
    examined: Examination, layer: int, activation: Activation, slope: Slope
) -> Iterator[Finding]:
    limit = FLAT * _steepest(activation, slope)
    flat = examined.slopes(layer, slope) < limit
    counted = _counted(examined, layer)
    shares = (flat & counted).sum(axis=0) / np.maximum(1, counted.sum(axis=0))
    units = ill_units(flat & counted, shares >= ROWS.value, examined.rows)
    if units:
        found = _finding(examined, layer, units, limit, float(shares.max()))
        beginning = examined.beginning
        if beginning is not None and _was_well(beginning, layer, slope, limit, units):
            found = _driven(examined, found, beginning)
        yield found


def _was_well(
    beginning: Beginning, layer: int, slope: Slope, limit: float, units: tuple[UnitRows, ...]
) -> bool:
    """Whether most of the units were not flat at the start."""
    flat = slopes_in(beginning.arrays, layer, slope) < limit
    were_flat = flat[:, [one.unit for one in units]].mean(axis=0) >= ROWS.value
    return float(were_flat.mean()) < 0.5


def _driven(examined: Examination, found: Finding, beginning: Beginning) -> Finding:
    """Blame the steps; of an output only steps that were too large from the first."""
    if found.where.layer == examined.network.depth and beginning.step <= TOO_LARGE.value:
        return found
    advice, cure = gentler(examined, beginning)
    causes = (driven_by(beginning),)
    return replace(found, advice=advice, cure=cure, causes=causes, is_cause=True)


def _steepest(activation: Activation, slope: Slope) -> float:
    """Compute the slope at z = 0."""
    z, l = np.zeros((1, 1)), np.empty((1, 1))
    for call in activation.forward(z, l):
        call()
    return slope.values(z, l).item()


def _counted(examined: Examination, layer: int) -> Mask:
    """Say which cells of a layer are looked at: of the output those that are wrong."""
    if layer < examined.network.depth:
        return np.ones(examined.arrays[f"l{layer}"].shape, dtype=np.bool_)
    wrong: Mask = np.abs(examined.arrays[f"l{layer}_error"]) > _WRONG
    return wrong


def _finding(
    examined: Examination, layer: int, units: tuple[UnitRows, ...], limit: float, share: float
) -> Finding:
    is_output = layer == examined.network.depth
    which = "wrong rows" if is_output else "rows"
    return Finding(
        SATURATED.name,
        Where(f"l{layer}", layer, units),
        f"{len(units)} of {examined.network.sizes[layer]} units of l{layer} have a slope below "
        f"{limit:g} in up to {share:.0%} of the {which}",
        share,
        ROWS,
        *(_output_advice(examined) if is_output else _advice(examined, layer)),
    )


def _output_advice(examined: Examination) -> tuple[str, Cure | None]:
    if examined.network.activations[-1].name == "sigmoid" and _has_shares(examined):
        advice = "Take the loss bce, whose delta does not shrink with the slope of the output."
        return advice, Cure("loss", "bce")
    advice = "Take a linear output, whose slope is 1, or start over with a smaller learning rate."
    return advice, None


def _has_shares(examined: Examination) -> bool:
    """Whether all targets lie from 0 to 1, as bce wants them."""
    y = examined.arrays["y"]
    return bool(((y >= 0) & (y <= 1)).all())


def _advice(examined: Examination, layer: int) -> tuple[str, Cure | None]:
    hyperparameters = examined.moment.recipe.hyperparameters
    if layer == 1 and np.abs(examined.arrays["l0"]).max() > _LARGE_INPUT:
        advice = "Standardize the inputs: they are so large that z lies where l1 is flat."
        return advice, Cure("standardize", "yes")
    if hyperparameters.init != "xavier":
        advice = "Start over with init xavier, which keeps z where the activation is steep."
        return advice, Cure("init", "xavier")
    return (
        "Start over with a smaller learning rate: large steps have thrown the weights so far out.",
        slower(examined),
    )


SATURATED = HealthRule(
    "saturated units",
    "units of a sigmoid or tanh that are flat for nearly all rows",
    _saturated,
    pass_is_missing,
)
