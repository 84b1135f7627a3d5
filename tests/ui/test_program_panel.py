"""The Program panel: its cursor goes with the machine, by keys and by the mouse."""

from __future__ import annotations

import re
import threading

import pytest
from textual.events import MouseScrollDown

from nn_tui.debugger.gate import Gate
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.render.lines import Role
from nn_tui.ui.role_styles import style_of
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

DEEP = {"hidden": "4,4,4"}
LONG, CHUNKS = {"batch_size": "1", "shuffle": "no"}, 10
"""An epoch of 200 batches, and fewer chunks than it takes."""
BATCHES = {"batch_size": "2", "shuffle": "yes"}


def panel_of(driver: Driver) -> ProgramPanel:
    return driver.main.query_one(ProgramPanel)


def written_under_cursor(driver: Driver) -> str:
    """Read it off the selected line, or else off the one that runs next."""
    panel = panel_of(driver)
    strips = [panel.render_line(y) for y in range(panel.content_size.height)]
    look = style_of(Role.SELECTED, panel)
    lines = [segment.text for strip in strips for segment in strip if segment.style == look]
    lines += [strip.text for strip in strips if strip.text.startswith(">")]
    found = re.search(r"(\w+)(\[.*\])? \+?= ", lines[0])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_arrows_move_the_cursor_and_select_what_its_line_writes(
    size: tuple[int, int],
) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("5", "down", "down", "down", "up")
        assert written_under_cursor(driver) == "z2"
        assert driver.view.array_name == "z2"
        assert "[z2]" in driver.text_of(InspectorPanel)
        assert "z2 (4,1)  not yet computed" in driver.text_of(ProgramPanel)


async def test_home_end_and_page_keys_move_the_cursor() -> None:
    async with opened(session_of(**DEEP)) as driver:
        await driver.press("5", "end")
        assert written_under_cursor(driver) == "error"
        assert "error = " in driver.text_of(ProgramPanel)
        await driver.press("home")
        assert written_under_cursor(driver) == "z1"
        await driver.press("pagedown")
        assert written_under_cursor(driver) == "l3_error"
        await driver.press("pageup")
        assert written_under_cursor(driver) == "z1"


async def test_cursor_typed_ahead_goes_as_far_as_it_was_told() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("5", "down", "down", "down", "down")
        await driver.wait_for(lambda: driver.view.array_name == "l2_error")
        await driver.pilot.pause()
        assert written_under_cursor(driver) == "l2_error"


async def test_cursor_goes_with_the_machine_again_when_that_moves() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5", "end", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        await driver.wait_for(lambda: written_under_cursor(driver) == "l1")
        assert driver.text_of(ProgramPanel).split("\n")[:2] == [
            "· forward     z1 = l0 @ synapse_0                        (4,4) = (4,3) @ (3,4)",
            "> " + "l1 = sigmoid(z1)".rjust(28) + "(4,4)".rjust(48),
        ]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("5", "s", "down", "down"), "l2"),
        (("s", "5", "down", "down"), "l2"),
        (("5", "s", "s", "down"), "l2"),
        (("5", "s", "end", "up"), "loss"),
        (("5", "s", "home", "down"), "l1"),
        (("5", "down", "s", "down"), "z2"),
        (("5", "n", "down"), "l1"),
        (("5", "down", "r", "down", "down"), "z2"),
        (("6", "]", "5", "s", "down", "down"), "l2"),
    ],
)
async def test_cursor_typed_ahead_of_a_step_is_where_it_is_typed_slowly(
    keys: tuple[str, ...], name: str
) -> None:
    steps = [key for key in keys if key in "snr"]
    async with opened(session_of()) as driver:
        driver.type_ahead(*keys)
        if steps != ["r"]:
            expected = (1, 1, 14) if "n" in steps else (1, 1, len(steps))
            await driver.wait_for(lambda: driver.place == expected)
        await driver.wait_for(lambda: driver.view.array_name == name)
        await driver.pilot.pause()
        assert (driver.view.array_name, written_under_cursor(driver)) == (name, name)


