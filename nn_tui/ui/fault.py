"""What is said once the terminal is as it was: of a fault of the program, and what is lost."""

from __future__ import annotations

import sys
from contextlib import suppress

from nn_tui.stderr import warn
from nn_tui.storage.fault_reports import fault_in_words, in_full, write_report
from nn_tui.storage.state_files import path_from_home


def report(fault: BaseException, is_saved: bool) -> None:
    """Write down a fault in a file, and say on stderr what it was and where the file is.

    Args:
        fault: What happened.
        is_saved: Whether the session can be gone on with.
    """
    said = [fault_in_words(fault)]
    if is_saved:
        said.append("the session is saved: nn-tui --resume goes on with it")
    unwritten: list[str] = []
    try:
        said.append(f"the report is in {path_from_home(write_report(fault))}")
    except OSError as error:
        said.append(f"no report could be written: {error.strerror}")
        unwritten = in_full(fault)
    warn(*said)
    with suppress(OSError):
        sys.stderr.writelines(unwritten)
