from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.gradient_view import (
    gradient_line,
    gradient_name,
    gradient_values,
    is_negated,
    stored_name,
)
from nn_tui.debugger.unit import Unit
from tests.debugger.sessions import session_of


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("l2_error = y - l2", "l2_error = l2 - y"),
        ("l2_delta = l2_error * (l2 * (1 - l2))", "l2_delta = l2_error * (l2 * (1 - l2))"),
        ("l1_error = l2_delta @ synapse_1.T", "l1_error = l2_delta @ synapse_1.T"),
        ("synapse_0_descent = l0.T @ l1_delta", "synapse_0_gradient = l0.T @ l1_delta"),
        (
            "synapse_0 += learning_rate * synapse_0_descent",
            "synapse_0 -= learning_rate * synapse_0_gradient",
        ),
        (
            "l1_error = l2_delta @ (synapse_1 + learning_rate * (l1.T @ l2_delta)).T",
            "l1_error = l2_delta @ (synapse_1 - learning_rate * (l1.T @ l2_delta)).T",
        ),
        ("loss = 0.5 * np.sum((y - l2) ** 2)", "loss = 0.5 * np.sum((y - l2) ** 2)"),
    ],
)
def test_listing_is_rewritten_where_signs_differ(line: str, shown: str) -> None:
    assert gradient_line(line) == shown


def test_negated_arrays_are_errors_deltas_and_descents() -> None:
    names = session_of("xor", batch_size="3", shuffle="yes").snapshot().names
    assert {name for name in names if is_negated(name)} == {
        "l1_error", "l1_delta", "l2_error", "l2_delta",
        "synapse_0_descent", "synapse_1_descent", "bias_0_descent", "bias_1_descent",
    }  # fmt: skip


def test_descents_are_called_gradients() -> None:
    assert gradient_name("bias_1_descent") == "bias_1_gradient"
    assert gradient_name("synapse_1") == "synapse_1"


def test_names_of_files_stay_as_they_are() -> None:
    assert gradient_line("written: my_descent-e3.py") == "written: my_descent-e3.py"


def test_zero_has_no_sign() -> None:
    shown = gradient_values("l1_delta", np.array([[0.0, 2.0]]))
    assert shown.tolist() == [[0.0, -2.0]]
    assert not np.signbit(shown[0, 0])


def test_rewritten_listing_gives_the_negated_values() -> None:
    # The listing as the gradient view shows it, run as Python on the numbers of the first epoch.
    session = session_of("classic")
    before = session.snapshot()
    session.step(Unit.OP)
    for _ in range(11):
        session.step(Unit.OP)
    after = session.snapshot()

    def sigmoid(z: np.ndarray) -> np.ndarray:
        values: np.ndarray = 1 / (1 + np.exp(-z))
        return values

    names = {name: np.array(before.array(name)) for name in ("l0", "y", "synapse_0", "synapse_1")}
    space = {**names, "sigmoid": sigmoid, "learning_rate": 1.0}
    for op in after.program.iteration:
        exec(gradient_line(op.line), space)
    for name in ("l2_error", "l2_delta", "l1_error", "l1_delta", "synapse_0_descent"):
        stored = after.array(name)
        assert stored is not None
        np.testing.assert_array_equal(space[gradient_name(name)], gradient_values(name, stored))
    weights = after.array("synapse_0")
    assert weights is not None
    np.testing.assert_array_equal(space["synapse_0"], weights)


def test_update_of_frozen_weights_is_rewritten_too() -> None:
    line = "synapse_0 += np.where(frozen_synapse_0, 0, learning_rate * synapse_0_descent)"
    shown = "synapse_0 -= np.where(frozen_synapse_0, 0, learning_rate * synapse_0_gradient)"
    assert gradient_line(line) == shown


def test_stored_name_undoes_the_gradients() -> None:
    for name in ("synapse_0_descent", "bias_2_descent", "l1_delta", "synapse_0"):
        assert stored_name(gradient_name(name)) == name
