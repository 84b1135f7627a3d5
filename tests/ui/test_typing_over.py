"""Cells typed over and matrices pasted in the Inspector."""

from __future__ import annotations

import numpy as np
import pytest
from textual.events import Paste

from nn_tui.debugger.commands import Edit, StepBy
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.value_input import ValueInput
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def text_of(driver: Driver) -> str:
    return " ".join(driver.text_of(InspectorPanel).split())


def notice_of(driver: Driver) -> str:
    return " ".join(driver.text_of(NoticeBar).split())


def values_of(driver: Driver, name: str) -> Array:
    values = driver.moment.array(name)
    assert values is not None
    return values


def field_of(driver: Driver) -> ValueInput | None:
    fields = [field for field in driver.main.query(ValueInput) if field.display]
    return fields[0] if fields else None


async def go_to(driver: Driver, name: str, *keys: str) -> None:
    await driver.press("6", "/")
    await driver.enter(*name, "enter")
    await driver.press(*keys)


def paste(driver: Driver, text: str) -> None:
    event = Paste(text)
    event.set_sender(driver.app)
    assert driver.app._driver is not None
    driver.app._driver.send_message(event)


async def test_field_begins_with_the_cell_in_full_precision_selected() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0", "down", "right", "enter")
        field = field_of(driver)
        assert field is not None
        assert float(field.value) == values_of(driver, "synapse_0")[1, 1]
        assert field.selected_text == field.value
        assert "as it is; several numbers" in text_of(driver)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_enter_sets_the_cell_and_the_run_goes_on_from_there(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await go_to(driver, "synapse_0", "down", "right", "enter")
        await driver.enter(*"-1e-3", "enter")
        await driver.wait_for(lambda: values_of(driver, "synapse_0")[1, 1] == -0.001)
        assert field_of(driver) is None
        assert driver.focused == "inspector"
        assert "synapse_0 is changed from here on" in notice_of(driver)
        await driver.press("n")
        await driver.wait_for_epoch(1)


async def test_keys_typed_ahead_set_the_cell_that_they_went_to() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("6", "/", *"synapse_0", "enter", "down", "right", "enter")
        driver.type_ahead(*"0.25", "enter", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        changed = (values_of(driver, "synapse_0") == 0.25).nonzero()
        assert [place.tolist() for place in changed] == [[1], [1]]


async def test_escape_leaves_the_cell() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0")
        before = values_of(driver, "synapse_0")
        await driver.press("enter", "7", "escape", "s")
        assert field_of(driver) is None
        np.testing.assert_array_equal(values_of(driver, "synapse_0"), before)


async def test_cell_left_as_it_is_is_no_change() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n")
        await go_to(driver, "synapse_0", "enter", "enter")
        assert field_of(driver) is None
        assert driver.moment.standing.changes == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1,5", "! 1,5: a decimal comma; write 1.5"),
        ("1e", "! 1e: must be a number"),
        ("inf", "! inf: must be finite"),
        ("1 2 3 4 5", "! 1 x 5 numbers do not fit into synapse_0, 3 x 4"),
    ],
)
async def test_reason_is_said_as_it_is_typed_and_the_field_stays_open(
    text: str, reason: str
) -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0", "enter")
        await driver.enter(*text)
        assert reason in text_of(driver)
        await driver.press("enter")
        assert field_of(driver) is not None
        assert driver.moment.standing.changes == 0


async def test_block_typed_in_the_field_is_set() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0", "down", "right", "enter")
        await driver.enter(*"0.1 0.2; 0.3 0.4")
        assert "enter sets 2 x 2 numbers from synapse_0[1,1] on" in text_of(driver)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.standing.changes == 1)
        block = values_of(driver, "synapse_0")[1:3, 1:3]
        np.testing.assert_array_equal(block, [[0.1, 0.2], [0.3, 0.4]])


async def test_matrix_pasted_over_the_panel_is_set_and_undone() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_1")
        before = values_of(driver, "synapse_1")
        paste(driver, "[[1.]\n [2.]\n [3.]\n [4.]]")
        await driver.wait_for(lambda: driver.moment.standing.changes == 1)
        np.testing.assert_array_equal(values_of(driver, "synapse_1"), [[1], [2], [3], [4]])
        await driver.press("u")
        await driver.wait_for(lambda: driver.moment.standing.changes == 0)
        np.testing.assert_array_equal(values_of(driver, "synapse_1"), before)


async def test_number_pasted_over_the_panel_sets_the_cell() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0", "end")
        paste(driver, "0.5\n")
        await driver.wait_for(lambda: values_of(driver, "synapse_0")[2, 0] == 0.5)


async def test_matrix_that_does_not_fit_is_refused_with_both_shapes() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_1")
        paste(driver, "1 2\n3 4")
        await driver.wait_for(lambda: "2 x 2 numbers do not fit" in notice_of(driver))
        assert "into synapse_1, 4 x 1" in notice_of(driver)


async def test_matrix_pasted_in_the_field_keeps_its_rows() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_1", "enter")
        paste(driver, "1\r\n2\r\n3\r\n4\r\n")
        await driver.wait_for(lambda: (f := field_of(driver)) and f.value == "1; 2; 3; 4")
        await driver.press("enter")
        await driver.wait_for(lambda: values_of(driver, "synapse_1")[3, 0] == 4.0)