class Turnstile(Gate):
    """Lets the worker do one chunk at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._turns = threading.Semaphore(0)

    def turn(self, times: int = 1) -> None:
        self._turns.release(times)

    def wait(self) -> None:
        # For no longer than a test waits: one that fails must not wait for ever.
        self._turns.acquire(timeout=20.0)


async def test_cursor_moved_amid_a_long_step_counts_from_where_that_leads() -> None:
    turnstile = Turnstile()
    async with opened(session_of("moons", **LONG), gate=turnstile) as driver:
        driver.type_ahead("5", "n")
        for _ in range(CHUNKS):
            turnstile.turn()
            await driver.pilot.pause(0.06)
            if driver.moment.is_running:
                break
        assert driver.moment.is_running
        before = driver.view.array_name
        driver.type_ahead("down")
        await driver.wait_for(lambda: driver.view.array_name != before)
        turnstile.turn(100_000)
        await driver.wait_for(lambda: not driver.moment.is_running)
        await driver.pilot.pause()
        assert (driver.view.array_name, written_under_cursor(driver)) == ("y", "y")


async def test_cursor_stays_in_a_run_where_it_was_moved() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("5", "space")
        await driver.wait_for(lambda: driver.moment.is_running)
        driver.type_ahead("down", "down", "down")
        await driver.wait_for(lambda: driver.view.array_name == "l2")
        epoch = driver.place[0]
        await driver.wait_for(lambda: driver.place[0] > epoch + 100)
        assert (driver.view.array_name, written_under_cursor(driver)) == ("l2", "l2")
        driver.type_ahead("f")
        await driver.wait_for(lambda: written_under_cursor(driver) == "z1")


async def test_array_chosen_elsewhere_stays_chosen_after_a_step() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("5", "s", "down", "6", "]")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        await driver.wait_for(lambda: not driver.view.is_following)
        await driver.pilot.pause()
        assert driver.view.array_name == driver.moment.names[driver.moment.names.index("l1") + 1]


async def test_cursor_goes_to_the_first_line_of_another_run() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5", "end", "R")
        await driver.wait_for(lambda: driver.moment.recipe.hyperparameters.seed == 2)
        await driver.wait_for(lambda: written_under_cursor(driver) == "z1")


async def test_f_brings_the_cursor_back_to_the_machine() -> None:
    async with opened(session_of(**DEEP)) as driver:
        await driver.press("5", "end", "f")
        assert written_under_cursor(driver) == "z1"
        assert driver.text_of(ProgramPanel).startswith("> forward")


async def test_left_and_right_show_the_ends_of_long_lines() -> None:
    async with opened(session_of(**BATCHES), LARGE) as driver:
        await driver.press("5")
        assert driver.text_of(ProgramPanel).split("\n")[0].endswith("…")
        await driver.press(*["right"] * 9)
        assert driver.text_of(ProgramPanel).split("\n")[0].endswith("(len(inputs))")
        await driver.press(*["left"] * 9)
        assert driver.text_of(ProgramPanel).startswith("> order = ")


async def test_click_moves_the_cursor_to_a_line() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5")
        await driver.pilot.click(ProgramPanel, offset=(20, 1 + 2))
        assert written_under_cursor(driver) == "z2"
        assert driver.view.array_name == "z2"


async def test_click_below_the_listing_moves_nothing() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5", "down")
        height = panel_of(driver).content_size.height
        await driver.pilot.click(ProgramPanel, offset=(20, height))
        assert written_under_cursor(driver) == "l1"


async def test_wheel_moves_the_cursor() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5")
        panel_of(driver).on_mouse_scroll_down(
            MouseScrollDown(None, 0, 0, 0, 1, 0, False, False, False)
        )
        await driver.pilot.pause()
        assert written_under_cursor(driver) == "l1"


async def test_lines_of_batches_are_under_the_number_of_the_batch() -> None:
    async with opened(session_of(**BATCHES)) as driver:
        await driver.press("5", "b")
        await driver.wait_for(lambda: subtitle_of(driver).startswith("batch 2 of 2"))


async def test_array_that_has_no_rows_yet_can_be_selected() -> None:
    async with opened(session_of(**BATCHES)) as driver:
        await driver.press("5", *["down"] * 9)
        assert driver.view.array_name == "epoch_outputs"
        assert "not yet computed" in driver.text_of(InspectorPanel)


async def test_lines_out_of_view_are_counted() -> None:
    async with opened(session_of()) as driver:
        await driver.press("5", "home")
        await driver.wait_for(lambda: re.fullmatch(r"↓ \d+ more", subtitle_of(driver)))
        await driver.press("end")
        await driver.wait_for(lambda: re.fullmatch(r"↑ \d+ more", subtitle_of(driver)))


def subtitle_of(driver: Driver) -> str:
    return str(panel_of(driver).border_subtitle)
