"""One leaky relu layer, linear output with mse; biases, he, mini-batches in file order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def train(
    inputs: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    *,
    hidden: int,
    seed: int,
    learning_rate: float,
    batch_size: int,
    epochs: int,
) -> dict[str, npt.NDArray[np.float64]]:
    """Train, and return every array as it stands at the end, by name."""
    rows, n_in = inputs.shape
    n_out = targets.shape[1]

    rs = np.random.RandomState(seed)
    synapse_0 = rs.standard_normal((n_in, hidden)) * np.sqrt(2 / n_in)
    synapse_1 = rs.standard_normal((hidden, n_out)) * np.sqrt(2 / hidden)
    bias_0 = np.zeros(hidden)
    bias_1 = np.zeros(n_out)

    loss_history = []
    error_history = []
    for _ in range(epochs):
        order = np.arange(rows)
        epoch_x = inputs[order]
        epoch_y = targets[order]
        batches_l2 = []

        for start in range(0, rows, batch_size):
            l0 = epoch_x[start : start + batch_size]
            y = epoch_y[start : start + batch_size]

            z1 = l0 @ synapse_0 + bias_0
            l1 = np.where(z1 > 0, z1, 0.01 * z1)
            z2 = l1 @ synapse_1 + bias_1
            l2 = z2

            l2_error = y - l2
            l2_delta = l2_error * 1 * (2 / l2.size)
            l1_error = l2_delta @ synapse_1.T
            l1_delta = l1_error * np.where(z1 > 0, 1, 0.01)

            synapse_1_descent = l1.T @ l2_delta
            bias_1_descent = l2_delta.sum(axis=0)
            synapse_0_descent = l0.T @ l1_delta
            bias_0_descent = l1_delta.sum(axis=0)

            synapse_1 += learning_rate * synapse_1_descent
            bias_1 += learning_rate * bias_1_descent
            synapse_0 += learning_rate * synapse_0_descent
            bias_0 += learning_rate * bias_0_descent

            batches_l2.append(l2)

        outputs = np.concatenate(batches_l2)
        loss = np.mean((epoch_y - outputs) ** 2)
        error = np.mean(np.abs(epoch_y - outputs))
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
        "bias_0": bias_0,
        "bias_1": bias_1,
        "synapse_0_descent": synapse_0_descent,
        "synapse_1_descent": synapse_1_descent,
        "bias_0_descent": bias_0_descent,
        "bias_1_descent": bias_1_descent,
        "outputs": outputs,
        "loss": np.array(loss),
        "error": np.array(error),
        "loss_history": np.array(loss_history),
        "error_history": np.array(error_history),
    }
