"""Which losses go with which output activations and targets; the rest is refused in one line."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nn_tui.engine.activations import Activation
from nn_tui.engine.arrays import Array
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.losses import Loss


def check_pair(loss: Loss, activation: Activation) -> None:
    """Refuse a loss and an output activation whose delta is not defined together.

    Raises:
        NetworkError: The pair is not defined: the message names what goes.
    """
    if loss.activation is not None and loss.activation != activation.name:
        raise NetworkError(
            f"loss {loss.name} with output activation {activation.name}: "
            f"{loss.name} goes with {loss.activation} alone; "
            f"use output activation {loss.activation}, or loss mse"
        )
    if loss.activation is None and activation.slope is None:
        raise NetworkError(
            f"loss {loss.name} with output activation {activation.name}: "
            f"{activation.name} goes with cross-entropy alone; "
            f"use loss cross-entropy, or output activation linear"
        )


def check_targets(loss: Loss, targets: Array) -> None:
    """Refuse targets that a loss with logarithms is not defined for.

    Args:
        loss: The loss.
        targets: (rows, outputs).

    Raises:
        NetworkError: bce with a target outside [0, 1]; cross-entropy with a row that does not
            sum to 1 or with a negative share.
    """
    if loss.name == "bce":
        _refuse_rows((targets < 0) | (targets > 1), targets, "bce takes targets from 0 to 1")
    if loss.name == "cross-entropy":
        is_off = np.abs(targets.sum(axis=1, keepdims=True) - 1) > 1e-6
        _refuse_rows(
            is_off | (targets < 0), targets, "cross-entropy takes target rows that sum to 1"
        )


def _refuse_rows(is_wrong: npt.NDArray[np.bool_], targets: Array, rule: str) -> None:
    rows = np.flatnonzero(is_wrong.any(axis=1))
    if len(rows):
        shown = ", ".join(f"{value:g}" for value in targets[rows[0]][:6])
        raise NetworkError(f"targets of row {rows[0]}: {shown}: {rule}; use loss mse")
