"""The keys, for the line at the bottom and for the help."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.ui.commands import COMMANDS, KeyCommand
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of


@dataclass(frozen=True, slots=True)
class PanelHelp:
    """What the help says of one panel."""

    title: str
    """Digit and name."""
    verbs: tuple[KeyCommand, ...]
    """Its own keys."""
    about: tuple[str, ...]
    """What its marks mean."""


_PANEL_KEYS = line(Span("1-7", Role.STRONG), " panel  ")

_MOVING = (
    ("1 to 7", "go to a panel; tab goes to the next"),
    ("arrows", "move in a panel; also page up, page down, home, end"),
)

_LOOKS = (
    (Span("0.42", Role.POSITIVE), "a positive number, a positive weight"),
    (Span("-0.42", Role.NEGATIVE), "a negative one, always with its sign; its weight is dashed"),
    (Span("0.42", Role.LIT), "what a single op has just written: underlined"),
    (Span("0.42", Role.SELECTED), "what the arrows move: in reverse"),
    (Span("> z1", Role.CURRENT), "where the machine stands; what is chosen"),
    (Span("l1", Role.DIM), "of an earlier iteration, or beside the point"),
    (Span("wrong", Role.WARNING), "misclassified, out of date, not to be used, diverged"),
    (Span("tanh", Role.FUNCTION), "a function in the program"),
)
"""How things look, and what it means."""

_READING = (
    "The first line says what is trained, where the machine stands and which op it did last, "
    "whether it runs and how fast, and the error of the last finished epoch. The heavy border "
    "is around the panel that has the keys.",
    "One row, one array and one cell are selected in all panels at once.",
    "In the gradient view, errors, deltas and descents are shown with the sign of dL/d(.), and the "
    "listing is rewritten to match: y - l2 becomes l2 - y, += becomes -=. The run is not touched.",
)

_HELP_WIDTH = 70
"""Cells of a line of help: what fits its box at 80 columns."""


def draw_keys(verbs: Sequence[KeyCommand], width: int) -> Line:
    """Draw the keys in one line; what does not fit is left out, help and quit last of all.

    Args:
        verbs: Those of the panel that has the focus, which come first.
        width: Cells of the line.
    """
    of_panel, of_screen = _pieces(verbs), _pieces(tuple(COMMANDS.values()))
    first, last = [*of_panel, *of_screen[:-2], _PANEL_KEYS], of_screen[-2:]
    # The two spaces behind the last piece may be cut.
    while first and sum(map(width_of, first + last)) - 1 > width:
        first.pop()
    return fit((Span(" "), *(span for piece in first + last for span in piece)), width)


def draw_help(panels: Sequence[PanelHelp]) -> list[Line]:
    """Explain every key and every mark on the screen, the panels' own included."""
    keys = [(command.key, command.about) for command in COMMANDS.values()]
    lines: list[Line] = [line(Span("Keys", Role.HEAD)), ()]
    lines += [line(Span(f"  {key:<9}", Role.STRONG), about) for key, about in [*keys, *_MOVING]]
    for panel in panels:
        lines += [(), line(Span(panel.title, Role.HEAD)), ()]
        lines += [line(Span(f"  {v.key:<9}", Role.STRONG), v.about) for v in panel.verbs]
        lines += _paragraphs(panel.about)
    lines += [(), line(Span("Reading the screen", Role.HEAD)), ()]
    lines += [line("  ", look, " " * (9 - len(look.text)), about) for look, about in _LOOKS]
    lines += [(), *_paragraphs(_READING)]
    lines += [(), line(Span("  escape, q or ? closes this", Role.DIM))]
    return lines


def _pieces(verbs: Sequence[KeyCommand]) -> list[Line]:
    return [line(Span(verb.key, Role.STRONG), f" {verb.label}  ") for verb in verbs if verb.label]


def _paragraphs(texts: Sequence[str]) -> list[Line]:
    """Wrap texts, each from a line of its own."""
    return [line(f"  {row}") for text in texts for row in textwrap.wrap(text, _HELP_WIDTH - 2)]
