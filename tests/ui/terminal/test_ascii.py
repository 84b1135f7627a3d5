from __future__ import annotations

import ast
from pathlib import Path

import pytest
from rich.cells import cell_len

from nn_tui.ui.render.lines import Role, Span, line
from nn_tui.ui.terminal.ascii import ASCII_OF, to_ascii
from nn_tui.ui.terminal.signed_strokes import with_signed_strokes

ROOT = Path(__file__).parents[3]

SOURCES = sorted((ROOT / "nn_tui").rglob("*.py"))


def texts_of(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return "".join(text for text in constants if isinstance(text, str))


def test_every_character_that_a_source_text_holds_has_an_entry() -> None:
    held = {character for path in SOURCES for character in texts_of(path)}
    drawn = {c for c in held if not c.isascii() and not "\u2800" <= c <= "\u28ff"}
    # Names of people, and what a regular expression looks for, are texts like those of others.
    assert {c for c in drawn - set(ASCII_OF) if to_ascii(c) == "?"} == set()
    assert len(drawn & set(ASCII_OF)) > 30


@pytest.mark.parametrize("character", ASCII_OF)
def test_entry_takes_as_many_cells_and_is_printable(character: str) -> None:
    drawn = ASCII_OF[character]
    assert drawn.isascii() and drawn.isprintable() and len(drawn) == cell_len(character)


@pytest.mark.parametrize("marks", ["●▲■◆○△□◇", "·▲▼+-", "●○", "✓✗", "░▒▓█", "↑↓→←", "▁▃▄▅▆▇█"])
def test_marks_that_stand_side_by_side_are_told_apart(marks: str) -> None:
    assert len(set(to_ascii(marks))) == len(marks)


# Worked out by hand: the braille of a rising line is dots 7 3 5 4, of a flat one dots 2 5.
@pytest.mark.parametrize(
    ("dots", "drawn"),
    [
        ("⠀", " "),
        ("⠒", "-"),
        ("⠉", '"'),
        ("⣀", "_"),
        ("⡰", "/"),
        ("⢆", "\\"),
        ("⡇", "|"),
        ("⣿", "#"),
    ],
)
def test_braille_is_drawn_by_where_its_dots_are(dots: str, drawn: str) -> None:
    assert to_ascii(dots) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("한글x", "????x"),
        ("e\u0301é", "ee"),
        ("❤\ufe0f!", "??!"),
        ("\x1b[1m±\x1b[m", "\x1b[1m+\x1b[m"),
    ],
)
def test_other_characters_keep_their_width(text: str, drawn: str) -> None:
    assert to_ascii(text) == drawn


def test_every_character_there_is_becomes_ascii_of_its_width() -> None:
    for number in [*range(0xA0, 0xD800, 7), *range(0xE000, 0x1FFFF, 11)]:
        drawn = to_ascii(chr(number))
        assert drawn.isascii() and len(drawn) == cell_len(chr(number)), hex(number)


def test_strokes_say_the_sign_of_a_weight() -> None:
    row = line(Span("⠤⠤ ", Role.POSITIVE), Span("⠒", Role.NEGATIVE), Span("⠒", Role.DIM))
    assert with_signed_strokes([row])[0] == line(
        Span("++ ", Role.POSITIVE), Span("-", Role.NEGATIVE), Span("⠒", Role.DIM)
    )


def test_light_of_the_gradients_looks_like_one_and_like_what_came_of_it() -> None:
    assert to_ascii("∇✓ ∇✗ ∇·") == "V+ V! V."
