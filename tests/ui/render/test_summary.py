from __future__ import annotations

import math

import numpy as np
import pytest

from nn_tui.engine.arrays import Array
from nn_tui.ui.render import summary
from nn_tui.ui.render.summary import Summaries, Summary, summarise
from tests.ui.render.moments import moment_of, view_of

SHUFFLED = {"batch_size": "60", "shuffle": "yes"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[1.0, -2.0], [4.0, 5.0]], Summary(-2.0, 5.0, 2.0)),
        ([3.0], Summary(3.0, 3.0, 3.0)),
        ([1.0, math.nan, 3.0], Summary(1.0, 3.0, 2.0, 1)),
        ([1.0, math.inf, -math.inf, 3.0], Summary(1.0, 3.0, 2.0, 2)),
    ],
)
def test_summary_is_of_the_finite_values(values: list[float], expected: Summary) -> None:
    assert summarise(np.array(values)) == expected


@pytest.mark.parametrize("values", [[], [math.nan, math.inf]])
def test_summary_without_a_finite_value_has_no_figures(values: list[float]) -> None:
    found = summarise(np.array(values))
    assert math.isnan(found.least) and math.isnan(found.mean)
    assert (found.scale, found.not_finite) == (0.0, len(values))


def test_scale_is_the_largest_magnitude() -> None:
    assert Summary(-3.0, 2.0, 0.0).scale == 3.0
    assert Summary(1.0, 2.0, 1.5).scale == 2.0
    assert Summary(-3.0, -2.0, -2.5).scale == 3.0


def test_gradient_view_has_the_figures_of_the_negated_values() -> None:
    moment = moment_of(epochs=2)
    shown = view_of(moment, "l1_delta", is_gradient=True)
    values = shown.array("l1_delta")
    assert values is not None
    assert Summaries().of(shown) == summarise(values)
    weights = view_of(moment, "synapse_0", is_gradient=True)
    assert Summaries().of(weights) == Summaries().of(view_of(moment, "synapse_0"))


def test_summary_is_made_once_for_a_moment_and_an_array(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Array] = []

    def counted(array: Array) -> Summary:
        made.append(array)
        return summarise(array)

    monkeypatch.setattr(summary, "summarise", counted)
    summaries, moment = Summaries(), moment_of(epochs=1)
    for cell in ((0, 0), (1, 1), (2, 2)):
        summaries.of(view_of(moment, "l1", cell))
    assert len(made) == 1
    summaries.of(view_of(moment, "z1"))
    summaries.of(view_of(moment_of(epochs=2), "z1"))
    assert len(made) == 3


@pytest.mark.parametrize("name", ["inputs", "targets", "epoch_x", "epoch_y"])
def test_what_the_dataset_holds_is_not_looked_at_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = moment_of("iris", epochs=1, given=SHUFFLED)
    values = moment.array(name)
    assert values is not None
    summaries = Summaries()
    found = summaries.of(view_of(moment, name))
    assert found is not None
    assert (found.least, found.greatest) == (values.min(), values.max())
    monkeypatch.setattr(summary, "summarise", None)
    assert summaries.of(view_of(moment, name)) == found


def test_nothing_is_summarised_before_it_is_computed() -> None:
    assert Summaries().of(view_of(moment_of(), "l2")) is None
    assert Summaries().of(view_of(moment_of("iris", given=SHUFFLED), "epoch_x")) is None
