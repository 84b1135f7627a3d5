"""The same trainings as a learner writes them: fresh arrays, operators, nothing bound."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def classic_bare(x: Array, y: Array, epochs: int) -> None:
    """The eleven lines: 3-4-1 sigmoid, full batch, and no account kept of loss or error."""
    stream = np.random.RandomState(1)
    synapse_0 = 2 * stream.random_sample((3, 4)) - 1
    synapse_1 = 2 * stream.random_sample((4, 1)) - 1
    for _ in range(epochs):
        l1 = 1 / (1 + np.exp(-(np.dot(x, synapse_0))))
        l2 = 1 / (1 + np.exp(-(np.dot(l1, synapse_1))))
        l2_delta = (y - l2) * (l2 * (1 - l2))
        l1_delta = l2_delta.dot(synapse_1.T) * (l1 * (1 - l1))
        synapse_1 += l1.T.dot(l2_delta)
        synapse_0 += x.T.dot(l1_delta)


def classic(x: Array, y: Array, epochs: int) -> tuple[list[float], list[float]]:
    """The eleven lines with the loss and the error of each epoch kept, as nn-tui keeps them."""
    stream = np.random.RandomState(1)
    synapse_0 = 2 * stream.random_sample((3, 4)) - 1
    synapse_1 = 2 * stream.random_sample((4, 1)) - 1
    losses, errors = [], []
    for _ in range(epochs):
        l1 = 1 / (1 + np.exp(-(np.dot(x, synapse_0))))
        l2 = 1 / (1 + np.exp(-(np.dot(l1, synapse_1))))
        l2_error = y - l2
        l2_delta = l2_error * (l2 * (1 - l2))
        l1_delta = l2_delta.dot(synapse_1.T) * (l1 * (1 - l1))
        synapse_1 += l1.T.dot(l2_delta)
        synapse_0 += x.T.dot(l1_delta)
        losses.append(0.5 * np.sum(l2_error**2))
        errors.append(np.mean(np.abs(l2_error)))
    return losses, errors


def deep(x: Array, y: Array, epochs: int) -> tuple[list[float], list[float]]:
    """2-8-8-1, tanh and linear, biases, mse, shuffled batches of 10, as it is commonly written.

    Rows are taken by an index array, and the loss and the error of each batch are kept with
    np.mean.
    """
    stream = np.random.RandomState(1)
    w0, w1, w2 = (
        (2 * stream.random_sample(shape) - 1) * np.sqrt(6 / sum(shape))
        for shape in ((2, 8), (8, 8), (8, 1))
    )
    b0, b1, b2 = np.zeros(8), np.zeros(8), np.zeros(1)
    losses, errors, rate = [], [], 0.1
    for _ in range(epochs):
        order = stream.permutation(len(x))
        for start in range(0, len(x), 10):
            rows = order[start : start + 10]
            l0, target = x[rows], y[rows]
            l1 = np.tanh(l0 @ w0 + b0)
            l2 = np.tanh(l1 @ w1 + b1)
            l3 = l2 @ w2 + b2
            l3_error = target - l3
            losses.append(np.mean(l3_error**2))
            errors.append(np.mean(np.abs(l3_error)))
            d3 = l3_error * (2 / l3.size)
            d2 = (d3 @ w2.T) * (1 - l2 * l2)
            d1 = (d2 @ w1.T) * (1 - l1 * l1)
            w2 += rate * (l2.T @ d3)
            b2 += rate * d3.sum(axis=0)
            w1 += rate * (l1.T @ d2)
            b1 += rate * d2.sum(axis=0)
            w0 += rate * (l0.T @ d1)
            b0 += rate * d1.sum(axis=0)
    return losses, errors


def deep_bare(x: Array, y: Array, epochs: int) -> None:
    """The same network with the rows in file order and no account kept of loss or error."""
    stream = np.random.RandomState(1)
    w0, w1, w2 = (
        (2 * stream.random_sample(shape) - 1) * np.sqrt(6 / sum(shape))
        for shape in ((2, 8), (8, 8), (8, 1))
    )
    b0, b1, b2 = np.zeros(8), np.zeros(8), np.zeros(1)
    rate = 0.1
    for _ in range(epochs):
        for start in range(0, len(x), 10):
            l0, target = x[start : start + 10], y[start : start + 10]
            l1 = np.tanh(l0 @ w0 + b0)
            l2 = np.tanh(l1 @ w1 + b1)
            l3 = l2 @ w2 + b2
            d3 = (target - l3) * (2 / l3.size)
            d2 = (d3 @ w2.T) * (1 - l2 * l2)
            d1 = (d2 @ w1.T) * (1 - l1 * l1)
            w2 += rate * (l2.T @ d3)
            b2 += rate * d3.sum(axis=0)
            w1 += rate * (l1.T @ d2)
            b1 += rate * d2.sum(axis=0)
            w0 += rate * (l0.T @ d1)
            b0 += rate * d1.sum(axis=0)


def deep_without_bias(x: Array, y: Array, epochs: int) -> tuple[list[float], list[float]]:
    """2-8-8-1, tanh throughout, no bias, mse, shuffled batches of 10, as it is commonly written."""
    stream = np.random.RandomState(1)
    w0, w1, w2 = (
        (2 * stream.random_sample(shape) - 1) * np.sqrt(6 / sum(shape))
        for shape in ((2, 8), (8, 8), (8, 1))
    )
    losses, errors, rate = [], [], 0.1
    for _ in range(epochs):
        order = stream.permutation(len(x))
        for start in range(0, len(x), 10):
            rows = order[start : start + 10]
            l0, target = x[rows], y[rows]
            l1 = np.tanh(l0 @ w0)
            l2 = np.tanh(l1 @ w1)
            l3 = np.tanh(l2 @ w2)
            l3_error = target - l3
            losses.append(np.mean(l3_error**2))
            errors.append(np.mean(np.abs(l3_error)))
            d3 = l3_error * (1 - l3 * l3) * (2 / l3.size)
            d2 = (d3 @ w2.T) * (1 - l2 * l2)
            d1 = (d2 @ w1.T) * (1 - l1 * l1)
            w2 += rate * (l2.T @ d3)
            w1 += rate * (l1.T @ d2)
            w0 += rate * (l0.T @ d1)
    return losses, errors
