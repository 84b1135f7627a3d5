"""Gradient descent for any stack of dense layers, as a loop over the layers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def train(
    inputs: Array,
    targets: Array,
    *,
    sizes: list[int],
    activations: list[str],
    loss: str,
    bias: bool,
    init: str,
    seed: int,
    learning_rate: float,
    batch_size: int,
    shuffle: bool,
    epochs: int,
) -> dict[str, Array]:
    """Train, and return every array as it stands at the end, by name."""
    rows = len(inputs)
    a = initial_weights(sizes, init, seed, bias)
    loss_history = []
    error_history = []
    for epoch in range(1, epochs + 1):
        order = np.arange(rows)
        if shuffle:
            order = np.random.RandomState([seed, 0, epoch]).permutation(rows)
        epoch_x = inputs[order]
        epoch_y = targets[order]
        epoch_z = np.empty(epoch_y.shape)
        epoch_outputs = np.empty(epoch_y.shape)
        for start in range(0, rows, batch_size):
            stop = min(start + batch_size, rows)
            a["l0"] = epoch_x[start:stop]
            a["y"] = epoch_y[start:stop]
            forward(a, activations, bias)
            backward(a, activations, loss, bias)
            update(a, len(activations), learning_rate, bias)
            epoch_z[start:stop] = a[f"z{len(activations)}"]
            epoch_outputs[start:stop] = a[f"l{len(activations)}"]
        loss_history.append(epoch_loss(loss, epoch_y, epoch_z, epoch_outputs))
        error_history.append(float(np.mean(np.abs(epoch_y - epoch_outputs))))
        a["outputs"] = np.empty(epoch_y.shape)
        a["outputs"][order] = epoch_outputs
    a["loss"] = np.array(loss_history[-1])
    a["error"] = np.array(error_history[-1])
    a["loss_history"] = np.array(loss_history)
    a["error_history"] = np.array(error_history)
    return a


def initial_weights(sizes: list[int], init: str, seed: int, bias: bool) -> dict[str, Array]:
    """Draw synapse_0, synapse_1, ... in this order; biases are zeros."""
    rs = np.random.RandomState(seed)
    a = {}
    for k in range(len(sizes) - 1):
        a[f"synapse_{k}"] = draw(rs, init, sizes[k], sizes[k + 1])
        if bias:
            a[f"bias_{k}"] = np.zeros(sizes[k + 1])
    return a


def draw(rs: np.random.RandomState, init: str, n_in: int, n_out: int) -> Array:
    """Draw one weight matrix, (n_in, n_out)."""
    if init == "uniform":
        return 2 * rs.random_sample((n_in, n_out)) - 1
    if init == "xavier":
        xavier: Array = (2 * rs.random_sample((n_in, n_out)) - 1) * np.sqrt(6 / (n_in + n_out))
        return xavier
    if init == "he":
        he: Array = rs.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)
        return he
    if init == "normal":
        return rs.standard_normal((n_in, n_out))
    if init == "zeros":
        return np.zeros((n_in, n_out))
    raise ValueError(init)


def forward(a: dict[str, Array], activations: list[str], bias: bool) -> None:
    """Carry the batch from l0 to the last layer."""
    for k in range(len(activations)):
        z = a[f"l{k}"] @ a[f"synapse_{k}"]
        if bias:
            z = z + a[f"bias_{k}"]
        a[f"z{k + 1}"] = z
        a[f"l{k + 1}"] = activate(activations[k], z)


def activate(activation: str, z: Array) -> Array:
    """Apply an activation to z."""
    if activation == "sigmoid":
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-z))
    if activation == "tanh":
        return np.tanh(z)
    if activation == "relu":
        return np.maximum(z, 0)
    if activation == "leaky_relu":
        return np.where(z > 0, z, 0.01 * z)
    if activation == "linear":
        return z
    if activation == "softmax":
        e: Array = np.exp(z - z.max(axis=1, keepdims=True))
        softmax: Array = e / e.sum(axis=1, keepdims=True)
        return softmax
    raise ValueError(activation)


def backward(a: dict[str, Array], activations: list[str], loss: str, bias: bool) -> None:
    """Carry the error back from the last layer, then take all descents."""
    last = len(activations)
    z, l = a[f"z{last}"], a[f"l{last}"]
    a[f"l{last}_error"] = a["y"] - l
    a[f"l{last}_delta"] = output_delta(loss, activations[-1], a[f"l{last}_error"], z, l)
    for k in range(last - 1, 0, -1):
        z, l = a[f"z{k}"], a[f"l{k}"]
        a[f"l{k}_error"] = a[f"l{k + 1}_delta"] @ a[f"synapse_{k}"].T
        a[f"l{k}_delta"] = times_slope(activations[k - 1], a[f"l{k}_error"], z, l)
    for k in range(last):
        a[f"synapse_{k}_descent"] = a[f"l{k}"].T @ a[f"l{k + 1}_delta"]
        if bias:
            a[f"bias_{k}_descent"] = a[f"l{k + 1}_delta"].sum(axis=0)


def output_delta(loss: str, activation: str, error: Array, z: Array, l: Array) -> Array:
    """Turn the output's error into its delta."""
    if loss == "squared":
        return times_slope(activation, error, z, l)
    if loss == "mse":
        return times_slope(activation, error, z, l) * (2 / l.size)
    if loss == "bce":
        return error / l.size
    if loss == "cross-entropy":
        return error / len(l)
    raise ValueError(loss)


def times_slope(activation: str, error: Array, z: Array, l: Array) -> Array:
    """Multiply an error by the activation's slope."""
    if activation == "sigmoid":
        return error * (l * (1 - l))
    if activation == "tanh":
        return error * (1 - l * l)
    if activation == "relu":
        return error * (z > 0)
    if activation == "leaky_relu":
        return error * np.where(z > 0, 1, 0.01)
    if activation == "linear":
        return error * 1
    raise ValueError(activation)


def update(a: dict[str, Array], layers: int, learning_rate: float, bias: bool) -> None:
    """Step every weight along its descent."""
    for k in range(layers):
        a[f"synapse_{k}"] += learning_rate * a[f"synapse_{k}_descent"]
        if bias:
            a[f"bias_{k}"] += learning_rate * a[f"bias_{k}_descent"]


def epoch_loss(loss: str, y: Array, z: Array, outputs: Array) -> float:
    """Compute the loss of an epoch from its outputs as each row went through."""
    if loss == "squared":
        return float(0.5 * np.sum((y - outputs) ** 2))
    if loss == "mse":
        return float(np.mean((y - outputs) ** 2))
    if loss == "bce":
        return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))
    if loss == "cross-entropy":
        shifted = z - z.max(axis=1, keepdims=True)
        log_softmax = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return float(-np.sum(y * log_softmax) / len(y))
    raise ValueError(loss)
