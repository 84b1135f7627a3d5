"""Random runs for hypothesis: every depth, activation, loss, bias, batch size and order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from nn_tui.engine.arrays import Array
from tests.engine.building import Plan

_HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")
_INITS = ("uniform", "zeros", "xavier", "he", "normal")


class Case(NamedTuple):
    """A plan and the data that it trains on."""

    plan: Plan
    inputs: Array
    targets: Array


@st.composite
def cases(draw: st.DrawFn, min_depth: int = 0) -> Case:
    """Draw a run of any allowed kind, with 1 to 11 rows."""
    rows = draw(st.integers(1, 11))
    hidden = draw(st.lists(st.integers(1, 6), min_size=min_depth, max_size=3))
    loss = draw(st.sampled_from(["squared", "mse", "bce", "cross-entropy"]))
    forced = {"bce": "sigmoid", "cross-entropy": "softmax"}
    output = forced.get(loss) or draw(st.sampled_from(_HIDDEN))
    n_in, n_out = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    plan = Plan(
        sizes=(n_in, *hidden, n_out),
        activations=(*(draw(st.sampled_from(_HIDDEN)) for _ in hidden), output),
        loss=loss,
        bias=draw(st.booleans()),
        init=draw(st.sampled_from(_INITS)),
        seed=draw(st.sampled_from([0, 1, 7, 12345, 2**32 - 1])),
        learning_rate=draw(st.sampled_from([0.01, 0.1, 0.5])),
        batch_size=draw(st.integers(1, rows + 2)),
        shuffle=draw(st.booleans()),
    )
    stream = np.random.RandomState(draw(st.integers(0, 2**16)))
    inputs = stream.standard_normal((rows, n_in))
    return Case(plan, inputs, _targets(loss, stream, rows, n_out))


def _targets(loss: str, stream: np.random.RandomState, rows: int, n_out: int) -> Array:
    if loss == "bce":
        return stream.randint(0, 2, (rows, n_out)).astype(np.float64)
    if loss == "cross-entropy":
        return np.eye(n_out)[stream.randint(0, n_out, rows)]
    drawn: Array = stream.random_sample((rows, n_out))
    return drawn
