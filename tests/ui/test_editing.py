from __future__ import annotations

import re

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
    driver.type_ahead("3", "home", *["down"] * place)
    await driver.settle()


async def edit(driver: Driver, name: str, text: str) -> None:
    """Type a value in place of a field's, and apply it."""
    await select(driver, name)
    await driver.enter("enter", *text, "enter")


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


async def reason_beside(driver: Driver, name: str, text: str) -> str:
    """Type a value without applying it, and read what stands below the field."""
    await select(driver, name)
    await driver.press("enter", *text)
    return shown_in(driver)


def shown_in(driver: Driver) -> str:
    return " ".join(driver.text_of(HyperparametersPanel).split())


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("learning_rate", "1,5", "! learning rate 1,5: a decimal comma; write 1.5"),
        ("learning_rate", "1,5e-3", "! learning rate 1,5e-3: a decimal comma; write 1.5e-3"),
        ("learning_rate", "1.000,5", "points between thousands, a decimal comma; write 1000.5"),
        ("hidden", "99999999", "GB; use fewer hidden units or a smaller batch size"),
        ("hidden", "8,", "! hidden 8,: a size is missing"),
        ("activation", "tanh,relu", "2 names for 1 hidden layer; give one name, or one for each"),
        ("activation", "softmax", "for the output layer only"),
        ("loss", "cross-entropy", "cross-entropy takes target rows that sum to 1; use loss mse"),
        ("shuffle", "maybe", "! shuffle maybe: must be yes or no"),
    ],
)
async def test_reason_is_said_as_it_is_typed_and_nothing_applies(
    name: str, text: str, reason: str
) -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        before = driver.moment.recipe.hyperparameters
        assert reason in await reason_beside(driver, name, text)
        await driver.press("enter")
        assert fields_open(driver) == 1
        assert reason in shown_in(driver)
        await driver.press("escape", "b")
        await driver.wait_for(lambda: driver.place == (2, 1, 14))
        assert driver.moment.recipe.hyperparameters == before


@pytest.mark.parametrize(
    ("dataset", "name", "text", "effect"),
    [
        ("classic", "learning_rate", "1.5", "applies at the next op"),
        ("classic", "epochs", "3", "applies at once"),
        ("classic", "hidden", "8,8", "starts over: epoch 0, same seed"),
        ("xor", "output_activation", "tanh", "takes loss along: bce -> mse"),
    ],
)
async def test_effect_is_said_before_it_is_made(
    dataset: str, name: str, text: str, effect: str
) -> None:
    async with opened(session_of(dataset)) as driver:
        assert effect in await reason_beside(driver, name, text)


@pytest.mark.parametrize(
    ("name", "text", "notice"),
    [
        ("hidden", "8,8", "hidden 8,8: started over, epoch 0"),
        ("learning_rate", "0.5", "learning rate 0.5 from the next op on"),
        ("epochs", "80", "epochs 80 from now on"),
    ],
)
async def test_notice_says_what_an_edit_has_done(name: str, text: str, notice: str) -> None:
    async with opened(session_of()) as driver:
        await edit(driver, name, text)
        await driver.wait_for(lambda: notice in driver.text_of(NoticeBar))


async def test_output_activation_takes_the_loss_with_it_and_says_so() -> None:
    async with opened(session_of("iris")) as driver:
        await edit(driver, "output_activation", "sigmoid")
        await driver.wait_for(lambda: value_of(driver, "output_activation") == "sigmoid")
        assert value_of(driver, "loss") == "mse"
        said = "loss cross-entropy -> mse along with it"
        await driver.wait_for(lambda: said in " ".join(driver.text_of(NoticeBar).split()))


async def test_float_is_edited_in_full_precision() -> None:
    async with opened(session_of(learning_rate="0.30000000000000004")) as driver:
        await select(driver, "learning_rate")
        await driver.press("enter")
        assert driver.main.query_one(ValueInput).value == "0.30000000000000004"


async def test_what_is_foreseen_follows_the_run() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("3", "enter", *"0.5", "enter", "down", "enter", *"50", "home")
        await driver.wait_for(lambda: value_of(driver, "learning_rate") == 0.5)
        await driver.wait_for(lambda: "as it is" in shown_in(driver))


async def test_unchanged_value_starts_nothing_over() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await select(driver, "hidden")
        await driver.press("enter", "enter")
        await driver.wait_for(lambda: "hidden 4: as it was" in driver.text_of(NoticeBar))
        assert driver.place == (1, 1, 14)


async def test_settings_out_of_view_are_counted() -> None:
    async with opened(session_of()) as driver:
        panel = driver.main.query_one(HyperparametersPanel)
        await driver.press("3")
        assert re.fullmatch(r"↓ \d+ more", str(panel.border_subtitle))
        await driver.press(*["down"] * 9)
        assert re.fullmatch(r"↑ \d+ ↓ \d+ more", str(panel.border_subtitle))
        await driver.press("end")
        assert re.fullmatch(r"↑ \d+ more", str(panel.border_subtitle))
        await driver.pilot.resize_terminal(*LARGE)
        await driver.wait_for(lambda: str(panel.border_subtitle) == "")


async def test_settings_in_view_are_not_counted_when_zoomed() -> None:
    async with opened(session_of("moons")) as driver:
        await driver.press("n", "3", "end", "z")
        panel = driver.main.query_one(HyperparametersPanel)
        await driver.wait_for(lambda: panel.content_size.height > 18)
        await driver.wait_for(lambda: str(panel.border_subtitle) == "")
        await driver.pilot.pause()
        assert "more" not in driver.app.export_screenshot()
