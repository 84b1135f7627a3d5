"""Logistic regression: sigmoid with bce and no hidden layer; bias, zeros, shuffled batches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def train(
    inputs: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    *,
    seed: int,
    learning_rate: float,
    batch_size: int,
    epochs: int,
) -> dict[str, npt.NDArray[np.float64]]:
    """Train, and return every array as it stands at the end, by name."""
    rows, n_in = inputs.shape
    n_out = targets.shape[1]

    synapse_0 = np.zeros((n_in, n_out))
    bias_0 = np.zeros(n_out)

    loss_history = []
    error_history = []
    for epoch in range(1, epochs + 1):
        order = np.random.RandomState([seed, 0, epoch]).permutation(rows)
        epoch_x = inputs[order]
        epoch_y = targets[order]
        batches_z1 = []
        batches_l1 = []

        for start in range(0, rows, batch_size):
            l0 = epoch_x[start : start + batch_size]
            y = epoch_y[start : start + batch_size]

            z1 = l0 @ synapse_0 + bias_0
            with np.errstate(over="ignore"):
                l1 = 1 / (1 + np.exp(-z1))

            l1_error = y - l1
            l1_delta = l1_error / l1.size

            synapse_0_descent = l0.T @ l1_delta
            bias_0_descent = l1_delta.sum(axis=0)

            synapse_0 += learning_rate * synapse_0_descent
            bias_0 += learning_rate * bias_0_descent

            batches_z1.append(z1)
            batches_l1.append(l1)

        z = np.concatenate(batches_z1)
        epoch_l1 = np.concatenate(batches_l1)
        loss = np.mean(np.maximum(z, 0) - z * epoch_y + np.log1p(np.exp(-np.abs(z))))
        error = np.mean(np.abs(epoch_y - epoch_l1))
        loss_history.append(loss)
        error_history.append(error)
        outputs = np.empty_like(epoch_l1)
        outputs[order] = epoch_l1

    return {
        "l0": l0,
        "y": y,
        "z1": z1,
        "l1": l1,
        "l1_error": l1_error,
        "l1_delta": l1_delta,
        "synapse_0": synapse_0,
        "bias_0": bias_0,
        "synapse_0_descent": synapse_0_descent,
        "bias_0_descent": bias_0_descent,
        "outputs": outputs,
        "loss": np.array(loss),
        "error": np.array(error),
        "loss_history": np.array(loss_history),
        "error_history": np.array(error_history),
    }
