"""What is looked up in files while one types: in a thread, so that keys are heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.widget import Widget

AskedT = TypeVar("AskedT")
FoundT = TypeVar("FoundT")


class LookUp(Generic[AskedT, FoundT]):
    """Looks one thing up at a time, and again while something else is asked by then."""

    def __init__(
        self,
        widget: Widget,
        asked: Callable[[], AskedT],
        find: Callable[[AskedT], FoundT],
        on_found: Callable[[FoundT], object],
    ) -> None:
        """Make one that looks for nothing yet.

        Args:
            widget: For which it is done; when that is taken away, it ends.
            asked: Says what is asked at present.
            find: Looks it up, in a thread.
            on_found: Called with what is found once nothing else is asked.
        """
        self._widget = widget
        self._asked = asked
        self._find = find
        self._on_found = on_found
        self._is_looking = False

    def begin(self) -> None:
        """Look up what is asked; while that goes on, no second time."""
        if not self._is_looking:
            self._is_looking = True
            self._widget.run_worker(self._look_until_settled())

    async def _look_until_settled(self) -> None:
        while True:
            asked = self._asked()
            found = await asyncio.to_thread(self._find, asked)
            if asked == self._asked():
                break
        self._is_looking = False
        self._on_found(found)
