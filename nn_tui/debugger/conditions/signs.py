"""Names in a condition whose sign as stored is another than in the gradient view."""

from __future__ import annotations

import re
from enum import Enum

from nn_tui.debugger.gradient_view import gradient_name, is_negated

GRADIENTS = "dL/d"
"""Marks what was typed in the gradient view."""

STORED = "stored signs"
"""Marks in the gradient view what was typed outside it."""


class Signs(Enum):
    """Which signs the names in a condition have."""

    SAME = "same"
    """The same in both views."""
    STORED = "stored"
    """As stored."""
    GRADIENT = "gradient"
    """As the gradient view shows them."""

    def mark(self, is_gradient: bool) -> str:
        """Say what stands behind the text in a list; "": nothing.

        Args:
            is_gradient: Whether the gradient view is shown.
        """
        if self is Signs.GRADIENT:
            return GRADIENTS
        return STORED if self is Signs.STORED and is_gradient else ""


_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"\b[a-z]\w*\b")


def is_turned(name: str) -> bool:
    """Whether a name is the same in both views while its sign is not: `l1_delta`.

    A descent has another name in the gradient view, so that its name alone tells its sign.
    """
    return is_negated(name) and gradient_name(name) == name


def has_turned(text: str) -> bool:
    """Whether what a condition means depends on the view in which it is typed."""
    return any(map(is_turned, _NAME.findall(_QUOTED.sub("", text))))


def signs_of(text: str, is_gradient: bool) -> Signs:
    """Say which signs the names in a condition have that was typed in the gradient view or not."""
    if not has_turned(text):
        return Signs.SAME
    return Signs.GRADIENT if is_gradient else Signs.STORED


def with_signs(text: str, is_gradient: bool) -> str:
    """Write what was typed with a mark where its names have the signs of the gradient view."""
    return f"{text} ({GRADIENTS})" if is_gradient else text
