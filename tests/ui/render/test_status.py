from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.status import draw_status
from tests.ui.render.moments import moment_of, role_at, view_of, write_csv


def status_of(moment: Snapshot, width: int = 80) -> str:
    return plain([draw_status(view_of(moment), width)])


def test_status_at_the_start_has_no_error_yet() -> None:
    text = status_of(moment_of())
    assert text.startswith(" classic 3-4-1  epoch 0/50 ")
    assert text.endswith("paused  error -")


def test_status_after_the_last_epoch_says_done() -> None:
    text = status_of(moment_of(epochs=50))
    assert " epoch 50/50 " in text
    assert text.endswith("done  error 0.1611")


def test_status_amid_an_epoch_names_the_phase_and_the_array() -> None:
    assert "epoch 1/50 · backward · l2_delta" in status_of(moment_of(ops=6))


def test_status_names_the_batch_where_there_are_several() -> None:
    moment = moment_of("iris", batches=2, given={"batch_size": "50"})
    assert "epoch 1/100 · batch 2/3" in status_of(moment)


def test_status_while_running_says_how_fast() -> None:
    moment = moment_of(epochs=3, is_running=True, speed=12345.6)
    assert "running 12.3k epochs/s" in status_of(moment)


def test_status_of_a_slow_run_keeps_its_digits() -> None:
    moment = moment_of(epochs=3, is_running=True, speed=7.25)
    assert "running 7.25 epochs/s" in status_of(moment)


def test_status_of_a_diverged_run_warns() -> None:
    line = draw_status(view_of(replace(moment_of(epochs=3), is_diverged=True)), 80)
    assert role_at([line], 0, "diverged") is Role.WARNING


def test_status_has_the_name_of_the_program_where_there_is_room() -> None:
    assert status_of(moment_of(), 120).startswith(" nn-tui  classic")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_status_has_the_count_of_epochs_however_long_the_file_name_is(
    width: int, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / f"{'measured_' * 9}.csv", "a,b", "1,2.5", "2,3.5")
    assert " epoch 7/1000 " in status_of(moment_of(path, epochs=7), width)


def test_status_cuts_a_long_name_where_it_can_be_seen(tmp_path: Path) -> None:
    path = write_csv(tmp_path / f"{'measured_' * 9}.csv", "a,b", "1,2.5", "2,3.5")
    assert "…  epoch" in status_of(moment_of(path), 60)


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (34, " epoch 50/50   done  error 0.1611"),
        (30, " epoch 50/50     error 0.1611"),
        (20, " epoch 50/50"),
    ],
)
def test_status_of_a_narrow_screen_gives_up_all_but_the_epoch(width: int, text: str) -> None:
    assert status_of(moment_of(epochs=50), width) == text


def test_status_of_a_huge_error_stays_short() -> None:
    moment = moment_of("sine", epochs=2, given={"learning_rate": "1e30", "activation": "linear"})
    assert moment.error is not None
    assert moment.error > 1e10
    assert status_of(moment).endswith(f"paused  error {moment.error:.3e}")


def test_status_amid_an_epoch_behind_the_last_is_paused() -> None:
    assert "paused" in status_of(moment_of(epochs=50, ops=6))


@pytest.mark.parametrize("width", [24, 60, 80, 120, 160])
@pytest.mark.parametrize("ops", [0, 6])
def test_status_says_that_gradients_are_shown(ops: int, width: int) -> None:
    view = view_of(moment_of(ops=ops), is_gradient=True)
    assert " dL/d · epoch " in plain([draw_status(view, width)])


def test_status_of_the_stored_signs_does_not_speak_of_gradients() -> None:
    assert "dL/d" not in status_of(moment_of(ops=6), 160)


@pytest.mark.parametrize(
    ("dataset", "place"),
    [
        ("classic", " classic 3-4-1  epoch 13/50 · synapse_0_descent "),
        ("moons", " epoch 13/100 · batch 1/20 · synapse_0_descent "),
    ],
)
def test_status_has_the_name_of_the_op_in_full_at_80_columns(dataset: str, place: str) -> None:
    start = moment_of(dataset, epochs=12)
    ops = (*start.program.start, *start.program.iteration)
    writes = [op.writes for op in ops].index("synapse_0_descent")
    assert place in status_of(moment_of(dataset, epochs=12, ops=writes + 1))


def test_status_shortens_the_phase_first() -> None:
    assert " epoch 1/50 · desc · synapse_0_descent " in status_of(moment_of(ops=10), 73)


def test_status_behind_the_last_epoch_says_how_many_were_asked_for() -> None:
    assert " epoch 51 (50 asked) " in status_of(moment_of(epochs=51))


def standing_as(**changes: Any) -> Snapshot:
    moment = moment_of(epochs=3)
    return replace(moment, standing=replace(moment.standing, **changes))


def test_status_names_the_branch_where_there_are_several() -> None:
    text = status_of(standing_as(branch="branch 2", branches=2))
    assert "epoch 3/50 · branch 2 · epoch end · error" in text


def test_status_says_that_a_moment_is_in_the_past() -> None:
    assert "in the past  error" in status_of(standing_as(is_past=True))


def test_status_says_that_numbers_were_altered_by_hand() -> None:
    assert "paused, altered  error" in status_of(standing_as(is_altered=True))
    assert "in the past, altered" in status_of(standing_as(is_altered=True, is_past=True))


def test_status_says_how_far_a_replay_has_come() -> None:
    moment = moment_of(epochs=3)
    replaying = replace(moment, activity=Activity(True, progress=0.456))
    assert "replaying 46%" in status_of(replaying)


def test_status_says_that_an_epoch_has_ended_where_there_is_room() -> None:
    assert "epoch 3/50 · epoch end · error" in status_of(moment_of(epochs=3))
    assert "epoch 3/50 · end  " in status_of(moment_of(epochs=3), 55)
    assert "epoch 3/50  " in status_of(moment_of(epochs=3), 46)


def test_status_counts_no_batches_of_an_epoch_that_had_others() -> None:
    moment = moment_of("iris", epochs=2, given={"batch_size": "50"})
    continued = replace(moment, began=moment.cursor)
    assert "epoch 2/100 · epoch end" in status_of(continued)
