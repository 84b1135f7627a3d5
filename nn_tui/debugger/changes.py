"""What the commands that change a run do to its session, and what they say of it."""

from __future__ import annotations

from nn_tui.debugger.commands import Command, Edit, Open, StartOver, StartWithNextSeed
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import Recipe


def apply(command: Command, session: Session) -> str:
    """Do to a session what a command asks; one that changes nothing of a session does nothing.

    Returns:
        What there is to say of it: why it cannot be (nothing has changed then), or what else it
        means, or "".
    """
    before = session.recipe
    try:
        _apply(command, session)
    except InputError as error:
        return str(error)
    if isinstance(command, Open):
        return session.recipe.trained_dataset.understood
    return _side_effect(before, session.recipe)


def _apply(command: Command, session: Session) -> None:
    match command:
        case StartOver():
            session.start_over()
        case StartWithNextSeed():
            session.start_with_next_seed()
        case Edit(name, text):
            session.edit(name, text)
        case Open(recipe):
            session.open(recipe)


def _side_effect(before: Recipe, after: Recipe) -> str:
    """Say what an edit has changed besides what was asked for, if anything."""
    old, new = before.hyperparameters, after.hyperparameters
    if old.loss != new.loss and old.output_activation != new.output_activation:
        return f"loss {new.loss} and output activation {new.output_activation} go together"
    if before.weights is not None and after.weights is None:
        return "the weights that were given no longer apply: drawn from the seed"
    return ""