async def test_gradient_view_takes_what_is_typed_with_its_sign() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "v")
        await go_to(driver, "l2_delta", "enter")
        await driver.enter(*"0.125", "enter")
        await driver.wait_for(lambda: values_of(driver, "l2_delta")[0, 0] == -0.125)
        await go_to(driver, "l2", "enter")
        await driver.enter(*"0.125", "enter")
        await driver.wait_for(lambda: values_of(driver, "l2")[0, 0] == 0.125)


async def test_learning_rate_keeps_its_rules() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "learning_rate", "enter")
        await driver.enter(*"-1", "enter")
        assert "! learning rate -1: must be greater than 0; try 0.1" in text_of(driver)
        await driver.press("escape", "enter")
        await driver.enter(*"0.5", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.hyperparameters.learning_rate == 0.5)
        assert values_of(driver, "learning_rate") == 0.5


@pytest.mark.parametrize(
    ("name", "keys", "reason"),
    [
        ("loss", ("n",), "! loss is a record of the epoch: nothing is computed from it"),
        ("l1", (), "! l1 is not yet computed"),
        ("l1", ("n", "s"), "! l1 is still of epoch 1: its line writes it anew before it is read"),
        ("order", ("n", "space"), "! order is drawn from the seed"),
    ],
)
async def test_array_that_cannot_be_typed_over_says_why_and_takes_no_keys(
    name: str, keys: tuple[str, ...], reason: str
) -> None:
    async with opened(session_of(shuffle="yes", epochs="100000000")) as driver:
        await driver.press(*keys)
        await go_to(driver, name, "enter")
        assert reason in text_of(driver)
        await driver.enter(*"3.5", "enter")
        assert (driver.focused, driver.moment.standing.changes) != ("hyperparameters", 1)
        field = field_of(driver)
        assert field is not None and field.value == "3.5"
        await driver.press("escape")
        assert (driver.focused, field_of(driver)) == ("inspector", None)


@pytest.mark.parametrize("keys", [(), ("n", "s"), ("space",)])
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_cell_of_the_data_is_typed_over_in_its_row(
    size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with opened(session_of(epochs="100000000"), size) as driver:
        await driver.press(*keys)
        await go_to(driver, "l0", "down", "down", "right", "enter")
        field = field_of(driver)
        assert field is not None
        assert (driver.focused_number, field.selected_text) == ("", "0")
        await driver.enter(*"0.25", "enter")
        assert (driver.focused_number, field_of(driver)) == ("1", None)
        await driver.wait_for(lambda: driver.moment.recipe_planned.dataset.inputs[2, 1] == 0.25)


@pytest.mark.parametrize(("name", "batch_size"), [("y", "all"), ("targets", "3")])
async def test_cell_of_the_targets_is_typed_over_in_its_row(name: str, batch_size: str) -> None:
    async with opened(session_of(batch_size=batch_size)) as driver:
        await driver.press("n")
        await go_to(driver, name, "down", "enter")
        await driver.enter(*"0.25", "enter")
        await driver.wait_for(lambda: driver.moment.recipe_planned.dataset.targets[1, 0] == 0.25)


async def test_data_that_a_batch_has_taken_is_typed_over_there_also_in_a_run() -> None:
    async with opened(session_of(batch_size="2", epochs="100000000")) as driver:
        await go_to(driver, "l0", "space")
        await driver.wait_for(lambda: driver.moment.is_running and driver.moment.cursor.epoch)
        await driver.press("enter")
        assert field_of(driver) is not None
        await driver.enter(*"0.25", "enter")
        await driver.wait_for(lambda: driver.moment.standing.changes == 1)
        assert driver.moment.standing.marks.altered == {"l0"}


async def test_cell_is_typed_over_while_the_run_goes_on() -> None:
    async with opened(session_of(epochs="100000000")) as driver:
        await go_to(driver, "synapse_0", "space", "enter")
        await driver.wait_for(lambda: driver.moment.is_running)
        await driver.enter(*"3", "enter")
        await driver.wait_for(lambda: driver.moment.standing.changes == 1)


async def test_field_closes_where_another_network_has_no_such_array() -> None:
    async with opened(session_of(hidden="4,4")) as driver:
        await go_to(driver, "synapse_2", "enter")

        driver.main.query_one(InspectorPanel).ask(Edit("hidden", "4"))
        await driver.wait_for(lambda: "synapse_2" not in driver.moment.names)
        await driver.wait_for(lambda: field_of(driver) is None)


async def test_field_keeps_to_its_cell_while_the_run_follows_other_arrays() -> None:
    async with opened(session_of()) as driver:
        await go_to(driver, "synapse_0", "f", "right", "enter")
        await driver.enter(*"0.75")

        driver.main.query_one(InspectorPanel).ask(StepBy(Unit.OP))
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        await driver.press("enter")
        await driver.wait_for(lambda: values_of(driver, "synapse_0")[0, 1] == 0.75)


async def test_what_is_said_has_the_names_of_the_gradient_view() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "v")
        await go_to(driver, "synapse_0_gradient", "enter")
        await driver.enter(*"0.5")
        assert "which nothing uses any more" in text_of(driver)
        await driver.press("enter")
        await driver.wait_for(lambda: values_of(driver, "synapse_0_descent")[0, 0] == -0.5)
        said = "synapse_0_gradient is changed, but its update has run: nothing uses it any more"
        assert said in notice_of(driver)
        await driver.press("v")
        assert "synapse_0_descent is changed" in notice_of(driver)
