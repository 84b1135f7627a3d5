"""Going back and elsewhere in time by keys."""

from __future__ import annotations

import pytest

from nn_tui.debugger.commands import Edit
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.go_to_bar import GoToBar
from tests.ui.driving import LARGE, SMALL, opened, session_of


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_op_batch_and_epoch_back(size: tuple[int, int]) -> None:
    async with opened(session_of("xor", batch_size="3", shuffle="yes"), size) as driver:
        await driver.press("n", "n", "S")
        length = driver.moment.program.length(2)
        assert driver.place == (2, 2, length - 1)
        await driver.press("B")
        assert driver.place == (2, 1, driver.moment.program.length(1))
        await driver.press("N")
        assert driver.place == (1, 2, length)
        await driver.press("N", "S")
        assert driver.place == (0, 0, 0)
        assert "epoch 0: there is nothing before it" in driver.text_of(NoticeBar)


async def test_step_back_lights_what_was_written_last() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press(*"sssS")
        assert (driver.place, driver.view.lit) == ((1, 1, 2), "l1")
        assert driver.view.array_name == "l1"


async def test_phases_and_layers_are_passed_both_ways() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("s", "}")
        assert driver.place == (1, 1, 4)
        await driver.press("{")
        assert driver.place == (0, 0, 0)
        await driver.press(")", ")")
        assert driver.place == (1, 1, 4)
        await driver.press("(")
        assert driver.place == (1, 1, 2)


async def test_start_and_end_of_the_run() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "n", "s", "0")
        assert driver.place == (0, 0, 0)
        await driver.press("$")
        assert driver.place == (3, 1, 1)


async def test_line_under_the_cursor_is_run_up_to_and_gone_back_to() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("5", "down", "down", "down", "enter")
        assert driver.place == (1, 1, 3)
        await driver.press("n", "up", "up", "backspace")
        # The cursor stood on the first line of the next iteration, and cannot go above it.
        assert driver.place == (0, 0, 0)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_moment_is_typed(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("g")
        assert "12.3 (batch 3)" in driver.text_of(GoToBar)
        await driver.enter(*"12 l1", "enter")
        assert driver.place == (12, 1, 2)
        await driver.press("g")
        await driver.enter(*"-5", "enter")
        assert driver.place == (6, 1, 14)
        await driver.press("n")
        assert driver.place == (7, 1, 14)


async def test_moment_that_cannot_be_is_refused_as_it_is_typed() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "g", *"12.2")
        assert "batch 2: must be 1" in driver.text_of(GoToBar)
        await driver.press("enter", "escape")
        assert driver.place == (1, 1, 14)
        assert not driver.main.query_one(GoToBar).display
        await driver.press("n")
        assert driver.place == (2, 1, 14)


async def test_batch_is_looked_for_in_the_epoch_that_is_typed() -> None:
    async with opened(session_of(batch_size="2"), SMALL) as driver:
        await driver.press("n", "n", "3", *["down"] * 20)
        driver.main.feed.send(Edit("batch_size", "all"))
        await driver.press("n", "n", "g")
        await driver.enter(*"4.2")
        assert "batch 2: must be 1: an epoch takes 4 rows in 1 batch" in driver.text_of(GoToBar)
        await driver.press("backspace", "backspace", "backspace")
        await driver.enter(*"1.2", "enter")
        assert driver.place[:2] == (1, 2)
        await driver.press("g")
        await driver.enter(*"4.2")
        assert "batch 2: must be 1: an epoch takes 4 rows in 1 batch" in driver.text_of(GoToBar)


async def test_step_to_before_the_first_epoch_is_refused_as_it_is_typed() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "n", "n", "g")
        await driver.enter(*"-5", "enter")
        assert "-5: must be -3 to -1: 3 epochs are done; try start" in driver.text_of(GoToBar)
        await driver.press("escape")
        assert driver.place == (3, 1, 14)


async def test_change_in_the_past_begins_a_branch_that_is_gone_around() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press(*"nnnnNN", "3", "home", "enter")
        await driver.enter(*"0.25", "enter")
        assert "branch 2 begins here" in driver.text_of(NoticeBar)
        await driver.press("n", "J")
        assert (driver.place, driver.moment.standing.branch) == ((4, 1, 14), "main")
        await driver.press("J")
        assert (driver.place, driver.moment.standing.branch) == ((3, 1, 14), "branch 2")


async def test_undo_and_redo() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "3", "home", "enter")
        await driver.enter(*"0.25", "enter")
        await driver.press("n", "u")
        assert driver.place == (1, 1, 14)
        assert driver.moment.recipe.hyperparameters.learning_rate == 1.0
        await driver.press("U")
        assert driver.moment.recipe.hyperparameters.learning_rate == 0.25
        await driver.press("U")
        assert "there is nothing to make again" in driver.text_of(NoticeBar)
