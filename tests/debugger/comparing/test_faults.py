from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from nn_tui.debugger.comparing.answering import compare_arrays
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.gradient_view import is_negated
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.moments import current_array
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from tests.debugger.comparing.scripts import SLOPES, Net, Slips, drawn_net, run
from tests.debugger.sessions import session_of

NETS = 6
LIKE_OURS = Tolerance()

Planted = tuple[Net, Slips] | None
"""A net and how its script is wrong; None: this net cannot have that fault."""


def answer(net: Net, theirs: dict[str, Array]) -> Answer:
    return compare_arrays(theirs, net.session(), LIKE_OURS)


def faults_named(found: Answer) -> set[Fault]:
    """Name the faults that the first finding has."""
    assert found.diagnosis is not None
    return {cause.fault for cause in found.diagnosis.findings[0].causes}


def layers_with(net: Net, *activations: str) -> list[int]:
    """List the layers whose slope is multiplied in and that have one of these activations."""
    is_cancelled = net.loss in ("bce", "cross-entropy")
    layers = range(1, net.depth + (not is_cancelled))
    return [layer for layer in layers if net.activations[layer - 1] in activations]


def sign_flipped(net: Net) -> Planted:
    flips = ("error", "update", f"delta{1 + net.seed % net.depth}")
    return net, Slips(flips=flips[net.seed % 3])


def factor_missing(net: Net) -> Planted:
    if net.loss == "squared":
        return net, Slips(scale="1 / len(t)")
    is_without_two = net.loss == "mse" and net.seed % 2
    return net, Slips(scale="1 / t.size" if is_without_two else "1")


def synapse_not_transposed(net: Net) -> Planted:
    return (net, Slips(turns=1)) if net.depth > 2 else None


def slope_at_l(net: Net) -> Planted:
    layers = layers_with(net, "sigmoid", "tanh")
    forms = {"sigmoid": "{f}({a}) * (1 - {f}({a}))", "tanh": "1 - {f}({a}) ** 2"}
    slopes = {layer: forms[net.activations[layer - 1]] for layer in layers}
    return (net, Slips(slopes=slopes)) if layers else None


def slope_with_z(net: Net) -> Planted:
    layers = layers_with(net, "sigmoid", "tanh")[:1]
    slopes = {layer: SLOPES[net.activations[layer - 1]].replace("{a}", "{h}") for layer in layers}
    return (net, Slips(slopes=slopes)) if layers else None


def slope_forgotten(net: Net) -> Planted:
    layers = layers_with(net, "sigmoid", "tanh", "relu", "leaky_relu")[-1:]
    return (net, Slips(slopes=dict.fromkeys(layers, "1"))) if layers else None


def slope_kept(net: Net) -> Planted:
    slopes = {net.depth: "{a} * (1 - {a})"}
    return (net, Slips(slopes=slopes)) if net.loss in ("bce", "cross-entropy") else None


def leak_forgotten(net: Net) -> Planted:
    net = replace(net, activations=("leaky_relu", *net.activations[1:]))
    layers = layers_with(net, "leaky_relu")
    return net, Slips(slopes=dict.fromkeys(layers, "np.where({h} > 0, 1.0, 0)"))


def updated_too_soon(net: Net) -> Planted:
    return net, Slips(is_too_soon=True)


def bias_forgotten(net: Net) -> Planted:
    return (net, Slips(has_bias=False)) if net.bias else None


def rows_reversed(net: Net) -> Planted:
    return net, Slips(rows="[::-1]")


CLASSIC_FAULTS: list[tuple[Callable[[Net], Planted], Fault]] = [
    (sign_flipped, Fault.SIGN),
    (factor_missing, Fault.FACTOR),
    (synapse_not_transposed, Fault.TRANSPOSED),
    (slope_at_l, Fault.SLOPE_AT_L),
    (slope_with_z, Fault.SLOPE_WITH_Z),
    (slope_forgotten, Fault.SLOPE_FORGOTTEN),
    (slope_kept, Fault.SLOPE_KEPT),
    (leak_forgotten, Fault.LEAK_FORGOTTEN),
    (updated_too_soon, Fault.UPDATED_TOO_SOON),
    (bias_forgotten, Fault.BIAS_FORGOTTEN),
    (rows_reversed, Fault.ROW_ORDER),
]


