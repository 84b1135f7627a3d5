from __future__ import annotations

import pytest
from textual.widgets import Input

from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.hyperparameters import HyperparametersPanel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.hyperparameters import ROWS
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def value_of(driver: Driver, name: str) -> object:
    return getattr(driver.moment.recipe.hyperparameters, name)


async def select(driver: Driver, name: str) -> None:
    """Go to a field of the Hyperparameters panel."""
    place = next(i for i, field in enumerate(ROWS) if field.name == name)
    await driver.press("3", "home", *["down"] * place)


async def edit(driver: Driver, name: str, text: str) -> None:
    """Type a value in place of a field's, and apply it."""
    await select(driver, name)
    await driver.press("enter", *text, "enter")


def fields_open(driver: Driver) -> int:
    return len(driver.main.query(ValueInput))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_learning_rate_applies_at_once_and_keeps_the_epoch(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n", "n", "s")
        await edit(driver, "learning_rate", "0.25")
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 0.25)
        assert driver.place == (3, 1, 1)
        assert driver.focused == "hyperparameters"


async def test_epochs_apply_at_once_and_keep_the_epoch() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await edit(driver, "epochs", "3")
        await driver.press("space")
        await driver.wait_for_epoch(3)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("hidden", "5,2", (5, 2)),
        ("hidden", "none", ()),
        ("activation", "tanh", ("tanh",)),
        ("seed", "7", 7),
    ],
)
async def test_edit_of_the_network_starts_over(name: str, text: str, value: object) -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await edit(driver, name, text)
        await driver.wait_for(lambda: value_of(driver, name) == value)
        assert driver.place == (0, 0, 0)


async def test_edit_while_running_runs_on() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await select(driver, "learning_rate")
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running)
        driver.type_ahead("enter", "0", ".", "5", "enter")
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 0.5)
        edited = driver.moment.cursor.epoch
        await driver.wait_for(lambda: driver.moment.cursor.epoch > edited)


async def test_invalid_value_shows_its_reason_by_the_field() -> None:
    async with opened(session_of()) as driver:
        await edit(driver, "learning_rate", "-0.1")
        shown = " ".join(driver.text_of(HyperparametersPanel).split())
        assert "learning rate -0.1: must be greater than 0; try 0.1" in shown
        assert fields_open(driver) == 1


async def test_invalid_value_changes_nothing() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await edit(driver, "hidden", "0")
        await driver.press("escape")
        await driver.wait_for(lambda: not fields_open(driver))
        assert value_of(driver, "hidden") == (4,)
        assert driver.place == (1, 1, 14)


async def test_unknown_name_suggests_the_closest() -> None:
    async with opened(session_of(), LARGE) as driver:
        await edit(driver, "activation", "sigmod")
        shown = " ".join(driver.text_of(HyperparametersPanel).split())
        assert "did you mean sigmoid?" in shown


async def test_escape_leaves_the_value_as_it_was() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "learning_rate")
        await driver.press("enter", "9", "9", "escape", "n")
        await driver.wait_for(lambda: driver.place == (1, 1, 14))
        assert value_of(driver, "learning_rate") == 1.0
        assert driver.focused == "hyperparameters"
        assert not fields_open(driver)


async def test_field_opens_with_its_value_selected() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "epochs")
        await driver.press("enter")
        assert driver.main.query_one(ValueInput).selected_text == "50"


async def test_keys_typed_ahead_of_a_field_go_to_the_field() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("3", "enter", "0", ".", "5", "enter")
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 0.5)
        assert driver.focused == "hyperparameters"


async def test_keys_typed_ahead_of_enter_are_commands_after_it() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "learning_rate")
        await driver.press("enter")
        driver.type_ahead("0", ".", "5", "enter", "n", "n")
        await driver.wait_for_epoch(2)
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 0.5)


async def test_keys_typed_ahead_of_escape_are_commands_after_it() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("3", "enter", "9", "escape", "n")
        await driver.wait_for_epoch(1)
        assert value_of(driver, "learning_rate") == 1.0


async def test_reason_goes_with_its_field() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "learning_rate")
        driver.type_ahead("enter", "x", "escape", "n")
        await driver.wait_for_epoch(1)
        await driver.pilot.pause()
        assert "must be" not in driver.text_of(HyperparametersPanel)


async def test_letters_typed_in_a_field_are_no_commands() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "activation")
        await driver.press("enter", *"qnsbrR?6", "escape")
        assert driver.place == (0, 0, 0)
        assert driver.focused == "hyperparameters"


async def test_arrows_in_a_field_do_not_move_to_another() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "learning_rate")
        await driver.press("enter", "down", "pagedown", "7", "enter")
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 7.0)
        assert value_of(driver, "epochs") == 50


async def test_tab_gives_a_field_up() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "learning_rate")
        await driver.press("enter", "9", "tab")
        await driver.wait_for(lambda: not fields_open(driver))
        assert driver.focused == "error"
        assert value_of(driver, "learning_rate") == 1.0


async def test_resizing_keeps_what_is_typed_in_a_field() -> None:
    async with opened(session_of(), LARGE) as driver:
        await select(driver, "hidden")
        await driver.press("enter", "6")
        await driver.pilot.resize_terminal(*SMALL)
        assert driver.main.query_one(Input).value == "6"
        await driver.press("enter")
        await driver.wait_for(lambda: value_of(driver, "hidden") == (6,))


async def test_loss_that_does_not_go_with_the_targets_is_a_notice() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        weights = driver.moment.array("synapse_0")
        await edit(driver, "loss", "cross-entropy")
        await driver.wait_for(lambda: "sum to 1" in driver.text_of(NoticeBar))
        after = driver.moment.array("synapse_0")
        assert weights is not None
        assert after is not None
        assert (weights == after).all()
        assert value_of(driver, "loss") == "squared"
        assert driver.place == (1, 1, 14)


async def test_network_that_takes_too_much_memory_is_a_notice() -> None:
    async with opened(session_of()) as driver:
        await edit(driver, "hidden", "99999999")
        await driver.wait_for(lambda: "GB" in driver.text_of(NoticeBar))
        assert value_of(driver, "hidden") == (4,)


async def test_output_activation_takes_the_loss_with_it_and_says_so() -> None:
    async with opened(session_of("iris")) as driver:
        await edit(driver, "output_activation", "sigmoid")
        await driver.wait_for(lambda: value_of(driver, "output_activation") == "sigmoid")
        assert value_of(driver, "loss") == "mse"
        await driver.wait_for(lambda: "go together" in driver.text_of(NoticeBar))
