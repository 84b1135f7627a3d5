"""`nn-tui datasets`: what is shipped."""

from __future__ import annotations

import argparse
import sys

from nn_tui.cli.exits import Exit
from nn_tui.cli.parser import OneLineParser
from nn_tui.data import open_dataset, shipped


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui datasets`."""
    return OneLineParser(
        prog="nn-tui datasets",
        description="List the datasets that nn-tui ships: name, rows x inputs -> outputs, title, "
        "and what each teaches.",
        allow_abbrev=False,
    )


def datasets(_arguments: argparse.Namespace) -> Exit:
    """Print a line for each dataset, and below it what it teaches."""
    for name in shipped():
        dataset = open_dataset(name)
        shape = f"{dataset.rows} x {dataset.inputs.shape[1]} -> {dataset.targets.shape[1]}"
        sys.stdout.write(f"{name:<9}{shape:<14}{dataset.title}\n{'':<9}{dataset.teaches}\n")
    return Exit.DONE
