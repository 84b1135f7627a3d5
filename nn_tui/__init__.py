"""nn-tui: a debugger for backpropagation that lives in a terminal.

From Python: `session = nn_tui.open("classic")`; see nn_tui.api.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nn_tui.api import Diverged, History, Hyperparameters, InputError, Session, open

__version__ = "0.1.0"

__all__ = ["Diverged", "History", "Hyperparameters", "InputError", "Session", "open"]


def __getattr__(name: str) -> Any:
    """Load the session's interface when it is first used: `nn-tui --version` never needs it."""
    if name not in __all__:
        raise AttributeError(f"module nn_tui has no attribute {name}")
    from nn_tui import api

    return getattr(api, name)


def __dir__() -> list[str]:
    """Name what there is, loaded or not."""
    return sorted([*globals(), *__all__])
