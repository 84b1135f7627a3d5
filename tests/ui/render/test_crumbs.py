from __future__ import annotations

import pytest

from nn_tui.debugger.explain.explanation import Question
from nn_tui.engine.cursor import Cursor
from nn_tui.ui.render.crumbs import Crumb, trail_text
from tests.ui.driving import session_of

PLACE = session_of().timeline.place


def crumb(array: str, *written: int) -> Crumb:
    return Crumb(Question(array, (0, 1), 0.5, PLACE), Cursor(*written) if written else None)


@pytest.mark.parametrize(
    ("crumbs", "text"),
    [
        ([crumb("z1", 3, 1, 1), crumb("l0", 3, 1, 0)], "z1[0,1] > l0[0,1]"),
        (
            [crumb("z1", 3, 1, 1), crumb("synapse_0", 2, 1, 12)],
            "z1[0,1] > synapse_0[0,1] of epoch 2",
        ),
        # Of one iteration the moment is said once, and again of what is shown.
        (
            [
                crumb("z1", 3, 1, 1),
                crumb("synapse_0", 2, 1, 12),
                crumb("synapse_0_descent", 2, 1, 10),
                crumb("l1_delta", 2, 1, 8),
            ],
            "z1[0,1] > synapse_0[0,1] of epoch 2 > synapse_0_descent[0,1] "
            "> l1_delta[0,1] of epoch 2",
        ),
        (
            [crumb("z1", 3, 2, 1), crumb("synapse_0", 3, 1, 12)],
            "z1[0,1] > synapse_0[0,1] of batch 1",
        ),
        (
            [crumb("z1", 3, 1, 1), crumb("synapse_0", 2, 5, 12)],
            "z1[0,1] > synapse_0[0,1] of epoch 2, batch 5",
        ),
        # As it was drawn, and one whose answer is on its way: of no moment.
        ([crumb("z1", 1, 1, 1), crumb("synapse_0")], "z1[0,1] > synapse_0[0,1]"),
    ],
)
def test_a_number_of_another_iteration_says_which(crumbs: list[Crumb], text: str) -> None:
    assert trail_text(crumbs, is_gradient=False) == text


def test_names_are_those_of_the_view() -> None:
    crumbs = [crumb("synapse_0", 3, 1, 12), crumb("synapse_0_descent", 3, 1, 10)]
    assert trail_text(crumbs, is_gradient=True) == "synapse_0[0,1] > synapse_0_gradient[0,1]"
