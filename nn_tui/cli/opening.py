"""The app of the screen, with the session that is begun or gone on with."""

from __future__ import annotations

import argparse
from pathlib import Path

from nn_tui.cli.options import LAST, is_session_file
from nn_tui.debugger.checking.command import KeepChecked
from nn_tui.debugger.saving.vault import Resumed, Vault
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.recipe.recipe import Recipe
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.state_files import sessions_folder
from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.running import make_app
from nn_tui.ui.terminal.traits import Traits


def app_of(
    arguments: argparse.Namespace,
    recipe: Recipe | None,
    megabytes: float,
    traits: Traits,
    every: int,
) -> NnTuiApp:
    """Make the app, not yet running.

    Args:
        arguments: What was typed.
        recipe: What a new session trains; None: a saved one is gone on with.
        megabytes: What the kept moments of the session may take.
        traits: What the terminal can do.
        every: Epochs from one gradient check to the next, 0 for none.

    Raises:
        InputError: The session cannot be gone on with, or the run cannot be begun.
    """
    vault = _vault(megabytes)
    if recipe is None:
        resumed = _resumed(arguments, vault)
    else:
        resumed = Resumed(Session(recipe, megabytes), None, "")
    return make_app(resumed, vault, traits, [KeepChecked(every)] if every else [])


def _vault(megabytes: float) -> Vault | None:
    """Find where sessions are saved; None: there is no home folder."""
    try:
        return Vault(SessionFolder(sessions_folder()), megabytes)
    except OSError:
        return None


def _resumed(arguments: argparse.Namespace, vault: Vault | None) -> Resumed:
    """Go on with a session that was asked for.

    Raises:
        InputError: It cannot be gone on with.
    """
    if vault is None:
        raise InputError("--resume: there is no home folder to find sessions in; set HOME")
    if is_session_file(arguments):
        return vault.open_file(Path(arguments.dataset))
    return vault.resume(None if arguments.resume is LAST else arguments.resume)
