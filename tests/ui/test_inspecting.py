"""The Inspector: it follows single ops, stays where it is told, and survives another network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.render.lines import Role
from nn_tui.ui.role_styles import style_of
from nn_tui.ui.terminal.traits import Traits
from nn_tui.ui.view import View
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a state folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "nn-tui"


def inspector_of(driver: Driver) -> InspectorPanel:
    return driver.main.query_one(InspectorPanel)


def text_of(driver: Driver) -> str:
    return driver.text_of(InspectorPanel)


def array_of(driver: Driver) -> str:
    return driver.view.array_name


async def test_inspector_shows_what_each_op_has_written() -> None:
    async with opened(session_of()) as driver:
        await driver.press("s")
        await driver.wait_for(lambda: array_of(driver) == "z1")
        await driver.press("s")
        await driver.wait_for(lambda: array_of(driver) == "l1")


async def test_inspector_stays_with_an_array_that_was_chosen() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "]", "s", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 2))
        await driver.pilot.pause()
        assert array_of(driver) == "y"


async def test_inspector_follows_again_on_its_key() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "]", "f", "s")
        await driver.wait_for(lambda: array_of(driver) == "z1")


async def test_following_begins_with_what_the_last_op_has_written() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "]", "s", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 2))
        await driver.press("f")
        assert array_of(driver) == "l1"
        await driver.press("f")
        assert array_of(driver) == "l1"
        assert not driver.view.is_following


async def test_inspector_stays_while_epochs_go_by() -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "n")
        await driver.wait_for(lambda: driver.place[0] == 2)
        await driver.pilot.pause()
        assert array_of(driver) == "l0"


async def test_hidden_inspector_survives_a_network_without_its_array() -> None:
    session = session_of("classic", hidden="4,4,4")
    async with opened(session, SMALL) as driver:
        await driver.press("6", *["]"] * 9)
        assert array_of(driver) == "l4"
        await driver.press("1")
        session_depth = driver.moment.program.network.depth
        driver.type_ahead("3", "down", "down", "down", "enter", "4", "enter", "6", "]")
        await driver.wait_for(lambda: driver.moment.program.network.depth < session_depth)
        await driver.wait_for(lambda: array_of(driver) in driver.moment.names)


async def test_m_shows_shades_and_numbers_again() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("6", "m")
        assert "██" in text_of(driver)
        assert "shades" in str(inspector_of(driver).border_subtitle)
        await driver.press("m")
        assert "██" not in text_of(driver)


async def test_p_goes_through_the_digits_and_leaves_the_shades() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", *"synapse_0", "enter")
        widths = []
        for _ in range(4):
            widths.append(cell_len(text_of(driver).split("\n")[3].split()[1].lstrip("-")))
            await driver.press("p")
        assert widths[0] == widths[3] < widths[1] < widths[2]
        await driver.press("m", "p")
        assert "6 digits" in str(inspector_of(driver).border_subtitle)


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("l", "1", "_", "d", "enter"), "l1_delta"),
        (("s", "y", "n", "down", "enter"), "synapse_1_descent"),
        (("s", "y", "n", "tab", "tab", "enter"), "synapse_0"),
        (("s", "y", "n", "up", "enter"), "synapse_1"),
        (("l", "2", "down", "_", "enter"), "l2_error"),
        (("enter",), "l0"),
        (("l", "2", "escape"), "l0"),
    ],
)
async def test_slash_goes_to_an_array_by_name(keys: tuple[str, ...], name: str) -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", *keys)
        await driver.wait_for(lambda: array_of(driver) == name)
        assert driver.focused == "inspector"
        assert f"[{name}]" in text_of(driver)


async def test_slash_shows_what_matches_while_it_is_typed() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", "l", "2")
        assert text_of(driver).split("\n")[1] == "[l2] l2_error l2_delta"
        await driver.press("x", "enter")
        assert "no array has that in its name" in text_of(driver)
        await driver.press("backspace", "_", "enter")
        await driver.wait_for(lambda: array_of(driver) == "l2_error")


async def test_name_typed_ahead_is_gone_to_and_keys_behind_it_are_for_the_panel() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("6", "/", *"synapse_0", "enter", "down", "right", "m", "s")
        await driver.wait_for(lambda: driver.place == (1, 1, 1))
        await driver.wait_for(lambda: array_of(driver) == "synapse_0")
        assert driver.view.cell == (1, 1)
        assert "shades" in str(inspector_of(driver).border_subtitle)


async def test_match_chosen_ahead_is_the_one_that_is_chosen_slowly() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", "d", "e", "l", "down", "enter")
        await driver.wait_for(lambda: array_of(driver) == "l1_delta")
        await driver.press("/", "l", "0", "enter")
        await driver.wait_for(lambda: array_of(driver) == "l0")
        driver.type_ahead("/", "d", "e", "l", "down", "enter")
        await driver.wait_for(lambda: array_of(driver) != "l0")
        assert array_of(driver) == "l1_delta"


async def test_match_is_chosen_anew_of_another_text() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("6", "/", "l", "down", "2", "enter")
        await driver.wait_for(lambda: array_of(driver) != "l0")
        assert array_of(driver) == "l2"


async def test_name_is_given_up_when_another_panel_is_gone_to() -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", "l")
        driver.main.action_go_to("5")
        await driver.wait_for(lambda: driver.focused == "program")
        await driver.press("6")
        await driver.wait_for(lambda: "[l0]" in text_of(driver))


async def test_name_of_the_gradient_view_is_found() -> None:
    async with opened(session_of()) as driver:
        await driver.press("v", "6", "/", *"synapse_0_g", "enter")
        await driver.wait_for(lambda: array_of(driver) == "synapse_0_descent")
        assert "[synapse_0_gradient]" in text_of(driver)
        assert "dL/d view" in str(inspector_of(driver).border_subtitle)


async def test_arrows_and_ends_move_the_cell() -> None:
    async with opened(session_of("iris", batch_size="all")) as driver:
        await driver.press("6", "/", *"synapse_0", "enter", "down", "down", "right", "up")
        assert driver.view.cell == (1, 1)
        await driver.press("end")
        assert driver.view.cell == (3, 1)
        await driver.press("home", "left")
        assert driver.view.cell == (0, 0)


async def test_pages_are_as_long_as_what_is_in_view() -> None:
    async with opened(session_of("iris", batch_size="all", hidden="40")) as driver:
        await driver.press("6")
        rows = inspector_of(driver).content_size.height - 4
        await driver.press("pagedown")
        assert driver.view.cell == (rows, 0)
        await driver.press("pagedown", "pageup")
        assert driver.view.cell == (rows, 0)
        await driver.press("/", *"synapse_0", "enter", "home", ">")
        assert driver.view.cell == (0, 4)
        await driver.press(">", "<")
        assert driver.view.cell == (0, 4)


async def test_in_a_vector_up_and_down_go_along_it() -> None:
    async with opened(session_of("iris", batch_size="50", shuffle="yes")) as driver:
        await driver.press("n", "6", "/", *"order", "enter", "down", "down", "up", "right")
        assert driver.view.cell == (0, 2)
        await driver.press("end")
        assert driver.view.cell == (0, 149)
        assert "order[149] = " in text_of(driver)


async def test_click_selects_the_cell_or_the_name_under_the_mouse() -> None:
    async with opened(session_of(), LARGE) as driver:
        # Border, names, figures and head stand above the rows; border and label before a column.
        await driver.pilot.click(InspectorPanel, offset=(1 + 4 + 12, 1 + 3 + 2))
        await driver.wait_for(lambda: driver.view.cell == (2, 1))
        x = text_of(driver).split("\n")[0].index(" l1 ") + 1
        await driver.pilot.click(InspectorPanel, offset=(1 + x, 1))
        await driver.wait_for(lambda: array_of(driver) == "l1")
        assert not driver.view.is_following


async def test_wheel_moves_the_cell() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.pilot._post_mouse_events([MouseScrollDown], InspectorPanel, button=0)
        await driver.wait_for(lambda: driver.view.cell == (1, 0))


async def test_y_copies_the_cell_that_the_keys_before_it_have_selected(state: Path) -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("n", "6", "/", *"synapse_0", "enter")
        await driver.wait_for_epoch(1)
        driver.type_ahead("down", "right", "y")
        await driver.wait_for(lambda: driver.view.notice)
        weights = driver.view.array("synapse_0")
        assert weights is not None
        assert (state / "copied-cell.txt").read_text(encoding="utf-8") == repr(float(weights[1, 1]))
        assert driver.app.clipboard == repr(float(weights[1, 1]))
        assert driver.view.notice.startswith("synapse_0[1,1] = ")
        assert ", of epoch 1: the terminal was asked " in driver.view.notice
        assert str(state / "copied-cell.txt") in driver.view.notice


async def test_copy_is_in_the_file_alone_where_the_terminal_has_no_clipboard(state: Path) -> None:
    async with opened(session_of(), traits=Traits(is_plain=True)) as driver:
        await driver.press("6", "y")
        await driver.wait_for(lambda: driver.view.notice)
        assert (state / "copied-cell.txt").read_text(encoding="utf-8") == "0.0"
        assert driver.app.clipboard == ""
        assert ": this terminal has no clipboard; it is in " in driver.view.notice


async def test_capital_y_copies_the_array_as_it_is_shown(state: Path) -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "v", "6", "/", *"l1_delta", "enter", "Y")
        await driver.wait_for(lambda: driver.view.notice)
        read = np.loadtxt(state / "copied-array.csv", delimiter=",")
        stored = driver.moment.array("l1_delta")
        assert stored is not None
        np.testing.assert_array_equal(read, -stored)
        assert driver.app.clipboard == (state / "copied-array.csv").read_text(encoding="utf-8")


async def test_array_is_copied_without_writing_out_the_whole_view(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_view: View) -> str:
        raise AssertionError("nobody reads it")

    async with opened(session_of()) as driver:
        monkeypatch.setattr(View, "__repr__", refuse)
        await driver.press("n", "6", "Y")
        await driver.wait_for(lambda: (state / "copied-array.csv").exists())


async def test_gradient_is_copied_under_its_name(state: Path) -> None:
    async with opened(session_of()) as driver:
        await driver.press("n", "v", "6", "/", *"synapse_0_g", "enter", "y")
        await driver.wait_for(lambda: "synapse_0_gradient[0,0] = " in driver.view.notice)
        stored = driver.moment.array("synapse_0_descent")
        assert stored is not None
        copied = float((state / "copied-cell.txt").read_text(encoding="utf-8"))
        assert copied == -stored[0, 0]


async def test_large_array_goes_to_the_file_alone(state: Path) -> None:
    async with opened(session_of("iris", hidden="200", batch_size="all")) as driver:
        await driver.press("n", "6", "/", *"l1", "enter", "Y")
        await driver.wait_for(lambda: "too long for the clipboard" in driver.view.notice)
        read = np.loadtxt(state / "copied-array.csv", delimiter=",")
        np.testing.assert_array_equal(read, driver.moment.array("l1"))
        assert driver.app.clipboard == ""


@pytest.mark.parametrize("key", ["y", "Y"])
async def test_nothing_is_copied_of_what_is_not_yet_computed(key: str, state: Path) -> None:
    async with opened(session_of()) as driver:
        await driver.press("6", "/", *"l2", "enter", key)
        await driver.wait_for(lambda: driver.view.notice.startswith("l2 is not yet computed"))
        assert not state.exists()


@pytest.mark.parametrize("key", ["y", "Y"])
async def test_copy_says_that_no_file_can_be_written(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    async with opened(session_of()) as driver:
        await driver.press("6", key)
        await driver.wait_for(lambda: "(Not a directory)" in driver.view.notice)
        assert driver.app.clipboard.startswith("0.0")


async def test_notice_of_a_copy_goes_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn_tui.ui.panels.array_copier._SECONDS_SAID", 0.05)
    async with opened(session_of()) as driver:
        await driver.press("6", "y")
        await driver.wait_for(lambda: not driver.view.notice)


async def test_same_titles_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(session_of(), LARGE) as driver:
        panel = inspector_of(driver)
        await driver.press("6")
        refreshes: list[object] = []
        monkeypatch.setattr(panel, "refresh", lambda *regions, **_: refreshes.append(regions))
        panel.redraw()
        assert refreshes == []


async def test_what_an_op_has_written_lights_up() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("s")
        await driver.wait_for(lambda: array_of(driver) == "z1")
        lit = style_of(Role.LIT, inspector_of(driver))
        strip = inspector_of(driver).render_line(4)
        assert lit in [segment.style for segment in strip]
