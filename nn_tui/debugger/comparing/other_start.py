"""That somebody's run is right, and began with other weights or went on for other epochs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from nn_tui.debugger.comparing.findings import Cause, Diagnosis, Finding
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.rehearsal import Rehearsal
from nn_tui.debugger.comparing.search import Case, gives_all
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.engine.arrays import Array
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.network import Network
from nn_tui.recipe.recipe import Recipe

BEFORE = (
    "this iteration is right with the weights that yours began it with; those are others: other "
    "starting weights (seed or draw order), another learning rate, or another number of epochs? "
    "Compare at epoch 1"
)
"""What there is to say where all that is wrong lies before the iteration."""

_BEGIN_WITH_YOURS = (
    "seed or draw order? Save them before the first epoch, and begin with them by "
    "--weights-from START.npz"
)

_USUAL_SEEDS = (*range(11), 42, 123, 1234)
"""Seeds that people take."""

Weights = Mapping[str, Array]
"""Weights and biases, by name."""


def with_other_start(case: Case, whole: Rehearsal, recipe: Recipe) -> Steps[Diagnosis | None]:
    """Find the starting weights with which all of their arrays come out.

    Those that another seed or another way to draw gives; else, in the first iteration, those that
    their own step leads back to. Nothing is believed that does not give all of their arrays.

    Args:
        case: What is known.
        whole: The run from epoch 0.
        recipe: Of the run.
    """
    details = []
    for detail, weights in () if recipe.weights is not None else _drawn(recipe):
        if _comes_out(case, whole, weights):
            details.append(detail)
        yield
    if details:
        return _other_start(case, details, "")
    if whole.iterations == 1 and (before := _before_the_step(case, whole)) is not None:
        ours = {name: whole.names[name] for name in before}
        if _comes_out(case, whole, before) and (detail := _first_apart(before, ours, case)):
            return _other_start(case, [detail], _BEGIN_WITH_YOURS)
    return None


def with_other_epoch(case: Case, whole: Rehearsal) -> Steps[Diagnosis | None]:
    """Find the epoch, shortly before or after, of which all of their arrays are.

    Args:
        case: What is known.
        whole: The run from epoch 0.
    """
    for epochs in (1, -1, 2, -2):
        end = dataclasses.replace(whole.end, epoch=whole.end.epoch + epochs)
        if end.epoch < 1 or whole.beginning.cursor.epoch:
            continue
        names = dataclasses.replace(whole, end=end).run(wanted=frozenset(case.theirs))
        if gives_all(case, names):
            cause = Cause(Fault.OTHER_EPOCH, f"yours are of epoch {end.epoch}", (), ())
            return Diagnosis((Finding(case.first, (cause,)),), explains_all=True)
        yield
    return None


def follows_from_theirs(case: Case, last: Rehearsal) -> bool:
    """Whether all of their arrays come out with the weights that they began an iteration with.

    Args:
        case: What is known.
        last: The iteration.
    """
    weights = _before_the_step(case, last)
    return weights is not None and _comes_out(case, last, weights)


def _comes_out(case: Case, rehearsal: Rehearsal, weights: Weights) -> bool:
    begun = dataclasses.replace(rehearsal, names={**rehearsal.names, **weights})
    return gives_all(case, begun.run(wanted=frozenset(case.theirs)))


def _other_start(case: Case, details: list[str], hint: str) -> Diagnosis:
    causes = tuple(Cause(Fault.OTHER_START, detail, (), ()) for detail in details)
    return Diagnosis((Finding(case.first, causes),), explains_all=True, hint=hint)


def _drawn(recipe: Recipe) -> Iterator[tuple[str, Weights]]:
    """Draw weights by other seeds, by other initializers, and the last synapse first."""
    network, asked = recipe.network, recipe.hyperparameters
    for seed in (seed for seed in _USUAL_SEEDS if seed != asked.seed):
        yield f"those of seed {seed}", network.draw(INITIALIZERS[asked.init], seed)
    for init in (init for init in INITIALIZERS if init.name != asked.init):
        detail = f"those of seed {asked.seed} with init {init.name}"
        yield detail, network.draw(init, asked.seed)
    if network.depth > 1:
        detail = f"those of seed {asked.seed}, the last synapse drawn first"
        yield detail, _drawn_backward(network, asked.init, asked.seed)


def _drawn_backward(network: Network, init: str, seed: int) -> dict[str, Array]:
    stream, weights = np.random.RandomState(seed), {}
    for k in reversed(range(network.depth)):
        drawn = INITIALIZERS[init].draw(stream, *network.sizes[k : k + 2])
        weights[f"synapse_{k}"] = np.asarray(drawn, dtype=np.float64)
    return weights


def _before_the_step(case: Case, rehearsal: Rehearsal) -> dict[str, Array] | None:
    """Take the step of an iteration back from their weights; None: their file does not tell it."""
    moment = rehearsal.beginning
    rate, before = float(rehearsal.names["learning_rate"]), dict[str, Array]()
    ours = rehearsal.run()
    # Who does not save the data has the same: else nothing would come out.
    theirs = case.theirs if ours is None else {"l0": ours["l0"], **case.theirs}
    for name in moment.program.network.parameters:
        descent = _descent(name, theirs)
        if name not in case.theirs or descent is None or name in moment.frozen:
            return None
        with np.errstate(all="ignore"):
            before[name] = case.theirs[name] - rate * descent.reshape(case.theirs[name].shape)
    return before


def _descent(name: str, theirs: Mapping[str, Array]) -> Array | None:
    """Find the descent of a weight array, or work it out from what else they have saved."""
    kind, _, number = name.partition("_")
    layer, delta = f"l{number}", theirs.get(f"l{int(number) + 1}_delta")
    if f"{name}_descent" in theirs:
        return theirs[f"{name}_descent"]
    if delta is None or (kind == "synapse" and layer not in theirs):
        return None
    with np.errstate(all="ignore"):
        descent: Array = delta.sum(axis=0) if kind == "bias" else theirs[layer].T @ delta
    return descent


def _first_apart(weights: Weights, ours: Weights, case: Case) -> str:
    """Name the first cell that began otherwise; "" where none did."""
    for name, theirs in weights.items():
        apart = np.argwhere(case.tolerance.differing(theirs, ours[name]))
        if len(apart):
            place = tuple(apart[0].tolist())
            cell = cell_name(name, place)
            return f"your {cell} began with {theirs[place]:.6g}, ours with {ours[name][place]:.6g}"
    return ""
