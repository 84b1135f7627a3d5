"""What a run's last bits depend on besides its recipe."""

from __future__ import annotations

import platform
from functools import cache

import numpy as np

from nn_tui.storage.document import SavedEnvironment


@cache
def environment() -> SavedEnvironment:
    """Say which numpy, which BLAS and which kind of machine this is."""
    config = np.show_config(mode="dicts") or {}
    blas = config.get("Build Dependencies", {}).get("blas", {})
    return SavedEnvironment(
        numpy=np.__version__,
        blas=f"{blas.get('name', 'unknown')} {blas.get('version', '')}".strip(),
        machine=platform.machine(),
    )
