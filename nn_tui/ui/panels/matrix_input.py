"""A field for one number or several, also pasted ones."""

from __future__ import annotations

from textual.events import Paste

from nn_tui.recipe.matrix_text import in_one_line
from nn_tui.ui.panels.value_input import ValueInput


class MatrixInput(ValueInput):
    """Takes all the lines of what is pasted, where Textual's own field takes the first."""

    def _on_paste(self, event: Paste) -> None:
        event.stop().prevent_default()
        self.replace(in_one_line(event.text), *sorted(self.selection))
