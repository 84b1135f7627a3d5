"""Who moved a weight, the chain and the outlook on the screen, by keys."""

from __future__ import annotations

from typing import TypeVar

import pytest

from nn_tui.debugger.chain.path import Followed
from nn_tui.debugger.forecast.forecast import Forecast
from nn_tui.debugger.moved.bar import Moved
from nn_tui.ui.panels.explain import ExplainPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

FoundT = TypeVar("FoundT")


async def studied(driver: Driver, kind: type[FoundT], *keys: str) -> FoundT:
    """Press keys, and wait for what is found of the present moment."""
    await driver.press(*keys)
    await driver.wait_for(lambda: is_of_now(driver))
    await driver.settle()
    study = driver.moment.studied
    assert study is not None
    assert isinstance(study.found, kind)
    return study.found


def is_of_now(driver: Driver) -> bool:
    study = driver.moment.studied
    return study is not None and study.found is not None and study.cursor == driver.moment.cursor


async def select(driver: Driver, array: str) -> None:
    await driver.press("6", "/")
    await driver.enter(*array, "enter")


def lines_of(driver: Driver) -> list[str]:
    return driver.text_of(ExplainPanel).splitlines()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_who_moved_a_weight_over_more_and_more_epochs(size: tuple[int, int]) -> None:
    async with opened(session_of(), size=size) as driver:
        await select(driver, "synapse_1_descent")
        found = await studied(driver, Moved, "n", "n", "n", "M")
        assert driver.focused_number == "7"
        assert (found.is_descent, found.index) == (True, (0, 0))
        assert lines_of(driver)[0].startswith("synapse_1_descent[0,0] = ")
        await driver.press("right", "right")
        await driver.wait_for(lambda: "since epoch 1, 2" in " ".join(lines_of(driver)))
        await driver.press("right")
        await driver.wait_for(lambda: "from the start, 3" in " ".join(lines_of(driver)))
        # There are no more epochs.
        await driver.press("right", "right", "left")
        await driver.wait_for(lambda: "since epoch 1, 2" in " ".join(lines_of(driver)))
        # It follows the run.
        await driver.press("n")
        await driver.wait_for(lambda: "since epoch 2, 2" in " ".join(lines_of(driver)))


async def test_enter_explains_the_delta_of_the_chosen_row_and_comes_back() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await select(driver, "synapse_1")
        found = await studied(driver, Moved, "n", "M", "down")
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.asked is not None)
        await driver.settle()
        assert any(f"l2_delta[{found.bars[1].row},0] = " in row for row in lines_of(driver))
        await driver.press("escape")
        await driver.settle()
        assert lines_of(driver)[0].startswith("synapse_1[0,0] moved by")
        await driver.press("escape")
        await driver.settle()
        assert driver.focused_number == "6"


async def test_enter_over_epochs_selects_the_row() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await select(driver, "synapse_1")
        await studied(driver, Moved, "n", "n", "M")
        found = await studied(driver, Moved, "right", "right", "down", "down")
        await driver.wait_for(lambda: "from the start, 2" in " ".join(lines_of(driver)))
        found = await studied(driver, Moved)
        await driver.press("enter")
        assert driver.view.row == found.bars[2].row
        assert driver.view.said == f"row {found.bars[2].row} is selected in all panels"


async def test_what_no_step_moves_is_refused_where_one_is() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("6", "M")
        assert driver.focused_number == "6"
        assert driver.view.said.startswith("l0: no step moves it; select a cell of a weight")
        await driver.press("V")
        assert driver.view.said.startswith("l0: no chain leads to it; select a cell of a hidden")
        # Of a weight that has taken no step there is nothing yet.
        await select(driver, "synapse_1")
        await driver.press("M")
        await driver.settle()
        assert "synapse_1[0,0] has taken no step yet: step on" in driver.text_of(ExplainPanel)


async def test_chain_by_paths_and_factors() -> None:
    async with opened(session_of(hidden="4,3"), size=SMALL) as driver:
        await select(driver, "l1_delta")
        found = await studied(driver, Followed, "n", "V")
        assert found.count == 3
        assert "strongest path" in driver.text_of(ExplainPanel)
        await driver.press("right", "down", "down", "down")
        path = found.paths[1]
        assert f"path 2 by strength: {path.product:.6g}" in driver.text_of(ExplainPanel)
        assert f"> * {path.factors[3].question}" in driver.text_of(ExplainPanel)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.asked is not None)
        await driver.settle()
        assert f"{path.factors[3].question} = " in driver.text_of(ExplainPanel)


async def test_a_factor_is_of_the_moment_where_the_run_stands_until_it_goes_on() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await select(driver, "l1_delta")
        await studied(driver, Followed, "n", "V")
        await driver.press("down", "down", "enter")
        for way in ((), ("enter",), ("backspace",)):
            await driver.press(*way)
            await driver.settle()
            assert " = " in driver.text_of(ExplainPanel)
            assert "another moment" not in driver.text_of(ExplainPanel)
            assert "asks anew" not in str(driver.main.query_one(ExplainPanel).border_subtitle)
        await driver.press("n")
        panel = driver.main.query_one(ExplainPanel)
        await driver.wait_for(lambda: "e asks anew" in str(panel.border_subtitle))


async def test_chain_of_an_activation_is_that_of_its_delta() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await select(driver, "z1")
        found = await studied(driver, Followed, "n", "V")
        assert (found.array, found.index) == ("l1_delta", (0, 0))


async def test_outlook_tries_rates_and_enter_sets_one() -> None:
    async with opened(session_of("iris"), size=SMALL) as driver:
        found = await studied(driver, Forecast, "n", "n", "O")
        assert f"now {found.rate:.4g}" in driver.text_of(ExplainPanel)
        await driver.press("enter")
        assert driver.moment.recipe.hyperparameters.learning_rate == found.rate
        assert found.best is not None
        await driver.press("up")
        assert f"> at {found.best:.4g}" in driver.text_of(ExplainPanel)
        await driver.press("right")
        rates = [point.rate for point in found.points]
        beyond = next(rate for rate in rates if rate > float(f"{found.best:.4g}"))
        assert f"> at {beyond:.4g}" in driver.text_of(ExplainPanel)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.hyperparameters.learning_rate == beyond)
        await driver.wait_for(lambda: f"now {beyond:.4g}" in driver.text_of(ExplainPanel))


async def test_outlook_of_a_step_that_is_done() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await driver.press("n", "O")
        writes = [op.writes for op in driver.moment.program.ops(1)]
        await driver.press(*"s" * (writes.index("synapse_0") + 1))
        found = await studied(driver, Forecast)
        assert found.is_done
        assert lines_of(driver)[0].startswith("The step just taken, epoch 2, batch 1")


async def test_diverged_run_has_no_outlook_but_a_way_out() -> None:
    async with opened(session_of("sine", learning_rate="10", loss="squared")) as driver:
        await driver.press("space")
        await driver.wait_for(lambda: driver.moment.is_diverged)
        await driver.press("O")
        await driver.wait_for(lambda: driver.moment.studied is not None)
        await driver.settle()
        assert "go back, with N, to before it diverged" in " ".join(lines_of(driver))
