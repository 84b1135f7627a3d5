"""The formulas that made the shipped datasets moons, circles and sine.

Their CSV files hold these numbers rounded to four decimals.
"""

from __future__ import annotations

import numpy as np

from nn_tui.data.dataset import Array
from nn_tui.data.errors import DatasetError

_FEWEST_ROWS = 4


def two_moons(rows: int, noise: float, seed: int) -> tuple[Array, Array]:
    """Place two half circles that reach into each other: an arch (0) and a bowl (1), in turn.

    Args:
        rows: At least 4; half of them, rounded up, on the arch.
        noise: Deviation of the normal noise on each coordinate, in radii.
        seed: Of `numpy.random.RandomState`.

    Returns:
        Inputs (rows, 2) and targets (rows, 1).

    Raises:
        DatasetError: Too few rows, or noise below 0.

    Source: the shape is that of scikit-learn's make_moons.
    """
    labels, order, count = _alternate(rows, noise)
    angle = np.pi * order / (count - 1)
    arch = np.column_stack((np.cos(angle), np.sin(angle)))
    bowl = np.column_stack((1 - np.cos(angle), 0.5 - np.sin(angle)))
    return _with_noise(np.where(labels == 0, arch, bowl), noise, seed), labels


def circles(rows: int, noise: float, factor: float, seed: int) -> tuple[Array, Array]:
    """Place two circles around one centre: the outer (0), of radius 1, and the inner (1), in turn.

    Args:
        rows: At least 4; half of them, rounded up, on the outer circle.
        noise: Deviation of the normal noise on each coordinate, in outer radii.
        factor: Radius of the inner circle, above 0 and below 1.
        seed: Of `numpy.random.RandomState`.

    Returns:
        Inputs (rows, 2) and targets (rows, 1).

    Raises:
        DatasetError: Too few rows, noise below 0, or a factor outside its limits.

    Source: the shape is that of scikit-learn's make_circles.
    """
    if not 0 < factor < 1:
        raise DatasetError(f"factor {factor}: must be above 0 and below 1")
    labels, order, count = _alternate(rows, noise)
    angle = 2 * np.pi * order / count
    radius = np.where(labels == 0, 1.0, factor)
    points = radius * np.column_stack((np.cos(angle), np.sin(angle)))
    return _with_noise(points, noise, seed), labels


def noisy_sine(rows: int, noise: float, seed: int) -> tuple[Array, Array]:
    """Sample a sine at even steps from -3 to 3 radians, and blur it.

    Args:
        rows: At least 4.
        noise: Deviation of the normal noise on the target.
        seed: Of `numpy.random.RandomState`.

    Returns:
        Inputs (rows, 1), in radians, and targets (rows, 1).

    Raises:
        DatasetError: Too few rows, or noise below 0.
    """
    _check(rows, noise)
    angle = np.linspace(-3, 3, rows).reshape(rows, 1)
    return angle, _with_noise(np.sin(angle), noise, seed)


def _alternate(rows: int, noise: float) -> tuple[Array, Array, Array]:
    """Give labels 0, 1, 0, 1, ...; and each point's place in its class, of how many; (rows, 1)."""
    _check(rows, noise)
    place = np.arange(rows).reshape(rows, 1)
    labels = (place % 2).astype(np.float64)
    return labels, np.floor(place / 2), np.where(labels == 0, (rows + 1) // 2, rows // 2)


def _with_noise(points: Array, noise: float, seed: int) -> Array:
    return points + noise * np.random.RandomState(seed).standard_normal(points.shape)


def _check(rows: int, noise: float) -> None:
    if rows < _FEWEST_ROWS:
        raise DatasetError(f"{rows} rows: must be {_FEWEST_ROWS} or more")
    if not noise >= 0:
        raise DatasetError(f"noise {noise}: must be 0 or more")
