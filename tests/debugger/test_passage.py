from __future__ import annotations

import numpy as np
import pytest

from nn_tui.debugger.passage import pass_through
from nn_tui.debugger.unit import Unit
from tests.debugger.sessions import session_of


@pytest.mark.parametrize("dataset", ["classic", "xor", "iris", "sine"])
def test_row_passes_through_as_in_the_run(dataset: str) -> None:
    # Forward only: the weights are still those that the run's own forward pass has used.
    session = session_of(dataset, batch_size="all", shuffle="no")
    session.step(Unit.EPOCH)
    before = session.snapshot()
    error = f"l{before.program.network.depth}_error"
    ops = [op.writes for op in before.program.ops(1)]
    for _ in range(ops.index(error) + 1):
        session.step(Unit.OP)
    after = session.snapshot()
    for row in (0, before.recipe.dataset.rows - 1):
        for name, values in pass_through(before, row).items():
            run = after.array(name)
            assert run is not None
            # A product of one row may be summed in another order than one of many rows.
            np.testing.assert_allclose(values, run[row], rtol=1e-12, atol=1e-14, err_msg=name)


def test_passing_through_leaves_the_moment_as_it_is() -> None:
    moment = session_of("iris").snapshot()
    block = moment.block.copy()
    pass_through(moment, 7)
    np.testing.assert_array_equal(moment.block, block)
