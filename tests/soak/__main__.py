"""A soak as a command: `python -m tests.soak --minutes 10`."""

from __future__ import annotations

import argparse
import secrets
import sys

from tests.soak.figures import figures
from tests.soak.soak import SoakFault, soak

_FEWEST_SECONDS = 10.0

_SECONDS_TO_JUDGE, _STEEPEST = 1200.0, 100.0
"""Of a process that lived so long the memory is judged: it may grow by so many MB an hour.

For ten minutes it takes more and more: Textual remembers what it has computed of each size, 30,000
times, and the heap grows to the most that was ever in use at once. Over the ten minutes that follow
100 MB an hour are 17 MB, which a heap comes and goes by.
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak",
        description="Run nn-tui at full speed under random keys, clicks and sizes; exit code 1 "
        "where it breaks or no longer answers, and where the memory of a process that lived "
        f"for {_SECONDS_TO_JUDGE:g} s grows by more than {_STEEPEST:g} MB an hour.",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=10.0, metavar="N")
    length.add_argument("--seconds", type=float, metavar="N")
    parser.add_argument("--seed", type=int, metavar="N", help="what is done is drawn from it")
    asked = parser.parse_args()
    seconds = asked.minutes * 60 if asked.seconds is None else asked.seconds
    if seconds < _FEWEST_SECONDS:
        parser.error(f"{seconds:g} s is too short to see anything: {_FEWEST_SECONDS:g} s or more")
    seed = secrets.randbelow(10_000) if asked.seed is None else asked.seed
    print(f"seed {seed}, {seconds:g} s", flush=True)
    try:
        seen = soak(seed, seconds)
    except SoakFault as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join(figures(seen)))
    if seen.memory.age < _SECONDS_TO_JUDGE:
        print(f"the memory is not judged: no process lived for {_SECONDS_TO_JUDGE:g} s")
    elif seen.memory.slope > _STEEPEST:
        print(f"the memory grows by more than {_STEEPEST:g} MB an hour", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
