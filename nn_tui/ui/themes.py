"""The two themes, dark and light, told apart with every kind of colour blindness.

Source of the hues: Okabe & Ito (2008), Color Universal Design.
"""

from __future__ import annotations

from textual.theme import Theme

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

VARIABLES = DARK.variables
"""The colours of sign and the like, for themes that do not name them."""
