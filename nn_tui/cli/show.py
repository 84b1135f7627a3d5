"""`nn-tui show`: any array as it stands at any moment of a run."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from nn_tui.cli.array_formats import all_as_json, as_json, as_npy, as_text
from nn_tui.cli.exits import Exit
from nn_tui.cli.moment_options import (
    add_moment_options,
    moment_asked,
    say_what_was_understood,
    train_to,
)
from nn_tui.cli.new_session import session_from
from nn_tui.cli.options import (
    DEFAULT_DATASET,
    add_history_option,
    add_recipe_options,
)
from nn_tui.cli.output import check_file, columns_of_stdout, write_bytes, write_file, write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.data import shipped
from nn_tui.debugger.array_file import Shown, as_npz
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.debugger.moments import current_array, not_computed, place_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.errors import InputError, unknown_name
from nn_tui.stderr import warn
from nn_tui.text import printable

_ABOUT = """\
Print an array as it stands at a moment of a run: at the end of an epoch's last
batch; with --batch at the end of that one; with --op just after that op.

An array is shown once it is computed in that iteration: what still stands there
from the one before is not, and the exit code is 1. Weights and biases are there
from epoch 0 on, as is data that no op takes. A row of outputs that has not gone
through the network in that epoch is - (null in JSON, nan in .npy and .npz)."""

_USAGE = """\
nn-tui show ARRAY [DATASET|FILE.csv] --epoch N [--batch B] [--op NAME]
                   [--format text|json|npy] [-o FILE] [options as of train]
       nn-tui show --all [DATASET|FILE.csv] --epoch N [--batch B] [--op NAME]
                   [--format text|json|npz] [-o FILE] [options as of train]"""

_EXAMPLES = """examples:
  nn-tui show l2 --epoch 50                      outputs of the classic network's last epoch
  nn-tui show l1_delta --epoch 3 --op l1_delta   just after its line has run
  nn-tui show synapse_0 iris --epoch 2 --batch 3 --format json
  nn-tui show synapse_0_gradient --epoch 1       dL/dW, the negative of synapse_0_descent
  nn-tui show --all xor --epoch 10 -o xor.npz    every array of that one moment
"""

FORMATS = ("text", "json", "npy", "npz")

_BINARY = ("npy", "npz")

_STDOUT = Path("-")


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui show`."""
    parser = OneLineParser(prog="nn-tui show", description=_ABOUT, epilog=_EXAMPLES)
    parser.usage = _USAGE
    parser.add_argument(
        "array", nargs="?", metavar="ARRAY", help="as the listing names it, such as l1_delta"
    )
    add_recipe_options(parser)
    add_history_option(parser)
    add_moment_options(parser)
    output = parser.add_argument_group("what is written, and where to")
    output.add_argument("--all", action="store_true", help="every array, in place of ARRAY")
    output.add_argument(
        "--format",
        metavar="|".join(FORMATS),
        help="npy for one array, npz for --all; when left out as -o FILE ends, else text",
    )
    output.add_argument("-o", "--output", type=Path, metavar="FILE", help="- or left out: stdout")
    return parser


def show(arguments: argparse.Namespace) -> Exit:
    """Train to the moment and write; 1 for an array not computed there, 3 for a divergence."""
    _sort_words(arguments)
    if arguments.output == _STDOUT:
        arguments.output = None
    form = _format(arguments)
    _check_output(arguments.output, form)
    session = session_from(arguments)
    start = session.snapshot()
    _check_array(arguments.array, start)
    # Which arrays are current is a matter of the program: known before anything is trained.
    ahead = dataclasses.replace(start, cursor=moment_asked(arguments, start.program, "show"))
    if arguments.array is not None and not ahead.is_of_now(stored_name(arguments.array)):
        warn(not_computed(ahead, arguments.array))
        return Exit.NO
    say_what_was_understood(session)
    if not train_to(session, ahead.cursor):
        warn(f"{session.divergence}; the moment asked for is not reached")
        return Exit.DIVERGED
    _write(session.snapshot(), arguments.array, form, arguments.output)
    return Exit.DONE


def _sort_words(arguments: argparse.Namespace) -> None:
    """Take the one word beside --all for the dataset."""
    if arguments.all and arguments.array is not None:
        if arguments.dataset != DEFAULT_DATASET:
            raise InputError(
                f"{arguments.array} and --all: name one array or take all, not both; "
                "see nn-tui show --help"
            )
        arguments.dataset, arguments.array = arguments.array, None
    elif not arguments.all and arguments.array is None:
        raise InputError("no array: name one, such as l1, or give --all; see nn-tui show --help")


def _format(arguments: argparse.Namespace) -> str:
    """Find the format, and refuse one that does not hold what is to be written."""
    suffix = "" if arguments.output is None else arguments.output.suffix.lower().removeprefix(".")
    if arguments.format is None:
        form = suffix if suffix in FORMATS else "text"
    elif arguments.format in FORMATS:
        form = str(arguments.format)
    else:
        raise InputError(unknown_name("format", arguments.format, FORMATS))
    if form == "npz" and not arguments.all:
        raise InputError("format npz: holds every array: add --all, or use text, json or npy")
    if form == "npy" and arguments.all:
        raise InputError("format npy: holds one array: with --all use text, json or npz")
    return form


def _check_output(path: Path | None, form: str) -> None:
    if path is not None:
        check_file(path)
    elif form in _BINARY and sys.stdout.isatty():
        raise InputError(
            f"format {form}: is binary, and stdout is a terminal; "
            f"give -o FILE.{form}, or send stdout to a file or a pipe"
        )


def _check_array(name: str | None, moment: Snapshot) -> None:
    if name is None or stored_name(name) in moment.names:
        return
    if name in shipped() or Path(name).suffix.lower() == ".csv":
        shown = printable(name, limit=60)
        raise InputError(f"{shown}: is a dataset; name an array before it: nn-tui show l1 {shown}")
    raise InputError(unknown_name("array", name, moment.names))


def _write(moment: Snapshot, name: str | None, form: str, path: Path | None) -> None:
    arrays = _arrays(moment, moment.names if name is None else (name,))
    if form in _BINARY:
        content = as_npz(moment, arrays) if name is None else as_npy(arrays[name])
        write_bytes(content) if path is None else write_file(path, content)
        return
    if form == "json":
        lines = [
            all_as_json(moment, arrays) if name is None else as_json(moment, name, arrays[name])
        ]
    else:
        lines = list(as_text(moment, arrays, None if path is not None else columns_of_stdout()))
    if path is None:
        write_lines(lines)
    else:
        write_file(path, "".join(f"{line}\n" for line in lines).encode())


def _arrays(moment: Snapshot, names: tuple[str, ...]) -> dict[str, Shown]:
    """Give those that are current; say which are not."""
    found = {name: current_array(moment, name) for name in names}
    missing = [name for name, values in found.items() if values is None]
    if missing:
        place = place_of(moment.program, moment.cursor)
        warn(f"not computed yet at {place}: {', '.join(missing)}")
    return {name: values for name, values in found.items() if values is not None}
