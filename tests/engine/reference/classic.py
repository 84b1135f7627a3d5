"""The 3-4-1 sigmoid network: squared loss, no bias, all rows at once, learning rate 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def train(epochs: int = 50) -> dict[str, npt.NDArray[np.float64]]:
    """Train from seed 1, and return every array as it stands at the end, by name."""
    l0 = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    y = np.array([[0.0], [0.0], [1.0], [1.0]])

    rs = np.random.RandomState(1)
    synapse_0 = 2 * rs.random_sample((3, 4)) - 1
    synapse_1 = 2 * rs.random_sample((4, 1)) - 1

    loss_history = []
    error_history = []
    for _ in range(epochs):
        z1 = l0 @ synapse_0
        l1 = 1 / (1 + np.exp(-z1))
        z2 = l1 @ synapse_1
        l2 = 1 / (1 + np.exp(-z2))

        l2_error = y - l2
        l2_delta = l2_error * (l2 * (1 - l2))
        l1_error = l2_delta @ synapse_1.T
        l1_delta = l1_error * (l1 * (1 - l1))

        synapse_1_descent = l1.T @ l2_delta
        synapse_0_descent = l0.T @ l1_delta
        synapse_1 += 1.0 * synapse_1_descent
        synapse_0 += 1.0 * synapse_0_descent

        loss = 0.5 * np.sum((y - l2) ** 2)
        error = np.mean(np.abs(y - l2))
        loss_history.append(loss)
        error_history.append(error)

    return {
        "l0": l0,
        "y": y,
        "z1": z1,
        "l1": l1,
        "z2": z2,
        "l2": l2,
        "l2_error": l2_error,
        "l2_delta": l2_delta,
        "l1_error": l1_error,
        "l1_delta": l1_delta,
        "synapse_0": synapse_0,
        "synapse_1": synapse_1,
        "synapse_0_descent": synapse_0_descent,
        "synapse_1_descent": synapse_1_descent,
        "outputs": l2.copy(),
        "loss": np.array(loss),
        "error": np.array(error),
        "loss_history": np.array(loss_history),
        "error_history": np.array(error_history),
    }
