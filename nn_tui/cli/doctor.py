"""`nn-tui doctor`: what this terminal can do, and what nn-tui makes of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping

from nn_tui.cli.doctor_findings import Findings, examine
from nn_tui.cli.exits import Exit
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.cli.text_or_json import add_format_option, is_json
from nn_tui.ui.terminal.traits import environment

_ABOUT = """\
Say what this terminal can do, which versions are installed, where files are kept, and
what nn-tui makes of all that. It works without a terminal, too."""

_EXAMPLES = """examples:
  nn-tui doctor                   for a person
  nn-tui doctor --format json     for a script, or to send along with a question
"""


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui doctor`."""
    parser = OneLineParser(prog="nn-tui doctor", description=_ABOUT, epilog=_EXAMPLES)
    add_format_option(parser)
    return parser


def doctor(arguments: argparse.Namespace) -> Exit:
    """Print what was found."""
    is_for_program = is_json(arguments)
    findings = examine(environment())
    write_lines([json.dumps(findings, indent=2)] if is_for_program else _as_text(findings))
    return Exit.DONE


def _as_text(findings: Findings) -> Iterator[str]:
    width = max(len(name) for of_part in findings.values() for name in of_part)
    for part, of_part in findings.items():
        yield part
        yield from _indented(of_part, width)


def _indented(of_part: Mapping[str, str], width: int) -> Iterator[str]:
    for name, found in of_part.items():
        yield f"  {name:<{width}}  {found}"
