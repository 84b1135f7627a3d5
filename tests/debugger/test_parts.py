"""What is frozen together, how it is named, and what cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.parts import OneLayer, OneUnit, OneWeight, Part, PartError, part_of
from nn_tui.engine.network import Network
from tests.engine.building import Plan

NETWORK = Plan(bias=True).network()
"""3-4-1, with biases."""


def frozen_by(part: Part, network: Network = NETWORK) -> dict[str, list[list[int]]]:
    """List the cells that belong to a part, by array."""
    frozen = {}
    for cells in part.cells(network):
        mask = np.zeros(network.parameters[cells.array], dtype=bool)
        mask[cells.window] = True
        frozen[cells.array] = np.argwhere(mask).tolist()
    return frozen


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("synapse_0[1,2]", OneWeight("synapse_0", (1, 2))),
        (" synapse_10[ 1 , 2 ] ", OneWeight("synapse_10", (1, 2))),
        ("bias_0[2]", OneWeight("bias_0", (2,))),
        ("l1[2]", OneUnit(1, 2)),
        ("l12", OneLayer(12)),
    ],
)
def test_part_is_read_as_it_is_typed(text: str, part: Part) -> None:
    assert part_of(text) == part
    assert part_of(str(part)) == part


@pytest.mark.parametrize("text", ["", "l", "synapse_0", "l1[-1]", "l1[1,2]", "l1_delta[0]", "l²"])
def test_what_is_no_part_is_refused_with_examples(text: str) -> None:
    with pytest.raises(PartError, match=r"no weight, unit or layer; give one such as syn.* or l1$"):
        part_of(text)


def test_weight_is_one_cell() -> None:
    assert frozen_by(OneWeight("synapse_0", (1, 2))) == {"synapse_0": [[1, 2]]}
    assert frozen_by(OneWeight("bias_0", (2,))) == {"bias_0": [[2]]}


def test_unit_is_what_leads_into_it() -> None:
    assert frozen_by(OneUnit(1, 2)) == {"synapse_0": [[0, 2], [1, 2], [2, 2]], "bias_0": [[2]]}
    assert frozen_by(OneUnit(1, 2), Plan().network()) == {"synapse_0": [[0, 2], [1, 2], [2, 2]]}


def test_layer_is_all_that_leads_into_it() -> None:
    every = np.argwhere(np.ones((4, 1))).tolist()
    assert frozen_by(OneLayer(2)) == {"synapse_1": every, "bias_1": [[0]]}
    assert frozen_by(OneLayer(2), Plan().network()) == {"synapse_1": every}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("synapse_2[0,0]", "weights synapse_2: unknown; did you mean synapse_1? known: "),
        ("synapse_0[3,0]", "synapse_0[3,0]: row 3: must be 0 to 2"),
        ("synapse_0[0,4]", "synapse_0[0,4]: column 4: must be 0 to 3"),
        ("bias_0[4]", "bias_0[4]: unit 4: must be 0 to 3"),
        ("bias_0[1,2]", "bias_0[1,2]: must have 1 number, as in bias_0[0]"),
        ("synapse_0[1]", "synapse_0[1]: must have 2 numbers, as in synapse_0[0,0]"),
        ("l1[4]", "l1[4]: unit 4: must be 0 to 3"),
        ("l0[0]", "l0[0]: no weights lead into the inputs; must be a unit of l1 to l2"),
        ("l0", "l0: no weights lead into the inputs; must be l1 to l2"),
        ("l3", "l3: must be l1 to l2"),
        ("l3[0]", "l3[0]: must be a unit of l1 to l2"),
    ],
)
def test_part_that_the_network_does_not_have_is_refused(text: str, said: str) -> None:
    with pytest.raises(PartError) as refusal:
        part_of(text).cells(NETWORK)
    assert str(refusal.value).startswith(said)


def test_only_layer_is_named_alone() -> None:
    network = Plan((3, 1), ("sigmoid",)).network()
    with pytest.raises(PartError, match=r"^l2: must be l1$"):
        OneLayer(2).cells(network)
