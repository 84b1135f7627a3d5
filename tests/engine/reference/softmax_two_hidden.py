"""A tanh and a relu layer, softmax with cross-entropy; biases, xavier, shuffled mini-batches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def train(
    inputs: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    *,
    hidden: tuple[int, int],
    seed: int,
    learning_rate: float,
    batch_size: int,
    epochs: int,
) -> dict[str, npt.NDArray[np.float64]]:
    """Train on one-hot targets, and return every array as it stands at the end, by name."""
    rows, n0 = inputs.shape
    n1, n2 = hidden
    n3 = targets.shape[1]

    rs = np.random.RandomState(seed)
    synapse_0 = (2 * rs.random_sample((n0, n1)) - 1) * np.sqrt(6 / (n0 + n1))
    synapse_1 = (2 * rs.random_sample((n1, n2)) - 1) * np.sqrt(6 / (n1 + n2))
    synapse_2 = (2 * rs.random_sample((n2, n3)) - 1) * np.sqrt(6 / (n2 + n3))
    bias_0 = np.zeros(n1)
    bias_1 = np.zeros(n2)
    bias_2 = np.zeros(n3)

    loss_history = []
    error_history = []
    for epoch in range(1, epochs + 1):
        order = np.random.RandomState([seed, 0, epoch]).permutation(rows)
        epoch_x = inputs[order]
        epoch_y = targets[order]
        batches_z3 = []
        batches_l3 = []

        for start in range(0, rows, batch_size):
            l0 = epoch_x[start : start + batch_size]
            y = epoch_y[start : start + batch_size]

            z1 = l0 @ synapse_0 + bias_0
            l1 = np.tanh(z1)
            z2 = l1 @ synapse_1 + bias_1
            l2 = np.maximum(z2, 0)
            z3 = l2 @ synapse_2 + bias_2
            e = np.exp(z3 - z3.max(axis=1, keepdims=True))
            l3 = e / e.sum(axis=1, keepdims=True)

            l3_error = y - l3
            l3_delta = l3_error / len(l3)
            l2_error = l3_delta @ synapse_2.T
            l2_delta = l2_error * (z2 > 0)
            l1_error = l2_delta @ synapse_1.T
            l1_delta = l1_error * (1 - l1 * l1)

            synapse_2_descent = l2.T @ l3_delta
            bias_2_descent = l3_delta.sum(axis=0)
            synapse_1_descent = l1.T @ l2_delta
            bias_1_descent = l2_delta.sum(axis=0)
            synapse_0_descent = l0.T @ l1_delta
            bias_0_descent = l1_delta.sum(axis=0)

            synapse_2 += learning_rate * synapse_2_descent
            bias_2 += learning_rate * bias_2_descent
            synapse_1 += learning_rate * synapse_1_descent
            bias_1 += learning_rate * bias_1_descent
            synapse_0 += learning_rate * synapse_0_descent
            bias_0 += learning_rate * bias_0_descent

            batches_z3.append(z3)
            batches_l3.append(l3)

        epoch_z3 = np.concatenate(batches_z3)
        epoch_l3 = np.concatenate(batches_l3)
        shifted = epoch_z3 - epoch_z3.max(axis=1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        loss = -np.sum(epoch_y * log_softmax) / len(epoch_y)
        error = np.mean(np.abs(epoch_y - epoch_l3))
        loss_history.append(loss)
        error_history.append(error)
        outputs = np.empty_like(epoch_l3)
        outputs[order] = epoch_l3

    return {
        "l0": l0,
        "y": y,
        "z1": z1,
        "l1": l1,
        "z2": z2,
        "l2": l2,
        "z3": z3,
        "l3": l3,
        "l3_error": l3_error,
        "l3_delta": l3_delta,
        "l2_error": l2_error,
        "l2_delta": l2_delta,
        "l1_error": l1_error,
        "l1_delta": l1_delta,
        "synapse_0": synapse_0,
        "synapse_1": synapse_1,
        "synapse_2": synapse_2,
        "bias_0": bias_0,
        "bias_1": bias_1,
        "bias_2": bias_2,
        "synapse_0_descent": synapse_0_descent,
        "synapse_1_descent": synapse_1_descent,
        "synapse_2_descent": synapse_2_descent,
        "bias_0_descent": bias_0_descent,
        "bias_1_descent": bias_1_descent,
        "bias_2_descent": bias_2_descent,
        "outputs": outputs,
        "loss": np.array(loss),
        "error": np.array(error),
        "loss_history": np.array(loss_history),
        "error_history": np.array(error_history),
    }
