"""How a terminal writes: its colours and attributes, and the codes from one pen to another."""

from __future__ import annotations

from typing import NamedTuple


class Pen(NamedTuple):
    """What SGR codes have made of the cells to come."""

    ink: str = ""
    """Codes of the colour, "" for the terminal's own."""
    paper: str = ""
    """Codes of the background."""
    attributes: tuple[str, ...] = ()
    """Codes of bold, underlined and the like, in order."""


PLAIN = Pen()

_COLOURS = {"5": 3, "2": 5}
"""How many codes a colour takes, by what kind it is: of the palette of 256, or red, green, blue."""


_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What takes an attribute back."""

_SEEN_ON_BLANK = ("4", "7", "9")
"""Attributes that are seen where there is no ink: underlined, reversed, struck through."""


def changed(pen: Pen, codes: str) -> Pen:
    """Give a pen as SGR codes change it; "" and 0 make it plain."""
    left = codes.split(";")
    while left:
        code = left[0] or "0"
        count = _COLOURS.get(left[1], 1) if code in ("38", "48") and len(left) > 1 else 1
        said, left = ";".join(left[:count]), left[count:]
        number = int(code)
        if number == 0:
            pen = PLAIN
        elif 30 <= number <= 39 or 90 <= number <= 97:
            pen = pen._replace(ink="" if number == 39 else said)
        elif 40 <= number <= 49 or 100 <= number <= 107:
            pen = pen._replace(paper="" if number == 49 else said)
        else:
            pen = pen._replace(attributes=tuple(sorted({*pen.attributes, said})))
    return pen


def on_blank(pen: Pen) -> Pen:
    """Give what is seen of a pen on a cell without ink."""
    seen = tuple(code for code in pen.attributes if code in _SEEN_ON_BLANK)
    return Pen(pen.ink if seen else "", pen.paper, seen)


def lifted(held: Pen | None, wanted: Pen) -> str:
    """Give the codes from one pen to another, "" where they are the same.

    Args:
        held: What the terminal writes with; None: nobody knows.
        wanted: What it is to write with.
    """
    if held == wanted:
        return ""
    codes: list[str] = []
    gone = () if held is None else set(held.attributes) - set(wanted.attributes)
    # Terminals without colours may not know how to take one attribute back.
    if held is None or (gone and not (wanted.ink and gone <= _OFF.keys())):
        held, codes = PLAIN, ["0"]
    elif gone:
        codes = sorted({_OFF[code] for code in gone})
        # Bold and dim go together.
        kept = tuple(c for c in held.attributes if c not in gone and _OFF.get(c) not in codes)
        held = held._replace(attributes=kept)
    if held.ink != wanted.ink:
        codes.append(wanted.ink or "39")
    if held.paper != wanted.paper:
        codes.append(wanted.paper or "49")
    codes += [code for code in wanted.attributes if code not in held.attributes]
    # 0 alone is as good as without a number.
    return f"\x1b[{';'.join(codes)}m" if codes != ["0"] else "\x1b[m"
