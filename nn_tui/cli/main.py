"""The entry point: finds the command, runs it, turns every outcome into an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from nn_tui.cli.exits import Exit
from nn_tui.cli.output import open_missing_streams, settle_streams, write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.data.errors import NoSuchFileError
from nn_tui.errors import InputError
from nn_tui.stderr import warn
from nn_tui.text import closest


@dataclass(frozen=True, slots=True)
class CliCommand:
    """One word that may follow `nn-tui`."""

    make_parser: Callable[[], OneLineParser]
    """Its grammar."""
    run: Callable[[argparse.Namespace], int]
    """What it does."""


def _command(name: str, does: str) -> CliCommand:
    """Make a command of the module that is called as it is, loaded when it is asked for.

    Args:
        name: Name of the module.
        does: Name of the function in it that does it.
    """

    def of_module(function: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(f"nn_tui.cli.{name}"), function)
        return found

    return CliCommand(
        lambda: of_module("make_parser")(), lambda arguments: of_module(does)(arguments)
    )


_NAMES = (
    *("train", "show", "explain", "check", "quiz", "compare", "health", "export", "datasets"),
    *("sessions", "doctor"),
)

COMMANDS = {name: _command(name, name) for name in _NAMES}

_SCREEN = _command("screen", "open_screen")


def main(words: Sequence[str] | None = None) -> int:
    """Run `nn-tui` with these words, those of the process when left out.

    Returns:
        The exit code, see Exit.
    """
    open_missing_streams()
    try:
        return _outcome_of(sys.argv[1:] if words is None else list(words))
    finally:
        settle_streams()


def _outcome_of(words: Sequence[str]) -> int:
    try:
        return _run(words)
    except NoSuchFileError as error:
        warn(f"{error}{_meant_command(words)}")
        return Exit.BAD_INPUT
    except InputError as error:
        warn(str(error))
        return Exit.BAD_INPUT
    except KeyboardInterrupt:
        warn("interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough.
        return Exit.DONE
    except Exception as fault:
        from nn_tui.ui.fault import report

        report(fault, is_saved=False)
        return Exit.FAULT


def _run(words: Sequence[str]) -> int:
    is_named = bool(words) and words[0] in COMMANDS
    command = COMMANDS[words[0]] if is_named else _SCREEN
    try:
        return command.run(command.make_parser().parse(words[1:] if is_named else words))
    finally:
        # Here, --help included, not at the interpreter's exit, where a broken pipe is reported.
        write_lines(())


def _meant_command(words: Sequence[str]) -> str:
    """Add a hint when a word that is no file looks like a command."""
    if not words or words[0] in COMMANDS:
        return ""
    from nn_tui.data import shipped

    near = closest(words[0], [*COMMANDS, *shipped()])
    return f"; did you mean nn-tui {near}?" if near in COMMANDS else ""
