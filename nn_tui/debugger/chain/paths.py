"""The strongest of many paths: products of a weight and a slope a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn_tui.debugger.chain.links import Links
from nn_tui.engine.arrays import Array

MOST_PATHS = 20
"""Paths that are told one by one."""

Units = tuple[int, ...]
"""A unit a layer, from the output down."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """The strongest paths to each unit of a layer, the strongest first."""

    products: Array
    """(units, paths), all divided by one power of two."""
    units: NDArray[np.int64]
    """(units, paths, layers so far): the way there, from the output down."""


def strongest(links: Links, unit: int, most: int) -> list[Units]:
    """Find the paths to a unit of the lowest layer whose products are the largest in size.

    A path that is among the strongest to a unit is, up to the unit above, among the strongest to
    that one: so no more than `most` paths a unit are followed, and none is missed (Bellman 1957,
    Dynamic Programming: the principle of optimality). Products are compared as they are rounded.

    Args:
        links: All factors.
        unit: At which the paths end.
        most: How many are wanted.
    """
    outputs = np.arange(len(links.delta))
    ranked = _Ranked(_scaled(links.delta[:, None]), outputs[:, None, None])
    with np.errstate(all="ignore"):
        for link in links.down:
            is_last = link is links.down[-1]
            here = slice(unit, unit + 1) if is_last else slice(None)
            weights = link.weights[here]
            slopes = np.ones(len(weights)) if link.slopes is None else link.slopes[here]
            ranked = _down(ranked, weights, slopes, unit if is_last else 0, most)
    return [tuple(int(u) for u in way) for way in ranked.units[0]]


def _down(above: _Ranked, weights: Array, slopes: Array, first: int, most: int) -> _Ranked:
    """Go a layer down; `first` is the number of the first unit there."""
    # The strongest to here come from the units whose own strongest path is among the strongest.
    upper = _largest(weights * above.products[:, 0], most)
    rows = np.arange(len(weights))[:, None]
    products = (weights[rows, upper][:, :, None] * above.products[upper]).reshape(len(weights), -1)
    chosen = _largest(products, most)
    kept = above.products.shape[1]
    ways = above.units[upper[rows, chosen // kept], chosen % kept]
    here = np.broadcast_to((rows + first)[:, :, None], (*chosen.shape, 1))
    products = _scaled(products[rows, chosen] * slopes[:, None])
    return _Ranked(products, np.concatenate([ways, here], axis=2))


def _largest(values: Array, most: int) -> NDArray[np.int64]:
    """Give the places of the largest sizes in each row, the largest first."""
    sizes = np.where(np.isnan(values), np.inf, np.abs(values))
    order: NDArray[np.int64] = np.argsort(-sizes, axis=1, kind="stable")[:, :most]
    return order


def _scaled(products: Array) -> Array:
    """Divide by a power of two, which is exact: a long way down would come to nothing else."""
    largest = float(np.abs(products).max(initial=0.0))
    if not np.isfinite(largest) or largest == 0:
        return products
    scaled: Array = np.ldexp(products, -int(np.frexp(largest)[1]))
    return scaled
