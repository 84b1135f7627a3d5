"""The gradient view: what is stored as the delta rule has it, shown as dL/d(.) instead.

It negates a declared set of arrays on display, renames `descent` to `gradient` and rewrites the
listing. It never touches the run.
"""

from __future__ import annotations

import re

from nn_tui.engine.arrays import Array

_NEGATED = re.compile(r"l\d+_(error|delta)|(synapse|bias)_\d+_descent")
"""Names of the arrays whose stored values are the negative of dL/d(.)."""

_OUTPUT_ERROR = re.compile(r"(l\d+_error) = (\w+) - (\w+)")


_MOVED = re.compile(r"\((synapse_\d+) \+ ")
"""Weights as an update will leave them, amid a line."""

_DESCENT = re.compile(r"\b((?:synapse|bias)_\d+)_descent\b")


def is_negated(name: str) -> bool:
    """Whether the gradient view shows the negative of an array's stored values."""
    return _NEGATED.fullmatch(name) is not None


def gradient_name(name: str) -> str:
    """Name an array as the gradient view does: `synapse_0_gradient`."""
    return _DESCENT.sub(r"\1_gradient", name)


def stored_name(name: str) -> str:
    """Name the array that is stored for `synapse_0_gradient`; any other name is that already."""
    return name.removesuffix("_gradient") + "_descent" if name.endswith("_gradient") else name


def gradient_values(name: str, values: Array) -> Array:
    """Give an array's values as the gradient view shows them; a 0 stays a 0 without a sign."""
    return 0.0 - values if is_negated(name) else values


def gradient_line(line: str) -> str:
    """Rewrite a line of the listing, or a text with one: `l2_error = l2 - y`, `w -= ...`."""
    swapped = _OUTPUT_ERROR.sub(r"\1 = \3 - \2", line)
    swapped = _MOVED.sub(r"(\1 - ", swapped)
    return gradient_name(swapped.replace(" += ", " -= "))
