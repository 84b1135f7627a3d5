"""What a terminal can do, as far as its environment says; nothing here loads Textual."""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from nn_tui.text import printable

_DUMB = ("", "dumb", "unknown")
"""Values of TERM for what cannot place text on a screen."""

_UTF_8 = "UTF-8"

_PLAIN = re.compile(r"(linux|vt\d+|cons25|ansi|pcansi|sun|hurd)\b")
"""Terminals that have no braille nor shapes, whatever the locale says, and that show what they do
not know of a sequence."""

_OF_PALETTE = re.compile(r"linux|cons25|ansi|pcansi|sun|hurd|screen")
"""Terminals of which COLORTERM may speak, but only because it was set outside of them."""

_MONOCHROME = re.compile(r"vt\d+")
"""Terminals that have none."""

_RICH = ("kitty", "alacritty", "foot", "ghostty", "wezterm")
"""Terminals that have 256 colours at least, also where nobody has a description of them."""

_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python itself puts in LC_CTYPE where there is no locale (PEP 538)."""


class Colours(Enum):
    """How many colours a terminal has; the value is what a person is told."""

    NONE = "none"
    """None, or none are wanted: there is bold, underlined and reversed."""
    SIXTEEN = "16"
    """Those that each terminal has a name for."""
    MANY = "256"
    """The palette of xterm."""
    TRUE = "truecolor"
    """Red, green and blue."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the screen makes of a terminal."""

    colours: Colours = Colours.TRUE
    """How many colours are sent."""
    is_ascii: bool = False
    """Whether only ASCII characters are sent."""
    is_slow: bool = False
    """Whether the line is to be spared from the start."""
    is_remote: bool = False
    """Whether there may be a line to it whose state is seen by its answers alone."""
    is_plain: bool = False
    """Whether it is sent nothing that came after the VT100 but colours and another screen."""


FULL = Traits()
"""A terminal that has everything."""


def environment() -> dict[str, str]:
    """Give the environment as it was before Python put a locale of its own in it."""
    own = dict(os.environ)
    if own.get("LC_CTYPE") in _COERCED and not own.get("LC_ALL"):
        try:
            before = Path("/proc/self/environ").read_bytes().split(b"\0")
        except OSError:
            return own
        if not any(entry.startswith(b"LC_CTYPE=") for entry in before):
            del own["LC_CTYPE"]
    return own


def charset(environ: Mapping[str, str]) -> str:
    """Name the characters that the locale has, by what the environment says of it.

    Not by what this machine has of that locale: the terminal may be on another.
    """
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    name = next(filter(None, names), "").partition("@")[0]
    if name in ("", "C", "POSIX"):
        return "ASCII"
    _, point, named = name.partition(".")
    if not point:
        named = _UTF_8 if _is_utf_8(name) else locale.getencoding()
    return _UTF_8 if _is_utf_8(named) else named


def colours_of(environ: Mapping[str, str]) -> Colours:
    """Say how many colours may be sent."""
    return _colours_and_reason(environ)[0]


def why_colours(environ: Mapping[str, str]) -> str:
    """Say what the number of colours was gathered from."""
    return _colours_and_reason(environ)[1]


def _colours_and_reason(environ: Mapping[str, str]) -> tuple[Colours, str]:
    term, shown = environ.get("TERM", ""), f"TERM={printable(environ.get('TERM', ''))}"
    if environ.get("NO_COLOR"):
        return Colours.NONE, "NO_COLOR is set"
    if _MONOCHROME.match(term):
        return Colours.NONE, shown
    # tmux takes any colour and sends what the terminal outside has; GNU screen does not.
    is_of_palette = _OF_PALETTE.match(term) is not None and not environ.get("TMUX")
    is_true = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if is_true and not is_of_palette:
        return Colours.TRUE, f"COLORTERM={environ['COLORTERM']}"
    if term.endswith("-direct"):
        return Colours.TRUE, shown
    if "256color" in term or any(name in term for name in _RICH):
        return Colours.MANY, shown
    described = _described_colours(term)
    if described is None:
        return Colours.SIXTEEN, f"{shown} is not described here"
    shown = f"{shown} is described as having {max(0, described)}"
    if described >= 256:
        return Colours.MANY, shown
    return (Colours.SIXTEEN if described > 0 else Colours.NONE), shown


def why_no_screen(environ: Mapping[str, str]) -> str:
    """Say why no screen can be drawn here, or "": one can."""
    if not is_terminal("stdin"):
        return "stdin is redirected"
    if not is_terminal("stderr"):
        return "stderr is redirected, on which it is drawn"
    return why_dumb(environ)


def why_dumb(environ: Mapping[str, str]) -> str:
    """Say why no text can be placed on this terminal, or "": it can."""
    term = environ.get("TERM", "")
    return f"TERM is {term or 'not set'}" if term in _DUMB else ""


def is_described(environ: Mapping[str, str]) -> bool:
    """Whether the system has a description of this terminal."""
    return _described_colours(environ.get("TERM", "")) is not None


def is_terminal(name: str) -> bool:
    """Whether a stream of the process is a terminal.

    Args:
        name: "stdin", "stdout" or "stderr".
    """
    stream = getattr(sys, name)
    return stream is not None and not stream.closed and bool(stream.isatty())


def why_ascii(environ: Mapping[str, str]) -> str:
    """Say why only ASCII characters may be sent, or "": others may be, too."""
    if _is_plain(environ):
        return f"TERM={printable(environ['TERM'])} has few other characters"
    named = charset(environ)
    return "" if named == _UTF_8 else f"the locale's characters are {named}, not {_UTF_8}"


def traits_of(
    environ: Mapping[str, str], is_ascii: bool | None = None, is_slow: bool = False
) -> Traits:
    """Say what the screen makes of a terminal.

    Args:
        environ: What the environment says.
        is_ascii: Whether only ASCII is wanted; None: go by the environment.
        is_slow: Whether the line is said to be slow.
    """
    if is_ascii is None:
        is_ascii = bool(why_ascii(environ))
    is_plain = _is_plain(environ)
    return Traits(colours_of(environ), is_ascii, is_slow, is_remote(environ), is_plain)


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of SSH, with nothing between that answers for it."""
    has_line = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    return has_line and not any(environ.get(name) for name in ("TMUX", "STY"))


def _is_plain(environ: Mapping[str, str]) -> bool:
    return _PLAIN.match(environ.get("TERM", "")) is not None


def _is_utf_8(name: str) -> bool:
    return name.replace("-", "").replace("_", "").lower() == "utf8"


def _described_colours(term: str) -> int | None:
    """Look up a terminal's colours in the system's descriptions; None: there is none of it."""
    try:
        import curses
    except ImportError:
        return None
    try:
        with Path(os.devnull).open("rb") as nowhere:
            curses.setupterm(term, nowhere.fileno())
        return curses.tigetnum("colors")
    except (curses.error, OSError):
        return None
