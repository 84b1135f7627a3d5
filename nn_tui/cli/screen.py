"""`nn-tui`: the screen."""

from __future__ import annotations

import argparse
import sys

from nn_tui import __version__
from nn_tui.cli.exits import Exit
from nn_tui.cli.options import add_history_option, add_recipe_options, session_from
from nn_tui.cli.parser import OneLineParser
from nn_tui.debugger.checking.command import KeepChecked
from nn_tui.errors import InputError
from nn_tui.recipe.parsing import parse_check_every

_EXAMPLES = """other commands, each with a --help of its own:
  nn-tui train      train without a screen, print a table, JSON or CSV
  nn-tui show       print any array at any moment of a run
  nn-tui compare    hold the arrays of your own script against ours, and name the fault
  nn-tui explain    say of any number which formula it comes from, and whether it is right
  nn-tui quiz       write a worksheet of numbers to compute by hand, with its key
  nn-tui check      compare the gradients with central differences
  nn-tui health     say what keeps a run from learning, and what to do about it
  nn-tui export     write the training as a plain numpy script
  nn-tui datasets   list the datasets that are shipped

examples:
  nn-tui                                 the classic 3-4-1 network, paused at epoch 0
  nn-tui xor --hidden 2 --seed 7         another dataset, another network
  nn-tui my.csv --target price           a file of your own
"""


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui`."""
    parser = OneLineParser(
        prog="nn-tui",
        description="A debugger for backpropagation that lives in a terminal.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"nn-tui {__version__}")
    add_recipe_options(parser)
    add_history_option(parser)
    parser.add_argument(
        "--check-every",
        metavar="N",
        help="check gradients every N epochs, beside the run: all, or 200 drawn from the seed; "
        "the light ∇ in the first line says what came of it",
    )
    return parser


def open_screen(arguments: argparse.Namespace) -> int:
    """Open the screen, paused at epoch 0, and stay until it is left."""
    session = session_from(arguments)
    every = 0 if arguments.check_every is None else parse_check_every(arguments.check_every)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError("the screen needs a terminal; without one use nn-tui train")
    # Imported last: the other commands never load Textual.
    from nn_tui.ui.app import run_app

    code = run_app(session, (KeepChecked(every),) if every else ())
    return Exit.FAULT if code == 1 else code
