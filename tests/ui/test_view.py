from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.parts import OneLayer
from nn_tui.debugger.session import Session
from nn_tui.debugger.tempo import TEMPOS
from nn_tui.debugger.unit import Unit
from nn_tui.ui.view import (
    Selection,
    View,
    at_moment,
    clamp,
    is_stepped,
    with_array,
    with_cell,
    with_row,
)
from tests.ui.driving import session_of
from tests.ui.render.moments import moment_of, view_of

BATCHES = {"batch_size": "50", "shuffle": "yes"}


def stepped(session: Session, view: View | None, unit: Unit) -> View:
    session.step(unit)
    return at_moment(view, session.snapshot())


def test_first_view_selects_the_first_row_of_the_inputs() -> None:
    view = at_moment(None, moment_of())
    assert view.selection == Selection(row=0, array="l0", cell=(0, 0))


def test_selection_stays_from_moment_to_moment() -> None:
    session = session_of()
    view = with_cell(with_array(at_moment(None, session.snapshot()), "synapse_0"), (2, 3))
    later = stepped(session, replace(view, is_following=False), Unit.EPOCH)
    assert (later.array_name, later.cell) == ("synapse_0", (2, 3))


def test_following_selects_what_a_single_op_has_written() -> None:
    session = session_of()
    view = at_moment(None, session.snapshot())
    seen = []
    for _ in range(4):
        view = stepped(session, view, Unit.OP)
        seen.append((view.lit, view.array_name))
    assert seen == [(name, name) for name in ("z1", "l1", "z2", "l2")]


def test_freezing_leaves_what_was_done_last_alight() -> None:
    session = session_of()
    view = stepped(session, at_moment(None, session.snapshot()), Unit.OP)
    apply(ToggleFrozen(OneLayer(1)), session)
    view = at_moment(view, session.snapshot())
    assert view.lit == "z1"
    assert stepped(session, view, Unit.OP).lit == "l1"


def test_not_following_stays_with_the_array_and_lights_up_all_the_same() -> None:
    session = session_of()
    view = replace(at_moment(None, session.snapshot()), is_following=False)
    view = stepped(session, view, Unit.OP)
    assert (view.lit, view.array_name) == ("z1", "l0")


def test_epochs_light_nothing_up() -> None:
    session = session_of()
    view = stepped(session, at_moment(None, session.snapshot()), Unit.EPOCH)
    assert (view.lit, view.array_name) == ("", "l0")


def test_moment_that_a_run_at_full_speed_happens_to_show_is_no_step() -> None:
    session = session_of()
    view = at_moment(None, session.snapshot())
    session.step(Unit.OP)
    running = session.snapshot(Activity(is_running=True))
    assert at_moment(view, running).lit == ""
    slow = session.snapshot(Activity(is_running=True, tempo=TEMPOS[0]))
    assert at_moment(view, slow).lit == "z1"


def test_same_moment_published_again_stays_lit() -> None:
    session = session_of()
    view = stepped(session, at_moment(None, session.snapshot()), Unit.OP)
    assert at_moment(view, session.snapshot()).lit == "z1"


def test_going_back_to_the_start_lights_nothing_up() -> None:
    session = session_of()
    view = stepped(session, at_moment(None, session.snapshot()), Unit.OP)
    session.start_over()
    view = at_moment(view, session.snapshot())
    assert (view.lit, view.before) == ("", None)


@pytest.mark.parametrize(("row", "selected"), [(-5, 0), (2, 2), (99, 3)])
def test_row_is_one_that_there_is(row: int, selected: int) -> None:
    assert with_row(view_of(moment_of()), row).row == selected


def test_cell_of_an_array_with_rows_selects_the_row_of_the_dataset() -> None:
    moment = moment_of("iris", epochs=1, batches=1, given=BATCHES)
    view = with_cell(view_of(moment, "l1"), (7, 2))
    rows = moment.dataset_rows("l1")
    assert rows is not None
    assert view.row == rows[7]
    assert view.cell == (7, 2)


def test_row_of_another_batch_puts_the_cell_on_the_first_row() -> None:
    moment = moment_of("iris", epochs=1, batches=1, given=BATCHES)
    rows = moment.dataset_rows("l1")
    assert rows is not None
    outside = next(row for row in range(150) if row not in rows)
    view = with_row(view_of(moment, "l1"), outside)
    assert (view.row, view.cell[0]) == (outside, 0)


def test_array_that_is_gone_becomes_the_outputs() -> None:
    session = session_of(hidden="4,4")
    view = with_array(at_moment(None, session.snapshot()), "synapse_2")
    session.edit("hidden", "4")
    assert at_moment(view, session.snapshot()).array_name == "l2"


def test_another_dataset_starts_with_a_selection_of_its_own() -> None:
    view = with_row(view_of(moment_of("iris"), "l1", is_gradient=True), 140)
    later = at_moment(view, moment_of("classic"))
    assert later.selection == Selection()
    assert later.is_gradient


@pytest.mark.parametrize(
    ("cell", "shape", "inside"),
    [((3, 3), (), (0, 0)), ((3, 3), (2,), (0, 1)), ((3, -3), (2, 2), (1, 0))],
)
def test_clamp_takes_any_shape(
    cell: tuple[int, int], shape: tuple[int, ...], inside: tuple[int, int]
) -> None:
    assert clamp(cell, shape) == inside


def test_gradient_view_negates_names_and_values_of_descents_alone() -> None:
    view = view_of(moment_of(epochs=1), is_gradient=True)
    plain = view_of(view.moment)
    for name in view.moment.names:
        shown, stored = view.array(name), plain.array(name)
        assert shown is not None
        assert stored is not None
        is_negated = name.endswith(("_error", "_delta", "_descent"))
        np.testing.assert_array_equal(shown, -stored if is_negated else stored)
    assert view.name("synapse_0_descent") == "synapse_0_gradient"


def test_one_op_later_is_stepped_also_where_a_batch_ends() -> None:
    session = session_of()
    for _ in range(13):
        session.step(Unit.OP)
    before = session.snapshot()
    session.step(Unit.OP)
    assert is_stepped(before, session.snapshot())
    session.step(Unit.EPOCH)
    assert not is_stepped(before, session.snapshot())
