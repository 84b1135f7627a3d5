"""What the screen remembers from one start to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from nn_tui.storage.state_files import state_folder, write_whole
from nn_tui.text import printable

_NAME = "screen.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's own settings."""

    is_tour_over: bool = False
    """Whether the tour of a first start has been shown."""
    is_light: bool = False
    """Whether colours are light."""


def read_preferences() -> Preferences:
    """Read what was remembered; what is not there, or cannot be read, is as at a first start."""
    try:
        content: Any = json.loads((state_folder() / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(content, dict):
        return Preferences()
    names = [field.name for field in fields(Preferences)]
    return Preferences(**{n: content[n] for n in names if isinstance(content.get(n), bool)})


def told_of_writing(preferences: Preferences, otherwise: str) -> str:
    """Remember them; where that cannot be, say what comes of it and why, else "".

    Args:
        preferences: All of them.
        otherwise: What comes of it, at the next start.
    """
    place = ""
    try:
        place = f": {printable(str(state_folder()))}"
        write_preferences(preferences)
    except OSError as error:
        return f"{otherwise} at the next start: {error.strerror}{place}"
    return ""


def write_preferences(preferences: Preferences) -> None:
    """Remember them, whole or not at all.

    Raises:
        OSError: The folder cannot be written to.
    """
    write_whole(state_folder() / _NAME, [json.dumps(asdict(preferences), indent=2), "\n"])
