"""The quiz on the screen, by keys: predict, then reveal."""

from __future__ import annotations

import pytest

from nn_tui.debugger.quiz.ahead import Ahead
from nn_tui.debugger.quiz.question import QuizQuestion
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.explain import ExplainPanel
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def question_at(driver: Driver) -> QuizQuestion | None:
    studied = driver.moment.studied
    is_here = studied is not None and studied.cursor == driver.moment.cursor
    if studied is None or not is_here or not isinstance(studied.found, Ahead):
        return None
    return studied.found.question


async def asked(driver: Driver, *keys: str) -> QuizQuestion:
    await driver.press(*keys)
    await driver.wait_for(lambda: question_at(driver) is not None)
    await driver.settle()
    question = question_at(driver)
    assert question is not None
    return question


async def answered(driver: Driver, text: str) -> list[str]:
    place = driver.place
    await driver.wait_for(lambda: isinstance(driver.app.focused, ValueInput))
    await driver.enter(*text, "enter")
    await driver.wait_for(lambda: driver.place != place)
    await driver.settle()
    return lines_of(driver)


def lines_of(driver: Driver) -> list[str]:
    return driver.text_of(ExplainPanel).splitlines()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_first_question_is_of_the_next_line_and_has_no_result(size: tuple[int, int]) -> None:
    async with opened(session_of(), size=size) as driver:
        question = await asked(driver, "Q")
        # Before epoch 1 nothing but the rows' order and batch have been taken.
        assert question.array == "z1"
        lines = lines_of(driver)
        assert lines[0] == f"What will {question.cell} be?"
        assert "= ?" in lines
        assert not any(f"{question.value:.3g}" in line for line in lines)
        assert driver.moment.written_at("z1") is None
        assert isinstance(driver.app.focused, ValueInput)


async def test_right_number_is_revealed_and_counted() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "Q")
        lines = await answered(driver, f"{question.value:.3g}")
        assert lines[0] == "Right"
        assert lines[1] == (
            f"{question.cell} = {question.value:.6g}, you typed {question.value:.3g}"
        )
        assert "right: 1 of 1" in lines
        assert driver.moment.cursor == question.cursor
        stored = driver.moment.array(question.array)
        assert stored is not None
        assert stored[question.index] == pytest.approx(question.value, rel=1e-14)


@pytest.mark.parametrize("dataset", ["classic", "iris"])
async def test_revealed_cell_is_selected_in_all_panels_and_can_be_explained(dataset: str) -> None:
    async with opened(session_of(dataset), size=LARGE) as driver:
        for keys in (["Q"], ["enter"], ["enter"]):
            question = await asked(driver, *keys)
            await answered(driver, question.sign)
            assert driver.view.array_name == question.array
            assert driver.view.cell == question.index
        await driver.press("e")
        await driver.wait_for(lambda: driver.moment.asked and driver.moment.asked.found)
        await driver.settle()
        assert driver.moment.asked is not None
        assert str(driver.moment.asked.question) == question.cell
        await driver.press("escape")
        assert lines_of(driver)[0].startswith("Right")


async def test_enter_goes_on_to_the_next_line() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "Q")
        await answered(driver, f"{question.value:.3g}")
        question = await asked(driver, "enter")
        assert question.array == "l1"
        assert lines_of(driver)[0] == f"What will {question.cell} be?"
        assert isinstance(driver.app.focused, ValueInput)


async def test_classic_slip_is_named() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, *["s"] * 7, "Q")
        while question.array != "l2_delta":
            await answered(driver, "+")
            question = await asked(driver, "enter")
        # Somebody takes error * l in the place of error * l * (1 - l).
        error, l = (driver.moment.array(name) for name in ("l2_error", "l2"))
        assert error is not None
        assert l is not None
        slipped = error[question.index] * l[question.index]
        lines = await answered(driver, f"{slipped:.5f}")
        # With a target of 1 it is what the slope alone comes to as well.
        assert lines[0].startswith("Wrong: you used l2, not its slope")


async def test_dataset_does_not_tell_the_error_that_is_asked() -> None:
    async with opened(session_of(), size=LARGE) as driver:
        question = await asked(driver, *["s"] * 3, "Q")
        while question.array != "l2_error":
            await answered(driver, "+")
            question = await asked(driver, "enter")
        assert driver.text_of(DatasetPanel).splitlines()[1].split()[-2:] == ["0.4737", "?"]
        await answered(driver, question.sign)
        assert driver.text_of(DatasetPanel).splitlines()[1].split()[-2:] == ["0.4737", "-0.4737"]


async def test_sign_is_worth_half_and_asking_again_nothing() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "Q")
        lines = await answered(driver, question.sign)
        assert lines[0] == f"Right, its sign is {question.sign}: half a point"
        assert "right: ½ of 1" in lines
        again = await asked(driver, "S")
        assert (again.cell, again.cursor) == (question.cell, question.cursor)
        assert lines_of(driver)[0] == f"What will {question.cell} be?"
        assert not isinstance(driver.app.focused, ValueInput)
        await driver.press("enter")
        lines = await answered(driver, f"{question.value:.4g}")
        assert lines[0] == "Right; asked before: not counted"
        assert "right: ½ of 1" in lines


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "! answer (empty): must be a number, such as -0.012"),
        ("abc", "! answer abc: must be a number, such as -0.012"),
        ("0,5", "! answer 0,5"),
        ("5", "! answer 5: must have 2 significant digits or more; 0.050 has 2"),
    ],
)
async def test_what_is_no_answer_stays_in_the_field_with_a_reason(typed: str, reason: str) -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await asked(driver, "Q")
        await driver.enter(*typed, "enter")
        assert reason in lines_of(driver)[-2]
        assert isinstance(driver.app.focused, ValueInput)
        assert driver.app.focused.value == typed


