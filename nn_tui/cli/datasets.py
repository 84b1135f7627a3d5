"""`nn-tui datasets`: what is shipped."""

from __future__ import annotations

import argparse
import shutil
import textwrap

from nn_tui.cli.exits import Exit
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.data import open_dataset, shipped

_INDENT = " " * 9


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui datasets`."""
    return OneLineParser(
        prog="nn-tui datasets",
        description="List the datasets that nn-tui ships: name, rows x inputs -> outputs, title,\n"
        "and what each teaches.",
    )


def datasets(_arguments: argparse.Namespace) -> Exit:
    """Print a line for each dataset, and below it what it teaches."""
    width = shutil.get_terminal_size().columns
    for name in shipped():
        dataset = open_dataset(name)
        shape = f"{dataset.rows} x {dataset.inputs.shape[1]} -> {dataset.targets.shape[1]}"
        teaches = textwrap.fill(
            dataset.teaches, width, initial_indent=_INDENT, subsequent_indent=_INDENT
        )
        write_lines([f"{name:<9}{shape:<14}{dataset.title}", teaches])
    return Exit.DONE
