from __future__ import annotations

import pytest

from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.render.keys import draw_help, draw_keys
from nn_tui.ui.render.lines import plain, width_of

HELP_WIDTH = 80 * 94 // 100 - 4
"""Cells inside the help's box at 80 columns."""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_every_command(name: str) -> None:
    command = COMMANDS[name]
    lines = plain(draw_help()).split("\n")
    assert any(line.split() == [command.key, *command.about.split()] for line in lines)


@pytest.mark.parametrize("name", [name for name, c in COMMANDS.items() if c.label])
def test_key_line_has_every_command_at_80_columns(name: str) -> None:
    command = COMMANDS[name]
    assert f" {command.key} {command.label}" in plain([draw_keys(80)])


def test_key_line_names_the_panels_at_80_columns() -> None:
    assert " 1-6 panel " in plain([draw_keys(80)])


def test_key_line_leaves_out_help_and_quit_last() -> None:
    assert plain([draw_keys(24)]) == " ? help  q quit"


def test_key_line_is_as_wide_as_asked() -> None:
    assert {width_of(draw_keys(width)) - width for width in range(1, 130)} == {0}


def test_commands_have_keys_of_their_own() -> None:
    bindings = [command.binding for command in COMMANDS.values()]
    assert len(set(bindings)) == len(bindings)


def test_help_fits_a_box_of_80_columns_but_for_what_wraps() -> None:
    keys = plain(draw_help()).split("\n")[: 2 + len(COMMANDS)]
    assert max(map(len, keys)) <= HELP_WIDTH
