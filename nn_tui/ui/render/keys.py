"""The keys, for the line at the bottom and for the help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nn_tui.ui.commands import COMMANDS, KeyCommand
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of
from nn_tui.ui.render.wrapping import wrap


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
    ("ctrl+q", "leave, from within a field too"),
    ("ctrl+l", "draw the screen anew, where something wrote over it"),
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
    "The first line always says where the machine stands: epoch, batch, then phase, layer and name "
    "of the op that it did last, and the branch; - is no layer, as of an op that takes a batch, "
    "or no batch, where the epoch that has ended had other batches. "
    "Where there is little room, L1 is layer 1, e13/50 epoch 13 of 50, b2/20 batch 2 of 20, br2 "
    "branch 2, and phases are as in the Program panel. As room allows it says what is trained, "
    "how fast it runs, and the error of the last finished epoch, which is in the Error panel too. "
    "The heavy border is around the panel that has the keys.",
    "Altered, or a * after the state, is a run in which numbers were typed over, weights frozen or "
    "rows changed or left out by hand. A setting that is changed on the way is not that.",
    "FAULT in the first line is a run that is wrong on purpose, from the bug lab (X): where, or ? "
    "while that is hidden; after FAULT is one that was. No script is written of such a run, and "
    "its arrays say so.",
    "One row, one array and one cell are selected in all panels at once.",
    "In the gradient view, which the first line marks by dL/d, errors, deltas and descents are "
    "shown with the sign of dL/d(.), and the listing is rewritten to match: y - l2 becomes l2 - y, "
    "+= becomes -=. The run is not touched.",
)

HELP_WIDTH = 69
"""Cells of a line of help: what fits its box at 80 columns, beside the scrollbar."""

_MARK_WIDTH = 9
"""Cells of the column of keys and marks."""

_GAP = 2
"""Cells between two keys in the line of keys."""


@lru_cache(maxsize=64)
def draw_keys(verbs: tuple[KeyCommand, ...], width: int) -> Line:
    """Draw the keys in one line; what does not fit is left out, help and quit last of all.

    Args:
        verbs: Those of the panel that has the focus, which come first.
        width: Cells of the line.
    """
    pieces = _pieces_that_fit(verbs, width)
    return fit((Span(" "), *(span for _, piece in pieces for span in piece)), width)


def draw_field_keys(width: int) -> Line:
    """Draw the keys of a field, which takes all others as text."""
    keys = (("enter", "apply"), ("escape", "leave as it was"), ("up, down", "choose"))
    pieces = [line(Span(key, Role.STRONG), f" {label}  ") for key, label in keys]
    return fit((Span(" "), *(span for piece in pieces for span in piece)), width)


def verb_at(verbs: Sequence[KeyCommand], width: int, x: int) -> KeyCommand | None:
    """Find the verb that is drawn at a cell of the line of keys, if there is one."""
    place = 1
    for verb, piece in _pieces_that_fit(verbs, width):
        if place <= x < place + width_of(piece) - _GAP:
            return verb
        place += width_of(piece)
    return None


def _pieces_that_fit(
    verbs: Sequence[KeyCommand], width: int
) -> list[tuple[KeyCommand | None, Line]]:
    of_panel, of_screen = _pieces(verbs), _pieces(tuple(COMMANDS.values()))
    first, last = [*of_panel, *of_screen[:-2], (None, _PANEL_KEYS)], of_screen[-2:]
    # The spaces behind the last piece may be cut.
    while first and sum(width_of(piece) for _, piece in first + last) - 1 > width:
        first.pop()
    return first + last


def draw_help(panels: Sequence[PanelHelp], width: int = HELP_WIDTH) -> list[Line]:
    """Explain every key and every mark on the screen, the panels' own included.

    Args:
        panels: What there is to say of each panel.
        width: Cells that a line may take.
    """
    of_screen = [(command.key, command.about) for command in COMMANDS.values()]
    lines: list[Line] = [line(Span("Keys", Role.HEAD)), ()]
    lines += _keys([*of_screen, *_MOVING], width)
    for panel in panels:
        lines += [(), line(Span(panel.title, Role.HEAD)), ()]
        lines += _keys([(verb.key, verb.about) for verb in panel.verbs], width)
        lines += _paragraphs(panel.about, width)
    lines += [(), line(Span("Reading the screen", Role.HEAD)), ()]
    for look, about in _LOOKS:
        lines += _explained(look, about, width)
    lines += [(), *_paragraphs(_READING, width)]
    lines += [(), line(Span("  escape, q or ? closes this", Role.DIM))]
    return lines


def _keys(keys: Sequence[tuple[str, str]], width: int) -> list[Line]:
    return [row for key, about in keys for row in _explained(Span(key, Role.STRONG), about, width)]


def _explained(mark: Span, about: str, width: int) -> list[Line]:
    """Put what is said of a mark behind it, wrapped."""
    first, *others = wrap(about, width - _MARK_WIDTH - 2)
    head = line("  ", mark, " " * (_MARK_WIDTH - len(mark.text)), first)
    return [head, *(line(" " * (_MARK_WIDTH + 2), row) for row in others)]


def _pieces(verbs: Sequence[KeyCommand]) -> list[tuple[KeyCommand | None, Line]]:
    return [
        (verb, line(Span(verb.key, Role.STRONG), f" {verb.label}" + " " * _GAP))
        for verb in verbs
        if verb.label
    ]


def _paragraphs(texts: Sequence[str], width: int) -> list[Line]:
    """Wrap texts, each from a line of its own."""
    return [line(f"  {row}") for text in texts for row in wrap(text, width - 2)]
