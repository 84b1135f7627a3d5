"""Where the parts of a session are put while it is written: each once, with a number or a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray

from nn_tui.storage.members import Numbers

_Thing = TypeVar("_Thing")
_Saved = TypeVar("_Saved")


class Shelf(Generic[_Thing, _Saved]):
    """Things that are shared, each written once and known by its number."""

    def __init__(self, write: Callable[[_Thing], _Saved]) -> None:
        """Make an empty one.

        Args:
            write: Makes plain values of a thing; what that is made of gets its number before it.
        """
        self._write = write
        # With the thing itself: a number is its own only as long as the thing is there.
        self._numbers: dict[int, tuple[int, _Thing]] = {}
        self.saved: list[_Saved] = []
        """What was written, by number."""

    def has(self, thing: _Thing) -> bool:
        """Whether it was written."""
        return id(thing) in self._numbers

    def number_of(self, thing: _Thing) -> int:
        """Give a thing's number; write it where that has not been done."""
        if id(thing) not in self._numbers:
            saved = self._write(thing)
            self._numbers[id(thing)] = len(self.saved), thing
            self.saved.append(saved)
        return self._numbers[id(thing)][0]


class ArrayShelf:
    """Arrays, each known by a name; never written to afterwards."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self.arrays: dict[str, Numbers] = {}
        """By name."""
        self.lasting: list[tuple[str, ...]] = []
        """Names of those that are to be written once, those together that belong together."""

    def name_of(self, values: NDArray[Any]) -> str:
        """Give an array's name."""
        if id(values) not in self._names:
            name = self._names[id(values)] = f"a{len(self.arrays)}"
            self.arrays[name] = values
        return self._names[id(values)]

    def write_once(self, *names: str) -> None:
        """Note that arrays are the same whenever the session is saved, and belong together."""
        if names not in self.lasting:
            self.lasting.append(names)

    def name_of_all(self, values: Iterable[NDArray[Any]]) -> str:
        """Give the name of an array of arrays of one shape, which are nowhere else."""
        name = f"a{len(self.arrays)}"
        self.arrays[name] = tuple(values)
        return name
