"""Asking where a number comes from, by keys."""

from __future__ import annotations

import pytest

from nn_tui.ui.panels.bars import KeyBar, NoticeBar
from nn_tui.ui.panels.explain import ExplainPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of
from tests.ui.test_screen import shown


def explained(driver: Driver) -> str:
    return " ".join(driver.text_of(ExplainPanel).split())


def subtitle(driver: Driver) -> str:
    return str(driver.main.query_one(ExplainPanel).border_subtitle)


async def wait_for(driver: Driver, text: str) -> None:
    await driver.wait_for(lambda: text in explained(driver))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_e_in_the_inspector_explains_the_selected_cell(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n", "6", "slash")
        await driver.enter(*"l1_delta", "enter")
        await driver.press("down", "down", "right", "e")
        await wait_for(driver, "l1_delta[2,1] = l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))")
        assert driver.focused_number == "7"
        assert shown(driver) == (["7"] if size == SMALL else list("1234567"))


async def test_keys_typed_ahead_of_e_are_done_before_it() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "6", "slash")
        await driver.enter(*"l1", "enter")
        driver.type_ahead("down", "down", "right", "e")
        await wait_for(driver, "l1[2,1] = sigmoid(z1[2,1])")


async def test_enter_descends_and_backspace_returns_and_at_last_goes_home() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "1", "down", "e")
        await wait_for(driver, "l2[1,0] = sigmoid(z2[1,0])")
        await driver.press("enter")
        await wait_for(driver, "l2[1,0] > z2[1,0]")
        await driver.press("down", "right", "enter")
        await wait_for(driver, "> synapse_1[")
        assert "drawn from seed 1" in explained(driver)
        await driver.press("backspace")
        await wait_for(driver, "z2[1,0] = l1[1,0] * synapse_1[0,0]")
        await driver.press("backspace", "backspace")
        await driver.wait_for(lambda: driver.focused_number == "1")
        assert shown(driver) == list("1234")


async def test_escape_is_done_with_the_question_and_goes_back_to_where_it_was_asked() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        await driver.press("enter", "escape")
        await driver.wait_for(lambda: driver.focused_number == "2")
        assert driver.main.view is not None
        assert driver.main.view.moment.asked is None


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("4", "e"), "error = (abs(y[0,0] - l2[0,0]) + "),
        (("4", "m", "e"), "loss = 0.5 * ((y[0,0] - l2[0,0])**2 + "),
        (("3", "e"), "learning_rate = 1"),
        (("5", "down", "down", "e"), "z2[0,0] = l1[0,0] * "),
        (("2", "right", "right", "e"), "l1["),
    ],
)
async def test_every_panel_has_a_number_to_explain(keys: tuple[str, ...], said: str) -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", *keys)
        await wait_for(driver, said)


async def test_a_setting_that_is_no_number_of_the_program_is_said_what_it_is() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("3", "down", "e")
        await driver.wait_for(lambda: "epochs 50: " in driver.main.view.notice)  # type: ignore
        assert driver.focused_number == "3"


async def test_what_is_not_computed_yet_is_refused_in_the_panel() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("1", "e")
        await wait_for(driver, "row 0 has not gone through yet")


async def test_e_pauses_a_run() -> None:
    async with opened(session_of(epochs="1000000000"), LARGE) as driver:
        await driver.press("space", "1", "e")
        await wait_for(driver, "l2[0,0] = sigmoid(z2[0,0])")
        assert driver.main.view is not None
        await driver.wait_for(lambda: not driver.main.view.moment.is_running)  # type: ignore


async def test_p_writes_more_digits_and_a_shows_the_row() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "1", "e")
        await wait_for(driver, "= 1 / (1 + exp(-(-0.1052)))")
        await driver.press("p")
        await wait_for(driver, "exp(-(-0.105179)))")
        await driver.press("a")
        await wait_for(driver, "row 0, epoch 1, batch 1")
        await driver.press("escape")
        await wait_for(driver, "exp(-(-0.105179)))")


async def test_without_a_question_the_panel_takes_no_more_room_and_escape_stops_the_run() -> None:
    async with opened(session_of(epochs="1000000000"), SMALL) as driver:
        await driver.press("7", "space")
        await driver.wait_for(lambda: driver.main.view.moment.is_running)  # type: ignore
        assert shown(driver) == list("567")
        await driver.press("escape")
        await driver.wait_for(lambda: not driver.main.view.moment.is_running)  # type: ignore


async def test_number_of_a_row_that_is_not_in_the_batch_is_not_explained_by_another() -> None:
    given = {"hidden": "3", "batch_size": "40", "shuffle": "no"}
    async with opened(session_of("iris", **given)) as driver:
        await driver.press("b", "1", "end", "2", "right", "right")
        await driver.settle()
        await driver.press("e")
        await driver.settle()
        assert driver.moment.asked is None
        assert "row 149 is not in batch 1" in driver.text_of(NoticeBar)


async def test_a_number_typed_over_is_not_told_as_what_a_line_gave() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "6")
        await driver.enter("slash", *"l1", "enter")
        await driver.enter("enter", "ctrl+u", *"9.5", "enter")
        await driver.press("e")
        await driver.wait_for(lambda: "typed over" in driver.text_of(ExplainPanel))
        assert "sigmoid is" not in driver.text_of(ExplainPanel)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_e_again_in_the_dataset_asks_about_the_other_numbers_of_the_row(
    size: tuple[int, int],
) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("n", "1", "down")
        for expected in (
            "l2[1,0] = sigmoid(z2[1,0])",
            "l2_error[1,0] = y[1,0] - l2[1,0]",
            "row 1 of classic, target y: as given",
            "row 1 of classic, input x0: as given",
            "row 1 of classic, input x1: as given",
            "row 1 of classic, input x2: as given",
            "l2[1,0] = sigmoid(z2[1,0])",
        ):
            await driver.press("1", "e")
            await wait_for(driver, expected)
        await driver.press("1", "e", "1", "down", "e")
        await wait_for(driver, "l2[2,0] = sigmoid(z2[2,0])")


