"""Dead units: below the kink of their activation for every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from nn_tui.debugger.health.driven import driven_by, gentler
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Cure, Finding, Threshold, UnitRows, Where
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.health.steps import TOO_LARGE
from nn_tui.debugger.health.units import ill_units, pass_is_missing
from nn_tui.debugger.health.zeros import all_zero
from nn_tui.engine.arrays import Mask

ALL_ROWS = Threshold(
    1.0,
    "for no row is there a slope above the kink: Maas, Hannun & Ng (2013), section 2; "
    "Karpathy's CS231n notes call it dying",
    "share of rows",
)
"""Share of the rows for which z is not above 0."""


def _dead(examined: Examination) -> Iterator[Finding]:
    for layer in range(1, examined.network.depth + 1):
        slope = examined.slope_in(layer)
        if slope is None or not slope.is_kinked:
            continue
        below = examined.arrays[f"z{layer}"] <= 0
        is_dead: Mask = np.all(below, axis=0)
        units = ill_units(below, is_dead, examined.rows)
        if units:
            found = _finding(examined, layer, units)
            yield _driven(examined, found) if _were_alive(examined, layer, units) else found


def _were_alive(examined: Examination, layer: int, units: tuple[UnitRows, ...]) -> bool:
    """Whether most of the units let some row through at the start."""
    beginning = examined.beginning
    if beginning is None:
        return False
    let_through: Mask = np.any(beginning.arrays[f"z{layer}"] > 0, axis=0)
    return sum(bool(let_through[one.unit]) for one in units) > len(units) / 2


def _driven(examined: Examination, found: Finding) -> Finding:
    """Blame the steps; only those that were too large from the first are slowed down."""
    beginning = examined.beginning
    assert beginning is not None, "the units were alive at the beginning"
    causes = (driven_by(beginning),)
    if beginning.step <= TOO_LARGE.value:
        return replace(found, causes=causes, is_cause=True)
    advice, cure = gentler(examined, beginning)
    return replace(found, advice=advice, cure=cure, causes=causes, is_cause=True)


def _finding(examined: Examination, layer: int, units: tuple[UnitRows, ...]) -> Finding:
    name = examined.network.activations[layer - 1].name
    passed = "nothing" if name == "relu" else "a hundredth"
    zeros = all_zero(examined, layer - 1)
    advice = _drawn() if zeros else _advice(examined, layer, name)
    return Finding(
        DEAD.name,
        Where(f"z{layer}", layer, units),
        f"{zeros}{': ' * bool(zeros)}"
        f"{len(units)} of {examined.network.sizes[layer]} units of l{layer} ({name}) have z <= 0 "
        f"in all {len(examined.rows)} rows: {passed} of the error comes through",
        1.0,
        ALL_ROWS,
        *advice,
    )


def _drawn() -> tuple[str, Cure | None]:
    return "Start over with init he, which draws weights of a size for relu.", Cure("init", "he")


def _advice(examined: Examination, layer: int, name: str) -> tuple[str, Cure | None]:
    if name != "relu":
        return "Start over with a smaller learning rate, or from another seed.", None
    advice = (
        "Start over with leaky_relu, which lets a hundredth of the error through, "
        "or with a smaller learning rate."
    )
    hyperparameters = examined.moment.recipe.hyperparameters
    if layer == examined.network.depth:
        return advice, Cure("output_activation", "leaky_relu")
    names = ("leaky_relu" if one == "relu" else one for one in hyperparameters.activation)
    return advice, Cure("activation", ",".join(names))


DEAD = HealthRule(
    "dead units",
    "units of a relu that are below its kink for every row",
    _dead,
    pass_is_missing,
)
