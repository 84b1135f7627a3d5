"""`nn-tui`: the screen."""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Mapping
from pathlib import Path

from nn_tui import __version__
from nn_tui.cli.exits import Exit
from nn_tui.cli.first_frame import FirstFrame
from nn_tui.cli.options import (
    DEFAULT_DATASET,
    LAST,
    add_history_option,
    add_recipe_options,
    history_from,
    is_session_file,
    recipe_from,
)
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.data import shipped
from nn_tui.data.file_text import is_stream, label_of
from nn_tui.errors import InputError
from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.parsing import parse_check_every
from nn_tui.recipe.recipe import Recipe, plan
from nn_tui.stderr import warn
from nn_tui.ui.terminal.traits import Colours, environment, is_terminal, traits_of, why_no_screen

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
  nn-tui sessions   list, name and remove the sessions that were saved
  nn-tui doctor     say what this terminal can do, and what nn-tui makes of it

examples:
  nn-tui                                 the classic 3-4-1 network, paused at epoch 0
  nn-tui xor --hidden 2 --seed 7         another dataset, another network
  nn-tui my.csv --target price           a file of your own
  nn-tui --resume                        go on with the last session, at the same op
  nn-tui lesson.nntui                    a session that somebody has sent you
"""

_COLOUR_SYSTEMS = {
    Colours.NONE: "standard",
    Colours.SIXTEEN: "standard",
    Colours.MANY: "256",
    Colours.TRUE: "truecolor",
}
"""Textual's words for them; where there are none, they are taken out of what is drawn."""


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
    parser.add_argument(
        "--resume",
        nargs="?",
        const=LAST,
        metavar="SESSION",
        help="go on with a saved session, see nn-tui sessions; without a name the last one",
    )
    look = parser.add_argument_group("the terminal, see nn-tui doctor")
    look.add_argument(
        "--ascii",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="draw with ASCII characters alone, as by itself where the locale is not UTF-8",
    )
    look.add_argument(
        "--slow",
        action="store_true",
        help="spare a slow line: at most 2 kB/s while training",
    )
    return parser


def open_screen(arguments: argparse.Namespace) -> int:
    """Open the screen, paused at epoch 0 or where a saved session stood, until it is left."""
    megabytes = history_from(arguments)
    recipe = None if _is_saved(arguments) else _possible_recipe(arguments)
    every = 0 if arguments.check_every is None else parse_check_every(arguments.check_every)
    environ = environment()
    _check_terminal(environ)
    traits = traits_of(environ, arguments.ascii, arguments.slow)
    # Textual looks here when it is loaded, and would go by COLORTERM alone.
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", _COLOUR_SYSTEMS[traits.colours])
    # A tenth of the time to the whole screen; the app turns it on again once it stands.
    gc.disable()
    with FirstFrame(_what(arguments, recipe), traits) as frame:
        # Here, not above: they take twice the time of all that comes before them.
        from nn_tui.cli.opening import app_of
        from nn_tui.ui.running import run_app

        app = app_of(arguments, recipe, megabytes, traits, every)
    code = run_app(app, frame.ends)
    if code == Exit.INTERRUPTED:
        warn("interrupted")
    return code


def _possible_recipe(arguments: argparse.Namespace) -> Recipe:
    """Read what a new session trains, and see that it can be.

    Raises:
        InputError: Something of it cannot be used.
    """
    for given in filter(None, (arguments.dataset, arguments.weights)):
        if reason := _reason_to_wait(Path(given)):
            raise InputError(f"{label_of(Path(given))}: {reason}")
    recipe = recipe_from(arguments)
    plan(recipe)
    return recipe


def _reason_to_wait(path: Path) -> str:
    """Say why reading a file may never come to an end, with nothing on the screen; else "".

    A pipe that the shell has made, as for <(zcat my.csv.gz), ends with what writes to it.
    """
    if str(path) in shipped() or not is_stream(path):
        return ""
    if path.parent == Path("/dev/fd") and path.is_fifo():
        return ""
    return "is a pipe or a device: the screen does not wait for it; save it as a file"


def _check_terminal(environ: Mapping[str, str]) -> None:
    """Refuse what no screen can be drawn on.

    Raises:
        InputError: With the reason, and what to use there.
    """
    reason = why_no_screen(environ)
    if not reason:
        return
    refusal = f"the screen needs a terminal: {reason}; without one use nn-tui train"
    if is_terminal("stdout") and not is_terminal("stderr"):
        # Beside a stderr that is likely to be the null device.
        write_lines([f"nn-tui: {refusal}"])
    raise InputError(refusal)


def _what(arguments: argparse.Namespace, recipe: Recipe | None) -> str:
    """Name what is opened."""
    if recipe is not None:
        return f"{recipe.dataset.name} {recipe.network.shape}"
    if is_session_file(arguments):
        return str(arguments.dataset)
    return "last session" if arguments.resume is LAST else f"session {arguments.resume}"


def _is_saved(arguments: argparse.Namespace) -> bool:
    """Whether a saved session is to be gone on with.

    Raises:
        InputError: It is, and something else was asked for as well.
    """
    if arguments.resume is None and not is_session_file(arguments):
        return False
    if given := _given_too(arguments):
        raise InputError(
            f"{given}: a saved session goes on with what it has; leave this out, or change it there"
        )
    return True


def _given_too(arguments: argparse.Namespace) -> str:
    """Name what else was asked for, or ""."""
    is_file = is_session_file(arguments)
    given = [field.option for field in FIELDS.values() if vars(arguments)[field.name] is not None]
    given += ["--weights"] * (arguments.weights is not None) + ["--target"] * bool(arguments.target)
    given += ["--resume"] * (is_file and arguments.resume is not None)
    is_named = not is_file and arguments.dataset != DEFAULT_DATASET
    return next(iter([*given, *([arguments.dataset] if is_named else [])]), "")
