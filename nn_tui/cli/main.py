"""The entry point: finds the command, runs it, turns every outcome into an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nn_tui.cli import (
    check,
    compare,
    datasets,
    doctor,
    explain,
    export,
    health,
    quiz,
    screen,
    sessions,
    show,
    train,
)
from nn_tui.cli.exits import Exit
from nn_tui.cli.output import open_missing_streams, write_lines
from nn_tui.cli.parser import OneLineParser, warn
from nn_tui.data import shipped
from nn_tui.data.errors import NoSuchFileError
from nn_tui.errors import InputError
from nn_tui.text import closest


@dataclass(frozen=True, slots=True)
class CliCommand:
    """One word that may follow `nn-tui`."""

    make_parser: Callable[[], OneLineParser]
    """Its grammar."""
    run: Callable[[argparse.Namespace], int]
    """What it does."""


COMMANDS = {
    "train": CliCommand(train.make_parser, train.train),
    "show": CliCommand(show.make_parser, show.show),
    "explain": CliCommand(explain.make_parser, explain.explain),
    "check": CliCommand(check.make_parser, check.check),
    "quiz": CliCommand(quiz.make_parser, quiz.quiz),
    "compare": CliCommand(compare.make_parser, compare.compare),
    "health": CliCommand(health.make_parser, health.health),
    "export": CliCommand(export.make_parser, export.export),
    "datasets": CliCommand(datasets.make_parser, datasets.datasets),
    "sessions": CliCommand(sessions.make_parser, sessions.sessions),
    "doctor": CliCommand(doctor.make_parser, doctor.doctor),
}

_SCREEN = CliCommand(screen.make_parser, screen.open_screen)


def main(words: Sequence[str] | None = None) -> int:
    """Run `nn-tui` with these words, those of the process when left out.

    Returns:
        The exit code, see Exit.
    """
    open_missing_streams()
    words = sys.argv[1:] if words is None else list(words)
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
        # Whoever read our output has enough; nothing more may be flushed to the pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception:
        traceback.print_exc()
        warn("the above is a fault of nn-tui itself, not of what was given")
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
    near = closest(words[0], [*COMMANDS, *shipped()])
    return f"; did you mean nn-tui {near}?" if near in COMMANDS else ""
