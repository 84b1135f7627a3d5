from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.checking.checked import Cell, Checked
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.gradient_probe import STEP, CellCheck, Verdict
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.program import SHORT_PHASES
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


@pytest.mark.parametrize(
    ("width", "place"),
    [
        (160, "  epoch 1/50 · batch 1/1 · backward · layer 2 · l2_delta · main  "),
        (80, "  epoch 1/50 batch 1/1 · back L2 l2_delta · main  "),
        (50, " e1/50 b1/1 back L2 l2_delta main  "),
    ],
)
def test_status_amid_an_epoch_names_all_six(width: int, place: str) -> None:
    assert place in status_of(moment_of(ops=6), width)


def test_status_counts_the_batches() -> None:
    moment = moment_of("iris", batches=2, given={"batch_size": "50"})
    assert "epoch 1/100 batch 2/3 · " in status_of(moment)


@pytest.mark.parametrize(("speed", "written"), [(12345.6, "12.3k"), (7.25, "7.25")])
def test_status_while_running_says_how_fast(speed: float, written: str) -> None:
    moment = moment_of(epochs=3, is_running=True, speed=speed)
    assert f"running {written} epochs/s  error" in status_of(moment, 120)
    assert f"running {written}/s  error" in status_of(moment)


def test_status_of_a_run_to_a_moment_says_where_that_is() -> None:
    moment = moment_of(epochs=3)
    running = replace(moment, activity=Activity(True, speed=12345.6, goal=Cursor(4000, 1, 14)))
    assert "running to epoch 4000  error" in status_of(running, 120)
    assert "running to 4000  error" in status_of(running)


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
    assert "…  epoch" in status_of(moment_of(path), 80)


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (60, " classic  epoch 50/50 batch 1/1 · end L- error · main  done"),
        (46, " classic  e50/50 b1/1 end L- error main  done"),
        (37, " e50/50 b1/1 end L- error main  done"),
        (34, " e50 b1/1 end L- error main  done"),
        (20, " e50 b1/1 end L- er…"),
    ],
)
def test_status_of_a_narrow_screen_has_first_letters(width: int, text: str) -> None:
    assert status_of(moment_of(epochs=50), width) == text


def test_status_of_a_huge_error_stays_short() -> None:
    moment = moment_of("sine", epochs=2, given={"learning_rate": "1e30", "activation": "linear"})
    assert moment.error is not None
    assert moment.error > 1e10
    assert status_of(moment).endswith(f"paused  error {moment.error:.3e}  ∇·")


def test_status_amid_an_epoch_behind_the_last_is_paused() -> None:
    assert "paused" in status_of(moment_of(epochs=50, ops=6))


@pytest.mark.parametrize("width", [24, 60, 80, 120, 160])
@pytest.mark.parametrize("ops", [0, 6])
def test_status_says_that_gradients_are_shown(ops: int, width: int) -> None:
    view = view_of(moment_of(ops=ops), is_gradient=True)
    assert re.search(" dL/d (· epoch |e)[01]", plain([draw_status(view, width)]))


def test_status_of_the_stored_signs_does_not_speak_of_gradients() -> None:
    assert "dL/d" not in status_of(moment_of(ops=6), 160)


def test_status_behind_the_last_epoch_says_how_many_were_asked_for() -> None:
    assert " epoch 51 (50 asked) " in status_of(moment_of(epochs=51))


def standing_as(**changes: Any) -> Snapshot:
    moment = moment_of(epochs=3)
    return replace(moment, standing=replace(moment.standing, **changes))


def test_status_names_the_branch_where_there_are_several() -> None:
    moment = standing_as(branch="branch 2", branches=2)
    assert " · end L- error · branch 2 " in status_of(moment)
    assert " end L- error br2 " in status_of(moment, 44)


def test_status_says_that_a_moment_is_in_the_past() -> None:
    assert "in the past  error" in status_of(standing_as(is_past=True))


