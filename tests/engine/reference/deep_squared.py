"""Relu, tanh and sigmoid layers, tanh output, squared loss; no bias, all rows, shuffled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def train(
    inputs: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    *,
    hidden: tuple[int, int, int],
    seed: int,
    learning_rate: float,
    epochs: int,
) -> dict[str, npt.NDArray[np.float64]]:
    """Train, and return every array as it stands at the end, by name."""
    rows, n0 = inputs.shape
    n1, n2, n3 = hidden
    n4 = targets.shape[1]

    rs = np.random.RandomState(seed)
    synapse_0 = rs.standard_normal((n0, n1))
    synapse_1 = rs.standard_normal((n1, n2))
    synapse_2 = rs.standard_normal((n2, n3))
    synapse_3 = rs.standard_normal((n3, n4))

    loss_history = []
    error_history = []
    for epoch in range(1, epochs + 1):
        order = np.random.RandomState([seed, 0, epoch]).permutation(rows)
        l0 = inputs[order]
        y = targets[order]

        z1 = l0 @ synapse_0
        l1 = np.maximum(z1, 0)
        z2 = l1 @ synapse_1
        l2 = np.tanh(z2)
        z3 = l2 @ synapse_2
        with np.errstate(over="ignore"):
            l3 = 1 / (1 + np.exp(-z3))
        z4 = l3 @ synapse_3
        l4 = np.tanh(z4)

        l4_error = y - l4
        l4_delta = l4_error * (1 - l4 * l4)
        l3_error = l4_delta @ synapse_3.T
        l3_delta = l3_error * (l3 * (1 - l3))
        l2_error = l3_delta @ synapse_2.T
        l2_delta = l2_error * (1 - l2 * l2)
        l1_error = l2_delta @ synapse_1.T
        l1_delta = l1_error * (z1 > 0)

        synapse_3_descent = l3.T @ l4_delta
        synapse_2_descent = l2.T @ l3_delta
        synapse_1_descent = l1.T @ l2_delta
        synapse_0_descent = l0.T @ l1_delta

        synapse_3 += learning_rate * synapse_3_descent
        synapse_2 += learning_rate * synapse_2_descent
        synapse_1 += learning_rate * synapse_1_descent
        synapse_0 += learning_rate * synapse_0_descent

        loss = 0.5 * np.sum((y - l4) ** 2)
        error = np.mean(np.abs(y - l4))
        loss_history.append(loss)
        error_history.append(error)
        outputs = np.empty_like(l4)
        outputs[order] = l4

    return {
        "l0": l0,
        "y": y,
        "z1": z1,
        "l1": l1,
        "z2": z2,
        "l2": l2,
        "z3": z3,
        "l3": l3,
        "z4": z4,
        "l4": l4,
        "l4_error": l4_error,
        "l4_delta": l4_delta,
        "l3_error": l3_error,
        "l3_delta": l3_delta,
        "l2_error": l2_error,
        "l2_delta": l2_delta,
        "l1_error": l1_error,
        "l1_delta": l1_delta,
        "synapse_0": synapse_0,
        "synapse_1": synapse_1,
        "synapse_2": synapse_2,
        "synapse_3": synapse_3,
        "synapse_0_descent": synapse_0_descent,
        "synapse_1_descent": synapse_1_descent,
        "synapse_2_descent": synapse_2_descent,
        "synapse_3_descent": synapse_3_descent,
        "outputs": outputs,
        "loss": np.array(loss),
        "error": np.array(error),
        "loss_history": np.array(loss_history),
        "error_history": np.array(error_history),
    }
