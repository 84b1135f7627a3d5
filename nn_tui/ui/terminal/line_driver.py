"""The driver of a terminal: what goes over the line is counted, and made what it can show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.driver import Driver

from nn_tui.ui.terminal.ascii import to_ascii
from nn_tui.ui.terminal.thrift import Thrift
from nn_tui.ui.terminal.traits import Traits

_NO_DRAWING = re.compile(r"(\x1b\[[?<>=][^@-~]*[@-~]|\x1b\].*)+", re.DOTALL)
"""Modes, and what is said to the terminal itself; not synchronised updates, which hold drawings."""

_LATER = re.compile(
    r"\x1b\].*?(?:\x07|\x1b\\)"
    r"|\x1b\[[<=>][\d;]*[a-z]"
    r"|\x1b\[\?\d+\$p"
    r"|\x1b\[\?(?:100\d|101[56]|2004|2026|2048)[hl]",
    re.DOTALL,
)
"""What came after the VT100: what is said to the terminal itself, the keys of kitty, questions for
modes, and the modes of the mouse, of the focus, of pasting, of synchronised updates, of resizes.

The console of Linux shows the end of what it does not know, as the p of a question, and tells of
the mouse in a way that Textual takes for keys.
"""


class Line:
    """What becomes of what is written to a terminal."""

    def __init__(self, traits: Traits) -> None:
        self._is_ascii = traits.is_ascii
        self._is_plain = traits.is_plain
        self._thrift: Thrift | None = None
        self._is_covered = False
        # A fifth of the bytes, for a hundredth of a processor: where there may be a line at all.
        if traits.is_slow or traits.is_remote:
            self.spare()

    def spare(self) -> None:
        """Send from now on only what has changed, cell by cell."""
        self._thrift = self._thrift or Thrift()

    def forget(self) -> None:
        """Take nothing for shown any more: it was written over, or has another size."""
        if self._thrift is not None:
            self._thrift.forget()

    def resized(self, instead: Sequence[str]) -> str:
        """Note that the terminal has another size; it is drawn anew.

        Args:
            instead: Lines to show in place of all that is drawn; none: what is drawn is shown.

        Returns:
            What is to be written for that.
        """
        self.forget()
        was_covered, self._is_covered = self._is_covered, bool(instead)
        rows = (f"\x1b[{row};1H{text}" for row, text in enumerate(instead, start=1))
        return "\x1b[0m\x1b[2J" + "".join(rows) if instead or was_covered else ""

    def made_of(self, data: str) -> str:
        """Give what is sent for what is to be written."""
        if self._is_covered and not _NO_DRAWING.fullmatch(data):
            return ""
        if self._is_plain:
            data = _LATER.sub("", data)
        if self._is_ascii:
            data = to_ascii(data)
        return data if self._thrift is None else self._thrift.reduced(data)


def line_driver(driver_class: type[Driver], traits: Traits) -> type[Driver]:
    """Make a driver class that goes by a terminal's traits, and counts; see `bytes_written`."""

    # Which class it stands on is known at run time alone: another one on each platform.
    class LineDriver(driver_class):  # type: ignore[valid-type, misc]
        bytes_written = 0
        line = Line(traits)

        def write(self, data: str) -> None:
            self.send(self.line.made_of(data))

        def send(self, data: str) -> None:
            if data:
                self.bytes_written += len(data.encode(errors="replace"))
                super().write(data)

        def run_input_thread(self) -> None:
            # A key that is no UTF-8, as of another locale, is none.
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                except OSError:
                    # The terminal is gone: whoever waits for that ends the program.
                    return
                except Exception as fault:
                    self._app.call_later(self._app._handle_exception, fault)
                return

    return LineDriver
