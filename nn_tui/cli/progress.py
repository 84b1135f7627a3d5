"""A progress bar on stderr when that is a terminal, and nothing otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_SECONDS_BETWEEN = 0.1


@dataclass(slots=True)
class Progress:
    """Shows how far something is, ten times a second at the most."""

    advance_to: Callable[[int], object]
    """Shows a number of steps done."""
    clock: Callable[[], float] = time.perf_counter
    """Seconds, from any zero."""
    next_time: float = 0.0
    """When the next may be shown."""

    def show(self, done: int) -> None:
        """Show that many steps done, if the last time is long enough ago."""
        if self.clock() >= self.next_time:
            self.next_time = self.clock() + _SECONDS_BETWEEN
            self.advance_to(done)


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Progress]:
    """Show a bar that is gone at the end, so that results stand alone."""
    if not sys.stderr.isatty():
        yield Progress(lambda _done: None)
        return
    # Imported here: a run whose stderr is a file never needs it.
    from rich.console import Console
    from rich.progress import Progress as RichProgress

    console = Console(stderr=True)
    with RichProgress(console=console, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield Progress(lambda done: bar.update(task, completed=done))
