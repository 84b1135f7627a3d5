"""The real program in a pseudo-terminal, its screen read by a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyte

_SECONDS = 30.0
"""Longest wait for the program; what it waits for ends the wait at once."""

# Requests that pyte does not know and would print: kitty's keys, private modes, the version.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][\d;]*[uq]|\x1b\[\?\d+\$p")


_NOT_OF_TERMINAL = {
    "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE", "NO_COLOR", "TMUX", "STY",
    "SSH_CONNECTION", "SSH_TTY",
}  # fmt: skip
"""What the environment says of another terminal than this one."""

_PIECE = 200
"""Bytes that are read at once from a slow line."""

_BEGUN = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?\Z")
"""A sequence whose end has not come yet."""

_LONGEST = 40
"""Bytes of a sequence, at the most."""

_ENTERED, _QUESTION = b"\x1b[?1049h", b"\x1b[6n"

EMPTY: Mapping[str, str] = {}


class _Screen(pyte.Screen):
    """A screen that answers when it is asked where its cursor is."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        self._answer = answer
        super().__init__(columns, lines)

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class _Emulation:
    """What a terminal shows of a stream that becomes longer; emulated once somebody looks."""

    def __init__(
        self, columns: int, lines: int, answer: Callable[[str], None], begin: int = 0
    ) -> None:
        self.screen = _Screen(columns, lines, answer)
        self._emulator = pyte.ByteStream(self.screen)
        self.begin = self._end = begin
        self._text: str | None = None

    def text(self, stream: bytes) -> str:
        """Give what is shown of a stream."""
        self.follow(stream)
        if self._text is None:
            self._text = "\n".join(self.screen.display)
        return self._text

    def follow(self, stream: bytes) -> None:
        """Emulate what is new of a stream."""
        begun = _BEGUN.search(stream, max(self._end, len(stream) - _LONGEST))
        end = len(stream) if begun is None else begun.start()
        if end > self._end:
            self.write(_UNKNOWN_TO_PYTE.sub(b"", stream[self._end : end]))
            self._end = end

    def forget(self) -> None:
        """Begin again with an empty stream, on what is shown."""
        self.begin = self._end = 0

    def write(self, data: bytes) -> None:
        """Show what is no part of the stream."""
        self._emulator.feed(data)
        self._text = None

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(lines, columns)
        self._text = None


