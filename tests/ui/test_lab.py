"""The bug lab by its keys: switched on, hidden, named, told, ended; marked on the whole screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.checking.checked import Light
from nn_tui.debugger.journal import Plant
from nn_tui.debugger.lab.offers import draw_mystery, setting_of
from nn_tui.debugger.session import Session
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.faults.planted import Planted, Secret
from nn_tui.ui.lab_screen import LabScreen
from nn_tui.ui.line_view import LineView
from nn_tui.ui.main_screen import MainScreen
from nn_tui.ui.panels.bars import NoticeBar, StatusBar
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.program import ProgramPanel
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def lab_text(driver: Driver) -> str:
    view = driver.app.screen.query_one("#lab", LineView)
    return "\n".join(view.render_line(y).text.rstrip() for y in range(view.content_size.height))


def all_text(driver: Driver) -> str:
    panels = driver.main.query(Panel)
    return "\n".join(driver.text_of(type(panel)) for panel in panels)


def said(driver: Driver) -> str:
    return " ".join(driver.text_of(NoticeBar).split())


def is_in_lab(driver: Driver) -> bool:
    return isinstance(driver.app.screen, LabScreen)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_fault_is_switched_on_seen_by_the_check_and_ended(size: tuple[int, int]) -> None:
    async with opened(session_of(), size) as driver:
        await driver.press("X")
        assert is_in_lab(driver)
        assert "> slope taken at l instead of z                  < l2_delta >" in lab_text(driver)
        await driver.press("right")
        assert "< l1_delta >" in lab_text(driver)
        await driver.press("enter")
        assert isinstance(driver.app.screen, MainScreen)
        assert driver.text_of(StatusBar).startswith(" FAULT l1_delta ")
        assert said(driver).startswith("switched on: slope taken at l instead of z, in l1_delta")
        await driver.press("6", "G")
        await driver.wait_for(lambda: driver.moment.checked is not None)
        await driver.wait_for(lambda: len(driver.moment.checked.cells) == 16)  # type: ignore[union-attr]
        checked = driver.moment.checked
        assert checked is not None
        assert checked.light(driver.moment.cursor) is Light.RED
        await driver.press("X", "end", "enter")
        assert "FAULT l1" not in driver.text_of(StatusBar)
        assert said(driver).startswith("switched off")
        await driver.press("u", "u")
        assert "FAULT" not in driver.text_of(StatusBar)


async def test_the_faulty_line_is_marked_in_the_program() -> None:
    async with opened(session_of(), LARGE) as driver:
        await driver.press("X", "right", "enter")
        text = driver.text_of(ProgramPanel)
        marked = [row for row in text.split("\n") if row[1:2] == "!"]
        assert len(marked) == 1
        assert "l1_delta = l1_error * (sigmoid(l1) * (1 - sigmoid(" in marked[0]


async def test_what_cannot_be_is_said_and_not_switched_on() -> None:
    async with opened(session_of()) as driver:
        await driver.press("X", "down", "down", "enter")
        assert is_in_lab(driver)
        assert "Cannot change this network: needs leaky_relu." in lab_text(driver)
        await driver.press("escape")
        assert driver.moment.recipe.fault is None


async def test_a_mystery_is_found_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of()
    setting = setting_of(session.snapshot())
    number = next(
        n
        for n in range(2, 99)
        if (one := draw_mystery(setting, n)).name == "slope-at-l" and one.layer == 1
    )
    async with opened(session, LARGE) as driver:
        monkeypatch.setattr(driver.app, "_mystery", number - 1)
        await driver.press("X", "end", "right", "enter")
        assert driver.text_of(StatusBar).startswith(" FAULT ? ")
        await driver.press("n")
        for key in ("5", "6", "7", "e", "v", "v"):
            await driver.press(key)
            text = all_text(driver)
            assert "slope taken" not in text
            assert "sigmoid(l" not in text
            assert "FAULT l" not in text
            assert "FAULT l" not in driver.app.export_screenshot()
        await driver.press("X", "enter")
        assert "Not in l2_delta: the cause is right, the layer another." in lab_text(driver)
        await driver.press("down", "right", "enter")
        assert "No: the line of l1_delta is the wrong one" in lab_text(driver)
        await driver.press("up", "right", "enter")
        assert "Right: slope taken at l instead of z, in l1_delta." in lab_text(driver)
        await driver.press("escape")
        assert driver.text_of(StatusBar).startswith(" FAULT l1_delta ")
        assert "sigmoid(l1)" in driver.text_of(ProgramPanel)


BOTH = {"hidden": "4,4", "activation": "leaky_relu,tanh", "bias": "yes", "loss": "mse"}
"""A network that has every fault."""

BEFORE_THE_LINE = "567ve5s"
"""Keys that show all pages, and run no faulty line."""


async def screens_of(session: Session, keys: str) -> list[str]:
    """Give all that is drawn after each of some keys, but for the first line's mark."""
    async with opened(session, LARGE) as driver:
        seen = []
        for key in keys:
            await driver.press(key)
            status = " ".join(driver.text_of(StatusBar).removeprefix(" FAULT ?").split())
            rest = (p for p in driver.main.query(Panel) if not isinstance(p, StatusBar))
            seen.append("\n".join([status, *(driver.text_of(type(panel)) for panel in rest)]))
        return seen


