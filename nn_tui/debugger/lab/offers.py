"""What the lab has for a network: each fault and decoy, where it can be, or why it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.faults.decoys import DECOYS, Decoy
from nn_tui.engine.faults.fault import Fault
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.faults.planted import Planted, Secret
from nn_tui.engine.program import Program
from nn_tui.recipe.recipe import plan

_MYSTERY_STREAM = 3
"""The stream number of mysteries in RandomState([number, stream])."""

_ARE_ZERO = "the weights are all 0 already"


@dataclass(frozen=True, slots=True)
class Offer:
    """A fault or a decoy."""

    cause: Fault | Decoy
    """Which."""
    layers: tuple[int, ...] = ()
    """Where a fault can be, the output first; none for a decoy."""
    reason: str = ""
    """Why it cannot change this network; "" where it can."""

    @property
    def is_decoy(self) -> bool:
        """Whether every line stays right."""
        return isinstance(self.cause, Decoy)


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What the offers depend on."""

    program: Program
    """The right lines."""
    rate: float
    """The learning rate."""
    weights: Mapping[str, Array]
    """By name."""


def setting_of(moment: Snapshot) -> Setting:
    """Look at a moment; a learning rate that a decoy has raised counts as it was before."""
    arrays = {name: moment.array(name) for name in moment.program.network.parameters}
    weights = {name: array for name, array in arrays.items() if array is not None}
    fault, rate = moment.recipe.fault, moment.recipe.hyperparameters.learning_rate
    program = plan(moment.recipe)
    return Setting(program, rate if fault is None else fault.rate_without(rate), weights)


def offers_of(setting: Setting) -> tuple[Offer, ...]:
    """List all that there is, in the order in which it is offered."""
    faults = [
        Offer(fault, fault.offered(setting.program), fault.reason_against(setting.program))
        for fault in FAULTS
    ]
    return (*faults, *(Offer(decoy, (), _reason(decoy, setting)) for decoy in DECOYS))


def _reason(decoy: Decoy, setting: Setting) -> str:
    if reason := decoy.reason(setting.program, setting.rate):
        return reason
    is_zero = not any(values.any() for values in setting.weights.values())
    return _ARE_ZERO if decoy.is_of_weights and is_zero else ""


def draw_mystery(setting: Setting, number: int) -> Planted:
    """Draw what is hidden: each fault and decoy is as likely, then each of its layers."""
    stream = np.random.RandomState([number, _MYSTERY_STREAM])
    offered = [offer for offer in offers_of(setting) if not offer.reason]
    offer = offered[stream.randint(len(offered))]
    layer = offer.layers[stream.randint(len(offer.layers))] if offer.layers else 0
    return Planted(offer.cause.name, layer, Secret(number), setting.rate)
