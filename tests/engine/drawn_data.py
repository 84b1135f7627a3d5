"""Machines on data drawn for a plan, with targets that its loss takes."""

from __future__ import annotations

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.engine.machine import Machine
from tests.engine.building import Plan


def drawn_targets(loss: str, stream: np.random.RandomState, rows: int, outputs: int) -> Array:
    """Draw targets, (rows, outputs): 0 or 1 for bce, one-hot for cross-entropy, else normal."""
    if loss == "bce":
        return stream.randint(0, 2, (rows, outputs)).astype(np.float64)
    if loss == "cross-entropy":
        return np.eye(outputs)[stream.randint(0, outputs, rows)]
    drawn: Array = stream.standard_normal((rows, outputs))
    return drawn


def machine_on_drawn_data(plan: Plan, rows: int) -> Machine:
    """Make a plan's machine at epoch 0 on rows drawn from the plan's seed."""
    stream = np.random.RandomState(plan.seed + 1000)
    inputs = stream.standard_normal((rows, plan.sizes[0]))
    return plan.machine(inputs, drawn_targets(plan.loss, stream, rows, plan.sizes[-1]))
