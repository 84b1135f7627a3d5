"""What is said of a fault of the program itself, once the terminal is as it was."""

from __future__ import annotations

import platform
import sys
import traceback

from nn_tui.storage.state_files import next_numbered, state_folder, write_whole
from nn_tui.text import printable
from nn_tui.ui.copying import path_from_home

_LIBRARIES = ("textual", "rich", "plotext", "numpy", "msgspec")


def report(fault: BaseException, is_saved: bool) -> None:
    """Write down a fault in a file, and say on stderr what it was and where the file is.

    Args:
        fault: What happened.
        is_saved: Whether the session can be gone on with.
    """
    lines = traceback.format_exception(fault)
    said = printable(f"{type(fault).__name__}: {fault}", limit=200)
    print(f"nn-tui: a fault of nn-tui itself: {said}", file=sys.stderr)
    if is_saved:
        print("nn-tui: the session is saved: nn-tui --resume goes on with it", file=sys.stderr)
    try:
        path = next_numbered(state_folder(), "fault", ".txt")
        write_whole(path, [*_versions(), *lines])
    except OSError as error:
        print(f"nn-tui: no report could be written: {error.strerror}", file=sys.stderr)
        sys.stderr.writelines(lines)
    else:
        print(f"nn-tui: the report is in {path_from_home(path)}", file=sys.stderr)


def _versions() -> list[str]:
    # Not before there is a fault: it takes 10 ms of every start.
    from importlib.metadata import version

    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return [
        f"nn-tui {version('nn-tui')}, Python {platform.python_version()}, {platform.platform()}\n",
        f"{libraries}\n\n",
    ]
