from __future__ import annotations

import pytest

from nn_tui.ui.terminal.traits import (
    Colours,
    charset,
    colours_of,
    is_remote,
    traits_of,
    why_ascii,
)

TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, Colours.MANY),
        ({"TERM": "xterm-256color", **TRUE}, Colours.TRUE),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, Colours.TRUE),
        ({"TERM": "xterm-direct"}, Colours.TRUE),
        ({"TERM": "xterm-kitty"}, Colours.MANY),
        # GNU screen passes COLORTERM on from outside, and has no such colours; tmux has.
        ({"TERM": "screen", **TRUE}, Colours.SIXTEEN),
        ({"TERM": "screen-256color", **TRUE}, Colours.MANY),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x", **TRUE}, Colours.TRUE),
        ({"TERM": "tmux-256color", **TRUE}, Colours.TRUE),
        ({"TERM": "linux", **TRUE}, Colours.SIXTEEN),
        ({"TERM": "vt100", **TRUE}, Colours.NONE),
        ({"TERM": "of-nobody"}, Colours.SIXTEEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", **TRUE}, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Colours.MANY),
    ],
)
def test_no_more_colours_are_sent_than_there_are(environ: dict[str, str], colours: Colours) -> None:
    assert colours_of(environ) is colours


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "ASCII"),
        ({"LANG": "C"}, "ASCII"),
        ({"LANG": "POSIX"}, "ASCII"),
        ({"LANG": "C.UTF-8"}, "UTF-8"),
        ({"LANG": "de_DE.utf8"}, "UTF-8"),
        ({"LANG": "de_DE.UTF-8@euro"}, "UTF-8"),
        ({"LANG": "de_DE.ISO-8859-15"}, "ISO-8859-15"),
        ({"LC_CTYPE": "UTF-8"}, "UTF-8"),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, "UTF-8"),
        ({"LC_ALL": "C", "LC_CTYPE": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "ASCII"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "UTF-8"),
    ],
)
def test_charset_is_the_one_that_the_locale_names(environ: dict[str, str], named: str) -> None:
    assert charset(environ) == named


UTF_8 = {"LANG": "C.UTF-8"}


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220", "linux-16color"])
def test_terminal_that_has_few_characters_gets_ascii(term: str) -> None:
    assert term in why_ascii({"TERM": term, **UTF_8})
    assert traits_of({"TERM": term, **UTF_8}).is_ascii
    assert not traits_of({"TERM": term, **UTF_8}, is_ascii=False).is_ascii


def test_other_terminals_get_ascii_where_the_locale_has_no_more() -> None:
    assert not traits_of({"TERM": "xterm", **UTF_8}).is_ascii
    assert traits_of({"TERM": "xterm", "LANG": "C"}).is_ascii
    assert traits_of({"TERM": "xterm", **UTF_8}, is_ascii=True).is_ascii


OVER_SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


@pytest.mark.parametrize(
    ("environ", "has_line"),
    [
        ({}, False),
        (OVER_SSH, True),
        ({"SSH_TTY": "/dev/pts/1"}, True),
        # These answer in the terminal's place, and skip what it cannot keep up with.
        ({**OVER_SSH, "TMUX": "/tmp/x"}, False),
        ({**OVER_SSH, "STY": "1.pts-0"}, False),
    ],
)
def test_terminal_is_asked_over_ssh_alone(environ: dict[str, str], has_line: bool) -> None:
    assert is_remote(environ) is has_line
    assert traits_of(environ).is_remote is has_line
