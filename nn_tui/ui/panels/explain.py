"""The Explain panel."""

from __future__ import annotations

from typing import ClassVar

from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.explain import draw_explanation
from nn_tui.ui.render.lines import Line
from nn_tui.ui.view import View


class ExplainPanel(Panel):
    """In plain words: what the phase that the machine is in does, and what its line does."""

    NUMBER: ClassVar[str] = "7"
    TITLE: ClassVar[str] = "Explain"

    ABOUT: ClassVar[tuple[str, ...]] = (
        "What the line that was done last does, and the phase that it belongs to.",
    )

    def draw(self, view: View, width: int, height: int) -> list[Line]:
        """Draw the sentences, wrapped."""
        return draw_explanation(view, width, height)
