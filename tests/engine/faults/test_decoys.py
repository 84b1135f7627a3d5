from __future__ import annotations

import pytest

from nn_tui.engine.faults.decoys import DECOYS, too_high
from nn_tui.engine.faults.planted import Planted
from tests.engine.building import Plan


@pytest.mark.parametrize(
    ("rate", "high"), [(1.0, 100.0), (0.07, 7.0), (0.1, 10.0), (1e-6, 1e-4), (0.3, 30.0)]
)
def test_a_hundred_times_a_decimal_is_one(rate: float, high: float) -> None:
    assert too_high(rate) == high


def test_rate_comes_back_exactly_unless_it_was_set_since() -> None:
    workspace = Plan(learning_rate=0.07).machine().workspace
    planted = Planted("rate-too-high", rate=0.07)
    planted.enter(workspace)
    assert workspace.arrays["learning_rate"].item() == 7.0
    planted.leave(workspace)
    assert workspace.arrays["learning_rate"].item() == 0.07
    planted.enter(workspace)
    workspace.set_learning_rate(0.5)
    planted.leave(workspace)
    assert workspace.arrays["learning_rate"].item() == 0.5


def test_no_line_is_another_with_a_decoy() -> None:
    for decoy in DECOYS:
        machine = Plan().machine()
        before = machine.program
        machine.plant(Planted(decoy.name))
        assert machine.program == machine.lines.run == before


def test_decoys_are_refused_where_they_spoil_nothing() -> None:
    no_hidden = Plan((3, 1), ("sigmoid",)).machine().program
    assert DECOYS["zero-weights"].reason(no_hidden, 1.0).startswith("needs a hidden layer")
    assert "too large" in DECOYS["rate-too-high"].reason(no_hidden, 1e307)
