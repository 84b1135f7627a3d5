"""A named set of entries, looked up by what a person typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from nn_tui.engine.errors import NetworkError
from nn_tui.errors import unknown_name


class Named(Protocol):
    """Anything that a registry can hold."""

    @property
    def name(self) -> str:
        """The word that a person types."""
        ...


EntryT = TypeVar("EntryT", bound=Named)


class Registry(Generic[EntryT]):
    """Entries by name, in the order in which they are offered."""

    def __init__(self, kind: str, entries: Iterable[EntryT]) -> None:
        self.kind = kind
        self._entries = {entry.name: entry for entry in entries}

    def __iter__(self) -> Iterator[EntryT]:
        return iter(self._entries.values())

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        return tuple(self._entries)

    def __getitem__(self, name: str) -> EntryT:
        """Look an entry up.

        Raises:
            NetworkError: There is none of that name; the message suggests the closest.
        """
        if name in self._entries:
            return self._entries[name]
        for entry in self:
            if _folded(entry.name) == _folded(name):
                return entry
        raise NetworkError(unknown_name(self.kind, name, self._entries))


def _folded(name: str) -> str:
    """Make leaky-relu, Leaky ReLU and leaky_relu one word."""
    return name.strip().casefold().replace("_", "-").replace(" ", "-")
