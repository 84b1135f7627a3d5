"""The progress bar: how often it is drawn, and where it is not."""

from __future__ import annotations

import pytest

from nn_tui.cli.progress import Progress, progress_bar


def test_progress_is_shown_ten_times_a_second_at_most() -> None:
    shown: list[float] = []
    now = 0.0
    progress = Progress(lambda _done: shown.append(now), clock=lambda: now)
    for tick in range(1, 1001):
        progress.show(tick)
        now = tick / 1000
    assert len(shown) == pytest.approx(10, abs=1)
    assert shown[0] == 0.0


def test_progress_shows_what_is_done() -> None:
    shown: list[int] = []
    Progress(shown.append, clock=lambda: 5.0).show(42)
    assert shown == [42]


def test_no_bar_is_drawn_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("training", total=10) as progress:
        progress.show(5)
    assert capsys.readouterr() == ("", "")
