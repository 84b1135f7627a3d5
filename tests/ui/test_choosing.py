from __future__ import annotations

import json
from pathlib import Path

import pytest

from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.hyperparameters import HyperparametersPanel
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.hyperparameters import ROWS
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of
from tests.ui.render.moments import write_csv
from tests.ui.test_editing import edit, fields_open, select, shown_in, value_of

NAMES = [setting.name for setting in ROWS]


def field_of(driver: Driver) -> ValueInput:
    return driver.main.query_one(ValueInput)


def line_with(driver: Driver, text: str) -> int:
    lines = driver.text_of(HyperparametersPanel).split("\n")
    return next(y for y, line in enumerate(lines) if text in line)


async def click(driver: Driver, text: str) -> None:
    """Click on the line of the panel that holds a text."""
    await driver.pilot.click(HyperparametersPanel, offset=(4, line_with(driver, text) + 1))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_choices_are_listed_while_a_field_is_edited(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await select(driver, "init")
        assert "zeros" not in driver.text_of(HyperparametersPanel)
        await driver.press("enter")
        assert [line_with(driver, f"  {name}") for name in ("zeros", "xavier", "he")]
        assert "> uniform  evenly from -1 to 1" in driver.text_of(HyperparametersPanel)


async def test_up_and_down_put_a_choice_in_the_field() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        await driver.press("enter", "down", "down")
        assert (field_of(driver).value, field_of(driver).selected_text) == ("xavier", "xavier")
        await driver.press("up")
        assert field_of(driver).value == "zeros"
        await driver.press("enter")
        await driver.wait_for(lambda: value_of(driver, "init") == "zeros")


async def test_choices_end_at_the_first_and_the_last() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        await driver.press("enter", "pagedown", "down")
        assert field_of(driver).value == "normal"
        await driver.press("pageup", "up")
        assert field_of(driver).value == "uniform"


async def test_letters_leave_the_choices_that_they_begin() -> None:
    async with opened(session_of(), LARGE) as driver:
        await select(driver, "output_activation")
        await driver.press("enter", "s")
        shown = driver.text_of(HyperparametersPanel)
        assert ["  sigmoid  between" in shown, " !softmax  " in shown] == [True, True]
        assert "leaky_relu" not in shown_in(driver)
        await driver.press("backspace")
        assert "leaky_relu" in shown_in(driver)


async def test_column_that_begins_others_leaves_those(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "some.csv", "p_1,q,p_10,y", "1,2,3,0", "3,4,4,1")
    async with opened(session_of(path)) as driver:
        await select(driver, "target")
        await driver.press("enter", *"p_1", "down")
        assert field_of(driver).value == "p_10"
        assert " q " not in driver.text_of(HyperparametersPanel)


async def test_focus_is_seen_while_a_field_is_edited() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        panel = driver.main.query_one(HyperparametersPanel)
        focused = panel.styles.border_top
        await driver.press("enter")
        assert panel.styles.border_top == focused
        await driver.press("escape", "4")
        assert panel.styles.border_top != focused


async def test_enter_takes_the_one_choice_that_is_left() -> None:
    async with opened(session_of()) as driver:
        await edit(driver, "activation", "rel")
        await driver.wait_for(lambda: value_of(driver, "activation") == ("relu",))


async def test_enter_takes_none_of_several_choices() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        await driver.press("enter", "x", "backspace")
        assert "type on, or choose with up and down" in shown_in(driver)
        await driver.press("enter")
        assert fields_open(driver) == 1
        assert "! init (empty): type on, or choose with up and down" in shown_in(driver)


async def test_choice_is_made_for_the_last_of_several_names() -> None:
    async with opened(session_of(hidden="4,4")) as driver:
        await select(driver, "activation")
        await driver.press("enter", *"tanh,", "down", "down", "enter")
        await driver.wait_for(lambda: value_of(driver, "activation") == ("tanh", "tanh"))


async def test_choice_that_cannot_be_stays_in_the_field_with_its_reason() -> None:
    async with opened(session_of(), LARGE) as driver:
        await select(driver, "loss")
        await driver.press("enter", "end", "pagedown", "enter")
        assert ">!cross-entropy" in driver.text_of(HyperparametersPanel)
        assert "sum to 1" in shown_in(driver)
        assert fields_open(driver) == 1


async def test_choices_typed_ahead_are_taken_in_order() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        driver.type_ahead("enter", "down", "down", "enter", "down")
        await driver.wait_for(lambda: value_of(driver, "init") == "xavier")
        await driver.wait_for(lambda: ">batch size" in driver.text_of(HyperparametersPanel))


async def test_choices_typed_ahead_into_an_open_field_are_taken_in_order() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        await driver.press("enter")
        driver.type_ahead("down", "down", "down", "up", "enter", "down")
        await driver.wait_for(lambda: value_of(driver, "init") == "xavier")
        await driver.wait_for(lambda: ">batch size" in driver.text_of(HyperparametersPanel))


async def test_wheel_goes_through_the_choices() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "bias")
        await driver.press("enter")
        driver.main.query_one(HyperparametersPanel).action_move(-1, 0)
        assert field_of(driver).value == "yes"


