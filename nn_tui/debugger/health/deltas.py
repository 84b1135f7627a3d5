"""Vanishing and exploding deltas, and the factor that did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nn_tui.debugger.health.chain import Factor, Kind, factors_of, whole
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Cure, Finding, Threshold, Where
from nn_tui.debugger.health.rule import HealthRule
from nn_tui.debugger.health.units import pass_is_missing
from nn_tui.debugger.health.zeros import all_zero

VANISHES = Threshold(
    0.01,
    "ours; that deltas shrink from layer to layer: Bengio, Simard & Frasconi (1994)",
    "|l1_delta| to that of the output",
)
"""The mean of |l1_delta| over that of the output's delta."""

EXPLODES = Threshold(
    100.0,
    "ours; that deltas grow from layer to layer: Bengio, Simard & Frasconi (1994)",
    "|l1_delta| to that of the output",
)
"""The same."""


def _vanishing(examined: Examination) -> Iterator[Finding]:
    factors = factors_of(examined)
    if whole(factors) < VANISHES.value and not examined.is_solved:
        worst = min(factors, key=_size)
        advice = _WHEN_SMALL[worst.kind](examined, worst.layer)
        yield _finding(VANISHING, examined, factors, worst, VANISHES, advice)


def _exploding(examined: Examination) -> Iterator[Finding]:
    factors = factors_of(examined)
    if whole(factors) > EXPLODES.value:
        worst = max(factors, key=_size)
        yield _finding(EXPLODING, examined, factors, worst, EXPLODES, _smaller_weights(examined))


def _size(factor: Factor) -> float:
    return factor.value


def _finding(
    rule: HealthRule,
    examined: Examination,
    factors: Sequence[Factor],
    worst: Factor,
    threshold: Threshold,
    advice: tuple[str, Cure | None],
) -> Finding:
    """Name the layer where most is lost or gained, and the factors there beside each other."""
    ratio = whole(list(factors))
    zeros = all_zero(examined, worst.layer) if worst.kind is Kind.WEIGHT else ""
    says = f"{zeros}: nothing comes down to l1_delta" if zeros else _told(examined, factors, worst)
    where = Where(f"l{worst.layer}_delta", worst.layer)
    return Finding(rule.name, where, says, ratio, threshold, *advice)


def _told(examined: Examination, factors: Sequence[Factor], worst: Factor) -> str:
    top = examined.network.depth
    there = (one for one in factors if one.layer == worst.layer)
    beside = ", ".join(f"{_DOES[one.kind]} {one.value:.3g}" for one in there)
    return (
        f"the mean of |l1_delta| is {whole(list(factors)):.3g} times that of |l{top}_delta|; the "
        f"{worst.kind.value} does most of it, on the way to l{worst.layer}_delta: {beside}"
    )


def _steeper(examined: Examination, layer: int) -> tuple[str, Cure | None]:
    name = examined.network.activations[layer - 1].name
    if name == "sigmoid":
        names = examined.moment.recipe.hyperparameters.activation
        steeper = ",".join("tanh" if one == "sigmoid" else one for one in names)
        advice = "Take tanh in the hidden layers, whose slope is up to 1, where sigmoid's is 0.25."
        return advice, Cure("activation", steeper)
    return (
        f"Keep l{layer} where {name} has a slope: standardize the inputs, or start over with "
        "smaller weights.",
        None,
    )


def _larger_weights(examined: Examination, _layer: int) -> tuple[str, Cure | None]:
    init = "he" if examined.network.activations[0].name.endswith("relu") else "xavier"
    advice = f"Start over with init {init}, which scales the weights so that deltas keep their size"
    if examined.moment.recipe.hyperparameters.init == init:
        return "Start over from another seed, or with fewer layers.", None
    return f"{advice}.", Cure("init", init)


def _other_draw(_examined: Examination, layer: int) -> tuple[str, Cure | None]:
    return (
        f"Start over from another seed, or with more units in l{layer}: the weights above it "
        "let what comes back to it cancel.",
        None,
    )


def _smaller_weights(examined: Examination) -> tuple[str, Cure | None]:
    init = "he" if examined.network.activations[0].name.endswith("relu") else "xavier"
    if examined.moment.recipe.hyperparameters.init == init:
        return "Start over with a smaller learning rate, so that the weights stay small.", None
    return (
        f"Start over with init {init}, which draws smaller weights the more units there are.",
        Cure("init", init),
    )


_DOES = {
    Kind.WEIGHT: "the weights multiply it by",
    Kind.ERROR: "terms that cancel in the error by",
    Kind.SLOPE: "the slope by",
}
"""How a factor is told beside the others."""

_WHEN_SMALL: dict[Kind, Callable[[Examination, int], tuple[str, Cure | None]]] = {
    Kind.WEIGHT: _larger_weights,
    Kind.ERROR: _other_draw,
    Kind.SLOPE: _steeper,
}

VANISHING = HealthRule(
    "vanishing deltas",
    "next to nothing of the output's delta comes down to l1",
    _vanishing,
    pass_is_missing,
)

EXPLODING = HealthRule(
    "exploding deltas",
    "far more than the output's delta comes down to l1",
    _exploding,
    pass_is_missing,
)
