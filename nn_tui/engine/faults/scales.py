"""The factor of a loss without its 1/rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from nn_tui.engine.arrays import Array, Call, constant
from nn_tui.engine.losses import Loss


def has_rows(loss: Loss) -> bool:
    """Whether a loss is a mean over rows, so that its delta has a factor of 1/rows."""
    return "{l}" in loss.scale_source


def without_rows(loss: Loss, outputs: int) -> Loss:
    """Write a loss whose delta lacks 1/rows, and else is the same.

    Args:
        loss: One that has it.
        outputs: Units of the output layer: a mean over rows and outputs is left over those.
    """
    source = loss.scale_source.replace("{l}.size", str(outputs)).replace("len({l})", "1")
    source = "" if source == " / 1" else source.replace(" * (2 / 1)", " * 2")

    def scale(error: Array, delta: Array) -> list[Call]:
        """Bind the factor that is left."""
        if not source:
            return [] if error is delta else [partial(np.copyto, delta, error)]
        if source.startswith(" / "):
            return [partial(np.divide, error, constant(outputs), delta)]
        return [partial(np.multiply, error, constant(2 / outputs), delta)]

    return replace(loss, scale_source=source, scale=scale)
