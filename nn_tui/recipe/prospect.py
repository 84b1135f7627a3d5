"""What an edit would do, said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.errors import InputError
from nn_tui.recipe.recipe import Recipe, refusal
from nn_tui.recipe.settings import Setting


@dataclass(frozen=True, slots=True)
class Prospect:
    """What comes of a text in place of a setting's value."""

    reason: str = ""
    """Why it cannot be used, or ""."""
    effects: tuple[str, ...] = ()
    """What it does, a line each; () where it cannot be used."""


def foresee(recipe: Recipe, setting: Setting, text: str, *, is_final: bool = False) -> Prospect:
    """Say what comes of an edit, without building or drawing anything.

    Args:
        recipe: What is trained now.
        setting: What is edited.
        text: What was typed so far.
        is_final: Whether a file may be read that takes its time; it is left unread else.
    """
    try:
        if not is_final and not setting.is_quick(recipe, text):
            setting.glance(recipe, text)
            return Prospect(effects=("starts over; the file is read on enter",))
        after = setting.change(recipe, text)
    except InputError as error:
        return Prospect(str(error))
    if after is recipe:
        return Prospect(effects=(f"as it is; a change {when(setting)}",))
    reason = "" if setting.applies.is_live else refusal(after)
    return Prospect(reason) if reason else Prospect(effects=_effects(setting, recipe, after))


def when(setting: Setting) -> str:
    """Say when an edit takes effect."""
    return f"applies {setting.applies.value}" if setting.applies.is_live else "starts over"


def taken_along(setting: Setting, before: Recipe, after: Recipe) -> tuple[tuple[str, str], ...]:
    """Say what an edit changes besides its own setting: ("loss", "bce -> mse")."""
    pairs = [
        (name.replace("_", " "), getattr(before.hyperparameters, name), value)
        for name in ("output_activation", "loss")
        if (value := getattr(after.hyperparameters, name)) and name != setting.name
    ]
    return tuple((label, f"{old} -> {new}") for label, old, new in pairs if old != new)


def weights_dropped(setting: Setting | None, before: Recipe, after: Recipe) -> bool:
    """Whether weights that were given no longer apply, and not because that was asked for."""
    is_asked_for = setting is not None and setting.name == "weights"
    return before.weights is not None and after.weights is None and not is_asked_for


def revisions_dropped(before: Recipe, after: Recipe) -> bool:
    """Whether rows that were changed or left out by hand are again as they were read."""
    return before.dataset.revises is not None and after.dataset.revises is None


def _effects(setting: Setting, before: Recipe, after: Recipe) -> tuple[str, ...]:
    if setting.applies.is_live:
        return (when(setting),)
    effects = [f"starts over: epoch 0, {_start(setting, before, after)}"]
    effects += [
        f"takes {label} along: {change}" for label, change in taken_along(setting, before, after)
    ]
    if weights_dropped(setting, before, after):
        effects.append("the weights that were given no longer apply")
    if revisions_dropped(before, after):
        effects.append("rows changed or left out are again as they were read")
    return tuple(effects)


def _start(setting: Setting, before: Recipe, after: Recipe) -> str:
    """Say which weights it starts over with."""
    if setting.name == "weights":
        return "weights from the seed" if after.weights is None else "these weights"
    if before.hyperparameters.seed != after.hyperparameters.seed:
        return f"seed {after.hyperparameters.seed}"
    return "same seed" if after.weights is None else "the given weights"
