"""The real program in a terminal: `python -m tests.benchmarks.screen [WHAT ...]`.

It trains the classic net at full speed in a pseudo-terminal of 256 colours, as over SSH, at 80x24
and at 120x36. WHAT is some of `share`, `keys`, `bytes` and `idle`; without it all are measured.

The share is the median of paired rounds: the program runs for a while, then the same session
without a screen, one right after the other, so that a machine that drifts does so for both.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nn_tui.data import open_dataset
from nn_tui.debugger.pace import Pace
from nn_tui.debugger.session import Session
from nn_tui.recipe.recipe import Recipe, choose
from tests.terminal.terminal import Terminal, running

SIZES = ((80, 24), (120, 36))

_EPOCHS = "1000000000"
_ROUNDS = 9
_ROUND_SECONDS = 3.0
_KEYS = 240
_IDLE_SECONDS = 5.0
_PANELS = "1234567"
# The stretch of the screen that shows the selected row of the Dataset panel.
_COLUMN_IN_ROW = 3


@contextmanager
def at_full_speed(columns: int, lines: int, dataset: str = "classic") -> Iterator[Terminal]:
    """Run the program, and let it train for a second."""
    arguments = (dataset, "--epochs", _EPOCHS)
    with running(*arguments, columns=columns, lines=lines, colours="") as terminal:
        terminal.wait_for("epoch 0/1e9")
        terminal.send(" ")
        terminal.wait_for("running")
        terminal.watch(1.0)
        yield terminal


def _epoch(terminal: Terminal) -> int:
    shown = re.search(r"\be(?:poch )?(\d+)/1e9", terminal.text)
    return int(shown[1]) if shown else 0


def _next_epoch_shown(terminal: Terminal) -> tuple[int, float]:
    """Wait for another epoch, and give it with the time when it came."""
    before = _epoch(terminal)
    came = terminal.wait_until(lambda: _epoch(terminal) != before, "no other epoch came")
    return _epoch(terminal), came


def _speed_with_screen(terminal: Terminal) -> float:
    terminal.send(" ")
    terminal.wait_for("running")
    terminal.watch(0.3)
    first, began = _next_epoch_shown(terminal)
    terminal.watch(_ROUND_SECONDS)
    last, ended = _next_epoch_shown(terminal)
    _pause(terminal)
    return (last - first) / (ended - began)


def _pause(terminal: Terminal) -> None:
    terminal.send(" ")
    terminal.wait_for("paused")
    terminal.watch(0.3)


def _speed_without(session: Session, pace: Pace) -> float:
    """Train in chunks, as the program does, with nobody looking on."""
    first, began = session.epochs_done, time.perf_counter()
    while time.perf_counter() - began < _ROUND_SECONDS:
        ops = session.whole(pace.ops)
        with pace.measured(ops):
            session.advance(ops)
    return (session.epochs_done - first) / (time.perf_counter() - began)


def measure_share(columns: int, lines: int) -> None:
    """Compare epochs a second with the screen and without."""
    opened = open_dataset("classic")
    session = Session(Recipe(opened, choose(opened, {"epochs": _EPOCHS})))
    pace, rounds = Pace(time.perf_counter), []
    with at_full_speed(columns, lines) as terminal:
        _pause(terminal)
        for _ in range(_ROUNDS):
            with_screen = _speed_with_screen(terminal)
            without = _speed_without(session, pace)
            rounds.append((with_screen / without, with_screen, without))
    share, with_screen, without = map(statistics.median, zip(*rounds, strict=True))
    spread = " ".join(f"{ratio:.2f}" for ratio, *_ in sorted(rounds))
    _print("worker's share", columns, lines, f"{share:.2f}", "at least 0.85")
    print(f"    {with_screen:.0f} of {without:.0f} epochs/s; rounds {spread}")


def _seconds_to_row(terminal: Terminal, key: str) -> float:
    """Move the selected row of the dataset, and wait for it to be seen moved."""
    before = terminal.reversed_lines(_COLUMN_IN_ROW)
    began = time.monotonic()
    terminal.send(key)
    came = terminal.wait_until(
        lambda: terminal.reversed_lines(_COLUMN_IN_ROW) != before, "the row never moved"
    )
    return came - began


def _seconds_to_page(terminal: Terminal, key: str, title: str) -> float:
    began = time.monotonic()
    terminal.send(key)
    return terminal.wait_until(lambda: title in terminal.text, f"{title} never came") - began


def measure_keys(columns: int, lines: int) -> None:
    """Time keys that come at irregular intervals until their effect is seen."""
    stream = random.Random(1)
    rows, pages = [], []
    with at_full_speed(columns, lines) as terminal:
        terminal.send("1")
        for count in range(_KEYS):
            terminal.watch(stream.uniform(0.03, 0.3))
            rows.append(
                _seconds_to_row(terminal, ("\x1b[B", "\x1b[B", "\x1b[A", "\x1b[A")[count % 4])
            )
            if columns < 120 and count % 4 == 3:
                terminal.watch(stream.uniform(0.03, 0.3))
                pages.append(_seconds_to_page(terminal, "5", "5 Program"))
                terminal.watch(stream.uniform(0.03, 0.3))
                pages.append(_seconds_to_page(terminal, "1", "1 Dataset"))
    _print_times("row to repaint", columns, lines, rows)
    if pages:
        _print_times("page to repaint", columns, lines, pages)


def _print_times(what: str, columns: int, lines: int, seconds: list[float]) -> None:
    median, p95 = statistics.median(seconds) * 1e3, statistics.quantiles(seconds, n=20)[-1] * 1e3
    figures = f"{median:.0f} ms, p95 {p95:.0f}, max {max(seconds) * 1e3:.0f}"
    _print(what, columns, lines, figures, "median 20 ms, p95 50")


def measure_bytes(columns: int, lines: int) -> None:
    """Count what is written to the terminal while training."""
    for dataset in ("classic", "moons", "iris"):
        with at_full_speed(columns, lines, dataset) as terminal:
            for page in ("1", "5"):
                terminal.send(page)
                terminal.watch(1.0)
                sent = terminal.watch(8.0) / 8e3
                what = f"{dataset}, page of {page}"
                _print(what, columns, lines, f"{sent:.1f} kB/s", "at most 10 kB/s")


def measure_idle(columns: int, lines: int) -> None:
    """Count bytes and processor time of the paused program, with each panel chosen."""
    with at_full_speed(columns, lines) as terminal:
        worker = _busiest_thread(terminal)
        _pause(terminal)
        for panel in _PANELS:
            terminal.send(panel)
            terminal.watch(0.7)
            used, every = _used(worker), _used_by_all(terminal)
            sent = terminal.watch(_IDLE_SECONDS)
            figures = (
                f"{sent} bytes; worker {(_used(worker) - used) / 1e6:.2f} ms, "
                f"all threads {(_used_by_all(terminal) - every) / 1e6:.1f} ms"
            )
            _print(f"paused, panel {panel}", columns, lines, figures, "0 bytes, worker 0 ms")


def _threads(terminal: Terminal) -> list[Path]:
    return list(Path(f"/proc/{terminal.process.pid}/task").iterdir())


def _used(thread: Path) -> int:
    """Nanoseconds of processor time that a thread has had."""
    return int((thread / "schedstat").read_text().split()[0])


def _used_by_all(terminal: Terminal) -> int:
    return sum(map(_used, _threads(terminal)))


def _busiest_thread(terminal: Terminal) -> Path:
    """Find the worker: the thread that works hardest while training, beside the screen's."""
    threads = [t for t in _threads(terminal) if t.name != str(terminal.process.pid)]
    before = {thread: _used(thread) for thread in threads}
    terminal.watch(0.5)
    return max(threads, key=lambda thread: _used(thread) - before[thread])


def _print(what: str, columns: int, lines: int, figures: str, target: str) -> None:
    print(f"{f'{columns}x{lines}':<8}{what:<20}{figures:<44}{target}", flush=True)


MEASURES: dict[str, Callable[[int, int], None]] = {
    "share": measure_share,
    "keys": measure_keys,
    "bytes": measure_bytes,
    "idle": measure_idle,
}


def main(names: list[str]) -> None:
    for measure in (MEASURES[name] for name in names or MEASURES):
        for size in SIZES:
            measure(*size)


if __name__ == "__main__":
    main(sys.argv[1:])