class Terminal:
    """A terminal of a fixed size with one program in it."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int,
        lines: int,
        colours: str = "truecolor",
        environ: Mapping[str, str] = EMPTY,
        bytes_a_second: int = 0,
        folder: Path | None = None,
    ) -> None:
        self.bytes_a_second = bytes_a_second
        """What is read of it at most, 0 for all."""
        self._paid = time.monotonic()
        self._master, self._slave = os.openpty()
        self._is_open = True
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.attributes_before = termios.tcgetattr(self._slave)
        self.stream = b""
        """Every byte that the program wrote."""
        self._came = time.monotonic()
        self._shown = _Emulation(columns, lines, self.send)
        self._drawn = _Emulation(columns, lines, _no_answer)
        # Whoever runs the tests may have set another size, and that would win over the terminal.
        environment = {k: v for k, v in os.environ.items() if k not in _NOT_OF_TERMINAL}
        environment |= {"TERM": "xterm-256color", "COLORTERM": colours, "LANG": "C.UTF-8"}
        environment = {k: v for k, v in {**environment, **environ}.items() if v}
        self.process = subprocess.Popen(
            command,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )

    @property
    def text(self) -> str:
        """What the screen shows."""
        return self._shown.text(self.stream)

    def reversed_lines(self, column: int) -> list[int]:
        """Numbers of the lines whose cell in this column has its colours reversed."""
        self._shown.follow(self.stream)
        screen = self._shown.screen
        return [y for y in range(screen.lines) if screen.buffer[y][column].reverse]

    @property
    def attributes(self) -> list[Any]:
        """The line settings of the terminal: echo, canonical mode, ..."""
        return termios.tcgetattr(self._slave)

    @property
    def foreground(self) -> int:
        """Number of the group of processes that has the terminal."""
        return os.tcgetpgrp(self._master)

    @property
    def drawn(self) -> str:
        """What the screen shows of what was written since the alternate screen was entered."""
        begin, screen = max(0, self.stream.rfind(_ENTERED)), self._shown.screen
        size, drawn = (screen.columns, screen.lines), self._drawn
        if (drawn.begin, drawn.screen.columns, drawn.screen.lines) != (begin, *size):
            self._drawn = _Emulation(*size, _no_answer, begin)
        return self._drawn.text(self.stream)

    def send(self, keys: str) -> None:
        """Type keys."""
        os.write(self._master, keys.encode())

    def send_bytes(self, keys: bytes) -> None:
        """Type what is no text."""
        os.write(self._master, keys)

    def write_over(self, text: str) -> None:
        """Show what another program writes to this terminal."""
        self._shown.follow(self.stream)
        self._shown.write(text.encode())

    def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self.wait_until(lambda: text in self.text, f"{text!r} never came")

    def wait_for_end_of(self, text: str) -> None:
        """Wait until the screen no longer shows a text."""
        self.wait_until(lambda: text not in self.text, f"{text!r} stayed")

    def wait_until(self, condition: Callable[[], bool], reason: str) -> float:
        """Wait until a condition of the screen holds.

        Returns:
            When the bytes came that made it hold, by time.monotonic.
        """
        deadline = time.monotonic() + _SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"{reason}; the screen:\n{self.text}"
            self._read_some(0.05)
        return self._came

    def forget(self) -> None:
        """Forget what was written so far; what is shown of it stays."""
        self._shown.follow(self.stream)
        self._shown.forget()
        self.stream, self._drawn = b"", _Emulation(1, 1, _no_answer)

    def watch(self, seconds: float) -> int:
        """Read for a time, and give the number of bytes that came."""
        before, end = len(self.stream), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read_some(left)
        return len(self.stream) - before

    def settle(self) -> None:
        """Read until no more comes for a time."""
        while self.watch(0.15):
            pass

    def read_all(self) -> None:
        """Read all that was written by now."""
        while self._read_some(0.0):
            pass

    def wait_for_exit(self) -> int:
        """Wait until the program has ended.

        Returns:
            Its exit code.
        """
        self.wait_until(lambda: self.process.poll() is not None, "the program never ended")
        self.read_all()
        return int(self.process.wait())

    def hang_up(self) -> int:
        """Take the terminal away and say so, as the kernel does when a connection drops.

        Returns:
            The program's exit code.
        """
        self.close_terminal()
        self.process.send_signal(signal.SIGHUP)
        return int(self.process.wait(_SECONDS))

    def close(self) -> None:
        """End the program, if it has not ended, and give the terminal back."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close_terminal()

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, and say so to the program."""
        self._shown.follow(self.stream)
        self._shown.resize(columns, lines)
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def close_terminal(self) -> None:
        """Take the terminal away, and say nothing."""
        if self._is_open:
            self._is_open = False
            os.close(self._master)
            os.close(self._slave)

    def _pay_for(self, count: int) -> None:
        """Take the time that a slow line takes for so many bytes."""
        if self.bytes_a_second:
            now = time.monotonic()
            self._paid = max(self._paid, now - 0.05) + count / self.bytes_a_second
            time.sleep(max(0.0, self._paid - now))

    def _read_some(self, seconds: float) -> bool:
        """Read what there is, waiting that long for it to come."""
        chunk = b""
        # All that is there at once: to emulate it takes longer than to send it.
        while select.select([self._master], [], [], 0.0 if chunk else seconds)[0]:
            if not (piece := os.read(self._master, _PIECE if self.bytes_a_second else 65536)):
                break
            self._pay_for(len(piece))
            self._came = time.monotonic()
            chunk += piece
            if self.bytes_a_second:
                break
        is_asked = _QUESTION in self.stream[-len(_QUESTION) :] + chunk
        self.stream += chunk
        if is_asked:
            self._shown.follow(self.stream)
        return bool(chunk)


def _no_answer(data: str) -> None:
    """Leave the answer to the screen that shows all."""


def command_of(*arguments: str) -> list[str]:
    """Give the command that runs `nn-tui` with these arguments."""
    return [sys.executable, "-m", "nn_tui", *arguments]


_IN_CONTROL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


def with_controlling_terminal(*command: str) -> list[str]:
    """Give a command that runs another one, which the terminal then knows as a shell's."""
    return [sys.executable, "-c", _IN_CONTROL, *command]


@contextmanager
def running(
    *arguments: str,
    columns: int = 80,
    lines: int = 24,
    colours: str = "truecolor",
    code: str = "",
    environ: Mapping[str, str] = EMPTY,
    bytes_a_second: int = 0,
) -> Iterator[Terminal]:
    """Run `nn-tui` with these arguments in a terminal of that size.

    Without `colours` ("") the program sends no more than 256 of them, as it does over SSH. With
    `code` it is that which runs, the arguments in sys.argv: it changes something, and then runs the
    program. A value of `environ` that is empty is not set. `bytes_a_second` is what is read at
    most, 0 for all.
    """
    command = [sys.executable, "-c", code, *arguments] if code else command_of(*arguments)
    with closing(Terminal(command, columns, lines, colours, environ, bytes_a_second)) as terminal:
        yield terminal
