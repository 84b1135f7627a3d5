"""The first line that a person reads: what was understood of the data, and what to press."""

from __future__ import annotations

from nn_tui.recipe.recipe import Recipe


def greet(recipe: Recipe) -> str:
    """Say what was understood, what may be wrong with it, and which keys begin."""
    hint = None if recipe.hyperparameters.standardize else recipe.dataset.hint
    parts = [recipe.dataset.understood, hint or "n: one epoch, space: run, ?: help"]
    return "; ".join(parts)
