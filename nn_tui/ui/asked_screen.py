"""A screen whose keys ask something of the panel that a person is at."""

from __future__ import annotations

from textual.widget import Widget

from nn_tui.ui.panel_grid import PanelGrid
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.role_styles import RoleScreen


class AskedScreen(RoleScreen):
    """Knows the panel at hand, also while none has the focus: a click beside them takes it away."""

    @property
    def panel_at_hand(self) -> Panel:
        """The panel that has the focus, or a field of it; else the one that was gone to last."""
        at_hand = None if self.focused is None else panel_around(self.focused)
        return at_hand or self.query_one(PanelGrid).chosen

    async def action_of_panel(self, name: str, *arguments: str) -> None:
        """Do what an action of the panel at hand does."""
        words = ", ".join(map(repr, arguments))
        await self.panel_at_hand.run_action(f"{name}({words})")


def panel_around(widget: Widget) -> Panel | None:
    """Give the panel that a widget is, or is in; None: it is in none."""
    return next((node for node in widget.ancestors_with_self if isinstance(node, Panel)), None)
