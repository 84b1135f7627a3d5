"""The first line that a person reads: what was understood of the data, and what to press."""

from __future__ import annotations

from nn_tui.recipe.recipe import Recipe
from nn_tui.storage.document import Summary
from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.render.numbers import brief_count
from nn_tui.ui.render.wrapping import shortened

_STEP, _RUN, _HELP = (COMMANDS[name].key for name in ("step_epoch", "run", "explain_keys"))

_KEYS = f"{_STEP}: one epoch, {_RUN}: run, {_HELP}: help"

_LONGEST_NAME = 24
"""Characters of a session's name, so that what there is to say takes a line."""

_LARGE = "large inputs: units may saturate; set standardize to yes (panel 3)"


def offer(summary: Summary) -> str:
    """Say which key goes on with the session that was left last."""
    resume = COMMANDS["resume_last"].key
    what = shortened(summary.title or summary.dataset, _LONGEST_NAME)
    saved = summary.saved.replace("T", " ")[:16]
    return (
        f"{resume}: go on with {what} at epoch {summary.epoch} of {brief_count(summary.epochs)}, "
        f"saved {saved}; {_HELP}: help"
    )


def greet(recipe: Recipe) -> str:
    """Say which keys begin, what may be wrong with the data, and what was understood of it."""
    dataset = recipe.trained_dataset
    return "; ".join([dataset.understood, *([_LARGE] if dataset.hint else []), _KEYS])
