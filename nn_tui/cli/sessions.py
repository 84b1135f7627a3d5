"""`nn-tui sessions`: what was saved."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from nn_tui.cli.aligned import GAP, column_widths
from nn_tui.cli.exits import Exit
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.errors import InputError
from nn_tui.storage.errors import StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import Listed
from nn_tui.storage.state_files import sessions_folder
from nn_tui.text import printable

_EXAMPLES = """examples:
  nn-tui sessions                                 list them, the newest first
  nn-tui --resume 2026-05-17                      go on with one, by the beginning of its id
  nn-tui sessions --name 2026-05-17 'lesson 2'    call one so; it is kept until it is removed
  nn-tui sessions --remove 'lesson 2'             remove one
"""


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui sessions`."""
    parser = OneLineParser(
        prog="nn-tui sessions",
        description="List, name and remove saved sessions. Every session on the screen is saved as "
        "it goes;\nof those without a name the last 20 are kept.",
        epilog=_EXAMPLES,
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--name", nargs=2, metavar=("SESSION", "NAME"), help="give a session a name; '' takes it"
    )
    group.add_argument("--remove", action="append", metavar="SESSION", help="remove a session")
    return parser


def sessions(arguments: argparse.Namespace) -> Exit:
    """Do what is asked, or list all."""
    folder = _folder()
    try:
        if arguments.name is not None:
            session, name = arguments.name
            folder.entitle(folder.find(session), printable(name.strip()))
        elif arguments.remove is not None:
            # All of them are found before the first is gone; one that is named twice is one.
            for listed in dict.fromkeys(folder.find(name) for name in arguments.remove):
                folder.remove(listed)
                write_lines([f"removed: {_told(listed)}"])
        else:
            write_lines(_listed(folder))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StorageError(f"{printable(str(folder.path))}: {error.strerror}") from None
    return Exit.DONE


def _folder() -> SessionFolder:
    try:
        return SessionFolder(sessions_folder())
    except OSError as error:
        raise InputError(f"sessions: {error.strerror}") from None


def _listed(folder: SessionFolder) -> Iterator[str]:
    listed = folder.listed()
    if not listed:
        yield f"no session is saved in {printable(str(folder.path))}"
        return
    table = [_row(one, folder.is_open(one)) for one in listed]
    widths = column_widths(table)
    for cells in table:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _told(listed: Listed) -> str:
    """Say in a line which session it is."""
    summary = listed.summary
    if summary is None:
        return f"session {listed.id}, which could not be read"
    title = f" ({summary.title})" if summary.title else ""
    run = f"{summary.dataset} {summary.network}, epoch {summary.epoch}/{summary.epochs}"
    return f"session {listed.id}{title}: {run}"


def _row(listed: Listed, is_open: bool) -> tuple[str, ...]:
    summary = listed.summary
    if summary is None:
        return (listed.id, "", "", "", listed.fault)
    error = "" if summary.error is None else f"error {summary.error:.4f}"
    marks = [summary.title, "altered" * summary.is_altered, "FAULT" * summary.is_faulty]
    marks.append("open now" * is_open)
    return (
        listed.id,
        f"{summary.dataset} {summary.network}",
        f"epoch {summary.epoch}/{summary.epochs}",
        error,
        ", ".join(filter(None, marks)),
    )
