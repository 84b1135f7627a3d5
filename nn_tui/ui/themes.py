"""Two themes, dark and light, told apart with every kind of colour blindness.

They are there twice: of the sixteen colours that old terminals have, another hue would be taken for
one that is near it, but not told apart from the next.

Source of the hues: Okabe & Ito (2008), Color Universal Design.
"""

from __future__ import annotations

from textual.theme import Theme

from nn_tui.ui.terminal.traits import Colours

DARK = Theme(
    name="nn-tui-dark",
    primary="#56b4e9",
    accent="#f0e442",
    warning="#e69f00",
    success="#56b4e9",
    foreground="#d8dee4",
    background="#101418",
    surface="#161b20",
    panel="#232a31",
    variables={
        "positive": "#56b4e9",
        "negative": "#e69f00",
        "lit": "#f0e442",
        "function": "#cc79a7",
        "third": "#009e73",
        "fourth": "#cc79a7",
    },
)

LIGHT = Theme(
    name="nn-tui-light",
    dark=False,
    primary="#0072b2",
    accent="#005a8c",
    warning="#b04a00",
    success="#0072b2",
    foreground="#1a1f24",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e3e0d8",
    variables={
        "positive": "#0072b2",
        "negative": "#b04a00",
        "lit": "#8a6d00",
        "function": "#93456f",
        "third": "#00694d",
        "fourth": "#93456f",
    },
)

_DARK_OF_16 = Theme(
    name="nn-tui-dark-16",
    primary="#55ffff",
    accent="#ffff55",
    warning="#aa5500",
    success="#55ffff",
    foreground="#aaaaaa",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "positive": "#55ffff",
        "negative": "#aa5500",
        "lit": "#ffff55",
        "function": "#ff55ff",
        "third": "#55ff55",
        "fourth": "#ff55ff",
    },
)

_LIGHT_OF_16 = Theme(
    name="nn-tui-light-16",
    dark=False,
    primary="#0000aa",
    accent="#0000aa",
    warning="#aa0000",
    success="#0000aa",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#aaaaaa",
    variables={
        "positive": "#0000aa",
        "negative": "#aa5500",
        "lit": "#aa0000",
        "function": "#aa00aa",
        "third": "#00aa00",
        "fourth": "#aa00aa",
    },
)


def themes_of(colours: Colours) -> tuple[Theme, Theme]:
    """Give the themes for a terminal, the dark one and the light one."""
    return (_DARK_OF_16, _LIGHT_OF_16) if colours is Colours.SIXTEEN else (DARK, LIGHT)


VARIABLES = DARK.variables
"""The colours of sign and the like, for themes that do not name them."""