def kept(saved: dict[str, Array], net: Net) -> dict[str, Array]:
    """Leave out what many do not save: all but weights, or errors, descents and z."""
    match net.seed % 3:
        case 0:
            return saved
        case 1:
            return {n: v for n, v in saved.items() if not n.endswith(("_error", "_descent"))}
    return {name: v for name, v in saved.items() if name.startswith(("synapse", "bias", "l"))}


def planted(
    plant: Callable[[Net], Planted], nets: int = NETS
) -> list[tuple[Net, dict[str, Array]]]:
    """Give so many nets in whose numbers the fault shows, and what their scripts have saved."""
    found = list(islice(_planted(plant), nets))
    assert len(found) == nets
    return found


def _planted(plant: Callable[[Net], Planted]) -> Iterator[tuple[Net, dict[str, Array]]]:
    for seed in range(1000):
        made = plant(drawn_net(seed))
        if made is None:
            continue
        net, slips = made
        right, wrong = run(net), run(net, slips)
        names = kept(wrong, net)
        if all(LIKE_OURS.agree(right[name], wrong[name]) for name in names):
            continue
        yield net, names


@pytest.mark.parametrize(
    ("plant", "fault"), CLASSIC_FAULTS, ids=[plant.__name__ for plant, _ in CLASSIC_FAULTS]
)
def test_a_classic_fault_is_named(plant: Callable[[Net], Planted], fault: Fault) -> None:
    for net, theirs in planted(plant):
        found = answer(net, theirs)
        assert found.first is not None
        assert fault in faults_named(found), f"{net}: {found.diagnosis}"


def deltas_cut(net: Net) -> Planted:
    return net, Slips(noise="{d} = np.clip({d}, -0.01, 0.02)")


def deltas_off(net: Net) -> Planted:
    return net, Slips(noise="{d} = {d} + 1e-6")


def deltas_noisy(net: Net) -> Planted:
    return net, Slips(
        noise="{d} = {d} * (1 + 0.1 * np.cos(np.arange({d}.size) + 1).reshape({d}.shape))"
    )


def slope_of_something_else(net: Net) -> Planted:
    return net, Slips(slopes={1: "0.5 + 0.3 * np.sin(3 * {h} + 1)"})


UNKNOWN_FAULTS = [deltas_cut, deltas_off, deltas_noisy, slope_of_something_else]


@pytest.mark.parametrize("plant", UNKNOWN_FAULTS)
def test_an_unknown_fault_is_called_unknown(plant: Callable[[Net], Planted]) -> None:
    for net, theirs in planted(plant, nets=4):
        found = answer(net, theirs)
        assert found.first is not None and found.diagnosis is not None
        assert [one.causes for one in found.diagnosis.findings if one.causes] == [], str(net)
        assert not found.diagnosis.explains_all


@pytest.mark.parametrize("seed", range(2 * NETS))
def test_a_correct_twin_is_not_accused(seed: int) -> None:
    net = drawn_net(seed)
    found = answer(net, kept(run(net), net))
    assert found.first is None, found.first
    assert found.diagnosis is None


def turned(name: str, values: Array) -> Array:
    return values.T if name.startswith("synapse") else values


def columns_for_rows(name: str, values: Array) -> Array:
    return values.T if name[0] in "lzy" else values


def flat(name: str, values: Array) -> Array:
    return (
        values.squeeze()
        if name[0] in "lzy"
        else values.reshape(1, -1)
        if "bias" in name
        else values
    )


def gradients(name: str, values: Array) -> Array:
    return -values if is_negated(name) else values


def gradients_of_weights(name: str, values: Array) -> Array:
    return -values if name.endswith("descent") else values


def without_scale(name: str, values: Array) -> Array:
    return values * 2 if name.endswith("delta") else values


LAYOUTS = [turned, columns_for_rows, flat, gradients, gradients_of_weights, without_scale]


