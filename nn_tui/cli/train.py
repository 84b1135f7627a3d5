"""`nn-tui train`: the same engine without a screen."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from nn_tui.cli.exits import Exit
from nn_tui.cli.new_session import session_from
from nn_tui.cli.options import add_history_option, add_recipe_options
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.cli.progress import Progress, progress_bar
from nn_tui.cli.results import as_csv, as_json, as_table
from nn_tui.cli.until import add_until_option, look_out, tell
from nn_tui.debugger.curve import CAPACITY
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.spaced_history import SpacedHistory
from nn_tui.errors import InputError, unknown_name
from nn_tui.recipe.parsing import parse_history_every
from nn_tui.recipe.weights_saving import check_savable, save_weights
from nn_tui.stderr import warn
from nn_tui.text import printable

_EXAMPLES = """examples:
  nn-tui train                                   the classic network, 50 epochs
  nn-tui train xor --seed 3 --epochs 2000        another seed, longer
  nn-tui train my.csv --target price --hidden 8,8 --activation tanh
  nn-tui train iris --format json > run.json     everything, for a script
  nn-tui train iris --weights run.json           start from the weights of that run
  nn-tui train xor --save-weights xor.npz        weights and biases alone, for numpy
  nn-tui train xor --epochs 9999 --until 'loss < 0.01'   exit code 1 when it is never met
  nn-tui train xor --format csv --history-every 100   loss and error of each 100th epoch
"""

FORMATS = ("table", "json", "csv")


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui train`."""
    parser = OneLineParser(
        prog="nn-tui train",
        description="Train without a screen and print the outcome.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "--format",
        type=_format,
        default="table",
        metavar="|".join(FORMATS),
        help="table: a row each, and the final figures; json: everything; csv: the history",
    )
    parser.add_argument(
        "--save-weights",
        type=Path,
        metavar="FILE.json|.npz",
        help="write weights and biases at the end to a file that --weights reads",
    )
    parser.add_argument(
        "--history-every",
        metavar="N",
        help="list epochs N, 2N, ... and the last one in the history of json and csv; when left "
        f"out, every epoch up to {CAPACITY:,}, then evenly spaced ones",
    )
    add_until_option(parser)
    add_recipe_options(parser)
    add_history_option(parser)
    return parser


def train(arguments: argparse.Namespace) -> Exit:
    """Train to the last epoch, or to where a condition is met, and print.

    Returns:
        1 when the condition was never met, 3 when the run diverged.
    """
    if arguments.save_weights is not None:
        check_savable(arguments.save_weights)
    session = session_from(arguments)
    spaced = _spaced_history(arguments, session)
    wanted = look_out(session, arguments.until)
    dataset = session.recipe.trained_dataset
    for line in filter(None, (dataset.understood, dataset.hint)):
        warn(line)
    with progress_bar("training", total=session.recipe.hyperparameters.epochs) as progress:
        _run_to_the_end(session, progress)
    moment = session.snapshot()
    if spaced is not None:
        moment = dataclasses.replace(moment, curve=spaced.points())
    if arguments.save_weights is not None:
        # Before anything is printed: whoever reads that may leave early.
        _save(moment, arguments.save_weights)
    _print(moment, arguments.format)
    is_met = wanted is None or tell(session, wanted)
    if session.divergence is None or session.lookout.hit is not None:
        return Exit.DONE if is_met else Exit.NO
    warn(f"{session.divergence}; what is printed is from before that op")
    return Exit.DIVERGED


def _format(text: str) -> str:
    if text not in FORMATS:
        raise argparse.ArgumentTypeError(unknown_name("format", text, FORMATS))
    return text


def _spaced_history(arguments: argparse.Namespace, session: Session) -> SpacedHistory | None:
    """Let the session note the epochs that are asked for; None: those of the curve will do."""
    if arguments.history_every is None:
        return None
    every = parse_history_every(arguments.history_every)
    if arguments.format == "table":
        raise InputError(
            f"history every {every}: a table has no history; add --format json or --format csv"
        )
    spaced = SpacedHistory(every, session.recipe.hyperparameters.epochs)
    session.timeline.on_recorded = spaced.extend
    return spaced


def _run_to_the_end(session: Session, progress: Progress) -> None:
    pace = Pace(progress.clock)
    while not (session.is_finished or session.divergence or session.lookout.hit):
        ops = min(session.ops_left(), session.whole(pace.ops))
        with pace.measured(ops):
            session.advance(ops)
        progress.show(session.cursor.epoch)


def _save(moment: Snapshot, path: Path) -> None:
    parameters = {name: moment.array(name) for name in moment.program.network.parameters}
    save_weights(path, {name: held for name, held in parameters.items() if held is not None})
    warn(f"weights after epoch {moment.epochs_done} saved to {printable(str(path))}")


def _print(moment: Snapshot, form: str) -> None:
    if form == "json":
        lines: Iterator[str] = iter([as_json(moment)])
    else:
        lines = as_csv(moment) if form == "csv" else as_table(moment)
    write_lines(lines)
