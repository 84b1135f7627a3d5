"""Every array of a batched run can be looked at, at every moment of it."""

from __future__ import annotations

from dataclasses import replace

from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.dataset import draw_dataset
from nn_tui.ui.render.diagram import draw_network
from nn_tui.ui.render.inspector import draw_inspector
from nn_tui.ui.render.inspector_grid import GridLook
from nn_tui.ui.render.miniature import draw_miniature
from nn_tui.ui.render.picture import NetworkLook
from nn_tui.ui.render.row_order import order_rows
from nn_tui.ui.render.summary import Summaries
from nn_tui.ui.view import View, at_moment, with_array
from tests.ui.driving import session_of

BATCHES = {"hidden": "2", "batch_size": "3", "shuffle": "yes"}
"""On xor's four rows: a batch of three and one of one."""


def draw_array(view: View) -> None:
    for is_shades in (False, True):
        draw_inspector(view, GridLook(is_shades), Summaries().of(view), 60, 12)
    draw_miniature(view, view.array_name, 60, 2)


def draw_moment(view: View) -> None:
    """Draw what the choice of an array changes nothing in but a mark."""
    for is_delta in (False, True):
        draw_network(view, NetworkLook(is_delta=is_delta), 60, 16)
    draw_dataset(view, order_rows(view, None), 0, 60, 12)


def test_every_array_is_drawn_after_every_op_of_two_epochs() -> None:
    session = session_of("xor", **BATCHES)
    view = at_moment(None, session.snapshot())
    while session.epochs_done < 2:
        # In one epoch after every other op, in the other after the rest.
        is_gradient = (session.cursor.op + session.cursor.epoch) % 2 == 0
        view = replace(view, is_gradient=is_gradient)
        for name in view.moment.names:
            draw_array(with_array(view, name))
        draw_moment(view)
        session.step(Unit.OP)
        view = at_moment(view, session.snapshot())


def test_what_an_epoch_keeps_is_not_computed_before_its_first_batch() -> None:
    session = session_of("xor", **BATCHES)
    session.step(Unit.EPOCH)
    kept = ("epoch_z", "epoch_outputs")
    assert all(session.snapshot().array(name) is not None for name in kept)
    session.step(Unit.OP)
    assert all(session.snapshot().array(name) is None for name in kept)
