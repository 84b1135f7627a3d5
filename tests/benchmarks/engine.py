"""The engine against the naive script: `python -m tests.benchmarks.engine`.

Each line is the median of paired rounds: the two are timed one right after the other, so that a
machine that drifts does so for both, and only their ratio is looked at. OPENBLAS_CORETYPE and
OPENBLAS_L2_SIZE must be unset, both or neither: one alone makes BLAS choose odd kernels.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.machine import Machine
from tests.benchmarks import naive
from tests.engine.building import CLASSIC_X, CLASSIC_Y, Plan

_ROUNDS = 31


@dataclass(frozen=True)
class Pair:
    """The same training, written twice."""

    name: str
    epochs: int
    """Of a round."""
    script: Callable[[int], object]
    machine: Machine


def _pairs() -> list[Pair]:
    stream = np.random.RandomState(0)
    x = stream.standard_normal((500, 2))
    y = (x[:, :1] * x[:, 1:] > 0).astype(np.float64)
    deep = Plan((2, 8, 8, 1), ("tanh", "tanh", "linear"), "mse", True, "xavier", 1, 0.1, 10)
    no_bias = dataclasses.replace(
        deep, activations=("tanh", "tanh", "tanh"), bias=False, shuffle=True
    )
    shuffled = dataclasses.replace(deep, shuffle=True)
    classic = Plan()
    return [
        Pair(
            "3-4-1, 4 rows, full batch",
            2000,
            lambda epochs: naive.classic(CLASSIC_X, CLASSIC_Y, epochs),
            classic.machine(),
        ),
        Pair(
            "  the script keeping no loss",
            2000,
            lambda epochs: naive.classic_bare(CLASSIC_X, CLASSIC_Y, epochs),
            classic.machine(),
        ),
        Pair(
            "2-8-8-1, 500 rows, batch 10",
            20,
            lambda epochs: no_bias.reference(x, y, epochs),
            no_bias.machine(x, y),
        ),
        Pair(
            "  typed out for three layers",
            20,
            lambda epochs: naive.deep_without_bias(x, y, epochs),
            no_bias.machine(x, y),
        ),
        Pair(
            "2-8-8-1 with biases, linear",
            20,
            lambda epochs: shuffled.reference(x, y, epochs),
            shuffled.machine(x, y),
        ),
        Pair(
            "  typed out for three layers",
            20,
            lambda epochs: naive.deep(x, y, epochs),
            shuffled.machine(x, y),
        ),
        Pair(
            "  that unshuffled, no loss kept",
            20,
            lambda epochs: naive.deep_bare(x, y, epochs),
            deep.machine(x, y),
        ),
    ]


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def measure(pair: Pair) -> tuple[float, float, float]:
    """Give (ratio, microseconds an epoch of the script, of the machine), medians of all rounds."""
    ops = pair.epochs * pair.machine.program.epoch_length
    rounds = []
    for _ in range(_ROUNDS):
        script = _seconds(lambda: pair.script(pair.epochs))
        machine = _seconds(lambda: pair.machine.run_ops(ops))
        rounds.append((script / machine, script / pair.epochs * 1e6, machine / pair.epochs * 1e6))
    ratio, script, machine = map(statistics.median, zip(*rounds, strict=True))
    return ratio, script, machine


def main() -> None:
    print(f"{'':<30}{'script':>10}{'nn-tui':>10}   times as fast")
    print(f"{'':<30}{'us/epoch':>10}{'us/epoch':>10}   (median of {_ROUNDS} paired rounds)")
    for pair in _pairs():
        ratio, script, machine = measure(pair)
        print(f"{pair.name:<30}{script:>10.1f}{machine:>10.1f}   {ratio:.2f}")


if __name__ == "__main__":
    main()
