"""nn-tui for programs: a session that is stepped, taken back, changed and read, without a screen.

These names are what `import nn_tui` gives; they are loaded when the first of them is used.
"""

from __future__ import annotations

from nn_tui.api.choices import Hyperparameters
from nn_tui.api.opening import open
from nn_tui.api.session import Diverged, History, Session
from nn_tui.errors import InputError

__all__ = ["Diverged", "History", "Hyperparameters", "InputError", "Session", "open"]