def test_status_says_that_numbers_were_altered_by_hand() -> None:
    assert "paused, altered  error" in status_of(standing_as(is_altered=True))
    past = standing_as(is_altered=True, is_past=True)
    assert "in the past, altered  error" in status_of(past, 120)
    assert "in the past*  error" in status_of(past, 72)
    assert status_of(past, 40).endswith(" past*")


def test_status_says_it_of_a_run_and_of_a_divergence_too() -> None:
    altered = standing_as(is_altered=True)
    running = replace(altered, activity=Activity(True, 12345.6))
    assert "running, altered, 12.3k epochs/s" in status_of(running, 120)
    assert "running* 12.3k/s" in status_of(running)
    assert "diverged, altered" in status_of(replace(altered, is_diverged=True))


def test_status_says_how_far_a_replay_has_come() -> None:
    moment = moment_of(epochs=3)
    replaying = replace(moment, activity=Activity(True, progress=0.456))
    assert "replaying 46%" in status_of(replaying)


def test_status_keeps_the_tempo_rather_than_the_error() -> None:
    moment = replace(moment_of(epochs=2, ops=8), activity=Activity(False, tempo=TEMPOS[2]))
    assert status_of(moment, 120).endswith("paused, 10 ops/s  last error 0.4642")
    assert " · back L1 l1_delta · main " in status_of(moment)
    assert status_of(moment).endswith("  paused, 10 ops/s  ∇·")
    fast = replace(moment, activity=Activity(False, tempo=TEMPOS[5]))
    assert "paused, 50 epochs/s" in status_of(fast)


def test_status_says_that_an_epoch_has_ended() -> None:
    assert " · end L- error · main" in status_of(moment_of(epochs=3))
    assert " · epoch end · layer - · error · main" in status_of(moment_of(epochs=3), 120)


def test_status_counts_no_batches_of_an_epoch_that_had_others() -> None:
    moment = moment_of("iris", epochs=2, given={"batch_size": "50"})
    continued = replace(moment, began=moment.cursor)
    assert "epoch 2/100 batch -/3 · " in status_of(continued)


@pytest.mark.parametrize(("epochs", "written"), [("1000000000", "1e9"), ("25000000", "2.5e7")])
def test_status_writes_round_numbers_of_epochs_briefly(epochs: str, written: str) -> None:
    assert f"epoch 0/{written} " in status_of(moment_of(given={"epochs": epochs}))


def test_status_writes_other_numbers_of_epochs_in_full() -> None:
    assert "epoch 0/1000001 " in status_of(moment_of(given={"epochs": "1000001"}))


DEEP = moment_of(
    "moons",
    batches=1,
    given={"hidden": ",".join(["2"] * 12), "batch_size": "2", "epochs": "1000000000"},
)
"""Thirteen layers and a hundred batches of two rows."""

STATES = {
    "paused": Activity(False),
    "slow": Activity(False, tempo=TEMPOS[4]),
    "running": Activity(True, 999_000.0),
    "watched": Activity(True, 0.5, TEMPOS[4]),
    "replaying": Activity(True, progress=1.0),
}

numbers = st.integers


