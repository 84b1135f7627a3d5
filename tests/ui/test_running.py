from __future__ import annotations

import numpy as np
import pytest

from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.error import ErrorPanel
from nn_tui.ui.panels.program import ProgramPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

PUBLISHED = [0.16773399, 0.1427798, 0.84060332, 0.82558171]


def weights_of(driver: Driver) -> list[float]:
    weights = driver.moment.array("synapse_0")
    assert weights is not None
    return [float(value) for value in weights.flat]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_space_runs_to_the_published_numbers(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("space")
        await driver.wait_for_epoch(50)
        np.testing.assert_allclose(driver.moment.outputs.values[:, 0], PUBLISHED, atol=5e-9)
        assert "0  0  0  1 0 0.1677 -0.1677" in driver.text_of(DatasetPanel)
        assert "epoch 50/50" in driver.text_of(StatusBar)
        assert "error 0.1611" in driver.text_of(StatusBar)
        assert "error 0.161" in driver.text_of(ErrorPanel)


async def test_space_pauses_a_run_and_goes_on_from_there() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running and driver.moment.cursor.epoch > 9)
        driver.type_ahead("space")
        await driver.wait_for(lambda: not driver.moment.is_running)
        paused = driver.place
        await driver.press("s")
        await driver.wait_for(lambda: driver.place != paused)
        program = driver.moment.program
        assert driver.moment.cursor == program.after(type(driver.moment.cursor)(*paused))


async def test_space_after_the_last_epoch_says_that_all_are_done() -> None:
    async with opened(session_of(epochs="3")) as driver:
        await driver.press("space")
        await driver.wait_for_epoch(3)
        await driver.press("space")
        await driver.wait_for(lambda: "all 3 epochs are done" in driver.text_of(NoticeBar))


async def test_n_goes_an_epoch_on() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await driver.wait_for(lambda: driver.place == (1, 1, 14))


async def test_n_amid_an_epoch_goes_to_its_end() -> None:
    async with opened(session_of()) as driver:
        await driver.press("s", "s", "n")
        await driver.wait_for(lambda: driver.place == (1, 1, 14))


async def test_b_goes_a_batch_on() -> None:
    async with opened(session_of(batch_size="2")) as driver:
        await driver.press("b")
        await driver.wait_for(lambda: driver.place == (1, 1, 15))
        assert "batch 1/2" in driver.text_of(StatusBar)


async def test_s_does_one_line_of_the_program() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("s")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        assert driver.text_of(ProgramPanel).split("\n")[:2] == [
            "· fwd  z1 = l0 @ synapse_0      (4,4) = (4,3) @ (3,4)",
            ">      l1 = sigmoid(z1)                         (4,4)",
        ]


async def test_keys_typed_ahead_queue_and_none_is_dropped() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead(*"n" * 20)
        await driver.wait_for_epoch(20)


async def test_keys_of_all_units_typed_ahead_keep_their_order() -> None:
    async with opened(session_of(batch_size="2")) as driver:
        driver.type_ahead(*"nnbsss")
        await driver.wait_for(lambda: driver.place == (3, 2, 3))


async def test_n_while_running_stops_at_the_end_of_the_epoch() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running and driver.moment.cursor.epoch > 0)
        driver.type_ahead("n")
        await driver.wait_for(lambda: not driver.moment.is_running)
        assert driver.moment.program.is_epoch_done(driver.moment.cursor)


async def test_r_starts_over_with_the_same_weights() -> None:
    async with opened(session_of()) as driver:
        drawn = weights_of(driver)
        await driver.press("n", "n")
        await driver.wait_for_epoch(2)
        assert weights_of(driver) != drawn
        await driver.press("r")
        await driver.wait_for(lambda: driver.place == (0, 0, 0))
        assert weights_of(driver) == drawn


async def test_shift_r_starts_over_with_the_weights_of_the_next_seed() -> None:
    async with opened(session_of()) as driver:
        drawn = weights_of(driver)
        await driver.press("n", "R")
        await driver.wait_for(lambda: driver.moment.recipe.hyperparameters.seed == 2)
        assert driver.place == (0, 0, 0)
        assert weights_of(driver) != drawn


async def test_start_over_while_running_stands_still_at_epoch_0() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running)
        driver.type_ahead("r")
        await driver.wait_for(lambda: driver.place == (0, 0, 0) and not driver.moment.is_running)


async def test_keys_answer_while_a_long_run_is_on() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running and driver.moment.cursor.epoch > 0)
        driver.type_ahead("6")
        await driver.wait_for(lambda: driver.focused == "inspector")
        before = driver.moment.cursor.epoch
        await driver.wait_for(lambda: driver.moment.cursor.epoch > before)
        assert driver.moment.is_running
        driver.type_ahead("q")
        await driver.wait_for(lambda: not driver.app.is_running)


async def test_all_panels_show_one_moment() -> None:
    async with opened(session_of(epochs="1000000000"), LARGE) as driver:
        driver.type_ahead("space")
        seen: set[int] = set()
        while len(seen) < 3:
            await driver.wait_for(lambda: driver.moment.cursor.epoch not in seen)
            seen.add(driver.moment.cursor.epoch)
            assert len({id(moment) for moment in driver.moments}) == 1


async def test_q_leaves_without_asking() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "q")
        await driver.wait_for(lambda: not driver.app.is_running)
        assert driver.app.return_code == 0


async def test_greeting_gives_way_to_the_first_key() -> None:
    async with opened(session_of()) as driver:
        await driver.wait_for(lambda: "classic: 4 rows, 3 inputs" in driver.text_of(NoticeBar))
        await driver.press("n")
        await driver.wait_for(lambda: not driver.main.query_one(NoticeBar).display)
