from __future__ import annotations

from queue import Queue
from types import SimpleNamespace
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.output import bytes_written, is_behind
from nn_tui.ui.terminal.line_driver import line_driver
from nn_tui.ui.terminal.traits import FULL
from tests.ui.driving import opened, session_of


def app_with(driver: Any) -> NnTuiApp:
    app = NnTuiApp(session_of())
    app._driver = driver
    return app


def writing(queue: Queue[str]) -> SimpleNamespace:
    return SimpleNamespace(_writer_thread=SimpleNamespace(_queue=queue))


def test_terminal_is_behind_while_output_waits() -> None:
    queue: Queue[str] = Queue()
    app = app_with(writing(queue))
    assert not is_behind(app)
    queue.put("a frame")
    assert is_behind(app)


@pytest.mark.parametrize("driver", [None, SimpleNamespace(), SimpleNamespace(_writer_thread=None)])
def test_terminal_of_an_unknown_driver_keeps_up(driver: object) -> None:
    assert not is_behind(app_with(driver))


def test_driver_of_a_terminal_has_the_queue_that_is_looked_at() -> None:
    from textual.drivers._writer_thread import WriterThread

    assert WriterThread(SimpleNamespace())._queue.empty()  # type: ignore[arg-type]


async def test_driver_counts_the_bytes_that_it_writes() -> None:
    written: list[str] = []

    class Plain(HeadlessDriver):
        def write(self, data: str) -> None:
            written.append(data)

    app = app_with(None)
    app._driver = line_driver(Plain, FULL)(app)
    assert bytes_written(app) == 0
    app._driver.write("ab")
    app._driver.write("⠿")
    assert (bytes_written(app), written) == (5, ["ab", "⠿"])


def test_program_counts_what_its_terminal_is_sent() -> None:
    assert bytes_written(app_with(None)) == 0
    assert hasattr(NnTuiApp(session_of()).driver_class, "bytes_written")


async def test_frame_waits_for_a_terminal_that_is_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([True, True, False])
    asked: list[int] = []

    def behind(app: object) -> bool:
        asked.append(driver.moment.cursor.epoch)
        return next(answers, False)

    async with opened(session_of()) as driver:
        monkeypatch.setattr("nn_tui.ui.frame_rate.is_behind", behind)
        await driver.press("n")
        await driver.wait_for_epoch(1)
        assert asked[:3] == [0, 0, 0]