@pytest.fixture(scope="module")
def screens_of_a_right_run() -> list[str]:
    return asyncio.run(screens_of(session_of("xor", **BOTH), BEFORE_THE_LINE))


@pytest.mark.parametrize("name", FAULTS.names)
async def test_while_it_is_hidden_the_screen_is_that_of_a_right_run(
    name: str, screens_of_a_right_run: list[str]
) -> None:
    """Up to where the faulty line runs: from there on its numbers are others, and words are not."""
    hidden, fault = session_of("xor", **BOTH), FAULTS[name]
    program = hidden.machine.program
    layer = fault.offered(program)[-1]
    hidden.make(Plant(Planted(name, layer, Secret(1))))
    assert await screens_of(hidden, BEFORE_THE_LINE) == screens_of_a_right_run
    wrong = fault.lines_of(program, layer)[1].line
    for text in await screens_of(hidden, "n56e7v"):
        assert fault.label not in text
        assert wrong not in text
        assert wrong.partition(" = ")[2] not in text


async def test_a_mystery_is_told_to_who_asks_and_the_next_has_another_number() -> None:
    async with opened(session_of()) as driver:
        await driver.press("X", "end", "enter", "X", "end", "up", "enter")
        assert "It was: " in lab_text(driver)
        await driver.press("escape", "X", "end", "up")
        number = int(lab_text(driver).split("< number ")[1].split()[0])
        await driver.press("enter")
        assert f"mystery {number}: a fault or a decoy is hidden" in said(driver)
        assert driver.text_of(StatusBar).startswith(" FAULT ? ")


async def test_arrays_are_marked_and_the_script_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of(), LARGE) as driver:
        await driver.press("X", "enter", "n", "w")
        await driver.press("space", "W")
        await driver.wait_for(lambda: "no script: this run has" in said(driver))
    assert [path.name for path in tmp_path.iterdir()] == ["classic-epoch-1-FAULT.npz"]
    with np.load("classic-epoch-1-FAULT.npz", allow_pickle=False) as file:
        assert str(file["fault"]) == "slope taken at l instead of z, in l2_delta"


async def test_a_picture_says_it_in_its_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with opened(session_of()) as driver:
        await driver.press("X", "enter", "P")
        await driver.wait_for(lambda: list((tmp_path / "nn-tui").glob("screen-1.svg")))
        await driver.settle()
        picture = (tmp_path / "nn-tui" / "screen-1.svg").read_text(encoding="utf-8")
    assert "nn-tui&#160;FAULT&#160;l2_delta" in picture or "nn-tui FAULT l2_delta" in picture


async def test_keys_typed_ahead_are_for_the_dialog() -> None:
    async with opened(session_of()) as driver:
        driver.type_ahead("X", "down", "enter", "n")
        await driver.settle()
        await driver.wait_for_epoch(1)
        fault = driver.moment.recipe.fault
        assert fault is not None
        assert (fault.name, fault.layer) == ("slope-forgotten", 2)


async def test_palette_has_the_lab() -> None:
    async with opened(session_of()) as driver:
        titles = [command.title for command in driver.app.get_system_commands(driver.main)]
        assert any(title.startswith("the bug lab") for title in titles)


async def test_grid_of_the_check_follows_a_fault_that_is_switched_on() -> None:
    async with opened(session_of(), SMALL) as driver:
        await driver.press("6")
        await driver.enter("slash", *"synapse_0_descent", "enter")
        await driver.press("G")
        await driver.wait_for(lambda: is_checked(driver))
        await driver.press("X", "enter")
        await driver.wait_for(lambda: is_checked(driver))
        await driver.settle()
        assert "12 differ" in driver.text_of(InspectorPanel)


def is_checked(driver: Driver) -> bool:
    checked = driver.moment.checked
    return checked is not None and len(checked.cells) == checked.wanted > 0
