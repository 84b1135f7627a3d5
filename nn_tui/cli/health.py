"""`nn-tui health`: what ails a run, and what to do about it."""

from __future__ import annotations

import argparse

from nn_tui.cli.exits import Exit
from nn_tui.cli.health_formats import as_json, as_text
from nn_tui.cli.moment_options import (
    add_moment_options,
    moment_asked,
    say_what_was_understood,
    train_to,
)
from nn_tui.cli.new_session import session_from
from nn_tui.cli.options import add_history_option, add_recipe_options
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.debugger.health.rules import HEALTH_RULES, check_up
from nn_tui.errors import InputError, unknown_name
from nn_tui.stderr import warn

_ABOUT = """\
Look for what keeps a run from learning. Each finding has its number, the threshold
that it is held against and whose threshold that is, and a sentence of advice.

Units and deltas are judged on a pass of all rows with the weights as they stand at
that moment; of more than 2000 rows, on so many, evenly spaced. What hampers learning
is not reported where the task is learned: where the error is less than a tenth of
that of the best constant."""

_EPILOG = (
    "rules:\n{rules}\n\n"
    + """examples:
  nn-tui health --epoch 50                         of the classic network
  nn-tui health xor --init zeros --epoch 50        why nothing is learned
  nn-tui health moons --activation relu --learning-rate 2 --epoch 30
  nn-tui health my.csv --epoch 100 --format json   for a script

exit code: 0 when nothing is wrong, 1 when something is, also when the run diverged
"""
)

FORMATS = ("text", "json")


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui health`."""
    width = max(map(len, HEALTH_RULES.names))
    rules = "\n".join(f"  {rule.name:<{width}}  {rule.about}" for rule in HEALTH_RULES)
    parser = OneLineParser(
        prog="nn-tui health", description=_ABOUT, epilog=_EPILOG.format(rules=rules)
    )
    parser.usage = (
        "nn-tui health [DATASET|FILE.csv] --epoch N [--batch B] [--op NAME]\n"
        "                     [--format text|json] [options as of train]"
    )
    add_recipe_options(parser)
    add_history_option(parser)
    add_moment_options(parser)
    output = parser.add_argument_group("what is printed")
    output.add_argument("--format", default="text", metavar="|".join(FORMATS), help="text or json")
    return parser


def health(arguments: argparse.Namespace) -> Exit:
    """Train to the moment and examine; 1 where something is wrong.

    A run that diverges on its way is examined where it stopped: that is what was asked.
    """
    if arguments.format not in FORMATS:
        raise InputError(unknown_name("format", arguments.format, FORMATS))
    session = session_from(arguments)
    moment = moment_asked(arguments, session.machine.program, "health")
    say_what_was_understood(session)
    if not train_to(session, moment):
        warn(f"{session.divergence}; what is judged is from before that op")
    checked = check_up(session.snapshot())
    write_lines([as_json(checked)] if arguments.format == "json" else as_text(checked))
    return Exit.DONE if checked.is_well else Exit.NO
