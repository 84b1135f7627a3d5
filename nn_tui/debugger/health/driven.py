"""Units that were well at the start of the run: its steps have driven them where they are."""

from __future__ import annotations

from nn_tui.debugger.health.beginning import Beginning
from nn_tui.debugger.health.examination import Examination
from nn_tui.debugger.health.finding import Cure
from nn_tui.debugger.health.steps import TOO_LARGE

Advice = tuple[str, Cure | None]
"""What to do, and the setting that does it."""


def driven_by(beginning: Beginning) -> str:
    """Say that the steps have done it, with the size of the first where that tells it."""
    told = "at the start they were not: the steps have driven them there"
    if beginning.step <= TOO_LARGE.value:
        return told
    return f"{told}, the first was {beginning.step:.3g} of the weights, at rate {beginning.rate:g}"


def gentler(examined: Examination, beginning: Beginning) -> Advice:
    """Advise to start over with smaller steps."""
    rate = beginning.gentler_rate
    if examined.moment.recipe.hyperparameters.learning_rate <= rate:
        return "Start over: the learning rate is small enough by now, the weights are not.", None
    advice = "Start over with a smaller learning rate, or from another seed."
    return advice, Cure("learning_rate", f"{rate:g}")
