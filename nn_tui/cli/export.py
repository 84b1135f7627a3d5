"""`nn-tui export`: a recipe as a program of its own."""

from __future__ import annotations

import argparse
import codecs
import sys
from pathlib import Path

from nn_tui.cli.exits import Exit
from nn_tui.cli.options import add_recipe_options, recipe_from
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import unknown_name
from nn_tui.export.files import export_script
from nn_tui.export.numpy_script import write_numpy
from nn_tui.export.segment import segment_of
from nn_tui.recipe.recipe import Recipe, plan
from nn_tui.stderr import warn
from nn_tui.text import printable

_EXAMPLES = """examples:
  nn-tui export --to numpy                       the classic network, on stdout
  nn-tui export --to numpy xor --hidden 2 --seed 7 --epochs 500 -o net.py
  nn-tui export --to numpy large.csv -o net.py   over 5,000 numbers go to net.npz beside it
  python net.py                                  the loss and the outputs
  python -i net.py                               and every array at hand

a file named with -o is replaced
"""

LANGUAGES = ("numpy",)


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui export`."""
    parser = OneLineParser(
        prog="nn-tui export",
        description="Write the training as a plain program that gives the same bits by itself.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "--to",
        type=_language,
        default=LANGUAGES[0],
        metavar="|".join(LANGUAGES),
        help="what to write: numpy (also when left out) is a Python script that needs numpy alone",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE.py",
        help="where to write it; stdout when left out",
    )
    add_recipe_options(parser)
    return parser


def export(arguments: argparse.Namespace) -> Exit:
    """Write the script of a run to its last epoch."""
    recipe = recipe_from(arguments)
    run = [segment_of(recipe, _end_of(recipe))]
    if arguments.output in (None, Path("-")):
        text = write_numpy(run).text
        write_lines([_for_stdout(text).removesuffix("\n")])
        files: tuple[Path, ...] = ()
    else:
        files = export_script(arguments.output, run)
    dataset = recipe.trained_dataset
    for line in filter(None, (dataset.understood, dataset.hint)):
        warn(line)
    if len(files) > 1:
        script, data = files
        warn(f"{printable(str(script))} reads its data from {printable(str(data))}, beside it")
    return Exit.DONE


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise argparse.ArgumentTypeError(unknown_name("language", text, LANGUAGES))
    return text


def _end_of(recipe: Recipe) -> Cursor:
    """Say where the last epoch ends."""
    program, epochs = plan(recipe), recipe.hyperparameters.epochs
    batches = program.schedule.batches
    return Cursor(epochs, batches, program.length(batches)) if epochs else Cursor()


def _for_stdout(text: str) -> str:
    """Keep to ASCII where stdout is not UTF-8, as which Python reads source."""
    if codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8":
        return text
    return text.encode("ascii", "backslashreplace").decode()
