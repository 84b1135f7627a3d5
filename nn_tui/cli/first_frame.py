"""What the terminal shows while the screen is being loaded, which takes most of a second."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import termios
from types import FrameType
from typing import Any, Self

from rich.cells import cell_len, set_cell_size

from nn_tui.text import printable
from nn_tui.ui.ends import ending_signals
from nn_tui.ui.terminal.ascii import to_ascii
from nn_tui.ui.terminal.traits import Traits

_STDIN = 0

_DRAWN = "\x1b[?1049h\x1b[H\x1b[2J\x1b[?25l"
"""To the alternate screen, which leaves what was in the terminal as it is; its cursor hidden."""

_GONE = "\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l"
"""The way back; a terminal that has but one screen is cleared."""

_LOCAL_MODES = 3
"""Where termios keeps echo among a terminal's settings."""


class FirstFrame:
    """Says at once what it is that comes; it is drawn over, and gone if nothing comes.

    Nothing of Textual or of numpy is needed for it. Keys that are typed meanwhile are kept by the
    terminal for the screen.
    """

    def __init__(self, what: str, traits: Traits) -> None:
        """Say what comes, and what the terminal can show of it."""
        text = f" {printable(what)}  loading"
        self._text = to_ascii(text) if traits.is_ascii else text
        self._is_gone = False
        self._settings = termios.tcgetattr(_STDIN)
        self._on_stop: Any = signal.SIG_DFL
        self.ends = ending_signals()
        """Numbers of the signals that end the program, here and while the screen is there."""

    def __enter__(self) -> Self:
        """Draw it; whatever ends the program from here on puts the terminal in order first."""
        for number in self.ends:
            signal.signal(number, self._end)
        self._on_stop = signal.getsignal(signal.SIGTSTP)
        if self._on_stop is not signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, _go_on)
        self._set_echo(is_on=False)
        room = shutil.get_terminal_size().columns - 1
        text = self._text if cell_len(self._text) <= room else set_cell_size(self._text, room)
        self._write(f"{_DRAWN}{text}")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave it to the screen that was loaded, or take it away if there is none.

        Until that screen listens for SIGTSTP, it stops nothing: nobody would leave the terminal.
        """
        if kind is None:
            self._set_echo(is_on=True)
        else:
            self._take_away()
            signal.signal(signal.SIGTSTP, self._on_stop)

    def _end(self, number: int, frame: FrameType | None) -> None:
        """End the program by a signal, until somebody else listens to it."""
        self._take_away()
        if number == signal.SIGINT:
            # Not KeyboardInterrupt: one that passes through exec(), as it does where a dataclass is
            # made, has Python end itself by the signal later on, even if it was dealt with.
            self._write("nn-tui: interrupted\n")
        os._exit(128 + number)

    def _take_away(self) -> None:
        self._set_echo(is_on=True)
        # Once: a second time would move the cursor of what is below.
        self._write("" if self._is_gone else _GONE)
        self._is_gone = True

    def _set_echo(self, is_on: bool) -> None:
        """Let keys be shown as they are typed, or not; the terminal may be gone."""
        settings = list(self._settings)
        if not is_on:
            settings[_LOCAL_MODES] &= ~termios.ECHO
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(_STDIN, termios.TCSANOW, settings)

    @staticmethod
    def _write(text: str) -> None:
        """Write to the terminal, past what Python buffers: a signal may come amid that."""
        stream = sys.__stderr__
        if stream is not None:
            with contextlib.suppress(OSError):
                os.write(stream.fileno(), text.encode(stream.encoding, "backslashreplace"))


def _go_on(number: int, frame: FrameType | None) -> None:
    """Do nothing; unlike SIG_IGN, which would say that whoever started the program ignores it."""