async def test_click_selects_and_a_second_click_edits() -> None:
    async with opened(session_of()) as driver:
        await driver.press("3")
        await click(driver, "epochs")
        assert ">epochs" in driver.text_of(HyperparametersPanel)
        assert fields_open(driver) == 0
        await click(driver, ">epochs")
        assert field_of(driver).value == "50"
        await driver.press("7", "enter")
        await driver.wait_for(lambda: value_of(driver, "epochs") == 7)


async def test_click_chooses_a_name() -> None:
    async with opened(session_of()) as driver:
        await select(driver, "init")
        await driver.press("enter")
        await click(driver, "zeros")
        assert field_of(driver).value == "zeros"
        await driver.press("enter")
        await driver.wait_for(lambda: value_of(driver, "init") == "zeros")


async def test_click_on_another_setting_leaves_the_field_as_it_was() -> None:
    async with opened(session_of(), LARGE) as driver:
        await select(driver, "epochs")
        await driver.press("enter", "9")
        await click(driver, "hidden")
        await driver.wait_for(lambda: not fields_open(driver))
        assert ">hidden" in driver.text_of(HyperparametersPanel)
        assert value_of(driver, "epochs") == 50
        assert driver.focused == "hyperparameters"


async def test_dataset_asks_the_screen_for_its_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def open_dialog(self: MainScreen) -> None:
        asked.append(self.name or "")

    monkeypatch.setattr(MainScreen, "action_open", open_dialog, raising=False)
    async with opened(session_of()) as driver:
        await select(driver, "dataset")
        await driver.press("enter")
        assert len(asked) == 1
        assert fields_open(driver) == 0


async def test_target_is_edited_and_the_file_read_again(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "some.csv", "a,b,y", "1,2,0", "3,4,1", "5,6,1")
    async with opened(session_of(path), LARGE) as driver:
        await driver.press("n")
        await select(driver, "target")
        await driver.press("enter", *"b,a")
        assert "takes loss along: bce -> mse" in shown_in(driver)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.target_names == ("b", "a"))
        assert driver.place == (0, 0, 0)
        assert "target b,a: started over, epoch 0" in driver.text_of(NoticeBar)
        assert value_of(driver, "loss") == "mse"


async def test_columns_are_choices_for_the_target(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "some.csv", "alpha,beta,y", "1,2,0", "3,4,1", "5,6,1")
    async with opened(session_of(path)) as driver:
        await select(driver, "target")
        await driver.press("enter")
        assert "  alpha  an input now" in driver.text_of(HyperparametersPanel)
        await driver.press("b", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.target_names == ("beta",))


async def test_target_that_is_no_column_is_refused_beside_the_field() -> None:
    async with opened(session_of("iris"), LARGE) as driver:
        await select(driver, "target")
        await driver.press("enter", *"specis")
        assert "unknown; did you mean species?" in shown_in(driver)
        await driver.press("enter")
        assert fields_open(driver) == 1


async def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(json.dumps({"synapse_0": [[0.5] * 4] * 3, "synapse_1": [[1.0]] * 4}))
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n")
        await select(driver, "weights")
        assert "from the seed" in driver.text_of(HyperparametersPanel)
        await driver.enter("enter", *str(path))
        assert "starts over: epoch 0, these weights" in shown_in(driver)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.weights is not None)
        assert driver.place == (0, 0, 0)
        array = driver.moment.array("synapse_0")
        assert array is not None
        assert (array == 0.5).all()
        await driver.wait_for(lambda: "weights w.json: started over" in driver.text_of(NoticeBar))
        assert ">weights           w.json" in driver.text_of(HyperparametersPanel)
        await driver.press("enter", "backspace", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.weights is None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        ("{", "not valid JSON"),
        ('{"synapse_0": [[1, 2]], "synapse_1": [[1]]}', "must be (3, 4)"),
    ],
)
async def test_weights_that_cannot_be_used_say_so_beside_the_field(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    path = tmp_path / "w.json"
    if content is not None:
        path.write_text(content)
    async with opened(session_of(), (160, 50)) as driver:
        await driver.press("z")
        await edit(driver, "weights", str(path))
        assert reason in shown_in(driver)
        assert fields_open(driver) == 1
        assert driver.moment.recipe.weights is None


async def test_folder_is_refused_beside_the_field(tmp_path: Path) -> None:
    async with opened(session_of(), LARGE) as driver:
        await edit(driver, "weights", str(tmp_path))
        assert "Is a directory" in shown_in(driver)


async def test_long_value_takes_the_room_behind_its_name() -> None:
    async with opened(session_of("iris")) as driver:
        await select(driver, "loss")
        await driver.press("enter")
        panel = driver.main.query_one(HyperparametersPanel)
        assert field_of(driver).region.width == panel.content_size.width - len(" loss ")
