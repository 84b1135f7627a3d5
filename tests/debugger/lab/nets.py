"""Sessions on drawn data, one for each kind of network that the lab has faults for."""

from __future__ import annotations

import numpy as np

from nn_tui.data.arrays import dataset_of
from nn_tui.debugger.changes import apply
from nn_tui.debugger.checking.checked import Checked
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.command import CheckGradients
from nn_tui.debugger.lab.command import PlantFault
from nn_tui.debugger.lab.offers import Offer, offers_of, setting_of
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.engine.gradient_probe import Verdict
from nn_tui.recipe.recipe import Recipe, choose
from tests.debugger.screens import Ticks
from tests.engine.drawn_data import drawn_targets

NETS: dict[str, dict[str, str]] = {
    "sigmoid, no bias": {"hidden": "4", "activation": "sigmoid", "bias": "no", "loss": "squared"},
    "tanh, batches": {"hidden": "4", "activation": "tanh", "loss": "mse", "batch_size": "5"},
    "relu, square": {"hidden": "4,4", "activation": "relu", "loss": "mse"},
    "leaky, square, deep": {
        "hidden": "3,3,3",
        "activation": "leaky_relu",
        "loss": "mse",
        "output_activation": "tanh",
        "init": "he",
    },
    "linear, no bias": {"hidden": "3,3", "activation": "linear", "bias": "no", "loss": "squared"},
    "bce, shuffled": {
        "hidden": "4,3",
        "activation": "tanh,sigmoid",
        "loss": "bce",
        "batch_size": "4",
        "shuffle": "yes",
    },
    "softmax": {"hidden": "5", "activation": "leaky_relu", "loss": "cross-entropy"},
    "no hidden layer": {"hidden": "none", "loss": "squared", "output_activation": "sigmoid"},
}
"""Settings by what they are for."""

_OUTPUTS = {"bce": 1, "cross-entropy": 3}


def session_of_net(name: str) -> Session:
    """Make a session at epoch 0 on 9 drawn rows of 3 inputs, with biases that are not 0."""
    given = {"output_activation": _fitting(name), "learning_rate": "0.1", **NETS[name]}
    stream = np.random.RandomState(11)
    inputs = stream.standard_normal((9, 3))
    targets = drawn_targets(given["loss"], stream, 9, _OUTPUTS.get(given["loss"], 2))
    dataset = dataset_of(inputs, targets)
    recipe = Recipe(dataset, choose(dataset, given))
    shapes = recipe.network.parameters
    weights = {array: stream.standard_normal(shape) * 0.6 for array, shape in shapes.items()}
    return Session(Recipe(dataset, recipe.hyperparameters, weights))


def _fitting(name: str) -> str:
    loss = NETS[name]["loss"]
    return {"bce": "sigmoid", "cross-entropy": "softmax"}.get(loss, "linear")


def offers_at(session: Session) -> tuple[Offer, ...]:
    """List what the lab has for a session."""
    return offers_of(setting_of(session.snapshot()))


def places(name: str) -> list[tuple[str, int]]:
    """List the faults that are offered for a network, each with each of its layers."""
    offers = offers_at(session_of_net(name))
    return [(offer.cause.name, layer) for offer in offers for layer in offer.layers]


def switch_on(session: Session, name: str, layer: int = 0) -> str:
    """Switch a fault on; give what was said."""
    return apply(PlantFault(name, layer), session)


def checked(session: Session) -> Checked:
    """Check every gradient of the iteration."""
    checker = Checker(session, Pace(Ticks()))
    checker.ask(CheckGradients("synapse_0", (0, 0)))
    while checker.is_due:
        checker.advance()
    assert checker.checked is not None
    return checker.checked


def red(session: Session) -> list[str]:
    """Name the parameters of which some gradient is wrong, from the output back."""
    found = checked(session)
    names = reversed(list(session.machine.program.network.parameters))
    return [name for name in names if found.count(Verdict.DIFFERS, name)]
