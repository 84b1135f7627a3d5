"""The contract of the registries: every entry's calls, source and definition say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from nn_tui.engine.activations import ACTIVATIONS, Activation, Slope
from nn_tui.engine.arrays import Array, Call
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.initializers import INITIALIZERS, Initializer
from nn_tui.engine.losses import LOSSES, Loss, OutputArrays, mean_absolute
from nn_tui.engine.ops.op import Buffers, Window
from nn_tui.engine.ops.update import Update
from nn_tui.engine.optimizers import OPTIMIZERS, Optimizer
from nn_tui.engine.registry import Registry

REGISTRIES: list[Registry[Any]] = [ACTIVATIONS, LOSSES, INITIALIZERS, OPTIMIZERS]
SLOPED = [(a, a.slope) for a in ACTIVATIONS if a.slope is not None]

Z = np.array([[-800.0, -3.0, -0.5], [0.0, -0.0, 1e-300], [0.5, 3.0, 800.0]])
"""Both ends, both sides and the middle."""


def run(calls: Iterable[Call]) -> None:
    with np.errstate(all="ignore"):
        for call in calls:
            call()


def forward(activation: Activation, z: Array) -> Array:
    l = np.full_like(z, np.nan)
    run(activation.forward(z, l))
    return l


def slope_of(slope: Slope, z: Array, l: Array) -> Array:
    # A slope that is 1 everywhere is never written.
    out = np.full_like(z, 1.0 if slope.is_one else np.nan)
    run(slope.calls(z, l, out))
    return out


@pytest.mark.parametrize("activation", list(ACTIVATIONS), ids=lambda a: a.name)
def test_definition_run_as_python_equals_the_bound_calls(activation: Activation) -> None:
    names: dict[str, Any] = {"np": np}
    exec(activation.definition, names)
    defined = names[activation.name](Z)
    np.testing.assert_array_equal(forward(activation, Z), defined)


@pytest.mark.parametrize("activation", list(ACTIVATIONS), ids=lambda a: a.name)
def test_definition_warns_of_nothing(activation: Activation) -> None:
    names: dict[str, Any] = {"np": np}
    exec(activation.definition, names)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(names[activation.name](Z)).all()


@pytest.mark.parametrize("activation", list(ACTIVATIONS), ids=lambda a: a.name)
def test_definition_leaves_z_as_it_was(activation: Activation) -> None:
    names: dict[str, Any] = {"np": np}
    exec(activation.definition, names)
    z = Z.copy()
    assert names[activation.name](z) is not z
    forward(activation, z)
    np.testing.assert_array_equal(z, Z)


@pytest.mark.parametrize(("activation", "slope"), SLOPED, ids=lambda a: getattr(a, "name", ""))
def test_slope_source_equals_the_bound_calls(activation: Activation, slope: Slope) -> None:
    l = forward(activation, Z)
    source = eval(slope.source.format(z="z", l="l"), {"np": np, "z": Z, "l": l})
    np.testing.assert_array_equal(
        slope_of(slope, Z, l), np.broadcast_to(source, Z.shape).astype(np.float64)
    )


@pytest.mark.parametrize(("activation", "slope"), SLOPED, ids=lambda a: getattr(a, "name", ""))
def test_slope_equals_the_central_difference(activation: Activation, slope: Slope) -> None:
    z = np.array([[-4.0, -1.0, -0.1, 0.1, 1.0, 4.0]])
    out, h = slope_of(slope, z, forward(activation, z)), 1e-6
    difference = (forward(activation, z + h) - forward(activation, z - h)) / (2 * h)
    np.testing.assert_allclose(out, difference, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(("activation", "slope"), SLOPED, ids=lambda a: getattr(a, "name", ""))
def test_slope_is_kinked_where_it_jumps_at_zero(activation: Activation, slope: Slope) -> None:
    z = np.array([[-1e-9, 1e-9]])
    below, above = slope_of(slope, z, forward(activation, z))[0].tolist()
    assert (abs(above - below) > 1e-6) is slope.is_kinked


def output_of(loss: Loss, rows: int = 4, outputs: int = 3) -> OutputArrays:
    stream = np.random.RandomState(1)
    z = 3 * stream.standard_normal((rows, outputs))
    activation = ACTIVATIONS[loss.activation or "tanh"]
    y = np.eye(outputs)[np.arange(rows) % outputs]
    return OutputArrays(y, z, forward(activation, z))


def value_of(loss: Loss, arrays: OutputArrays) -> float:
    value = np.full((), np.nan)
    run(loss.value(arrays, value))
    return float(value)


@pytest.mark.parametrize("loss", list(LOSSES), ids=lambda loss: loss.name)
def test_value_source_equals_the_bound_calls(loss: Loss) -> None:
    arrays = output_of(loss)
    names: dict[str, Any] = {"np": np, "y": arrays.y, "z": arrays.z, "l": arrays.l}
    exec(loss.definition, names)
    assert value_of(loss, arrays) == eval(loss.value_source.format(y="y", z="z", l="l"), names)


@pytest.mark.parametrize("loss", list(LOSSES), ids=lambda loss: loss.name)
def test_value_of_many_epochs_has_the_bits_of_each(loss: Loss) -> None:
    arrays = output_of(loss)
    stacked = OutputArrays(
        arrays.y, np.stack([arrays.z, -arrays.z]), np.stack([arrays.l, arrays.l / 2])
    )
    values = np.full(2, np.nan)
    run(loss.value(stacked, values))
    each = [OutputArrays(arrays.y, stacked.z[i], stacked.l[i]) for i in range(2)]
    assert values.tolist() == [value_of(loss, epoch) for epoch in each]


@pytest.mark.parametrize("loss", list(LOSSES), ids=lambda loss: loss.name)
def test_delta_source_is_the_central_difference_of_the_value(loss: Loss) -> None:
    arrays, h = output_of(loss), 1e-6
    activation = ACTIVATIONS[loss.activation or "tanh"]
    names = {"np": np, "l1_error": arrays.y - arrays.l, "l1": arrays.l, "z1": arrays.z}
    delta = eval(loss.delta_source(activation, l="l1", z="z1"), names)
    for place in np.ndindex(*arrays.z.shape):
        step = np.zeros_like(arrays.z)
        step[place] = h
        above, below = (
            value_of(loss, OutputArrays(arrays.y, z, forward(activation, z)))
            for z in (arrays.z + step, arrays.z - step)
        )
        assert delta[place] == pytest.approx(-(above - below) / (2 * h), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("name", ["bce", "cross-entropy"])
def test_loss_with_logarithms_is_finite_where_the_output_has_rounded(name: str) -> None:
    loss = LOSSES[name]
    z = np.array([[900.0, -900.0]])
    y = np.array([[0.0, 1.0]])
    l = forward(ACTIVATIONS[loss.activation or ""], z)
    assert value_of(loss, OutputArrays(y, z, l)) == {"bce": 900.0, "cross-entropy": 1800.0}[name]


def test_mean_absolute_is_over_rows_and_outputs() -> None:
    error = np.full((), np.nan)
    run(mean_absolute(np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2)), error))
    assert error == 2.5


@pytest.mark.parametrize("initializer", list(INITIALIZERS), ids=lambda i: i.name)
def test_drawing_source_equals_the_draw(initializer: Initializer) -> None:
    drawing, listed = np.random.RandomState(3), np.random.RandomState(3)
    for n_in, n_out in ((3, 4), (4, 4), (4, 1), (7, 5)):
        source = initializer.source.format(n_in=n_in, n_out=n_out)
        drawn = initializer.draw(drawing, n_in, n_out)
        np.testing.assert_array_equal(eval(source, {"np": np, "stream": listed}), drawn)


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS), ids=lambda optimizer: optimizer.name)
def test_step_source_equals_the_bound_calls(optimizer: Optimizer) -> None:
    descent = np.random.RandomState(2).standard_normal((3, 4))
    step = np.full_like(descent, np.nan)
    run(optimizer.step(descent, np.array(0.3), step))
    names = {"w_descent": descent, "learning_rate": 0.3}
    np.testing.assert_array_equal(step, eval(optimizer.step_source.format(weights="w"), names))


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS), ids=lambda optimizer: optimizer.name)
@pytest.mark.parametrize("is_frozen", [False, True])
def test_update_line_equals_the_bound_calls(optimizer: Optimizer, is_frozen: bool) -> None:
    weights, descent = np.random.RandomState(2).standard_normal((2, 3, 4))
    descent[1, 2], descent[2, 3] = np.inf, -np.inf
    frozen = np.zeros((3, 4), dtype=bool)
    frozen[1], frozen[2, 0] = True, True
    rate, before = np.array(0.3), weights.copy()
    arrays = {"w": weights, "w_descent": descent, "learning_rate": rate}
    update = Update("w", 1, optimizer, is_frozen)
    names = {"np": np, "frozen_w": frozen, "w": weights.copy(), "w_descent": descent}
    exec(update.line, {**names, "learning_rate": 0.3}, names)
    run(update.bind(Buffers(arrays, np.arange(4), Window(), {"w": frozen})))
    np.testing.assert_array_equal(weights, names["w"])
    assert (weights == before).tolist() == (frozen & is_frozen).tolist()


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_name_is_found_however_it_is_spelt(registry: Registry[Any]) -> None:
    for name in registry.names:
        for spelt in (name, name.upper(), name.replace("_", "-"), f" {name.replace('-', ' ')} "):
            assert registry[spelt].name == name


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_unknown_name_suggests_the_closest_and_lists_all(registry: Registry[Any]) -> None:
    for name in registry.names:
        with pytest.raises(NetworkError) as refusal:
            registry[name + "x"]
        assert str(refusal.value) == (
            f"{registry.kind} {name}x: unknown; did you mean {name}? "
            f"known: {', '.join(registry.names)}"
        )


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.kind)
def test_every_entry_says_what_it_is(registry: Registry[Any]) -> None:
    assert all(entry.about for entry in registry)