async def test_rows_of_another_batch_have_no_error_to_ask_about() -> None:
    async with opened(session_of(batch_size="3")) as driver:
        await driver.press("n", "1", "e", "1", "e")
        await wait_for(driver, "row 0 of classic, target y: as given")


async def test_run_that_pauses_to_explain_says_so() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await driver.press("space")
        await driver.wait_for(lambda: driver.moment.epochs_done > 2)
        await driver.press("e")
        await driver.wait_for(lambda: not driver.moment.is_running)
        await driver.wait_for(
            lambda: driver.text_of(NoticeBar).strip() == "paused to explain; space runs on"
        )
        await wait_for(driver, "sigmoid(z2[0,0])")


async def test_v_rewrites_the_answer_and_enter_goes_on_down_from_there() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        await driver.press("v")
        await wait_for(driver, "synapse_0[0,0] - learning_rate * synapse_0_gradient[0,0]")
        await driver.press("down", "down", "enter")
        await wait_for(driver, "synapse_0[0,0] > synapse_0_gradient[0,0]")
        await wait_for(driver, "synapse_0_gradient[0,0] = l0[0,0] * l1_delta[0,0]")
        await driver.press("v")
        await wait_for(driver, "synapse_0[0,0] > synapse_0_descent[0,0]")


async def test_an_answer_stays_when_the_run_steps_on_and_e_asks_for_the_number_anew() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        before = explained(driver)
        assert subtitle(driver) == "of epoch 1, batch 1"
        await driver.press("n")
        await driver.wait_for(lambda: subtitle(driver) == "of epoch 1, batch 1; e asks anew")
        assert explained(driver) == before
        await driver.press("e")
        await driver.wait_for(lambda: subtitle(driver) == "of epoch 2, batch 1")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")


async def test_e_asks_anew_for_the_number_that_is_shown_not_for_the_first_of_the_way() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        await driver.press("down", "down", "enter")
        await wait_for(driver, "synapse_0[0,0] > synapse_0_descent[0,0]")
        await driver.press("n")
        await driver.wait_for(lambda: subtitle(driver) == "of epoch 1, batch 1; e asks anew")
        await driver.press("e")
        await driver.wait_for(lambda: subtitle(driver) == "of epoch 2, batch 1")
        await wait_for(driver, "synapse_0_descent[0,0] = l0[0,0] * l1_delta[0,0]")
        assert "synapse_0[0,0] >" not in explained(driver)


@pytest.mark.parametrize("back", ["backspace", "escape"])
async def test_a_number_of_the_row_is_asked_for_and_the_row_come_back_to(back: str) -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "1", "down", "down", "7", "a")
        await wait_for(driver, "row 2, epoch 1, batch 1")
        await driver.press("down", "down", "right", "enter")
        await wait_for(driver, "l1[2,1] = sigmoid(z1[2,1])")
        await driver.press("enter")
        await wait_for(driver, "l1[2,1] > z1[2,1]")
        await driver.press(*["backspace", back])
        await wait_for(driver, "row 2, epoch 1, batch 1" if back == "backspace" else "row 2")
        assert "> l1" in explained(driver)
        await driver.press("escape")
        await driver.wait_for(lambda: "row 2" not in explained(driver))


async def test_the_way_is_that_of_the_row_which_is_explained() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "1", "down", "down", "e")
        await wait_for(driver, "l2[2,0] = sigmoid(z2[2,0])")
        await driver.press("1", "up", "up", "7", "a")
        await wait_for(driver, "row 2, epoch 1, batch 1")


async def test_the_way_of_a_number_without_a_row_is_that_of_the_selected_row() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "1", "down", "2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        await driver.press("a")
        await wait_for(driver, "row 1, epoch 1, batch 1")


async def test_what_is_asked_elsewhere_takes_the_place_of_the_row() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "7", "a")
        await wait_for(driver, "row 0, epoch 1, batch 1")
        await driver.press("2", "right", "e")
        await wait_for(driver, "synapse_0[0,0] + learning_rate * synapse_0_descent[0,0]")
        await driver.press("escape")
        await driver.wait_for(lambda: driver.focused_number == "2")
        assert "epoch 1, batch 1" not in explained(driver)


async def test_a_number_of_the_row_that_is_not_there_yet_is_refused_in_place() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("s", "7", "a", "end", "down", "enter")
        await driver.wait_for(lambda: "not computed yet" in driver.text_of(NoticeBar))
        assert driver.moment.asked is None


async def test_the_line_of_keys_offers_what_does_something_to_what_is_shown() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("n", "7")
        await driver.wait_for(lambda: keys(driver).startswith(" a row  space run"))
        await driver.press("1", "e")
        await driver.wait_for(lambda: keys(driver).startswith(" enter from  bksp up  a row"))
        await driver.press("a")
        await driver.wait_for(lambda: keys(driver).startswith(" enter from  bksp back  space"))
        await driver.press("end", "home", "enter")
        await wait_for(driver, "row 0 of classic, input x0: as given")
        await driver.wait_for(lambda: keys(driver).startswith(" bksp up  a row"))


def keys(driver: Driver) -> str:
    return driver.text_of(KeyBar)
