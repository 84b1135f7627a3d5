"""Every character that the program draws, as one in ASCII that takes as many cells.

Applied where the terminal is written to, so that nothing slips through and no panel need know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len

_DRAWN = {
    # Edges of boxes, and rules.
    "─╌╍┄┅┈┉╴╶╸╺╼╾": "-", "━═": "=",
    "│┃║╎╏┆┇┊┋╵╷╹╻╽╿": "|",
    "╭╮╰╯┌┐└┘┏┓┗┛├┤┬┴┼┝┥┠┨┣┫┯┷┳┻╋╂┿╔╗╚╝╠╣╦╩╬": "+",
    # Blocks: shades of a magnitude, bars that are done or not, heights of a small chart.
    "░": ".", "▒": ":", "▓": "%", "█": "#",
    "▁": "_", "▂": ".", "▃": ",", "▄": "-", "▅": "=", "▆": "*", "▇": "%", "▀": '"',
    "▔": "^", "▌▍▎▏▐▕▊▋▉": "|", "▖▗▘▝▞▚": ".", "▙▛▜▟": "#",
    # Marks of a class or of an error, of breakpoints, of a check.
    "●": "@", "○": "o", "▲": "A", "△": "^", "▼": "V", "▽": "v", "■": "#", "□": "=",
    "◆": "X", "◇": "x", "•": "@", "·": ".", "✓": "+", "✗": "!", "…": "~",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "▶►▸": ">", "◀◄◂": "<", "▾": "v", "▴": "^",
    # Signs of formulas and texts.
    "∇": "V", "∞": "I", "\N{MULTIPLICATION SIGN}": "x", "±": "+", "≈": "~", "≤": "<", "≥": ">",
    "½": "+", "«": "<", "»": ">",
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}": "-", "°": "o",
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{NO-BREAK SPACE}": " ", "\N{REPLACEMENT CHARACTER}": "?",
}  # fmt: skip
"""What stands for the characters of a text, each one of them."""

ASCII_OF = {character: drawn for characters, drawn in _DRAWN.items() for character in characters}
"""What stands for each character that has an entry."""

_STROKES = {
    "'": ("o. .. .. ..", ".o .. .. .."), '"': ("oo .. .. ..",),
    "-": (
        ".. oo .. ..", ".. .. oo ..", ".. o. .. ..", ".. .o .. ..", ".. .. o. ..", ".. .. .o ..",
    ),
    "=": (".. oo oo ..", "oo oo .. ..", ".. .. oo oo", "oo oo oo ..", ".. oo oo oo"),
    ".": (".. .. .. o.", ".. .. .. .o"), "_": (".. .. .. oo",),
    "/": (
        ".o .o o. o.", ".. .o o. ..", ".o o. .. ..", ".. .. .o o.", ".o o. o. ..", ".. .o .o o.",
    ),
    "\\": (
        "o. o. .o .o", ".. o. .o ..", "o. .o .. ..", ".. .. o. .o", "o. .o .o ..", ".. o. o. .o",
    ),
    "|": ("o. o. o. o.", ".o .o .o .o", ".o .o .. ..", "o. o. .. .."),
    "#": ("oo oo oo oo",),
}  # fmt: skip
"""Dots of braille, row by row, and what they look like; other dots like the nearest of these."""

_BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)

_AS_EMOJI = re.compile(".\ufe0f")
"""A character that is to be drawn as a picture, which may take a cell more."""

_FIRST_BRAILLE, _LAST_BRAILLE = 0x2800, 0x28FF


def to_ascii(text: str) -> str:
    """Give a text, escape sequences and all, in ASCII characters, of the same width in cells."""
    if text.isascii():
        return text
    text = _AS_EMOJI.sub(lambda found: "?" * cell_len(found[0]), text)
    return "".join(map(_drawn, text))


@lru_cache(4096)
def _drawn(character: str) -> str:
    if character.isascii():
        return character
    if character in ASCII_OF:
        return ASCII_OF[character]
    if _FIRST_BRAILLE <= ord(character) <= _LAST_BRAILLE:
        return _drawn_dots(ord(character) - _FIRST_BRAILLE)
    width = cell_len(character)
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii())
    return plain if len(plain) == width and plain.isprintable() else "?" * width


def _drawn_dots(dots: int) -> str:
    """Find the stroke that differs from some dots in the fewest of them."""
    return _OF_DOTS[min(_OF_DOTS, key=lambda known: (known ^ dots).bit_count())]


def _dots(rows: str) -> int:
    """Give the number that Unicode has for dots; the last row was added later."""
    places = rows.replace(" ", "")
    return sum(bit for bit, dot in zip(_BITS, places, strict=True) if dot == "o")


_OF_DOTS = {0: " "} | {_dots(rows): drawn for drawn, shown in _STROKES.items() for rows in shown}
