"""The soak itself: a short one in which all must go well, and what it says where not all does."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.soak.figures import figures
from tests.soak.hands import Hands
from tests.soak.memory import Memory
from tests.soak.soak import Soak, SoakFault, soak


def test_program_bears_twenty_seconds_of_random_hands() -> None:
    seen = soak(seed=7, seconds=20)
    assert seen.visits
    assert seen.looks_while_running
    assert any("slope" in line for line in figures(seen))


def test_program_that_is_gone_is_told_of_with_what_was_done(tmp_path: Path) -> None:
    with closing(Soak(7, tmp_path)) as worn:
        worn.terminal.process.kill()
        with pytest.raises(SoakFault, match=r"(?s)ended with -9.*seed 7, deed \d+"):
            worn.wear(20)


def test_program_that_no_longer_answers_is_told_of_with_its_stacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.soak.soak.DEEDS_BETWEEN", 3)
    monkeypatch.setattr("tests.soak.soak.LONGEST_ANSWER", 0.1)
    monkeypatch.setattr("tests.soak.soak.SECONDS_AT_REST", 0.1)
    monkeypatch.setattr("tests.soak.soak.HELP_SAYS", "what no help says")
    with (
        closing(Soak(7, tmp_path)) as worn,
        pytest.raises(SoakFault, match=r"(?s)not answered.*Thread 0x.*keys go to"),
    ):
        worn.wear(60)


def test_same_seed_does_the_same() -> None:
    one, other = Hands(5), Hands(5)
    assert [one.draw() for _ in range(500)] == [other.draw() for _ in range(500)]


def test_slope_is_in_megabytes_an_hour_of_the_second_half() -> None:
    seconds = np.arange(0.0, 100.0)
    grown = np.where(seconds < 50, 2 * seconds, 100 + (seconds - 50) / 60)
    memory = Memory(seconds.tolist(), grown.tolist())
    assert memory.slope == pytest.approx(60.0)
    assert memory.warm == pytest.approx((100.0 + 2 / 60, 100.0 + 47 / 60), abs=0.02)
