"""`nn-tui quiz`: a worksheet about the numbers of a run, and its key."""

from __future__ import annotations

import argparse
from pathlib import Path

from nn_tui.cli.exits import Exit
from nn_tui.cli.moment_options import (
    add_batch_options,
    moment_asked,
    say_what_was_understood,
    train_to,
)
from nn_tui.cli.new_session import session_from
from nn_tui.cli.options import add_history_option, add_recipe_options
from nn_tui.cli.output import check_file, write_file, write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.debugger.quiz.choosing import choose_questions
from nn_tui.debugger.quiz.worksheet import RULE, answer_key, worksheet
from nn_tui.errors import InputError
from nn_tui.recipe.parsing import QUESTIONS_LIMIT, parse_questions
from nn_tui.stderr import warn
from nn_tui.text import printable

_ABOUT = """\
Write a worksheet in Markdown: numbers of one iteration to be computed by hand,
spread over forward, error, backward, descent and update, with the data, the
weights and the operands that they are computed from. Its key has the answers,
the formulas with numbers, and a sentence each.

The key follows the sheet, after a rule; with --key it goes to a file of its own,
so that the sheet can be handed out as it is. The questions are about epoch 1
unless --epoch says otherwise. The seed draws the weights and the questions: the
same words give the same sheet, another seed gives everybody one of their own."""

_EXAMPLES = """examples:
  nn-tui quiz --questions 10 --seed 7 -o sheet.md          of the classic network
  nn-tui quiz --seed 8 -o sheet.md --key key.md            the key in a file of its own
  nn-tui quiz xor --hidden 2 --epoch 50                    later on in a run, on stdout
  nn-tui quiz iris --batch-size 5 --epoch 3 --batch 2      five rows can be added up by hand

files named with -o and --key are replaced
"""

DEFAULT_QUESTIONS = 10

_DEFAULT_EPOCH = "1"

_STDOUT = Path("-")


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui quiz`."""
    parser = OneLineParser(prog="nn-tui quiz", description=_ABOUT, epilog=_EXAMPLES)
    parser.usage = (
        "nn-tui quiz [DATASET|FILE.csv] [--questions N] [--seed N] [--epoch N] [--batch B]\n"
        "                   [-o FILE.md] [--key FILE.md] [options as of train]"
    )
    add_recipe_options(parser)
    add_history_option(parser)
    add_batch_options(parser)
    parser.set_defaults(epoch=_DEFAULT_EPOCH)
    output = parser.add_argument_group("what is written, and where to")
    output.add_argument(
        "--questions",
        metavar="N",
        help=f"how many, 1 to {QUESTIONS_LIMIT}; when left out {DEFAULT_QUESTIONS}, or as many as "
        "can be asked at that moment",
    )
    output.add_argument(
        "-o", "--output", type=Path, metavar="FILE.md", help="the sheet; - or left out: stdout"
    )
    output.add_argument(
        "--key", type=Path, metavar="FILE.md", help="the key, not behind the sheet but here"
    )
    return parser


def quiz(arguments: argparse.Namespace) -> Exit:
    """Train to the moment, choose questions, write sheet and key; 3 for a divergence."""
    asked = None if arguments.questions is None else parse_questions(arguments.questions)
    sheet_path, key_path = _path(arguments.output), _path(arguments.key)
    _check_places(sheet_path, key_path, is_key_apart=arguments.key is not None)
    session = session_from(arguments)
    moment = moment_asked(arguments, session.machine.program, "quiz")
    say_what_was_understood(session)
    if not train_to(session, moment):
        warn(f"{session.divergence}; the moment asked for is not reached")
        return Exit.DIVERGED
    seed = session.recipe.hyperparameters.seed
    questions = choose_questions(
        session, asked or DEFAULT_QUESTIONS, seed, may_be_fewer=asked is None
    )
    snapshot = session.snapshot()
    sheet, key = worksheet(questions, snapshot), answer_key(questions, snapshot)
    if arguments.key is None:
        _write([*sheet, "", RULE, "", *key], sheet_path)
    else:
        _write(sheet, sheet_path)
        _write(key, key_path)
    return Exit.DONE


def _path(given: Path | None) -> Path | None:
    """Give the file that was named; None: stdout."""
    return None if given == _STDOUT else given


def _check_places(sheet: Path | None, key: Path | None, is_key_apart: bool) -> None:
    """Refuse files that cannot be written, and one place for both where two were asked for."""
    for path in (sheet, key):
        if path is not None:
            check_file(path)
    if not is_key_apart:
        return
    if sheet is None and key is None:
        raise InputError("key -: the sheet goes to stdout as well; give -o FILE.md, or no --key")
    if sheet is not None and key is not None and sheet.resolve() == key.resolve():
        name = printable(str(key))
        raise InputError(f"key {name}: is the sheet's file; give another, or no --key")


def _write(lines: list[str], path: Path | None) -> None:
    if path is None:
        write_lines(lines)
    else:
        write_file(path, "".join(f"{line}\n" for line in lines).encode())
