from __future__ import annotations

import pytest

from nn_tui.ui.render.pace import speed_text, time_left_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "0:00 left"),
        (42, "0:42 left"),
        (59.7, "1:00 left"),
        (725, "12:05 left"),
        (3599.6, "1:00:00 left"),
        (11_100, "3:05:00 left"),
        (100_000, "27:46:40 left"),
        (12.4 * 86400, "12 days left"),
    ],
)
def test_time_left_is_that_of_a_clock_or_in_days(seconds: float, text: str) -> None:
    assert time_left_text(seconds) == text


@pytest.mark.parametrize(
    ("speed", "text"),
    [(0.05, "0.05 epochs/s"), (999.4, "999 epochs/s"), (12_345, "12.3k epochs/s")],
)
def test_speed_has_three_digits(speed: float, text: str) -> None:
    assert speed_text(speed) == text
