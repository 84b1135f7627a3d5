"""What the screen remembers from one start to the next."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

_NAME = "screen.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """A person's own settings."""

    is_tour_over: bool = False
    """Whether the tour of a first start has been shown."""
    is_light: bool = False
    """Whether colours are light."""


def state_folder() -> Path:
    """Give the folder for what a program keeps between its runs, on this platform."""
    return user_state_path("nn-tui", appauthor=False)


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


def write_preferences(preferences: Preferences) -> None:
    """Remember them, whole or not at all.

    Raises:
        OSError: The folder cannot be written to.
    """
    write_whole(state_folder() / _NAME, json.dumps(asdict(preferences), indent=2) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file of text so that nobody ever finds half of it there.

    Raises:
        OSError: It cannot be written; what was there before still is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
