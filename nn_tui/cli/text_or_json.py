"""The format of a command that answers a person in text or a program in JSON."""

from __future__ import annotations

import argparse

from nn_tui.cli.parser import OneLineParser
from nn_tui.errors import InputError, unknown_name

_FORMATS = ("text", "json")


def add_format_option(parser: OneLineParser) -> argparse._ArgumentGroup:
    """Add --format, in a group that other options on what is printed may join."""
    output = parser.add_argument_group("what is printed")
    output.add_argument("--format", default="text", metavar="|".join(_FORMATS), help="text or json")
    return output


def is_json(arguments: argparse.Namespace) -> bool:
    """Whether JSON is asked for.

    Raises:
        InputError: It is a format that there is not.
    """
    if arguments.format not in _FORMATS:
        raise InputError(unknown_name("format", arguments.format, _FORMATS))
    return bool(arguments.format == "json")
