"""The options that name a moment of a run, and the way there."""

from __future__ import annotations

import argparse

from nn_tui.cli.parser import OneLineParser
from nn_tui.cli.progress import progress_bar
from nn_tui.debugger.moments import go_to, moment_of
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.errors import InputError
from nn_tui.recipe.parsing import parse_batch, parse_epoch
from nn_tui.stderr import warn


def add_moment_options(parser: OneLineParser) -> None:
    """Add --epoch, --batch and --op."""
    moment = add_batch_options(parser, "or the last in which the op runs")
    moment.add_argument(
        "--op",
        metavar="NAME",
        help="just after the op that writes this array (for an update: synapse_0), after the last "
        "one where several of the batch write it; the end of the batch when left out",
    )


def add_batch_options(parser: OneLineParser, or_else: str = "") -> argparse._ArgumentGroup:
    """Add --epoch and --batch.

    Args:
        parser: Where to.
        or_else: What else the batch may be when it is left out.
    """
    moment = parser.add_argument_group("the moment")
    moment.add_argument(
        "--epoch", metavar="N", help="0: before the first; it may lie beyond --epochs"
    )
    moment.add_argument(
        "--batch",
        metavar="B",
        help=f"from 1; the epoch's last when left out{', ' * bool(or_else)}{or_else}",
    )
    return moment


def moment_asked(arguments: argparse.Namespace, program: Program, command: str) -> Cursor:
    """Find the moment that was asked for.

    Args:
        arguments: With --epoch, --batch, and --op where the command has it.
        program: Of the run.
        command: Whose help says more.

    Raises:
        InputError: No epoch was given, or there is no such moment.
    """
    if arguments.epoch is None:
        moment = "give the moment, such as --epoch 3"
        raise InputError(f"no epoch: {moment}; see nn-tui {command} --help")
    epoch = parse_epoch(arguments.epoch)
    batch = None if arguments.batch is None else parse_batch(arguments.batch)
    return moment_of(program, epoch, batch, getattr(arguments, "op", None))


def say_what_was_understood(session: Session) -> None:
    """Say on stderr how the dataset was read, and what to think of."""
    dataset = session.recipe.trained_dataset
    for line in filter(None, (dataset.understood, dataset.hint)):
        warn(line)


def train_to(session: Session, moment: Cursor) -> bool:
    """Train up to a moment with a progress bar; whether it was reached."""
    with progress_bar("training", total=moment.epoch) as progress:
        return go_to(session, moment, Pace(progress.clock), progress.show)
