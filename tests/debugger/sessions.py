"""Sessions from plain words, for the tests of the debugger."""

from __future__ import annotations

import numpy as np

from nn_tui.data import open_dataset
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.recipe.recipe import Recipe, choose


def recipe_of(dataset: str = "classic", **given: str) -> Recipe:
    """Choose a recipe: `recipe_of("xor", hidden="2", seed="7")`."""
    opened = open_dataset(dataset)
    return Recipe(opened, choose(opened, given))


def session_of(dataset: str = "classic", **given: str) -> Session:
    """Make a session at epoch 0."""
    return Session(recipe_of(dataset, **given))


def weights_of(session: Session) -> dict[str, Array]:
    """Copy the weights of this moment."""
    snapshot = session.snapshot()
    weights = {}
    for name in snapshot.program.network.parameters:
        array = snapshot.array(name)
        assert array is not None
        weights[name] = array
    return weights


def assert_same_moment(one: Session, other: Session) -> None:
    """Hold two sessions against each other: cursor, block, outputs and curve, bit for bit."""
    a, b = one.snapshot(), other.snapshot()
    assert a.cursor == b.cursor
    assert a.recipe.hyperparameters == b.recipe.hyperparameters
    for name in a.names:
        np.testing.assert_array_equal(_buffer(a, name), _buffer(b, name), err_msg=name)
    np.testing.assert_array_equal(a.outputs.values, b.outputs.values)
    np.testing.assert_array_equal(a.outputs.epochs, b.outputs.epochs)
    np.testing.assert_array_equal(a.order, b.order)
    np.testing.assert_array_equal(a.curve.table, b.curve.table)


def _buffer(moment: Snapshot, name: str) -> Array:
    """Give what an array's place holds, computed in this iteration or not; no stale rows."""
    if name not in moment.layout.places:
        return moment.epoch_arrays.values(name)
    written = moment.array(name)
    rows = moment.program.schedule.batch_rows if written is None else len(np.atleast_1d(written))
    return moment.layout.places[name].view(moment.block, rows)
