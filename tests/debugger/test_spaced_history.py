"""A history of exactly the epochs that were asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.spaced_history import MOST_POINTS, SpacedHistory
from nn_tui.engine.records import Records
from nn_tui.errors import InputError


def records(first: int, last: int) -> Records:
    made = Records()
    for epoch in range(first, last + 1):
        made.append(epoch, epoch / 7, epoch / 11)
    return made


@settings(deadline=None, max_examples=100)
@given(epochs=st.integers(0, 200), every=st.integers(1, 250), chunk=st.integers(1, 70))
def test_every_nth_epoch_and_the_last_are_kept(epochs: int, every: int, chunk: int) -> None:
    history = SpacedHistory(every, epochs)
    for first in range(1, epochs + 1, chunk):
        history.extend(records(first, min(first + chunk - 1, epochs)))
    expected = sorted({*range(every, epochs + 1, every), *([epochs] if epochs else [])})
    points = history.points()
    assert points.epochs.tolist() == expected
    assert points.loss.last.tolist() == [epoch / 7 for epoch in expected]
    assert points.error.last.tolist() == [epoch / 11 for epoch in expected]


def test_epochs_of_a_replay_are_left_out() -> None:
    history = SpacedHistory(2, 9)
    history.extend(records(1, 6))
    history.extend(records(3, 9))
    assert history.points().epochs.tolist() == [2, 4, 6, 8, 9]


def test_too_many_epochs_are_refused_with_the_smallest_spacing_that_fits() -> None:
    epochs = 7 * MOST_POINTS + 1
    with pytest.raises(InputError, match=r"history every 3: .* limit is 1000000; give 8 or more"):
        SpacedHistory(3, epochs)
    SpacedHistory(8, epochs)


def test_as_many_epochs_as_the_limit_are_kept() -> None:
    SpacedHistory(1, MOST_POINTS)
