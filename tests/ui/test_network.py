"""The Network panel by keys and mouse: parts are picked, and all panels go along."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown

from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.network import NetworkPanel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.render.diagram_parts import Node, Part, Weight, part_of
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def part(driver: Driver) -> Part | None:
    return part_of(driver.view)


def last_line(driver: Driver) -> str:
    return driver.text_of(NetworkPanel).split("\n")[-1]


def trained() -> Session:
    session = session_of()
    session.step(Unit.EPOCH)
    return session


async def test_arrows_walk_along_a_path_of_units_and_edges() -> None:
    async with opened(session_of()) as driver:
        await driver.press("2", "down", "right", "down", "down")
        assert part(driver) == Weight(0, 1, 2)
        await driver.press("right", "right", "right")
        assert part(driver) == Node(2, 0)
        await driver.press("left", "left", "up")
        assert part(driver) == Node(1, 1)
        await driver.press("left", "down")
        assert part(driver) == Weight(0, 2, 1)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["end"], Node(0, 2)),
        (["end", "home"], Node(0, 0)),
        (["right", "end"], Weight(0, 2, 3)),
        (["right", "pagedown"], Weight(0, 2, 2)),
        (["right", "end", "pageup"], Weight(0, 0, 1)),
    ],
)
async def test_keys_for_far_moves(keys: list[str], expected: Part) -> None:
    async with opened(session_of()) as driver:
        await driver.press("2", *keys)
        assert part(driver) == expected


async def test_keys_typed_ahead_are_all_done() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("2", "down", "right", "m", "right", "down")
        await driver.wait_for(lambda: driver.view.array_name == "l1_delta")
        await driver.wait_for(lambda: part(driver) == Node(1, 1))


async def test_inspector_shows_the_picked_cell() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "right", "down")
        assert "[synapse_0]" in driver.text_of(InspectorPanel)
        assert "synapse_0[0,1]" in driver.text_of(InspectorPanel)
        assert last_line(driver).startswith("synapse_0[0,1] ")


async def test_cell_picked_in_the_inspector_is_marked_in_the_network() -> None:
    async with opened(trained(), LARGE) as driver:
        await driver.press("6", "]", "]", "]", "right", "right")
        assert driver.view.array_name == "l1"
        assert last_line(driver).startswith("l1[2] ")
        assert driver.text_of(NetworkPanel).count("[") == 2


async def test_picked_part_stays_while_ops_and_epochs_go_by() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "right", "s", "s", "s", "n")
        await driver.wait_for(lambda: driver.place[0] == 1 and driver.moment.epochs_done == 1)
        assert driver.view.array_name == "synapse_0"


async def test_numbers_are_live_while_it_trains() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        await driver.press("2", "right")
        before = last_line(driver)
        driver.type_ahead("space")
        await driver.wait_for(lambda: driver.moment.is_running and last_line(driver) != before)
        assert last_line(driver).startswith("synapse_0[0,0] ")


async def test_m_shows_deltas_and_activations_again() -> None:
    async with opened(trained()) as driver:
        panel = driver.main.query_one(NetworkPanel)
        await driver.press("2", "m")
        assert "l1_delta" in driver.text_of(NetworkPanel)
        assert panel.border_subtitle == "row 0, deltas"
        await driver.press("right", "right")
        assert driver.view.array_name == "l1_delta"
        await driver.press("m")
        assert "l1_delta" not in driver.text_of(NetworkPanel)
        assert panel.border_subtitle == "row 0"


async def test_click_picks_the_unit_and_the_edge_under_the_mouse() -> None:
    async with opened(trained()) as driver:
        lines = driver.text_of(NetworkPanel).split("\n")
        hidden = [(x, y) for y, row in enumerate(lines) for x in (16,) if row[x : x + 1] == "("]
        # The border takes a cell.
        x, y = hidden[2]
        await driver.pilot.click(NetworkPanel, offset=(x + 3, y + 1))
        assert part(driver) == Node(1, 2)
        x, y = hidden[1]
        await driver.pilot.click(NetworkPanel, offset=(x + 9, y + 1))
        assert part(driver) == Weight(1, 1, 0)


async def test_wheel_goes_through_the_units() -> None:
    async with opened(session_of()) as driver:
        await driver.press("2")
        await driver.pilot._post_mouse_events([MouseScrollDown], NetworkPanel, button=0)
        await driver.wait_for(lambda: part(driver) == Node(0, 1))


async def test_network_without_hidden_layers_with_biases_and_batches_is_walked_through() -> None:
    session = session_of("iris", hidden="none", batch_size="7", bias="yes")
    async with opened(session, SMALL) as driver:
        await driver.press("2", "b", "right", "right", "down")
        await driver.wait_for(lambda: driver.place[:2] == (1, 1))
        assert part(driver) == Node(1, 1)


async def test_selected_row_stays_while_other_batches_go_through() -> None:
    session = session_of("iris", batch_size="50", shuffle="no")
    async with opened(session, LARGE) as driver:
        panel = driver.main.query_one(NetworkPanel)
        await driver.press("1", "down", "down", "down", "2", "down", "b", "b")
        await driver.wait_for(lambda: driver.place[:2] == (1, 2))
        assert driver.view.row == 3
        assert panel.border_subtitle == "row 3 sent through now"


async def test_network_that_shrinks_below_the_selected_unit_is_drawn() -> None:
    async with opened(session_of(hidden="9"), LARGE) as driver:
        await driver.press("2", "right", "right", "end")
        assert part(driver) == Node(1, 8)
        await driver.press("3", "down", "down", "down", "enter", "2", "enter")
        await driver.wait_for(lambda: driver.moment.program.network.sizes == (3, 2, 1))
        assert part(driver) == Node(1, 1)
        assert last_line(driver).startswith("l1[1] ")


async def test_weight_is_frozen_and_freed_by_a_key() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "right", "F")
        assert "synapse_0[0,0] frozen from the next op on" in driver.text_of(NoticeBar)
        assert "synapse_0[0,0] frozen" in driver.text_of(NetworkPanel)
        before = driver.moment.array("synapse_0")
        await driver.press("n")
        after = driver.moment.array("synapse_0")
        assert before is not None and after is not None
        assert (before == after).tolist() == [[True, *[False] * 3], *[[False] * 4] * 2]
        await driver.press("F")
        assert "freed" in driver.text_of(NoticeBar)


async def test_update_line_of_frozen_weights_says_so() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "right", "F", "5", "z", "up", "up", "up")
        assert "np.where(frozen_synapse_0" in driver.text_of(ProgramPanel)


async def test_layer_is_frozen_by_a_key() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "right", "L", "n")
        assert set(driver.moment.frozen) == {"synapse_0"}
        assert driver.moment.frozen["synapse_0"].all()
        assert "altered" in driver.text_of(StatusBar)


async def test_input_cannot_be_frozen() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("2", "F")
        assert "no weight leads into it" in driver.text_of(NoticeBar)
