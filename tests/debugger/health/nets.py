"""Networks that are ill or well, for the tests of the health rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from nn_tui.debugger.curve import Curve
from nn_tui.debugger.curve_points import CurvePoints
from nn_tui.debugger.health.examination import examine
from nn_tui.debugger.health.finding import Finding
from nn_tui.debugger.health.rules import HEALTH_RULES
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.records import Records
from tests.debugger.sessions import recipe_of


def moment_of(
    dataset: str = "classic",
    epoch: int = 0,
    *,
    weights: dict[str, Array] | None = None,
    **given: str,
) -> Snapshot:
    """Train to the end of an epoch, from these weights where some are given."""
    session = Session(dataclasses.replace(recipe_of(dataset, **given), weights=weights))
    session.go_to(session.machine.program.end_of_epoch(epoch))
    return session.snapshot()


def found(rule: str, moment: Snapshot) -> list[Finding]:
    """Ask one rule, which can be asked."""
    examined = examine(moment)
    assert HEALTH_RULES[rule].missing(examined) == ""
    return list(HEALTH_RULES[rule].find(examined))


def finding(rule: str, moment: Snapshot) -> Finding:
    """Ask one rule, which finds one thing."""
    (one,) = found(rule, moment)
    assert one.ailment == rule
    assert one.advice.endswith(".")
    return one


def array(moment: Snapshot, name: str) -> Array:
    """Give an array that is there."""
    values = moment.array(name)
    assert values is not None
    return values


def with_losses(moment: Snapshot, losses: Sequence[float], first: int = 1) -> Snapshot:
    """Put another course of the loss in the place of a moment's."""
    return dataclasses.replace(moment, curve=curve_of(losses, first))


def curve_of(losses: Sequence[float], first: int = 1) -> CurvePoints:
    """Make a curve of these losses, an epoch each."""
    records, curve = Records(), Curve()
    for epoch, loss in enumerate(losses, start=first):
        records.append(epoch, loss, 0.5)
    curve.extend(records)
    return curve.points()


def sigmoid(z: Array) -> Array:
    """Compute it plainly."""
    values: Array = 1 / (1 + np.exp(-z))
    return values
