"""Numbers as JSON holds them."""

from __future__ import annotations

import math
from typing import Any


def finite(value: Any) -> Any:
    """Put None for every float that JSON cannot hold, in lists of lists too."""
    if isinstance(value, list):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
