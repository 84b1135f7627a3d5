"""Runs up to a moment, edits included, by the machine and by scripts in a process of their own."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from nn_tui.debugger.curve import Curve
from nn_tui.debugger.epoch_arrays import copy_epoch_arrays
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine import Machine
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import GATHERED
from nn_tui.export.numpy_script import Script, write_numpy
from nn_tui.export.segment import segment_of
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe, assemble, plan
from tests.debugger.sessions import recipe_of

Moment = tuple[int, int, int]
"""A cursor in short: epoch, batch, op."""

_RUN_ALL = """
import contextlib, io, pathlib, runpy, sys
import numpy as np

for script in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        names = runpy.run_path(str(script), run_name="__main__")
    numbers = (np.ndarray, np.generic, float)
    left = {name: value for name, value in names.items() if isinstance(value, numbers)}
    with open(f"{script}.left", "wb") as file:
        np.savez(file, **left)
    script.with_suffix(".printed").write_text(printed.getvalue())
print(*{name for name in sys.modules if "nn" in name})
"""


@dataclass(frozen=True)
class Run:
    """A recipe, the moment at which it is exported, and what was edited before."""

    recipe: Recipe
    cursor: Cursor
    edits: Sequence[Statement] = ()

    @property
    def program(self) -> Program:
        """The ops."""
        return plan(self.recipe)

    def script(self, data_name: str = "") -> Script:
        """Write the script."""
        return write_numpy([segment_of(self.recipe, self.cursor, self.edits)], data_name)

    def machine(self) -> Machine:
        """Go there with the machine, making each edit at its moment."""
        machine = assemble(with_data_of_its_own(self.recipe))
        machine.workspace.inputs.setflags(write=True)
        machine.workspace.targets.setflags(write=True)
        for edit in sorted(self.edits, key=lambda edit: edit.cursor):
            if edit.cursor <= self.cursor:
                go_to(machine, edit.cursor)
                make(machine, edit)
        go_to(machine, self.cursor)
        return machine

    def expected(self) -> dict[str, Array]:
        """Give every array of that moment by name, the outputs of all rows included."""
        machine = self.machine()
        return arrays_of(snapshot_of(machine, self.recipe), machine)


def arrays_of(moment: Snapshot, machine: Machine) -> dict[str, Array]:
    """Give every array that a machine has at its moment, the outputs of all rows included."""
    arrays = {name: moment.array(name) for name in moment.names}
    for name in GATHERED:
        if name in machine.workspace.epoch_arrays and arrays[name] is not None:
            arrays[name] = machine.workspace.epoch_arrays[name]
    outputs = moment.epoch_arrays.outputs
    # A script begins anew with them where a run is continued with other rows.
    is_own = outputs.epochs > moment.began.epoch
    if is_own.any():
        arrays["outputs"] = np.where(is_own[:, np.newaxis], outputs.values, 0.0)
    return {name: array for name, array in arrays.items() if array is not None}


def snapshot_of(machine: Machine, recipe: Recipe) -> Snapshot:
    """Copy the moment at which a machine stands."""
    return Snapshot(
        recipe=recipe,
        program=machine.program,
        layout=machine.workspace.layout,
        cursor=machine.cursor,
        block=machine.workspace.block.copy(),
        epoch_arrays=copy_epoch_arrays(machine),
        curve=Curve().points(),
    )


def run(dataset: str = "classic", at: Moment | None = None, **given: str) -> Run:
    """Choose a run without edits: to the end of its epochs when no moment is given."""
    return run_with(given, dataset, at)


def run_with(given: Mapping[str, str], dataset: str, at: Moment | None = None) -> Run:
    """Choose a run with these hyperparameters."""
    recipe = recipe_of(dataset, **given)
    return Run(recipe, end_of(recipe) if at is None else Cursor(*at))


def edited(run: Run, *edits: tuple[Moment, str]) -> Run:
    """Make edits in a run."""
    return dataclasses.replace(
        run, edits=tuple(Statement(Cursor(*moment), text) for moment, text in edits)
    )


def end_of(recipe: Recipe) -> Cursor:
    """Say where the last epoch of a recipe ends."""
    program, batches = plan(recipe), plan(recipe).schedule.batches
    return Cursor(recipe.hyperparameters.epochs, batches, program.length(batches))


def moments_of_epoch(program: Program, epoch: int) -> list[Cursor]:
    """List every moment of an epoch."""
    batches = range(1, program.schedule.batches + 1)
    return [Cursor(epoch, b, op + 1) for b in batches for op in range(program.length(b))]


def with_data_of_its_own(recipe: Recipe) -> Recipe:
    """Copy the data of a recipe, so that an edit of them stays in one run."""
    dataset = recipe.trained_dataset
    inputs, targets = dataset.inputs.copy(), dataset.targets.copy()
    return dataclasses.replace(
        recipe, dataset=dataclasses.replace(dataset, inputs=inputs, targets=targets)
    )


def go_to(machine: Machine, cursor: Cursor) -> None:
    """Run the machine forward to a moment."""
    program = machine.program

    def ops_before(moment: Cursor) -> int:
        if not moment.epoch:
            return 0
        batches = sum(program.length(batch) for batch in range(1, moment.batch))
        return (moment.epoch - 1) * program.epoch_length + batches + moment.op

    machine.run_ops(ops_before(cursor) - ops_before(machine.cursor))
    assert machine.cursor == cursor


def make(machine: Machine, edit: Statement) -> None:
    """Run an edit on the machine's own arrays."""
    rows = machine.program.schedule.rows_of(max(1, machine.cursor.batch))
    arrays = machine.workspace.buffers(rows).arrays
    masks = {name: mask.copy() for name, mask in machine.workspace.frozen.items()}
    names: dict[str, Any] = {**arrays, "inf": np.inf, "nan": np.nan}
    names |= {f"frozen_{name}": mask for name, mask in masks.items()}
    exec(edit.text, names)
    machine.freeze(masks)
    for name, array in arrays.items():
        if names[name] is not array:
            array[...] = names[name]


class Scripted(Protocol):
    """What is exported."""

    def script(self, data_name: str = "") -> Script:
        """Write the script."""


def run_scripts(runs: Mapping[str, Scripted], folder: Path) -> dict[str, dict[str, Array]]:
    """Run the scripts of many runs in one Python without nn_tui; give what each leaves behind."""
    for name, one in runs.items():
        script = one.script(f"{name}.npz")
        (folder / f"{name}.py").write_text(script.text, encoding="utf-8")
        if script.data:
            (folder / f"{name}.npz").write_bytes(script.data)
    words = [sys.executable, "-I", "-c", _RUN_ALL, str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
    left = {}
    for name in runs:
        with np.load(folder / f"{name}.py.left", allow_pickle=False) as arrays:
            left[name] = dict(arrays)
    return left


def assert_same_bits(left: Mapping[str, Array], expected: Mapping[str, Array]) -> None:
    """Hold what a script left against the machine's arrays, the sign of zero and nan included."""
    for name, array in expected.items():
        assert name in left, f"{name} is not in the script"
        values = np.asarray(left[name], dtype=np.float64)
        # What an epoch keeps is not shown beyond its rows so far.
        values = values[: len(array)] if name in ("epoch_z", "epoch_outputs") else values
        assert values.shape == array.shape, name
        same = np.ascontiguousarray(values).tobytes() == np.ascontiguousarray(array).tobytes()
        assert same, f"{name}: {values} is not {array}"
