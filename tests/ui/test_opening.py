from __future__ import annotations

import asyncio
import os
import random
from functools import partial
from pathlib import Path

import pytest
from textual.containers import Vertical
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widgets import Input

from nn_tui.data import shipped
from nn_tui.ui.line_view import LineView
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.open_screen import OpenScreen
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.render.hyperparameters import ROWS
from tests.ui.driving import LARGE, Driver, opened, session_of
from tests.ui.render.moments import write_csv


def is_open(driver: Driver) -> bool:
    return isinstance(driver.app.screen, OpenScreen)


def has_run_once(driver: Driver, dataset: str) -> bool:
    return (driver.moment.recipe.dataset.name, driver.place[0]) == (dataset, 1)


def text_of(driver: Driver, name: str) -> str:
    view = driver.app.screen.query_one(f"#{name}", LineView)
    if not view.display:
        return ""
    rows = (view.render_line(y).text.rstrip() for y in range(view.content_size.height))
    return " ".join(" ".join(rows).split())


def field(driver: Driver, name: str) -> Input:
    return driver.app.screen.query_one(f"#{name}", Input)


async def type_in(driver: Driver, *keys: str) -> None:
    await driver.press("o")
    await driver.wait_for(lambda: is_open(driver))
    await driver.enter(*keys)


async def test_o_opens_a_shipped_dataset() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *"xor", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "xor")
        assert driver.moment.program.network.sizes == (2, 4, 1)
        assert "xor: 4 rows, 2 inputs" in driver.text_of(NoticeBar)
        assert driver.place == (0, 0, 0)


async def test_preview_says_what_was_understood_before_it_is_opened() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *"iris")
        await driver.wait_for(lambda: "iris: 150 rows" in text_of(driver, "shown"))
        shown = text_of(driver, "shown")
        assert "loss cross-entropy" in shown
        assert "setosa" in shown
        assert driver.moment.recipe.dataset.name == "classic"


async def test_tab_completes_a_path(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "prices-of-things.csv", "a,b", "1,2", "3,4")
    async with opened(session_of()) as driver:
        await type_in(driver, *f"{tmp_path}/pri", "tab")
        assert field(driver, "source").value == str(path)
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == path.stem)


async def test_tab_completes_as_far_as_it_is_clear_and_stays(tmp_path: Path) -> None:
    for name in ("house-a.csv", "house-b.csv"):
        write_csv(tmp_path / name, "a,b", "1,2")
    async with opened(session_of()) as driver:
        await type_in(driver, *f"{tmp_path}/h", "tab")
        assert field(driver, "source").value == f"{tmp_path}/house-"
        assert "house-a.csv" in text_of(driver, "choices")
        await driver.press("tab")
        assert field(driver, "source").has_focus


async def test_tab_behind_a_whole_name_and_shift_tab_change_the_field() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *"iris", "tab")
        assert field(driver, "targets").has_focus
        await driver.press("up")
        assert field(driver, "source").has_focus
        await driver.press("shift+tab")
        assert field(driver, "targets").has_focus
        await driver.press("tab")
        assert field(driver, "source").has_focus


async def test_up_and_down_choose_among_the_names(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write_csv(tmp_path / f"{name}.csv", "a,b", "1,2")
    async with opened(session_of()) as driver:
        await type_in(driver, *f"{tmp_path}/", "down", "down", "down", "down")
        assert field(driver, "source").value == f"{tmp_path}/c.csv"
        await driver.press("up")
        assert field(driver, "source").value == f"{tmp_path}/b.csv"
        assert text_of(driver, "choices") == "a.csv b.csv c.csv"
        await driver.wait_for(lambda: "b: 1 row" in text_of(driver, "shown"))
        await driver.press("enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "b")


async def test_names_of_a_burst_are_chosen_in_the_order_of_the_keys() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("o", "down", "down", "down", "up", "enter", "n")
        await driver.wait_for(
            lambda: (driver.moment.recipe.dataset.name, driver.place[0]) == (shipped()[1], 1)
        )


async def test_typing_behind_a_chosen_name_lists_other_names() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, "down", "backspace")
        await driver.wait_for(lambda: text_of(driver, "choices") == "classic")


async def test_dialog_says_how_to_choose_and_to_change_fields_at_80_columns() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver)
        box = driver.app.screen.query_one(Vertical)
        assert "shift+tab other field" in str(box.border_subtitle)
        assert len(str(box.border_subtitle)) <= box.size.width


async def test_enter_goes_to_the_field_that_is_wrong() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *"iris", "tab", *"sepal", "shift+tab", "enter")
        await driver.wait_for(lambda: field(driver, "targets").has_focus)
        assert text_of(driver, "targets-reason").startswith("iris: ")
        await driver.press("shift+tab", "end", "x", "shift+tab", "enter")
        await driver.wait_for(lambda: field(driver, "source").has_focus)


async def test_target_columns_are_chosen_in_the_second_field(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "my.csv", "a,b,c", "1,2,3", "4,5,6")
    async with opened(session_of()) as driver:
        await type_in(driver, *str(path), "tab", *"a, b", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.target_names == ("a", "b"))


async def test_missing_file_is_said_by_the_first_field(tmp_path: Path) -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *f"{tmp_path}/none.csv", "enter")
        await driver.wait_for(lambda: "no such file" in text_of(driver, "source-reason"))
        assert is_open(driver)
        assert text_of(driver, "targets-reason") == ""


