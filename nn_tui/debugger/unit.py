"""What a step is made of."""

from __future__ import annotations

from enum import Enum


class Unit(Enum):
    """What a step is made of."""

    OP = "op"
    BATCH = "batch"
    EPOCH = "epoch"
