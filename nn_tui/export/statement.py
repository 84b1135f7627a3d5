"""An edit as a line of the script."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from nn_tui.engine.cursor import Cursor
from nn_tui.export.errors import ExportError


@dataclass(frozen=True, slots=True)
class Statement:
    """Source that changes arrays at a moment: `synapse_0[1, 2] = 0.5`.

    Raises:
        ExportError: The text is no assignment to a name or to cells of one.
    """

    cursor: Cursor
    """The moment: just after the op that this cursor counts last, (0, 0, 0) before any."""
    text: str
    """Assignments with the script's names; it goes into the script as it is."""

    def __post_init__(self) -> None:
        """Refuse what is no assignment, since it would break the script or do nothing in it."""
        nodes = _parse(self.text)
        is_allowed = all(isinstance(node, ast.Assign | ast.AugAssign) for node in nodes)
        if not nodes or not is_allowed or "" in self.assigned:
            raise ExportError(f"{self}: must be assignments such as synapse_0[1, 2] = 0.5")

    def __str__(self) -> str:
        """Say which edit it is, at the head of a message."""
        return f"edit at {self.cursor}: {self.text}"

    @property
    def assigned(self) -> frozenset[str]:
        """Names of the arrays that it changes; "" for what has no name."""
        targets: list[ast.expr] = []
        for node in _parse(self.text):
            targets += node.targets if isinstance(node, ast.Assign) else []
            targets += [node.target] if isinstance(node, ast.AugAssign) else []
        return frozenset(map(_name_of, targets))

    @property
    def reads_non_finite(self) -> bool:
        """Whether it calls a value inf or nan, as Python prints them."""
        nodes = [node for statement in _parse(self.text) for node in ast.walk(statement)]
        return any(isinstance(node, ast.Name) and node.id in ("inf", "nan") for node in nodes)


def _parse(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError):
        return []


def _name_of(target: ast.expr) -> str:
    while isinstance(target, ast.Subscript):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""