async def test_unknown_target_is_said_by_the_second_field(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "my.csv", "a,price", "1,2", "4,5")
    async with opened(session_of()) as driver:
        await type_in(driver, *str(path), "shift+tab", *"prise", "enter")
        await driver.wait_for(lambda: "did you mean price?" in text_of(driver, "targets-reason"))
        assert text_of(driver, "source-reason") == ""
        await driver.press(*["backspace"] * 2, *"ce", "enter")
        await driver.wait_for(lambda: not is_open(driver))


@pytest.mark.parametrize(
    "rows", [["a,[/nope]", "1,2"], ["a,b", "1"], ["a,b"], [""], ["a,b", "x,1", "2,3"]]
)
async def test_odd_file_is_opened_or_refused_with_a_reason(tmp_path: Path, rows: list[str]) -> None:
    path = write_csv(tmp_path / "odd.csv", *rows)
    async with opened(session_of()) as driver:
        await type_in(driver, *str(path), "enter")
        await driver.wait_for(lambda: not is_open(driver) or text_of(driver, "source-reason"))
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, MainScreen | OpenScreen)


async def test_enter_on_nothing_says_what_to_type() -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, "enter")
        await driver.wait_for(lambda: "type the name" in text_of(driver, "source-reason"))


async def test_escape_leaves_everything_as_it_was() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n")
        await type_in(driver, *"xor", "escape")
        await driver.wait_for(lambda: not is_open(driver))
        assert driver.moment.recipe.dataset.name == "classic"
        await driver.wait_for_epoch(1)


async def test_keys_typed_ahead_open_and_run() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("o", *"xor", "enter", "n")
        await driver.wait_for(lambda: has_run_once(driver, "xor"))


async def test_keys_typed_ahead_from_the_settings_are_for_the_dialog() -> None:
    async with opened(session_of()) as driver:
        downs = ["down"] * [setting.name for setting in ROWS].index("dataset")
        driver.type_ahead("3", *downs, "enter", *"xor", "enter", "n")
        await driver.wait_for(lambda: has_run_once(driver, "xor"))


async def test_field_that_is_come_back_to_keeps_what_was_typed() -> None:
    # A field that selects its text when the focus comes loses what was typed ahead of the focus.
    async with opened(session_of()) as driver:
        await type_in(driver, *"xo", "shift+tab", "shift+tab", "r")
        assert field(driver, "source").value == "xor"


async def test_burst_of_dialogs_does_no_harm_whatever_is_dealt_with_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Every widget has a queue of its own; a busy machine deals with them in another order.
    draw, get_message = random.Random(1), MessagePump._get_message

    async def get_message_late(pump: MessagePump) -> Message:
        message = await get_message(pump)
        for _ in range(draw.choice((0, 0, 1, 5))):
            await asyncio.sleep(0)
        return message

    monkeypatch.setattr(MessagePump, "_get_message", get_message_late)
    async with opened(session_of()) as driver:
        await driver.press("3", *["down"] * [setting.name for setting in ROWS].index("dataset"))
        for name in ("xor", "or", "and", "iris", "xor", "or", "and", "iris"):
            driver.type_ahead("1", "3", "enter", *name, "enter", "n")
            await driver.wait_for(partial(has_run_once, driver, name))


async def test_run_goes_on_below_the_dialog_until_another_dataset_is_opened() -> None:
    async with opened(session_of(epochs="1000000000")) as driver:
        driver.type_ahead("space", "o")
        await driver.wait_for(lambda: is_open(driver) and driver.moment.is_running)
        driver.type_ahead(*"xor", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "xor")
        assert not driver.moment.is_running


async def test_selection_begins_anew_in_another_dataset() -> None:
    async with opened(session_of("iris")) as driver:
        await driver.press("end")
        await driver.wait_for(lambda: driver.view.row == 149)
        await type_in(driver, *"xor", "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.name == "xor")
        assert driver.view.row == 0


async def test_keys_of_a_burst_are_done_in_their_order() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("o", *"abcdefgh", *["backspace"] * 6, *"xyz")
        await driver.wait_for(
            lambda: "abxyz" in [field.value for field in driver.app.screen.query(Input)]
        )


async def test_file_with_a_fault_is_said_to_have_one_before_enter(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ragged.csv", "a,b", "1,2", "3")
    async with opened(session_of()) as driver:
        await type_in(driver, *str(path))
        await driver.wait_for(lambda: "line 3" in text_of(driver, "source-reason"))


async def test_pipe_is_refused_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    async with opened(session_of()) as driver:
        await type_in(driver, *str(pipe), "enter")
        await driver.wait_for(lambda: "is a pipe" in text_of(driver, "source-reason"))
        await driver.press("escape", "q")
        await driver.wait_for(lambda: not driver.app.is_running)


async def test_target_with_a_comma_in_its_name_is_quoted(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "my.csv", '"x,y",b', "1,2", "4,5")
    async with opened(session_of()) as driver:
        await type_in(driver, *str(path), "tab", *'"x,y"', "enter")
        await driver.wait_for(lambda: driver.moment.recipe.dataset.target_names == ("x,y",))


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 5), (5, 24)])
async def test_dialog_stands_any_size(size: tuple[int, int]) -> None:
    async with opened(session_of()) as driver:
        await type_in(driver, *"xor")
        await driver.pilot.resize_terminal(*size)
        await driver.pilot.resize_terminal(*LARGE)
        await driver.wait_for(lambda: "xor: 4 rows" in text_of(driver, "shown"))
