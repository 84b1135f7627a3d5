"""What makes a recipe that cannot be followed."""

from __future__ import annotations

from nn_tui.errors import InputError


class RecipeError(InputError):
    """A hyperparameter or a weights file that cannot be used."""
