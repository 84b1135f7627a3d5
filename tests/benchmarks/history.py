"""What it costs to remember a run: `python -m tests.benchmarks.history [WHAT ...]`.

WHAT is some of `recording`, `jumps`, `back` and `memory`; without it all are measured, which takes
some five minutes, most of them for a run of ten million epochs. Run it with OPENBLAS_CORETYPE and
OPENBLAS_L2_SIZE unset, both or neither: one alone makes BLAS choose odd kernels:

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE python -m tests.benchmarks.history

The cost of recording is the median of some rounds. In each the bare machine and the session run the
same ops in turns, a chunk at a time, so that a machine that drifts does so for both.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from nn_tui.data import Dataset, TargetKind, open_dataset
from nn_tui.debugger.pace import CHUNK_SECONDS, Pace
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.machine import Machine
from nn_tui.engine.program import Program
from nn_tui.recipe.recipe import Recipe, assemble, choose

_ROUNDS = 11
_ROUND_SECONDS = 0.5
_CHUNKS_A_FRAME = round(0.1 / CHUNK_SECONDS)
_JUMPS = 50
_STEPS_BACK = 200
_ENDLESS = "1000000000"


@dataclass(frozen=True)
class Net:
    """A training to be remembered."""

    name: str
    recipe: Recipe
    limit: float
    """What recording may cost, as a share of the bare machine's throughput."""


def classic() -> Net:
    opened = open_dataset("classic")
    return Net("3-4-1, 4 rows, full batch", Recipe(opened, choose(opened, _GIVEN)), 0.10)


def digits() -> Net:
    """Rows and columns as scikit-learn's digits have them."""
    return Net("64-64-10, 1797 rows, batch 32", _made_up(1797, 64, 64, 32), 0.05)


def images() -> Net:
    """Columns as MNIST has them; fewer rows, which are no matter here."""
    return Net("784-128-10, 6000 rows, batch 128", _made_up(6000, 784, 128, 128), 0.05)


_GIVEN = {"epochs": _ENDLESS}


def _made_up(rows: int, columns: int, hidden: int, batch_size: int) -> Recipe:
    stream = np.random.RandomState(0)
    labels = stream.randint(10, size=rows)
    digit_names = tuple(map(str, range(10)))
    dataset = Dataset(
        name="made up",
        title="",
        source="",
        teaches="",
        input_names=tuple(f"x{index}" for index in range(columns)),
        target_names=digit_names,
        inputs=stream.random_sample((rows, columns)),
        targets=np.eye(10)[labels],
        kind=TargetKind.CLASSES,
        classes=digit_names,
        suggested={},
    )
    given = {"hidden": str(hidden), "batch_size": str(batch_size), "shuffle": "yes"}
    return Recipe(dataset, choose(dataset, {**_GIVEN, **given, "learning_rate": "0.05"}))