async def test_lines_that_are_not_asked_are_passed_over() -> None:
    async with opened(session_of(epochs="2"), size=SMALL) as driver:
        question, asked_of = await asked(driver, "Q"), []
        while question.cursor.epoch == 1:
            asked_of.append(question.array)
            await answered(driver, question.sign)
            question = await asked(driver, "enter")
        assert asked_of == [
            *("z1", "l1", "z2", "l2", "l2_error", "l2_delta", "l1_error", "l1_delta"),
            *("synapse_1_descent", "synapse_0_descent", "synapse_1", "synapse_0"),
        ]
        assert question.array == "z1"


async def test_gradient_view_turns_signs_and_names() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "v", *["s"] * 8, "Q")
        while question.array != "synapse_1_descent":
            await answered(driver, "+")
            question = await asked(driver, "enter")
        row = question.index[0]
        assert lines_of(driver)[0] == f"What will synapse_1_gradient[{row},0] be?"
        lines = await answered(driver, f"{-question.value:.4g}")
        assert lines[0] == "Right"
        assert lines[1].startswith(f"synapse_1_gradient[{row},0] = {-question.value:.6g}")


async def test_cell_under_the_cursor_is_the_one_that_is_asked() -> None:
    async with opened(session_of(), size=LARGE) as driver:
        await driver.press("6")
        await driver.enter("slash", *"l1_delta", "enter")
        while "l1_error" not in (driver.moment.op.writes if driver.moment.op else ""):
            await driver.press("s")
        await driver.press("down", "down", "right")
        question = await asked(driver, "Q")
        assert question.cell == "l1_delta[2,1]"


async def test_escape_leaves_the_field_then_the_quiz_with_the_score() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "2", "Q")
        await answered(driver, question.sign)
        await asked(driver, "enter")
        await driver.press("escape")
        assert driver.focused_number == "7"
        await driver.press("escape")
        await driver.wait_for(lambda: driver.moment.studied is None)
        await driver.settle()
        assert driver.focused_number == "2"
        assert "predictions right: ½ of 1" in driver.text_of(NoticeBar)


async def test_what_is_typed_ahead_is_for_the_next_answer() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        question = await asked(driver, "Q")
        await answered(driver, question.sign)
        driver.type_ahead("enter", *"0.25")
        await driver.wait_for(lambda: isinstance(driver.app.focused, ValueInput))
        await driver.settle()
        assert isinstance(driver.app.focused, ValueInput)
        assert driver.app.focused.value == "0.25"
        assert driver.moment.cursor == question.cursor


async def test_field_is_there_before_the_question() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        driver.type_ahead("Q")
        await driver.wait_for(lambda: isinstance(driver.app.focused, ValueInput))
        driver.type_ahead(*"0.25")
        await driver.wait_for(lambda: question_at(driver) is not None)
        await driver.settle()
        assert isinstance(driver.app.focused, ValueInput)
        assert driver.app.focused.value == "0.25"
        assert driver.moment.cursor.epoch <= 1
        await answered(driver, "")
        assert lines_of(driver)[1].endswith("you typed 0.25")


async def test_escape_while_the_question_is_on_its_way_ends_it_for_good() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        driver.type_ahead("Q")
        await driver.wait_for(lambda: isinstance(driver.app.focused, ValueInput))
        driver.type_ahead("escape")
        await driver.wait_for(lambda: not isinstance(driver.app.focused, ValueInput))
        driver.type_ahead("escape")
        await driver.settle()
        await driver.wait_for(lambda: driver.moment.studied is None)
        await driver.settle()
        assert driver.focused_number == "1"
        assert not isinstance(driver.app.focused, ValueInput)


async def test_network_too_wide_for_the_hand_is_still_asked_about() -> None:
    async with opened(session_of("iris", hidden="20"), size=SMALL) as driver:
        question = await asked(driver, "Q")
        arrays = []
        for _ in range(6):
            arrays.append(question.array)
            await answered(driver, question.sign)
            question = await asked(driver, "enter")
        assert arrays[:3] == ["z1", "l1", "l2"]


async def test_answers_typed_in_one_go_are_no_commands() -> None:
    async with opened(session_of(), size=SMALL) as driver:
        await asked(driver, "n", "n", "n", "Q")
        driver.type_ahead(*"0.12", "enter", "enter", *"0.45")
        await driver.wait_for(lambda: driver.place == (4, 1, 1))
        await driver.wait_for(lambda: question_at(driver) is not None)
        await driver.settle()
        assert driver.focused_number in ("", "7")
        assert isinstance(driver.app.focused, ValueInput)
        assert driver.app.focused.value == "0.45"
        await driver.press("enter")
        await driver.wait_for(lambda: driver.place == (4, 1, 2))
        assert "of 2" in "\n".join(lines_of(driver))
