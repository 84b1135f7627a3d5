from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from textual.widgets import Input

from nn_tui.debugger.comparing import holding
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.moments import current_array
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.ui import their_screen
from nn_tui.ui.dialog_fields import ReasonView
from nn_tui.ui.line_view import LineView
from nn_tui.ui.their_screen import AnswerView, TheirScreen
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of


def arrays_of(moment: Snapshot) -> dict[str, Any]:
    names = ("l1", "l2", "l2_delta", "l1_delta", "synapse_1", "synapse_0")
    return {name: current_array(moment, name) for name in names}


def text_of(driver: Driver, kind: type[AnswerView] | type[ReasonView]) -> str:
    view = driver.app.screen.query_one(kind)
    lines = (view.render_line(y).text.rstrip() for y in range(view.content_size.height))
    return "\n".join(lines)


async def ask(driver: Driver, path: str) -> None:
    await driver.press("6", "E")
    assert isinstance(driver.app.screen, TheirScreen)
    await driver.enter(*path, "enter")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_fault_is_named_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    arrays = arrays_of(session.snapshot())
    slope_forgotten = current_array(session.snapshot(), "l1_error")
    arrays["l1_delta"] = slope_forgotten
    np.savez("mine.npz", **arrays)
    async with opened(session, size) as driver:
        await ask(driver, "mine.npz")
        await driver.wait_for(lambda: "Likely" in text_of(driver, AnswerView))
        text = text_of(driver, AnswerView)
        assert text.startswith("mine.npz at the end of epoch 1: 1 of 6 arrays differs\n")
        assert "  l2_delta   4 x 1  same\n" in text
        assert "Likely: slope forgotten: in l1_delta" in text
        assert not text_of(driver, ReasonView)
        await driver.press("escape")
        assert driver.focused_number == "6"


async def test_paths_stay_away_from_an_answer_in_another_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    np.savez("mine.npz", **arrays_of(session.snapshot()))
    async with opened(session, LARGE) as driver:
        await ask(driver, "mine.npz")
        await driver.wait_for(lambda: "all the same" in text_of(driver, AnswerView))
        await driver.pilot.resize_terminal(*SMALL)
        await driver.settle()
        assert not driver.app.screen.query_one("#choices").display
        await driver.press("backspace")
        assert driver.app.screen.query_one("#choices").display


async def test_amid_an_iteration_no_file_is_held_against_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    np.savez("mine.npz", **arrays_of(session.snapshot()))
    session = session_of()
    for _ in range(5):
        session.step(Unit.OP)
    async with opened(session) as driver:
        await ask(driver, "mine.npz")
        await driver.wait_for(lambda: "epoch 1" in text_of(driver, ReasonView))
        assert "b goes to the end" in text_of(driver, ReasonView)
        assert "differ" not in text_of(driver, AnswerView)


async def test_tab_completes_the_path_of_an_npz_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    np.savez("my_arrays.npz", **arrays_of(session.snapshot()))
    (tmp_path / "my_data.csv").write_text("", encoding="utf-8")
    async with opened(session) as driver:
        await driver.press("6", "E")
        await driver.enter(*"my", "tab", "enter")
        await driver.wait_for(lambda: "all the same" in text_of(driver, AnswerView))
        assert "my_arrays.npz at the end of epoch 1: 6 arrays" in text_of(driver, AnswerView)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "type the path"), ("nothing.npz", "No such file"), ("~nobody-here/x", "no such home")],
)
async def test_what_cannot_be_read_is_said_below_the_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of()) as driver:
        await ask(driver, typed)
        await driver.wait_for(lambda: said in text_of(driver, ReasonView))


async def test_a_long_answer_scrolls_at_80_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    moment = session.snapshot()
    arrays: dict[str, Any] = {name: current_array(moment, name) for name in moment.names}
    arrays["synapse_0"] = arrays["synapse_0"] + np.arange(4)
    np.savez("mine.npz", **arrays)
    async with opened(session) as driver:
        await ask(driver, "mine.npz")
        await driver.wait_for(lambda: "Cause unknown" in text_of(driver, AnswerView))
        view = driver.app.screen.query_one(AnswerView)
        before = view.region.y
        await driver.press("pagedown")
        await driver.wait_for(lambda: view.region.y < before, seconds=2)


async def test_names_of_a_script_are_told_in_a_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    arrays = arrays_of(session.snapshot())
    arrays["d2"], arrays["junk"] = arrays.pop("l2_delta"), np.zeros(3)
    np.savez("mine.npz", **arrays)
    async with opened(session) as driver:
        await ask(driver, "mine.npz")
        await driver.wait_for(lambda: "d2" in text_of(driver, ReasonView))
        await driver.press("tab")
        assert driver.focused == "their-names"
        await driver.enter(*"d2=l2_delta, junk", "enter")
        assert "junk: must be NAME=OURS" in text_of(driver, ReasonView)
        await driver.enter("=", "enter")
        await driver.wait_for(lambda: "6 arrays, all the same" in text_of(driver, AnswerView))
        await driver.press("shift+tab")
        assert driver.focused == "their-path"


async def test_escape_stops_a_comparison_before_it_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> Steps[None]:
        while True:
            yield

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(holding, "comparing", endless)
    session = session_of()
    session.step(Unit.EPOCH)
    np.savez("mine.npz", **arrays_of(session.snapshot()))
    async with opened(session) as driver:
        await driver.press("6", "E")
        await driver.enter(*"mine.npz")
        driver.type_ahead("enter")
        await driver.wait_for(lambda: "esc stops it" in text_of(driver, ReasonView))
        driver.type_ahead("escape")
        await driver.wait_for(lambda: holding.STOPPED in text_of(driver, ReasonView))
        assert isinstance(driver.app.screen, TheirScreen)
        await driver.press("escape")
        assert driver.focused_number == "6"


async def test_keys_are_heard_while_a_folder_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def slow(text: str) -> list[str]:
        assert may_end.wait(20)
        return [f"{text}_found.npz"]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(their_screen, "_completed", slow)
    async with opened(session_of()) as driver:
        await driver.press("6")
        driver.type_ahead("E")
        await driver.wait_for(lambda: driver.focused == "their-path")
        field = driver.app.screen.query_one("#their-path", Input)
        driver.type_ahead(*"my")
        await driver.wait_for(lambda: field.value == "my")
        may_end.set()
        await driver.settle()
        choices = driver.app.screen.query_one("#choices", LineView)
        await driver.wait_for(lambda: "my_found.npz" in choices.render_line(0).text)
