"""Another learning rate, as a cure."""

from __future__ import annotations

from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Cure

_TIMES = 10
"""By how much a learning rate is changed where it is found wrong; ours."""


def slower(examined: Examination) -> Cure:
    """Take a tenth of the learning rate."""
    return _rate(examined.moment.recipe.hyperparameters.learning_rate / _TIMES)


def faster(examined: Examination) -> Cure:
    """Take ten times the learning rate, or the largest number where that is larger."""
    return _rate(examined.moment.recipe.hyperparameters.learning_rate * _TIMES)


def _rate(rate: float) -> Cure:
    return Cure("learning_rate", f"{rate:.6g}")
