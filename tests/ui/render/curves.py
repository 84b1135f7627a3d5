"""Moments of runs with a curve that a test makes up."""

from __future__ import annotations

import dataclasses

from nn_tui.debugger.curve import Curve
from nn_tui.engine.records import Records
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, view_of


def view_of_curve(losses: list[float], errors: list[float], capacity: int = 1000) -> View:
    """Look at the last of some epochs with these values."""
    records, curve = Records(), Curve(capacity)
    records.extend(range(1, len(losses) + 1), losses, errors)
    curve.extend(records)
    moment = moment_of(epochs=1)
    done = dataclasses.replace(moment.cursor, epoch=len(losses))
    for name, values in (("loss", losses), ("error", errors)):
        moment.layout.places[name].view(moment.block, 1)[...] = values[-1]
    return view_of(dataclasses.replace(moment, cursor=done, curve=curve.points()))


def view_of_errors(errors: list[float], capacity: int = 1000) -> View:
    """Look at the last of some epochs with these errors, which are the losses too."""
    return view_of_curve(errors, errors, capacity)
