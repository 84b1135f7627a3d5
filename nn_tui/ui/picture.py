"""A picture of the screen, in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App

from nn_tui.storage.state_files import next_numbered, path_from_home, state_folder, write_whole


def save_picture(app: App[Any], title: str) -> str:
    """Save the screen as an SVG; say where, or why not.

    Args:
        app: Whose screen.
        title: What stands above it.
    """
    try:
        path = next_numbered(state_folder(), "screen", ".svg")
        write_whole(path, [app.export_screenshot(title=title)])
    except OSError as error:
        # Where there is no home folder, there is none to name.
        place = f": {path_from_home(Path(error.filename))}" if error.errno else ""
        way = "set XDG_STATE_HOME to a folder that can be written"
        return f"no picture: {error.strerror or error}{place}; {way}"
    return f"saved: {path_from_home(path)}"
