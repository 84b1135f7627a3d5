"""`nn-tui compare`: somebody's own backpropagation held against ours."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path

from nn_tui.cli.compare_formats import as_json
from nn_tui.cli.exits import Exit
from nn_tui.cli.moment_options import (
    add_batch_options,
    moment_asked,
    say_what_was_understood,
    train_to,
)
from nn_tui.cli.options import add_history_option, add_recipe_options, history_from, recipe_from
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.cli.text_or_json import add_format_option, is_json
from nn_tui.debugger.comparing.answering import check_any_computed, compare_arrays
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.renaming import renamed_by
from nn_tui.debugger.comparing.report import rows_of
from nn_tui.debugger.comparing.starting import starts_of
from nn_tui.debugger.comparing.their_file import fault_of, read_theirs
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.session import Session
from nn_tui.errors import InputError
from nn_tui.recipe.parsing import read_number, shown
from nn_tui.recipe.recipe import Recipe
from nn_tui.stderr import warn
from nn_tui.text import printable

_ABOUT = """\
Hold the arrays of your own script against the same run here, and say which one
differs first, in the order of the program, and what is likely wrong: a flipped
sign, a missing factor, a slope that was forgotten or taken at the wrong place.

MINE.npz is what your script has saved at the end of an epoch (the synapses after
their update): np.savez("mine.npz", l1=l1, l2_delta=l2_delta, synapse_0=syn0).
Save any of the arrays, under the names that the listing has; weights may lie as
(out, in), and rows as columns. The run begins with the weights of --seed,
--weights or --weights-from, never with those in MINE.npz."""

_EXAMPLES = """examples:
  nn-tui compare mine.npz --epoch 1                       with the classic network
  nn-tui compare mine.npz --epoch 1 --weights-from start.npz
  nn-tui compare mine.npz iris --epoch 1 --batch 1 --map d2=l2_delta --map junk=

exit code: 0 when all arrays are the same, 1 when one differs
"""


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui compare`."""
    parser = OneLineParser(prog="nn-tui compare", description=_ABOUT, epilog=_EXAMPLES)
    parser.usage = (
        "nn-tui compare MINE.npz [DATASET|FILE.csv] --epoch N [--batch B]\n"
        "                      [--weights-from START.npz] [--map NAME=OURS]\n"
        "                      [--format text|json] [options as of train]"
    )
    parser.add_argument("mine", type=Path, metavar="MINE.npz", help="your arrays")
    add_recipe_options(parser)
    add_history_option(parser)
    add_batch_options(parser)
    group = parser.add_argument_group("how your arrays are read")
    group.add_argument(
        "--weights-from",
        type=Path,
        metavar="START.npz",
        help="start from the weights in here, as your script began; other arrays in it are left "
        "alone, --map applies, (out, in) is recognised",
    )
    group.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="NAME=OURS",
        help="an array that has another name in your file; NAME= leaves it out; may be repeated",
    )
    group.add_argument(
        "--rtol", default="1e-9", metavar="X", help="difference that counts as the same, relative"
    )
    group.add_argument("--atol", default="1e-12", metavar="X", help="the same, absolute")
    add_format_option(parser)
    return parser


def compare(arguments: argparse.Namespace) -> Exit:
    """Train to the moment and compare; 1 where an array differs."""
    wants_json = is_json(arguments)
    tolerance = Tolerance(_tolerance(arguments, "rtol"), _tolerance(arguments, "atol"))
    renamed = renamed_by(arguments.map)
    answers: list[tuple[Answer, Session]] = []
    for recipe in _recipes(arguments, renamed):
        session = Session(recipe, history_megabytes=history_from(arguments))
        found = _compared(session, arguments, renamed, tolerance, is_again=bool(answers))
        if found is None:
            warn(f"{session.divergence}; the moment asked for is not reached")
            return Exit.DIVERGED
        answers.append((found, session))
        if found.first is None:
            break
    answer, session = max(answers, key=lambda pair: _same_before_first(pair[0]))
    label = printable(str(arguments.mine), limit=60)
    lines = [as_json(answer, session.cursor)] if wants_json else _text(answer, label)
    write_lines(lines)
    return Exit.DONE if answer.first is None else Exit.NO


def _text(answer: Answer, label: str) -> list[str]:
    return [row.text for row in rows_of(answer, label)]


def _compared(
    session: Session,
    arguments: argparse.Namespace,
    renamed: Mapping[str, str],
    tolerance: Tolerance,
    is_again: bool,
) -> Answer | None:
    """Train and compare; None: the run diverges on its way there."""
    moment = moment_asked(arguments, session.machine.program, "compare")
    is_alone = arguments.weights_from is None
    # What there is by then is a matter of the program: known before anything is trained.
    ahead = dataclasses.replace(session.snapshot(), cursor=moment)
    theirs = read_theirs(arguments.mine, ahead, renamed, is_alone)
    check_any_computed(theirs, ahead)
    if not is_again:
        say_what_was_understood(session)
    if not train_to(session, moment):
        return None
    found = compare_arrays(theirs, session, tolerance)
    return dataclasses.replace(found, fault=fault_of(arguments.mine))


def _recipes(arguments: argparse.Namespace, renamed: Mapping[str, str]) -> list[Recipe]:
    """Give what is trained; twice where the starting weights may lie either way."""
    recipe = recipe_from(arguments)
    if arguments.weights_from is None:
        return [recipe]
    if arguments.weights is not None:
        raise InputError("--weights and --weights-from: the run begins with one of them; give one")
    return starts_of(recipe, arguments.weights_from, renamed)


def _same_before_first(answer: Answer) -> int:
    return next(
        (place for place, array in enumerate(answer.compared) if not array.is_same),
        len(answer.compared),
    )


def _tolerance(arguments: argparse.Namespace, option: str) -> float:
    text = getattr(arguments, option)
    label = f"{option} {shown(text)}"
    value = read_number(label, text, "a number, such as 1e-9", "finite; try 1e-9")
    if value < 0:
        raise InputError(f"{label}: must be 0 or more; try 1e-9")
    return value
