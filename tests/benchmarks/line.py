"""The real program on a slow line: `python -m tests.benchmarks.line [WHAT ...]`.

It trains at full speed in a pseudo-terminal of 256 colours, as over SSH, at 80x24. WHAT is some of
`bytes` (what is sent while training with --slow), `keys` (from a key to its effect on a line of
8 kB/s, with --slow and without), and `start` (from the start of the process to the first frame, and
to the whole screen, beside a bare Textual app: on a machine that others use the ratio says more).
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from tests.terminal.terminal import Terminal, running

_EPOCHS = "1000000000"
_LINE = 8000
_WARM_UP = 6.0
_KEYS = 24
_STARTS = 9

_BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("bare")
    BINDINGS = [("q", "quit")]
Bare().run()
"""

_PAGES = (("5", "5 Program", " enter run to"), ("1", "1 Dataset", " / search"))
"""Keys that turn to a page, with what is seen at its top and at its bottom."""

DATASETS = ("classic", "moons", "iris")


def train(terminal: Terminal) -> None:
    """Set the run on its way, and let it come into its stride."""
    terminal.wait_for("epoch 0/1e9")
    terminal.send(" ")
    terminal.wait_for("running")
    terminal.watch(_WARM_UP)


def measure_bytes() -> None:
    """Count what is sent while training."""
    for dataset in DATASETS:
        for words in ((), ("--slow",)):
            with running(dataset, "--epochs", _EPOCHS, *words, colours="") as terminal:
                train(terminal)
                for page in ("1", "5"):
                    terminal.send(page)
                    terminal.watch(4.0)
                    sent = terminal.watch(12.0) / 12e3
                    what = f"{dataset} {' '.join(words)}, page of {page}"
                    _print(what, f"{sent:.2f} kB/s", "at most 2 kB/s with --slow")


def measure_keys() -> None:
    """Time keys until their effect is seen, on a slow line."""
    stream = random.Random(1)
    for words in ((), ("--slow",)):
        arguments = ("moons", "--epochs", _EPOCHS, *words)
        with running(*arguments, colours="", bytes_a_second=_LINE) as terminal:
            train(terminal)
            pages, rows = [], []
            for _ in range(_KEYS):
                for key, *seen in _PAGES:
                    terminal.watch(stream.uniform(0.5, 2.0))
                    pages.append(_seconds_from(terminal, key, _is_shown(terminal, *seen)))
                terminal.watch(stream.uniform(0.5, 2.0))
                before = terminal.reversed_lines(3)
                rows.append(_seconds_from(terminal, "\x1b[B", _is_moved(terminal, before)))
        for what, seconds in (("page", pages), ("row", rows)):
            _print(f"{what} {' '.join(words)}", _times(seconds), "0.7 s with --slow")


def _is_shown(terminal: Terminal, *texts: str) -> Callable[[], bool]:
    return lambda: all(text in terminal.text for text in texts)


def _is_moved(terminal: Terminal, before: list[int]) -> Callable[[], bool]:
    return lambda: terminal.reversed_lines(3) != before


def _seconds_from(terminal: Terminal, key: str, is_seen: Callable[[], bool]) -> float:
    began = time.monotonic()
    terminal.send(key)
    return terminal.wait_until(is_seen, f"the effect of {key!r} never came") - began


def measure_start() -> None:
    """Time the start, right after one of an app that does nothing."""
    rounds = []
    for _ in range(_STARTS):
        (bare,) = _seconds_to("bare", code=_BARE)
        first, whole = _seconds_to("loading", "1 Dataset")
        rounds.append((first, whole, bare, first / bare, whole / bare))
    first, whole, bare, of_first, of_whole = map(statistics.median, zip(*rounds, strict=True))
    beside = f"bare Textual {bare:.2f} s, ratio"
    _print("start to first frame", f"{first:.2f} s, {beside} {of_first:.2f}", "0.6 s, quiet")
    _print("start to whole screen", f"{whole:.2f} s, {beside} {of_whole:.2f}", "none")


def _seconds_to(*texts: str, code: str = "") -> list[float]:
    """Start the program, or some code, and time until each of the texts is seen."""
    began = time.monotonic()
    with running(code=code, colours="") as terminal:
        return [
            terminal.wait_until(_is_shown(terminal, text), f"{text} never came") - began
            for text in texts
        ]


def _times(seconds: list[float]) -> str:
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"median {statistics.median(seconds):.2f} s, p95 {p95:.2f}, max {max(seconds):.2f}"


def _print(what: str, figures: str, target: str) -> None:
    print(f"{what:<32}{figures:<48}{target}", flush=True)


MEASURES = {"bytes": measure_bytes, "keys": measure_keys, "start": measure_start}


def main(names: list[str]) -> None:
    for name in names or MEASURES:
        MEASURES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
