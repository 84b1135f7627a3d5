"""Every fault of the lab is found by the gradient check, and no decoy is."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.checking.checked import Light
from nn_tui.debugger.checking.checker import Checker
from nn_tui.debugger.checking.command import CheckGradients
from nn_tui.debugger.explain.asking import answer
from nn_tui.debugger.explain.explanation import Computed, Question
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.debugger.explain.words import told_of
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.faults.decoys import DECOYS
from nn_tui.engine.faults.faults import FAULTS
from tests.debugger.lab.nets import NETS, checked, offers_at, places, red, session_of_net, switch_on
from tests.debugger.screens import Ticks

EVERY = [(net, *place) for net in NETS for place in places(net)]

MEANT = {
    # A relu has no slope in terms of l, and its loss here is a mean: the rest is as offered.
    "relu, square": {
        "slope-forgotten",
        "rows-missing",
        "updated-first",
        "untransposed",
        "sign-flipped",
        "bias-unmoved",
    },
    "no hidden layer": {"slope-at-l", "slope-forgotten", "sign-flipped", "bias-unmoved"},
    "linear, no bias": {"updated-first", "untransposed", "sign-flipped"},
}


@pytest.mark.parametrize("net", MEANT)
def test_what_is_offered_is_what_the_network_has(net: str) -> None:
    assert {name for name, _ in places(net)} == MEANT[net]


def test_the_networks_together_have_every_fault() -> None:
    assert {name for _, name, _ in EVERY} == set(FAULTS.names)


def expected_red(session: Session, name: str, layer: int) -> list[str]:
    """List what a fault of a layer spoils: its own descents and all below, or one bias alone."""
    if name == "bias-unmoved":
        return [f"bias_{layer - 1}"]
    parameters = reversed(list(session.machine.program.network.parameters))
    return [array for array in parameters if int(array.rsplit("_", 1)[1]) < layer]


@pytest.mark.parametrize(("net", "name", "layer"), EVERY)
def test_the_check_is_red_from_the_fault_back_to_the_input(net: str, name: str, layer: int) -> None:
    session = session_of_net(net)
    assert red(session) == []
    switch_on(session, name, layer)
    assert red(session) == expected_red(session, name, layer)
    session.step(Unit.BATCH)
    session.step(Unit.OP)
    assert red(session) == expected_red(session, name, layer)


@pytest.mark.parametrize(("net", "name", "layer"), EVERY)
def test_a_faulty_number_is_explained_by_its_own_line(net: str, name: str, layer: int) -> None:
    session = session_of_net(net)
    switch_on(session, name, layer)
    session.step(Unit.EPOCH)
    moment, array = session.snapshot(), FAULTS[name].array(layer)
    values = moment.array(array)
    assert values is not None
    for index in np.ndindex(*values.shape):
        found = answer(
            Question(array, index, float(values[index]), session.timeline.place), session
        )
        assert isinstance(found, Computed)
        assert found.verdict.kind is not Kind.DIFFERS
        assert told_of(found)


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("name", DECOYS.names)
def test_the_light_stays_green_with_a_decoy(net: str, name: str) -> None:
    session = session_of_net(net)
    if next(offer for offer in offers_at(session) if offer.cause.name == name).reason:
        assert (net, name) == ("no hidden layer", "zero-weights")
        return
    switch_on(session, name)
    for _ in range(3):
        assert checked(session).light(session.cursor) is Light.GREEN
        session.step(Unit.OP)


def test_a_check_before_the_switch_is_no_check_of_what_runs_now() -> None:
    session = session_of_net("sigmoid, no bias")
    checker = Checker(session, Pace(Ticks()))
    checker.ask(CheckGradients("synapse_0", (0, 0)))
    while not checker.advance():
        pass
    assert checker.checked is not None
    switch_on(session, "sign-flipped", 1)
    assert checker.checked is None
