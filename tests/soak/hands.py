"""What a soak does to the program: keys, texts in fields, the mouse, other sizes."""

from __future__ import annotations

import random

from nn_tui.ui.arrangement import PANELS
from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.panels.breaks import BreaksPanel
from nn_tui.ui.panels.panel import Panel

_CHARACTERS = {
    "space": " ", "enter": "\r", "bksp": "\x7f", "escape": "\x1b", "up": "\x1b[A",
    "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "tab": "\t", "shift+tab": "\x1b[Z",
    "page down": "\x1b[6~", "page up": "\x1b[5~", "home": "\x1b[H", "end": "\x1b[F",
}  # fmt: skip
"""What a terminal sends for a key, where that is not its own name."""

ESCAPES = "\x1b[27u" * 6
"""So many bring one to the panels from everywhere: out of a field, a list, a page, a dialog.

As kitty sends the key: a bare escape is one only when nothing comes behind it for 0.1 s or more.
"""

RUN = f"{ESCAPES}K{'d' * 12}{ESCAPES}{'+' * 20} "
"""Begins a run at full speed, which no breakpoint stops: those are removed."""

_LEAVES = "q"
"""The key that ends the program: once, at the end."""

_WALKING = ("space", "n", "b", "s", "S", "N", "space", "+", "+", "c", "1", "2", "3", "4", "5", "6")
"""Keys that a person uses most, besides those of the verbs."""

_LOOKING = ("1", "2", "3", "4", "5", "6", "z", "m", "v", "T", "up", "down", "left", "right", "tab")
"""Keys that leave a run under way."""

_DEEDS_OF_LOOKING = 40
"""So many deeds that leave a run under way, then as many of all kinds, and so on."""

_TEXTS = (
    "0.5", "-1", "1e300", "nan", "8,8", "tanh", "zeros", "12345678901234567890", "4", "0", "l1",
    "l1 > 0.5", "loss < 0.01", "min(l1) < -1", "l2_delta", "max(l9)", "epoch == 7", "l1[:,2]",
    "e3", "b2", "e1 b1 s4", "long", "wide", "long.csv", "broken.csv", "xor", "no/such/file",
    "reset", "check", "tour", "\u20ac\u4e2d", "kept", "x" * 200,
)  # fmt: skip
"""What is typed: into fields mostly, each text meant for some of them and wrong in the others."""

_SIZES = (
    (80, 24), (120, 36), (200, 60), (20, 5), (19, 4), (1, 1), (79, 23), (40, 12), (132, 43),
)  # fmt: skip
"""Columns and lines of the terminal: the usual, the odd, and some below the smallest."""


def _keys() -> tuple[str, ...]:
    """Give every key that does something on the main screen or in a panel, as it is sent."""
    panels: tuple[type[Panel], ...] = (*PANELS.values(), BreaksPanel)
    of_panels = (verb for panel in panels for verb in panel.VERBS)
    names = [verb.key for verb in (*COMMANDS.values(), *of_panels)]
    names += [*_WALKING * 2, *_CHARACTERS, *_CHARACTERS]
    return tuple(_CHARACTERS.get(name, name) for name in names if name != _LEAVES)


class Hands:
    """Does one thing after another, each drawn from a seed: the same seed, the same deeds."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._keys = _keys()
        self.begin_again((80, 24))

    def begin_again(self, size: tuple[int, int]) -> None:
        """Begin with a run, in a terminal of that many columns and lines."""
        self._size, self._count = size, 0

    @property
    def is_looking(self) -> bool:
        """Whether what was done last leaves a run under way."""
        return 0 < self._count % (2 * _DEEDS_OF_LOOKING) <= _DEEDS_OF_LOOKING

    def draw(self) -> str | tuple[int, int]:
        """Draw what is done next.

        Returns:
            What is typed, or the columns and lines that the terminal takes.
        """
        count, self._count = self._count, self._count + 1
        if count % (2 * _DEEDS_OF_LOOKING) == 0:
            return RUN
        chance = self._random.random()
        if chance < 0.04:
            odd = self._random.randint(1, 160), self._random.randint(1, 50)
            self._size = self._random.choice((*_SIZES, *[odd] * len(_SIZES)))
            return self._size
        if chance < 0.1:
            return self._mouse()
        if self.is_looking:
            key = self._random.choice(_LOOKING)
            return _CHARACTERS.get(key, key)
        return self._text() if chance < 0.2 else self._key()

    def _key(self) -> str:
        return self._random.choice(self._keys) * self._random.choice((1, 1, 1, 1, 2, 5))

    def _text(self) -> str:
        return self._random.choice(_TEXTS) + self._random.choice(("\r", "\t", ""))

    def _mouse(self) -> str:
        """Click, or turn the wheel, somewhere."""
        columns, lines = self._size
        at = f"{self._random.randint(1, columns)};{self._random.randint(1, lines)}"
        button = self._random.choice((0, 0, 64, 65))
        press = f"\x1b[<{button};{at}M"
        return press if button else f"{press}\x1b[<{button};{at}m"