@given(
    width=numbers(80, 200),
    epoch=st.sampled_from([1, 13, 999_999, 10_000_000]),
    batch=st.sampled_from([1, 2, 99, 100]),
    place=numbers(0, 1000),
    activity=st.sampled_from(sorted(STATES)),
    flags=st.tuples(*[st.booleans()] * 4),
    branch=st.sampled_from(["main", "branch 2", "branch 99"]),
)
def test_status_always_names_all_six_and_the_state(
    width: int,
    epoch: int,
    batch: int,
    place: int,
    activity: str,
    flags: tuple[bool, bool, bool, bool],
    branch: str,
) -> None:
    is_gradient, is_altered, is_past, is_diverged = flags
    cursor = Cursor(epoch, batch, 1 + place % DEEP.program.length(batch))
    moment = replace(
        DEEP,
        cursor=cursor,
        activity=STATES[activity],
        is_diverged=is_diverged,
        standing=replace(DEEP.standing, branch=branch, is_altered=is_altered, is_past=is_past),
    )
    op = moment.op
    assert op is not None
    view = view_of(moment, is_gradient=is_gradient)
    text = plain([draw_status(view, width)]) + " "
    layer = "-" if op.layer is None else str(op.layer)
    phase = f"(?:{op.phase.value}|{SHORT_PHASES[op.phase]})"
    named = branch.replace("branch ", "(?:branch |br)")
    sign = "dL/d (?:· )?" if is_gradient else ""
    state = "diverged|replaying|running" if is_diverged or STATES[activity].is_running else "pa"
    mark = r"(?:, altered|\*)" if is_altered else "[^*]*$"
    assert re.search(
        rf"^.* {sign}e(?:poch )?{epoch}/1e9 (?:· )?b(?:atch )?{batch}/100 (?:· )?{phase} "
        rf"(?:· )?(?:L|layer ){layer} (?:· )?{view.name(op.writes)} (?:· )?{named}  .*"
        rf"(?:{state})[a-z0-9 %]*{mark}",
        text,
    )


@pytest.mark.parametrize("ops", range(15))
@pytest.mark.parametrize("is_gradient", [False, True])
def test_status_of_the_classic_network_names_all_six_at_60_columns(
    ops: int, is_gradient: bool
) -> None:
    view = view_of(moment_of(epochs=12, ops=ops), is_gradient=is_gradient)
    text = plain([draw_status(view, 60)])
    assert re.search(
        r"e(poch )?1[23]/50 b(atch )?1/1 .* L[-12] \w+ (· )?main  +paused(  ∇·)?$", text
    )


def checked_at(epoch: int, *verdicts: Verdict, is_kept: bool = True) -> Checked:
    cells: dict[Cell, CellCheck] = {
        ("synapse_0", (0, place)): CellCheck("synapse_0", (0, place), 1.0, 1.0, 1.0, STEP, verdict)
        for place, verdict in enumerate(verdicts)
    }
    return Checked(Cursor(epoch, 1), STEP, cells, len(cells), is_kept=is_kept)


def test_light_is_grey_from_the_start_where_there_is_room() -> None:
    assert status_of(moment_of(), 120).endswith("error -  ∇·")
    assert status_of(moment_of(ops=1)).endswith("error -  ∇·")
    assert "∇" not in status_of(moment_of(ops=6), 34)


@pytest.mark.parametrize("ops", range(14))
def test_light_before_the_first_check_takes_no_room_from_anything_else(ops: int) -> None:
    moment = moment_of(ops=ops)
    widths = range(34, 130)
    told = [status_of(moment, width).removesuffix("  ∇·").split() for width in widths]
    # More room never says less.
    assert sorted(map(len, map("".join, told))) == list(map(len, map("".join, told)))


def test_light_beside_a_run_says_of_which_epoch_it_is() -> None:
    running = moment_of(epochs=43, is_running=True, speed=9.0)
    moment = replace(running, checked=checked_at(40, Verdict.AGREES))
    assert status_of(moment, 120).endswith("∇✓ of 40")
    assert "∇✓ of 40" in status_of(moment)
    assert status_of(replace(moment, activity=Activity(False)), 120).endswith("∇·")


def test_gradient_that_was_wrong_is_told_of_until_the_next_check() -> None:
    wrong = checked_at(40, Verdict.AGREES, Verdict.DIFFERS)
    moment = replace(moment_of(epochs=43), checked=wrong)
    assert status_of(moment, 120).endswith("∇✗ of 40")
    by_hand = replace(wrong, is_kept=False)
    assert status_of(replace(moment, checked=by_hand), 120).endswith("∇·")