def _seconds(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    run()
    return clock() - began


def _op_seconds(machine: Machine) -> float:
    """Time an op among so many that the clock's own steps are no matter."""
    ops = machine.program.epoch_length
    while (seconds := _seconds(partial(machine.run_ops, ops), time.thread_time)) < 0.1:
        ops *= 2
    return seconds / ops


def _chunks(program: Program, ops: int, most: int) -> list[int]:
    """Cut whole epochs into chunks as a run does, which ends them with batches where it can."""
    sizes: list[int] = []
    while (left := ops - sum(sizes)) > 0:
        sizes.append(min(left, program.whole(program.cursor_at(sum(sizes)), most)))
    return sizes


def measure_recording(net: Net) -> None:
    """Compare the time of a session for whole epochs with that of its machine alone."""
    session, machine = Session(net.recipe), assemble(net.recipe)
    length = machine.program.epoch_length
    session.advance(length)
    op_seconds = _op_seconds(machine)
    chunk = max(1, round(CHUNK_SECONDS / op_seconds))
    epochs = max(1, round(_ROUND_SECONDS / op_seconds / length))

    sizes, ratios = _chunks(machine.program, epochs * length, chunk), []
    for _ in range(_ROUNDS):
        machine.records.clear()
        alone = together = 0.0
        for count, ops in enumerate(sizes):
            # The results are looked at with each frame, and when a run stops.
            is_seen = count % _CHUNKS_A_FRAME == 0 or count == len(sizes) - 1
            # The processor's time of this thread: what else the machine does is no matter here.
            alone += _seconds(partial(machine.run_ops, ops), time.thread_time)
            together += _seconds(partial(session.advance, ops, not is_seen), time.thread_time)
        ratios.append(together / alone - 1)
    cost, quartiles = statistics.median(ratios), statistics.quantiles(ratios)
    _print(net.name, f"{cost:.1%}", f"at most {net.limit:.0%}")
    print(f"    quartiles {quartiles[0]:.1%} {quartiles[2]:.1%}; {chunk} ops a chunk")


def _run_to(session: Session, epochs: int) -> None:
    pace = Pace(time.perf_counter)
    last = epochs * session.machine.program.epoch_length
    while (left := last - session.machine.program.ops_before(session.cursor)) > 0:
        ops = min(left, session.whole(pace.ops))
        with pace.measured(ops):
            session.advance(ops)


def _jump_seconds(session: Session) -> list[float]:
    """Time journeys to moments anywhere in a run, each from where the last one ended."""
    program, stream = session.machine.program, random.Random(1)
    ops = program.ops_before(session.timeline.branch.end.cursor)
    places = [program.cursor_at(stream.randrange(ops)) for _ in range(_JUMPS)]
    return [_seconds(partial(session.go_to, place)) for place in places]


def measure_jumps(epochs: int = 1_000_000) -> Session:
    """Run the classic net, and go anywhere in the run."""
    session = Session(classic().recipe)
    began = time.perf_counter()
    _run_to(session, epochs)
    print(f"    {epochs} epochs in {time.perf_counter() - began:.1f} s, ", end="")
    print(f"{len(session.timeline.history)} moments kept")
    seconds = _jump_seconds(session)
    figures = f"{max(seconds):.3f} s, median {statistics.median(seconds):.3f}"
    _print(f"longest of {_JUMPS} jumps", figures, "under 1 s")
    return session


def measure_back(net: Net, epochs: int) -> None:
    """Time single ops back from the end of a run, and each first one after a jump."""
    session = Session(net.recipe)
    _run_to(session, epochs)
    steps = [_seconds(lambda: session.back(Unit.OP)) for _ in range(_STEPS_BACK)]
    program, stream = session.machine.program, random.Random(2)
    ops = program.ops_before(session.timeline.branch.end.cursor)
    firsts = []
    for _ in range(_JUMPS):
        session.go_to(program.cursor_at(stream.randrange(1, ops)))
        firsts.append(_seconds(lambda: session.back(Unit.OP)))
    for what, seconds in ((f"{_STEPS_BACK} ops back", steps), ("op back after a jump", firsts)):
        figures = f"{statistics.median(seconds) * 1e3:.2f} ms, worst {max(seconds) * 1e3:.1f}"
        _print(f"{net.name}: {what}", figures, "200 ms")


def measure_memory() -> None:
    """Run the classic net for ten million epochs, and see what the process holds then."""
    session = measure_jumps(10_000_000)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = int(status.split("VmRSS:")[1].split()[0]) / 1000
    _print("memory of the process", f"{resident:.0f} MB", "under 250 MB")
    assert session.epochs_done <= 10_000_000


def _print(what: str, figures: str, wanted: str) -> None:
    print(f"{what:<58} {figures}   (wanted: {wanted})", flush=True)


def _all_recordings() -> None:
    for net in (classic(), digits(), images()):
        measure_recording(net)


def _all_backs() -> None:
    measure_back(classic(), 100_000)
    measure_back(images(), 3)


# Memory first, as a process alone with its one run has it.
MEASURES: dict[str, Callable[[], object]] = {
    "memory": measure_memory,
    "recording": _all_recordings,
    "jumps": measure_jumps,
    "back": _all_backs,
}


def main() -> None:
    wanted = sys.argv[1:] or list(MEASURES)
    for name in MEASURES:
        if name in wanted:
            MEASURES[name]()


if __name__ == "__main__":
    main()
