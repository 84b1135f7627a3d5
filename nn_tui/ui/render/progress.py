"""How far a run has come on its way to another moment."""

from __future__ import annotations

_LABEL, _WAY_OUT = " replaying ", "  escape: stay"


def draw_progress(progress: float, width: int) -> str:
    """Draw a bar, and say how to give the way up.

    Args:
        progress: From 0 to 1.
        width: Cells of the line.
    """
    percent = f" {progress:4.0%}"
    cells = max(1, width - len(_LABEL) - len(percent) - len(_WAY_OUT) - 1)
    done = round(max(0.0, min(progress, 1.0)) * cells)
    return f"{_LABEL}{'█' * done}{'░' * (cells - done)}{percent}{_WAY_OUT}"
