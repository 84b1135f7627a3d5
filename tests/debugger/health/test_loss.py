"""The loss: rising, stalled, oscillating, and when none of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.finding import Cure
from nn_tui.debugger.health.rules import HEALTH_RULES
from nn_tui.debugger.snapshot import Snapshot
from tests.debugger.health.nets import finding, found, moment_of, with_losses

RULES = ("loss rising", "loss stalled", "loss oscillating")


@pytest.fixture(scope="module")
def untrained() -> Snapshot:
    return moment_of()


def test_loss_of_a_net_with_a_large_rate_rises() -> None:
    moment = moment_of("sine", epoch=30, learning_rate="0.5")
    losses = moment.curve.loss.last
    one = finding("loss rising", moment)
    assert one.number == pytest.approx(losses[-10:].mean() / losses[-20:-10].mean())
    assert one.number > one.threshold.value == 1.1
    assert one.where.epochs == (11, 30)
    assert one.cure == Cure("learning_rate", "0.05")


def test_loss_rises_from_the_fourth_epoch_on(untrained: Snapshot) -> None:
    early = with_losses(untrained, [1, 2, 4])
    assert HEALTH_RULES["loss rising"].missing(examine(early)) == "takes 4 epochs, there are 3"
    one = finding("loss rising", with_losses(untrained, [1, 2, 4, 8]))
    assert (one.number, one.where.epochs) == (4.0, (1, 4))


@pytest.mark.parametrize(("last", "rises"), [(1.09, False), (1.11, True)])
def test_loss_rises_above_the_threshold_only(untrained: Snapshot, last: float, rises: bool) -> None:
    moment = with_losses(untrained, [1.0] * 10 + [last] * 10)
    assert bool(found("loss rising", moment)) is rises


def test_loss_that_trebles_far_below_the_first_is_not_rising(untrained: Snapshot) -> None:
    assert found("loss rising", with_losses(untrained, [1, 1, *[0.01] * 10, *[0.03] * 10])) == []


def test_loss_of_a_net_without_hidden_units_stalls_on_xor() -> None:
    moment = moment_of("xor", epoch=100, hidden="none")
    losses = moment.curve.loss.last
    one = finding("loss stalled", moment)
    assert one.number == pytest.approx((losses[:90].min() - losses[90:].min()) / losses[0])
    assert one.number < one.threshold.value == 1e-4
    assert one.where.epochs == (91, 100)


def test_loss_that_falls_slowly_has_not_stalled(untrained: Snapshot) -> None:
    falling = with_losses(untrained, np.linspace(1, 0.99, 100).tolist())
    assert found("loss stalled", falling) == []
    assert found("loss stalled", with_losses(untrained, [1.0] * 100))


def test_loss_that_has_fallen_far_has_not_stalled(untrained: Snapshot) -> None:
    assert found("loss stalled", with_losses(untrained, [1.0, *[0.4] * 30])) == []
    assert found("loss stalled", with_losses(untrained, [1.0, *[0.6] * 30]))


def test_loss_that_rises_is_not_said_to_stall_too(untrained: Snapshot) -> None:
    moment = with_losses(untrained, [1.0] * 10 + [2.0] * 10)
    assert found("loss rising", moment)
    assert found("loss stalled", moment) == []


def test_loss_of_a_net_at_the_edge_of_stability_oscillates() -> None:
    moment = moment_of("xor", epoch=100, learning_rate="20")
    changes = np.diff(moment.curve.loss.last[-20:])
    turns = sum(a * b < 0 for a, b in pairwise(changes))
    one = finding("loss oscillating", moment)
    assert one.number == pytest.approx(turns / 18)
    assert one.number >= one.threshold.value == 0.9
    assert one.where.epochs == (81, 100)
    assert one.cure == Cure("learning_rate", "2")


def test_swings_of_less_than_a_fiftieth_are_no_matter(untrained: Snapshot) -> None:
    assert found("loss oscillating", with_losses(untrained, [1.0, 1.01] * 10)) == []
    assert found("loss oscillating", with_losses(untrained, [1.0, 1.03] * 10))


def test_loss_that_swings_and_falls_is_learning(untrained: Snapshot) -> None:
    losses = [0.95**epoch * (1 + 0.1 * (epoch % 2)) for epoch in range(20)]
    assert found("loss oscillating", with_losses(untrained, losses)) == []


def test_noise_is_not_an_oscillation(untrained: Snapshot) -> None:
    noise = 1 + 0.1 * np.random.RandomState(3).standard_normal(20)
    assert found("loss oscillating", with_losses(untrained, noise.tolist())) == []


def test_oscillation_cannot_be_seen_where_epochs_are_joined(untrained: Snapshot) -> None:
    joined = with_losses(untrained, [1.0, 1.1] * 15)
    joined.curve.table[:, 0] *= 2
    reason = HEALTH_RULES["loss oscillating"].missing(examine(joined))
    assert reason == "the curve joins several epochs to a point, which hides it"


@pytest.mark.parametrize("rule", RULES)
def test_loss_that_falls_is_well(untrained: Snapshot, rule: str) -> None:
    falling = with_losses(untrained, [0.95**epoch for epoch in range(40)])
    assert found(rule, falling) == []


def test_huge_losses_do_not_overflow_on_the_way(untrained: Snapshot) -> None:
    huge = with_losses(untrained, [1e300, 1e308, 1.2e308, 1.7e308] * 10)
    assert [bool(found(rule, huge)) for rule in RULES] == [False, True, False]
