"""`nn-tui explain`: where a number comes from, and whether it is right."""

from __future__ import annotations

import argparse
from dataclasses import replace

from nn_tui.cli.exits import Exit
from nn_tui.cli.explain_formats import as_json, as_text
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
from nn_tui.cli.text_or_json import add_format_option, is_json
from nn_tui.debugger.explain.asking import NotYetError, answer, is_gradient, question_of
from nn_tui.debugger.explain.deep import Trace, trace_of
from nn_tui.debugger.explain.explanation import Computed, Explanation
from nn_tui.debugger.explain.gradients import in_gradients
from nn_tui.debugger.explain.verdict import Kind
from nn_tui.stderr import warn

_ABOUT = """\
Explain a number of a run: the line that computed it, in symbols and with the
numbers that stood there when it ran, and whether what is stored is what the line
gives: exact, rounding (what another order of the same sums may do), or differs
(then the exit code is 1).

CELL is a cell as the listing names it: l1_delta[2,1], bias_0[3], loss. Rows and
units count from 0; a row is the batch's. An array that is not computed yet in
that iteration is explained as it still stands from the one before."""

_EXAMPLES = """examples:
  nn-tui explain 'l1_delta[2,1]' --epoch 1         of the classic network
  nn-tui explain 'synapse_0[1,2]' --epoch 50       the last step that it took
  nn-tui explain 'l2[0,1]' iris --epoch 3 --batch 2 --format json
  nn-tui explain 'l2_delta[0,0]' --epoch 1 --deep  down to the data and the weights
"""


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui explain`."""
    parser = OneLineParser(prog="nn-tui explain", description=_ABOUT, epilog=_EXAMPLES)
    parser.usage = (
        "nn-tui explain CELL [DATASET|FILE.csv] --epoch N [--batch B] [--op NAME]\n"
        "                      [--deep] [--format text|json] [options as of train]"
    )
    parser.add_argument("cell", metavar="CELL", help="such as 'l1_delta[2,1]'; quote the brackets")
    add_recipe_options(parser)
    add_history_option(parser)
    add_moment_options(parser)
    add_format_option(parser).add_argument(
        "--deep",
        action="store_true",
        help="all that it was computed from as well, down to the data and to the weights as they "
        "stood when the iteration began",
    )
    return parser


def explain(arguments: argparse.Namespace) -> Exit:
    """Train to the moment and explain; 1 where a number differs, or is not computed yet."""
    wants_json = is_json(arguments)
    session = session_from(arguments)
    moment = moment_asked(arguments, session.machine.program, "explain")
    say_what_was_understood(session)
    if not train_to(session, moment):
        warn(f"{session.divergence}; the moment asked for is not reached")
        return Exit.DIVERGED
    try:
        question = question_of(arguments.cell, session)
    except NotYetError as error:
        warn(str(error))
        return Exit.NO
    found = answer(question, session)
    trace = trace_of(found, session) if arguments.deep else Trace((found,), (), is_cut=False)
    if is_gradient(arguments.cell):
        found_in_gradients = tuple(map(in_gradients, trace.found))
        trace = replace(trace, found=found_in_gradients)
        warn(f"in gradients, dL/d(.): {question} as it is stored has the opposite sign")
    write_lines([as_json(trace, arguments.deep)] if wants_json else as_text(trace))
    return Exit.NO if any(map(_differs, trace.found)) else Exit.DONE


def _differs(found: Explanation) -> bool:
    return isinstance(found, Computed) and found.verdict.kind is Kind.DIFFERS