@pytest.mark.parametrize("lay", LAYOUTS)
def test_a_twin_with_other_conventions_is_not_accused(
    lay: Callable[[str, Array], Array],
) -> None:
    for seed in range(NETS):
        net = drawn_net(seed)
        saved = run(net)
        found = answer(net, {name: lay(name, values) for name, values in saved.items()})
        assert found.first is None, f"{net}: {found.first}"


@pytest.mark.parametrize("plant", [slope_forgotten, sign_flipped, slope_at_l])
def test_a_fault_is_named_in_other_layouts(plant: Callable[[Net], Planted]) -> None:
    fault = dict(CLASSIC_FAULTS)[plant]
    for net, theirs in planted(plant, nets=4):
        other = {n: turned(n, columns_for_rows(n, values)) for n, values in theirs.items()}
        assert fault in faults_named(answer(net, other)), str(net)


def test_a_fault_of_somebody_who_keeps_gradients_is_named() -> None:
    nets = [
        (net, theirs)
        for net, theirs in planted(slope_forgotten)
        if net.epochs == 1 and net.batch == net.rows and "l1_error" in theirs
    ]
    assert nets
    for net, theirs in nets:
        found = answer(net, {name: gradients(name, values) for name, values in theirs.items()})
        assert Fault.SLOPE_FORGOTTEN in faults_named(found), str(net)


def test_without_weights_a_sign_may_be_meant() -> None:
    net = drawn_net(1, epochs=1, batch=8)
    saved = {n: gradients(n, v) for n, v in run(net).items() if not n.startswith(("syn", "bias"))}
    found = answer(net, saved)
    assert faults_named(found) == {Fault.SIGN}
    assert found.diagnosis is not None
    assert "on purpose, as with gradients: save the synapses" in found.diagnosis.hint


def test_after_an_edit_the_iteration_is_judged_by_their_own_arrays() -> None:
    session = session_of("classic")
    session.step(Unit.EPOCH)
    session.make(SetCells("synapse_0", (0, 0), np.full((3, 4), 0.25)))
    session.step(Unit.EPOCH)
    moment = session.snapshot()
    names = ("l1", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta")
    theirs = {name: np.array(current_array(moment, name)) for name in names}
    assert compare_arrays(theirs, session, LIKE_OURS).first is None
    theirs["l1_delta"] = theirs["l1_error"] * theirs["l1"]
    unknown = compare_arrays(theirs, session, LIKE_OURS).diagnosis
    assert unknown is not None and unknown.findings[0].causes == ()
    theirs["l1_delta"] = theirs["l1_error"]
    assert faults_named(compare_arrays(theirs, session, LIKE_OURS)) == {Fault.SLOPE_FORGOTTEN}


def test_what_was_typed_over_within_the_iteration_is_said_to_be() -> None:
    session = session_of("classic")
    session.step(Unit.OP)
    session.make(SetCells("z1", (0, 0), np.full((1, 1), 3.0)))
    session.step(Unit.EPOCH)
    theirs = {"l2": np.zeros((4, 1))}
    found = compare_arrays(theirs, session, LIKE_OURS).diagnosis
    assert found is not None
    assert "typed over in this iteration" in found.hint


@pytest.mark.parametrize("batch", [1, 2])
def test_any_array_may_hold_anything_amid_an_epoch_too(batch: int) -> None:
    session = session_of("xor", batch_size="3", shuffle="yes")
    session.go_to(Cursor(2, batch, session.machine.program.length(batch)))
    moment = session.snapshot()
    ours = {name: current_array(moment, name) for name in moment.names}
    held = {n: np.array(v, dtype=np.float64) for n, v in ours.items() if v is not None}
    for place, name in enumerate(list(held)[batch::6]):
        wrong = np.full_like(held[name], (np.nan, np.inf, 1e300)[place % 3])
        found = compare_arrays({**held, name: wrong}, session, LIKE_OURS)
        assert found.first is not None and found.first.name == name
        assert found.diagnosis is not None
        assert found.diagnosis.findings[0].causes == ()
