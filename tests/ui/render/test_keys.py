from __future__ import annotations

import pytest

from nn_tui.ui.arrangement import PANELS, help_of_panels
from nn_tui.ui.commands import COMMANDS, KeyCommand
from nn_tui.ui.render.keys import draw_help, draw_keys
from nn_tui.ui.render.lines import plain, width_of

HELP_WIDTH = 80 * 94 // 100 - 4
"""Cells inside the help's box at 80 columns."""


def help_text() -> str:
    return plain(draw_help(help_of_panels()))


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_help_explains_every_command(command: KeyCommand) -> None:
    wanted = [command.key, *command.about.split()]
    assert any(line.split() == wanted for line in help_text().split("\n"))


@pytest.mark.parametrize("number", PANELS)
def test_help_explains_every_key_of_every_panel(number: str) -> None:
    lines = [line.split() for line in help_text().split("\n")]
    for command in PANELS[number].VERBS:
        assert [command.key, *command.about.split()] in lines


def test_key_line_begins_with_the_keys_of_the_panel() -> None:
    assert plain([draw_keys(PANELS["4"].VERBS, 80)]).startswith(" m loss  l log")


@pytest.mark.parametrize("number", PANELS)
def test_key_line_has_the_keys_to_step_at_80_columns(number: str) -> None:
    text = plain([draw_keys(PANELS[number].VERBS, 80)])
    for key in ("space run", "n epoch", "s op", "? help", "q quit"):
        assert f" {key}" in text


def test_key_line_leaves_out_help_and_quit_last() -> None:
    assert plain([draw_keys((), 24)]) == " ? help  q quit"


def test_key_line_is_as_wide_as_asked() -> None:
    assert {width_of(draw_keys((), width)) - width for width in range(1, 130)} == {0}


@pytest.mark.parametrize("number", PANELS)
def test_commands_have_keys_of_their_own(number: str) -> None:
    commands = [*COMMANDS.values(), *PANELS[number].VERBS]
    bindings = [key for command in commands for key in command.binding.split(",")]
    assert len(set(bindings)) == len(bindings)


def test_help_fits_a_box_of_80_columns() -> None:
    assert max(map(len, help_text().split("\n"))) <= HELP_WIDTH
