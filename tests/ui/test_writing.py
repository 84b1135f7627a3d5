"""Files that a key writes."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import WriteScript
from nn_tui.debugger.moment_file import file_stem, free_path
from nn_tui.debugger.unit import Unit
from nn_tui.ui.panels.bars import NoticeBar
from nn_tui.ui.writing import write_arrays
from tests.ui.driving import LARGE, Driver, opened, session_of


async def test_key_writes_every_array_of_the_moment_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "s", "s", "w")
        notice = driver.text_of(NoticeBar)
        assert "classic-epoch-2-l1.npz" in notice.replace("\n", "")
        l1 = driver.moment.array("l1")
    with np.load(tmp_path / "classic-epoch-2-l1.npz", allow_pickle=False) as file:
        np.testing.assert_array_equal(file["l1"], l1)
        assert file["cursor"].tolist() == [2, 1, 2]
        assert "l2" not in file


def test_nothing_is_ever_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    moment = session_of().snapshot()
    write_arrays(moment)
    write_arrays(moment)
    names = ["classic-epoch-0-2.npz", "classic-epoch-0.npz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert free_path("classic-epoch-0", ".npz").name == "classic-epoch-0-3.npz"


def test_folder_that_is_gone_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert write_arrays(session_of().snapshot()) == (
        "classic-epoch-0.npz: cannot be written here: No such file or directory"
    )


def test_file_is_named_after_dataset_and_moment(tmp_path: Path) -> None:
    data = tmp_path / "odd ../name.csv"
    data.parent.mkdir()
    data.write_text("a,b\n1,2\n2,4\n3,5\n")
    session = session_of(data, batch_size="2")
    session.step(Unit.OP)
    assert file_stem(session.snapshot()) == "name-epoch-1-batch-1-l0"
    session.step(Unit.EPOCH)
    assert file_stem(session.snapshot()) == "name-epoch-1"


async def test_key_writes_the_run_with_its_changes_as_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of(), LARGE) as driver:
        await driver.press("n", "3", "home", "enter")
        await driver.enter(*"0.25", "enter")
        await driver.press("n", "n", "W")
        assert "written: classic-epoch-3.py" in driver.text_of(NoticeBar)
        weights = driver.moment.array("synapse_0")
    names = runpy.run_path(str(tmp_path / "classic-epoch-3.py"))
    np.testing.assert_array_equal(names["synapse_0"], weights)
    assert names["learning_rate"] == 0.25


async def test_script_of_a_run_with_other_batches_leaves_the_arrays_of_the_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "3")
    session.step(Unit.EPOCH)
    async with opened(session, LARGE) as driver:
        await driver.press("b", "s", "s", "s", "w", "W")
        said = " ".join(driver.text_of(NoticeBar).split())
        assert "written: classic-epoch-3-batch-2-z1.py" in said
    names = runpy.run_path(str(tmp_path / "classic-epoch-3-batch-2-z1.py"))
    with np.load(tmp_path / "classic-epoch-3-batch-2-z1.npz", allow_pickle=False) as file:
        assert {"synapse_0", "z1", "inputs"} <= set(file)
        for name in set(file) - {"cursor", "outputs"}:
            np.testing.assert_array_equal(names[name], file[name], err_msg=name)


async def test_script_that_cannot_be_written_is_refused_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with opened(session_of(), LARGE) as driver:
        gone.rmdir()
        await driver.press("W")
        notice = driver.text_of(NoticeBar).replace("\n", " ")
        assert "classic-epoch-0.py: cannot be written here: No such file or directory" in notice


def test_script_with_a_file_beside_it_takes_a_name_that_neither_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (f"{number},{number * 2}" for number in range(2_600))
    (tmp_path / "long.csv").write_text("\n".join(["x,y", *rows]))
    session = session_of(tmp_path / "long.csv")
    write_arrays(session.snapshot())
    assert apply(WriteScript(), session) == "written: long-epoch-0-2.py and long-epoch-0-2.npz"


def is_said_of_both(driver: Driver) -> bool:
    said = " ".join(driver.text_of(NoticeBar).split())
    return "arrays of this moment are in" in said and "written: " in said


@pytest.mark.parametrize("keys", [("w", "W"), ("W", "w")])
@pytest.mark.parametrize("is_at_once", [True, False])
async def test_script_and_arrays_written_one_after_the_other_are_both_said(
    keys: tuple[str, ...], is_at_once: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of()) as driver:
        await driver.press("n", "3", "home", "enter")
        await driver.enter(*"0.25", "enter")
        if is_at_once:
            driver.type_ahead(*keys)
        else:
            await driver.press(*keys)
        await driver.wait_for(lambda: is_said_of_both(driver))
        assert "learning rate 0.25" not in driver.text_of(NoticeBar)
        await driver.press("z")
        assert "arrays of this moment" not in driver.text_of(NoticeBar)
        await driver.press("w")
        assert "written: " not in driver.text_of(NoticeBar)


async def test_what_the_run_says_is_not_hidden_by_what_the_screen_has_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(session_of()) as driver:
        await driver.press("n", "w")
        driver.main.feed.send(WriteScript())
        await driver.wait_for(lambda: is_said_of_both(driver))
