"""`nn-tui sessions`: what was saved."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from nn_tui.cli.aligned import GAP, column_widths
from nn_tui.cli.exits import Exit
from nn_tui.cli.output import columns_of_stdout, write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.errors import InputError
from nn_tui.storage.document import Summary
from nn_tui.storage.errors import StorageError
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.session_file import Listed
from nn_tui.storage.state_files import sessions_folder
from nn_tui.text import printable
from nn_tui.ui.render.numbers import brief_count, significant
from nn_tui.ui.render.wrapping import shortened

_EXAMPLES = """examples:
  nn-tui sessions                                 list them, the newest first
  nn-tui --resume 2026-05-17                      go on with one, by the beginning of its id
  nn-tui sessions --name 2026-05-17 'lesson 2'    call one so; it is kept until it is removed
  nn-tui sessions --remove 'lesson 2'             remove one
"""

_DIGITS = 4
"""Significant digits of an error."""

_SHORTEST_RUN = 12
"""Columns that are left at least for what was trained, where all stands in columns."""


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
    table = {one.id: _cells(one.summary) for one in listed if one.summary is not None}
    id_width = max(len(one.id) for one in listed)
    widths = _widths([*table.values()], id_width) if table else None
    for one in listed:
        head = one.id.ljust(id_width)
        if one.summary is None:
            yield f"{head}{GAP}{one.fault.removeprefix(f'session {one.id}: ')}"
            continue
        cells = list(table[one.id])
        if widths is not None:
            cells[0] = shortened(cells[0], widths[0])
            cells = [text.ljust(width) for text, width in zip(cells, widths, strict=True)]
        yield GAP.join([head, *cells, _marks(one.summary, folder.is_open(one))]).rstrip()


def _widths(table: list[tuple[str, str, str]], id_width: int) -> list[int] | None:
    """Measure the columns behind the id, which a person types and which is written whole.

    Returns:
        Their widths; None: a line does not fit in any case, so that nothing is cut or moved.
    """
    run, *figures = column_widths(table)
    if (columns := columns_of_stdout()) is None:
        return [run, *figures]
    room = columns - id_width - sum(figures) - len(GAP) * (1 + len(figures))
    return [min(run, room), *figures] if room >= min(run, _SHORTEST_RUN) else None


def _told(listed: Listed) -> str:
    """Say in a line which session it is."""
    summary = listed.summary
    if summary is None:
        return f"session {listed.id}, which could not be read"
    title = f" ({summary.title})" if summary.title else ""
    run, epoch, _ = _cells(summary)
    return f"session {listed.id}{title}: {run}, {epoch}"


def _cells(summary: Summary) -> tuple[str, str, str]:
    """Say what was trained, how far, and with what error."""
    error = "" if summary.error is None else f"error {significant(summary.error, _DIGITS)}"
    run = f"{summary.dataset} {summary.network}"
    return run, f"epoch {summary.epoch}/{brief_count(summary.epochs)}", error


def _marks(summary: Summary, is_open: bool) -> str:
    marks = [summary.title, "altered" * summary.is_altered, "FAULT" * summary.is_faulty]
    marks.append("open now" * is_open)
    return ", ".join(filter(None, marks))
