"""The session of a command, made of its options.

By itself: the engine and the debugger are loaded with it, and the grammar needs neither.
"""

from __future__ import annotations

import argparse

from nn_tui.cli.options import history_from, recipe_from
from nn_tui.debugger.session import Session


def session_from(arguments: argparse.Namespace) -> Session:
    """Make the session of a command that has the recipe's options and the history's.

    Raises:
        InputError: Something given cannot be used.
    """
    return Session(recipe_from(arguments), history_megabytes=history_from(arguments))
