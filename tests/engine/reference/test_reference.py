"""The typed-out loops and the general one, held against each other and published numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from tests.engine.reference import (
    bce_no_hidden,
    classic,
    deep_squared,
    general,
    relu_mse,
    softmax_two_hidden,
)

Array = npt.NDArray[np.float64]

ROWS = 11
BATCH_SIZES = [1, 4, 5, 11]


def assert_same_bits(typed_out: dict[str, Array], looped: dict[str, Array]) -> None:
    assert typed_out.keys() == looped.keys()
    for name, array in typed_out.items():
        assert array.dtype == looped[name].dtype == np.float64, name
        assert array.shape == looped[name].shape, name
        assert array.tobytes() == looped[name].tobytes(), name


def rows_of(columns: int) -> Array:
    return np.random.RandomState(columns).standard_normal((ROWS, columns))


def test_classic_gives_the_published_outputs() -> None:
    outputs = classic.train(50)["l2"].ravel()
    published = [0.16773399, 0.1427798, 0.84060332, 0.82558171]
    assert outputs.round(8).tolist() == published


@pytest.mark.parametrize("epochs", [1, 2, 50])
def test_general_gives_the_bits_of_classic(epochs: int) -> None:
    typed_out = classic.train(epochs)
    looped = general.train(
        np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]]),
        np.array([[0.0], [0.0], [1.0], [1.0]]),
        sizes=[3, 4, 1],
        activations=["sigmoid", "sigmoid"],
        loss="squared",
        bias=False,
        init="uniform",
        seed=1,
        learning_rate=1.0,
        batch_size=4,
        shuffle=False,
        epochs=epochs,
    )
    assert_same_bits(typed_out, looped)


@pytest.mark.parametrize("batch_size", BATCH_SIZES)
def test_general_gives_the_bits_of_softmax_two_hidden(batch_size: int) -> None:
    inputs = rows_of(4)
    targets = np.eye(3)[np.arange(ROWS) % 3]
    typed_out = softmax_two_hidden.train(
        inputs,
        targets,
        hidden=(5, 6),
        seed=3,
        learning_rate=0.1,
        batch_size=batch_size,
        epochs=7,
    )
    looped = general.train(
        inputs,
        targets,
        sizes=[4, 5, 6, 3],
        activations=["tanh", "relu", "softmax"],
        loss="cross-entropy",
        bias=True,
        init="xavier",
        seed=3,
        learning_rate=0.1,
        batch_size=batch_size,
        shuffle=True,
        epochs=7,
    )
    assert_same_bits(typed_out, looped)


@pytest.mark.parametrize("batch_size", BATCH_SIZES)
def test_general_gives_the_bits_of_relu_mse(batch_size: int) -> None:
    inputs, targets = rows_of(3), rows_of(2)
    typed_out = relu_mse.train(
        inputs,
        targets,
        hidden=5,
        seed=4,
        learning_rate=0.05,
        batch_size=batch_size,
        epochs=7,
    )
    looped = general.train(
        inputs,
        targets,
        sizes=[3, 5, 2],
        activations=["leaky_relu", "linear"],
        loss="mse",
        bias=True,
        init="he",
        seed=4,
        learning_rate=0.05,
        batch_size=batch_size,
        shuffle=False,
        epochs=7,
    )
    assert_same_bits(typed_out, looped)


@pytest.mark.parametrize("batch_size", BATCH_SIZES)
@pytest.mark.parametrize("n_out", [1, 2])
def test_general_gives_the_bits_of_bce_no_hidden(n_out: int, batch_size: int) -> None:
    inputs = rows_of(3)
    targets = (rows_of(n_out) > 0).astype(np.float64)
    typed_out = bce_no_hidden.train(
        inputs,
        targets,
        seed=5,
        learning_rate=0.5,
        batch_size=batch_size,
        epochs=7,
    )
    looped = general.train(
        inputs,
        targets,
        sizes=[3, n_out],
        activations=["sigmoid"],
        loss="bce",
        bias=True,
        init="zeros",
        seed=5,
        learning_rate=0.5,
        batch_size=batch_size,
        shuffle=True,
        epochs=7,
    )
    assert_same_bits(typed_out, looped)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_general_gives_the_bits_of_deep_squared(seed: int) -> None:
    inputs, targets = rows_of(3), np.tanh(rows_of(2))
    typed_out = deep_squared.train(
        inputs,
        targets,
        hidden=(6, 5, 4),
        seed=seed,
        learning_rate=0.1,
        epochs=20,
    )
    looped = general.train(
        inputs,
        targets,
        sizes=[3, 6, 5, 4, 2],
        activations=["relu", "tanh", "sigmoid", "tanh"],
        loss="squared",
        bias=False,
        init="normal",
        seed=seed,
        learning_rate=0.1,
        batch_size=ROWS,
        shuffle=True,
        epochs=20,
    )
    assert_same_bits(typed_out, looped)
