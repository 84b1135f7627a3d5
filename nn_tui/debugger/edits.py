"""Settings that are changed in a run: what each change is to its journal."""

from __future__ import annotations

import dataclasses

import numpy as np

from nn_tui.debugger.journal import Begin, Continue, Entry, Plant, SetCells
from nn_tui.debugger.timeline import Timeline
from nn_tui.engine.faults.planted import Planted
from nn_tui.recipe.fields import Applies
from nn_tui.recipe.recipe import Recipe
from nn_tui.recipe.settings import SETTINGS


def settle_recipe(
    last: Recipe, segment: Entry, rate: float, epochs: int, fault: Planted | None
) -> Recipe:
    """Give the recipe of a moment: the same object while nothing of it changes.

    Args:
        last: The recipe of another moment, perhaps of this one.
        segment: What began the segment.
        rate: The learning rate at the moment.
        epochs: Where the run is to stop.
        fault: What is wrong on purpose at the moment.
    """
    begun, now = segment.recipe, last.hyperparameters
    wanted = dataclasses.replace(begun.hyperparameters, learning_rate=rate, epochs=epochs)
    is_same_data = last.dataset is begun.dataset and last.weights is begun.weights
    if is_same_data and now == wanted and last.fault is fault:
        return last
    return dataclasses.replace(begun, hyperparameters=wanted, fault=fault)


def recipe_planned(now: Recipe, timeline: Timeline) -> Recipe:
    """Give the recipe that waits for the next batch or epoch; the present one where none does."""
    pending = () if timeline.is_in_the_past else timeline.branch.pending
    if not any(isinstance(entry.change, Begin | Continue | Plant) for entry in pending):
        return now
    rate, epochs = now.hyperparameters.learning_rate, now.hyperparameters.epochs
    last = pending[-1]
    is_later = last.opening is not timeline.segment
    recipe = last.opening.recipe if is_later else now
    return settle_recipe(recipe, last.opening, rate, epochs, last.planted)


def change_of(recipe: Recipe, name: str, text: str) -> Begin | Continue | SetCells | Recipe | None:
    """Say what an edited setting is to the journal.

    Args:
        recipe: What is in force, or will be from the next epoch on.
        name: A key of SETTINGS.
        text: The new value as typed.

    Returns:
        None where nothing changes; a recipe where nothing but the end of the run does.

    Raises:
        InputError: The value cannot be used.
    """
    setting = SETTINGS[name]
    changed = setting.change(recipe, text)
    if changed is recipe:
        return None
    match setting.applies:
        case Applies.AT_ONCE:
            return changed
        case Applies.NEXT_OP:
            rate = np.array(changed.hyperparameters.learning_rate)
            return SetCells("learning_rate", (), rate)
        case Applies.NEXT_EPOCH:
            return Continue(changed)
        case Applies.STARTS_OVER:
            return Begin(changed)
