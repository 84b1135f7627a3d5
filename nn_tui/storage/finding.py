"""Which session of a list a person means."""

from __future__ import annotations

from collections.abc import Sequence

from nn_tui.errors import unknown_name
from nn_tui.storage.errors import StorageError
from nn_tui.storage.session_file import Listed
from nn_tui.text import printable


def session_called(name: str, listed: Sequence[Listed]) -> Listed:
    """Find a session by its id, its title, or the beginning of its id.

    Args:
        name: What a person has given; an empty one is nobody's.
        listed: All sessions there are, the newest first.

    Raises:
        StorageError: None is called so, or several are.
    """
    for is_it in (_is_called, _is_titled, _begins):
        fitting = [one for one in listed if name and is_it(one, name)]
        if len(fitting) > 1:
            ids = ", ".join(one.id for one in fitting[:3])
            raise StorageError(f"session {printable(name)}: there are several: {ids}")
        if fitting:
            return fitting[0]
    known = [one.title or one.id for one in listed[:5]]
    raise StorageError(unknown_name("session", name if name.strip() else f"'{name}'", known))


def _is_called(listed: Listed, name: str) -> bool:
    return listed.id == name


def _is_titled(listed: Listed, name: str) -> bool:
    return listed.title == name


def _begins(listed: Listed, name: str) -> bool:
    return listed.id.startswith(name)
