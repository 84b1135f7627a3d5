"""Factors that are forgotten or taken twice: the rows, 2, the learning rate."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Factor:
    """What a line may be multiplied with besides."""

    text: str
    """In words, with its value."""
    source: str
    """How it is written behind an expression, with its operator."""
    value: float
    """What it comes to."""


_USUAL_RATES = (0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Learning rates that people take."""


def usual_factors(
    rows: int, full_rows: int, outputs: int, learning_rate: float
) -> tuple[Factor, ...]:
    """List the factors that the sizes and the learning rate of a run suggest, each once.

    Args:
        rows: Of the batch.
        full_rows: Of a full batch; a short last one may have less.
        outputs: Units of the output layer.
        learning_rate: As it is.
    """
    here = _factors(rows, outputs, learning_rate)
    found: dict[tuple[float, float], Factor] = {}
    for factor, full in zip(here, _factors(full_rows, outputs, learning_rate), strict=True):
        values = (factor.value, full.value)
        if values != (1, 1):
            found.setdefault(values, factor)
    return tuple(found.values())


def usual_rates(factors: Iterable[Factor], learning_rate: float) -> tuple[Factor, ...]:
    """List what makes an update that of another usual learning rate, each once.

    Args:
        factors: What has a name of its own, which says more.
        learning_rate: As it is.
    """
    if not learning_rate:
        return ()
    named = {factor.value for factor in factors}
    values = (rate / learning_rate for rate in _USUAL_RATES if rate != learning_rate)
    return tuple(other_factor(value) for value in values if value not in named)


def other_factor(value: float) -> Factor:
    """Make a factor that has no name."""
    return Factor(f"times {value:.6g}", f" * {value!r}", value)


def scaled(line: str, factor: str) -> str:
    """Write a line with a factor behind its right-hand side."""
    between = " += " if " += " in line else " = "
    target, _, source = line.partition(between)
    tree = ast.parse(source, mode="eval").body
    is_sum = isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub)
    return f"{target}{between}{f'({source})' if is_sum else source}{factor}"


def _factors(rows: int, outputs: int, rate: float) -> Iterator[Factor]:
    cells = rows * outputs
    yield Factor(f"times the rows ({rows})", " * len(y)", rows)
    yield Factor(f"divided by the rows ({rows})", " / len(y)", 1 / rows)
    yield Factor("times 2", " * 2", 2.0)
    yield Factor("divided by 2", " / 2", 0.5)
    yield Factor(f"times the outputs ({outputs})", " * y.shape[1]", outputs)
    yield Factor(f"divided by the outputs ({outputs})", " / y.shape[1]", 1 / outputs)
    yield Factor(f"times rows * outputs ({cells})", " * y.size", cells)
    yield Factor(f"divided by rows * outputs ({cells})", " / y.size", 1 / cells)
    yield Factor(f"times 2 / (rows * outputs) (2/{cells})", " * (2 / y.size)", 2 / cells)
    yield Factor(f"times rows * outputs / 2 ({cells / 2:g})", " * (y.size / 2)", cells / 2)
    yield Factor(f"times 2 / rows (2/{rows})", " * (2 / len(y))", 2 / rows)
    yield Factor(f"times rows / 2 ({rows / 2:g})", " * (len(y) / 2)", rows / 2)
    yield Factor(f"times the learning rate ({rate:g})", " * learning_rate", rate)
    if rate:
        yield Factor(f"divided by the learning rate ({rate:g})", " / learning_rate", 1 / rate)
