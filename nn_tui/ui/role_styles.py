"""How each role looks: styles that are computed once for the screen, not once for each panel."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.dom import DOMNode
from textual.screen import Screen

from nn_tui.ui.render.lines import Role


class RoleScreen(Screen[None]):
    """A screen that says how roles look; its panels give them their own background.

    As component classes of each panel they would be computed ten times over whenever a page is
    turned: 90 ms.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role--{role.value}" for role in Role}

    DEFAULT_CSS = """
    RoleScreen {
        & > .role--plain { color: $foreground; }
        & > .role--dim { color: $foreground 55%; }
        & > .role--strong { color: $foreground; text-style: bold; }
        & > .role--head { color: $foreground 75%; text-style: bold; }
        & > .role--positive { color: $positive; }
        & > .role--negative { color: $negative; }
        & > .role--selected { color: $foreground; text-style: bold reverse; }
        & > .role--current { color: $accent; text-style: bold; }
        & > .role--lit { color: $lit; text-style: bold underline; }
        & > .role--function { color: $function; }
        & > .role--good { color: $success; }
        & > .role--warning { color: $warning; text-style: bold; }
        & > .role--class0 { color: $positive; }
        & > .role--class1 { color: $negative; }
        & > .role--class2 { color: $third; }
        & > .role--class3 { color: $fourth; }
    }
    """


def style_of(role: Role, node: DOMNode) -> Style:
    """Give the style of a role on the background of a widget of such a screen."""
    look = node.screen.get_component_styles(f"role--{role.value}")
    background = node.background_colors[1]
    colours = Style.from_color((background + look.color).rich_color, background.rich_color)
    return colours + look.text_style
