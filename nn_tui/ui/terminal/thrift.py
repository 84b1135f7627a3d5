"""Of what is drawn anew, only the cells that differ from what the terminal shows.

Textual sends each line that has changed as a whole, and a page that is turned to as a whole. On a
slow line that is most of what is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from nn_tui.ui.terminal.pen import PLAIN, Pen, changed, lifted, on_blank

_TOKENS = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<pen>[\d;]*)m"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<down>\r?\n)"
    r"|(?P<sync>\x1b\[\?2026[hl])"
    r"|(?P<other>\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|.)",
    re.DOTALL,
)
"""What Textual writes, piece by piece."""

_NEAR = 4
"""Cells that are sent again rather than jumped over: a jump takes as many bytes."""

_Cell = tuple[str, Pen]
"""What stands in a cell, "" in the second half of a wide character, and how it is written."""


class Thrift:
    """Knows what the terminal shows."""

    def __init__(self) -> None:
        self._shown: dict[tuple[int, int], _Cell] = {}
        self._drawn: dict[tuple[int, int], _Cell] = {}
        # Where Textual writes next, and how; and the same of the terminal.
        self._row, self._column, self._pen = 0, 0, PLAIN
        self._at: tuple[int, int] | None = None
        self._held: Pen | None = None

    def forget(self) -> None:
        """Know nothing: it was cleared, or has another size."""
        self._shown.clear()
        self._drawn.clear()
        self._at = self._held = None

    def reduced(self, data: str) -> str:
        """Give what makes the terminal show what `data` would."""
        pieces: list[str] = []
        for token in _TOKENS.finditer(data):
            kind, piece = token.lastgroup, token[0]
            if kind == "column":
                self._row, self._column = int(token["row"]) - 1, int(token["column"]) - 1
            elif kind == "pen":
                self._pen = changed(self._pen, token["pen"])
            elif kind == "text":
                self._place(piece)
            elif kind == "down":
                self._row, self._column = self._row + 1, 0
            else:
                pieces += [*self._sent(), *self._passed(piece, is_kept=kind == "sync")]
        return "".join([*pieces, *self._sent()])

    def _passed(self, piece: str, is_kept: bool) -> Iterator[str]:
        """Pass on what is no drawing; after it nothing is known, unless it is known to be kept."""
        if not is_kept:
            # Whatever it is, it is not to be done in the colours of the last cell.
            yield "\x1b[0m"
            self.forget()
            self._pen = PLAIN
        yield piece

    def _place(self, text: str) -> None:
        for character in text:
            width = 1 if character.isascii() else cell_len(character)
            place = self._row, self._column
            if width == 0:
                self._add_mark(character)
                continue
            pen = on_blank(self._pen) if character == " " else self._pen
            self._drawn[place] = (character, pen)
            if width == 2:
                self._drawn[self._row, self._column + 1] = ("", self._pen)
            self._column += width

    def _add_mark(self, mark: str) -> None:
        """Put a mark that takes no cell on the character before it, if that is there."""
        for column in (self._column - 1, self._column - 2):
            stood, pen = self._drawn.get((self._row, column), ("", self._pen))
            if stood:
                self._drawn[self._row, column] = (stood + mark, pen)
                break

    def _sent(self) -> Iterator[str]:
        """Send the cells that differ."""
        shown = self._shown
        differing = sorted(at for at, cell in self._drawn.items() if shown.get(at) != cell)
        for at in differing:
            row, column = at
            text, pen = self._drawn[at]
            if not text:
                continue
            yield from self._moved(row, column)
            if text != " " or self._held is None or on_blank(self._held) != pen:
                yield lifted(self._held, pen)
                self._held = pen
            yield text
            # How far a terminal goes by other characters is not for certain.
            self._at = (row, column + 1) if _is_of_one_cell(text) else None
        shown.update(self._drawn)
        self._drawn.clear()

    def _moved(self, row: int, column: int) -> Iterator[str]:
        """Go to a cell."""
        if self._at == (row, column):
            return
        if self._at is not None and self._at[0] == row and (ahead := column - self._at[1]) > 0:
            between = [self._shown.get((row, x)) for x in range(self._at[1], column)]
            if ahead <= _NEAR and all(map(self._is_near, between)):
                yield "".join(cell[0] for cell in between if cell is not None)
            else:
                yield f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C"
        else:
            yield f"\x1b[{row + 1};{column + 1}H"

    def _is_near(self, cell: _Cell | None) -> bool:
        """Whether a cell can be sent again for no more than its character."""
        if cell is None or self._held is None:
            return False
        text, pen = cell
        held = on_blank(self._held) if text == " " else self._held
        return pen == held and len(text) == 1 and text.isascii()


def _is_of_one_cell(text: str) -> bool:
    """Whether a terminal certainly goes one cell by it: ASCII, edges, blocks and braille."""
    is_drawing = "\u2500" <= text <= "\u259f" or "\u2801" <= text <= "\u28ff"
    return len(text) == 1 and (text.isascii() or is_drawing)
