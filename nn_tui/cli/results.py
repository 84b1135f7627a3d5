"""What `nn-tui train` prints: a table, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nn_tui.cli.aligned import aligned
from nn_tui.cli.amid_epoch import amid_as_json, amid_as_table, is_amid_epoch
from nn_tui.cli.json_values import finite
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.recipe.fields import FIELDS


def as_json(moment: Snapshot) -> str:
    """Write a run as JSON; floats read back as the same floats, what is not finite is null."""
    recipe, curve = moment.recipe, moment.curve
    hyperparameters = recipe.hyperparameters
    outputs = _outputs(moment)
    values: dict[str, Any] = {
        "dataset": recipe.dataset.name,
        "layers": list(moment.program.network.sizes),
        "hyperparameters": {
            name: field.as_json(hyperparameters) for name, field in FIELDS.items() if name != "seed"
        },
        "seed": hyperparameters.seed,
        "epoch": moment.epochs_done,
        "loss": finite(moment.loss),
        "error": finite(moment.error),
        "outputs": None if outputs is None else finite(outputs.tolist()),
        "weights": {name: _cells(moment.array(name)) for name in moment.program.network.parameters},
        "history": {
            "epoch": [int(epoch) for epoch in curve.epochs],
            "loss": finite(curve.loss.last.tolist()),
            "error": finite(curve.error.last.tolist()),
        },
    }
    if is_amid_epoch(moment):
        values["amid"] = amid_as_json(moment)
    return json.dumps(values, allow_nan=False)


def as_csv(moment: Snapshot) -> Iterator[str]:
    """Write the history, a line an epoch kept."""
    yield "epoch,loss,error"
    curve = moment.curve
    points = zip(curve.epochs, curve.loss.last, curve.error.last, strict=True)
    for epoch, loss, error in points:
        yield f"{int(epoch)},{float(loss)!r},{float(error)!r}"


def as_table(moment: Snapshot) -> Iterator[str]:
    """Write target, output and error of each row, the final figures, and what came after them."""
    dataset = moment.recipe.dataset
    outputs = _outputs(moment)
    if outputs is not None:
        names = dataset.target_names
        suffixes = [""] if len(names) == 1 else [f" {name}" for name in names]
        heads = [f"{word}{name}" for name in suffixes for word in ("target", "output", "error")]
        yield from aligned([["row", *heads], *_rows(dataset.targets, outputs)])
        yield ""
    is_amid = is_amid_epoch(moment)
    if moment.epochs_done or not is_amid:
        figures = f"loss {_figure(moment.loss)}  error {_figure(moment.error)}"
        yield f"epoch {moment.epochs_done}  {figures}"
    if is_amid:
        yield from amid_as_table(moment)


def _outputs(moment: Snapshot) -> Array | None:
    """Give the outputs of the last finished epoch, or None where not all rows have them.

    So it is before the first epoch, and where a run stopped amid an epoch.
    """
    is_complete = moment.epochs_done > 0 and (moment.outputs.epochs == moment.epochs_done).all()
    return moment.outputs.values if is_complete else None


def _rows(targets: Array, outputs: Array) -> Iterator[list[str]]:
    for row, (target, output) in enumerate(zip(targets, outputs, strict=True)):
        cells = [str(row)]
        for y, l in zip(target, output, strict=True):
            cells += [f"{y:g}", f"{l:.8f}", f"{y - l:+.8f}"]
        yield cells


def _figure(value: float | None) -> str:
    return "not yet computed" if value is None else f"{value:.8g}"


def _cells(array: Array | None) -> Any:
    return None if array is None else finite(array.tolist())
