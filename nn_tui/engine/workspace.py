"""The memory of a training run: named views of one flat block, allocated once."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from nn_tui.engine.arrays import Array, Mask, Order
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.layout import Layout
from nn_tui.engine.ops.op import Buffers, Window
from nn_tui.engine.program import Program

MEMORY_LIMIT = 1_000_000_000
"""Bytes that a workspace may take."""

GATHERED = ("epoch_x", "epoch_y")
"""Epoch-long arrays that are the dataset in another order."""

_EPOCH_ARRAYS = (*GATHERED, "epoch_z", "epoch_outputs", "outputs")


class Workspace:
    """Every array of a run.

    What a batch reads and writes lies in one block, so that a copy of the block is a copy of the
    moment. What is as long as the dataset lies beside it.
    """

    def __init__(self, program: Program, inputs: Array, targets: Array) -> None:
        """Allocate everything.

        Args:
            program: Whose arrays these are.
            inputs: (rows, n_in); read, never written.
            targets: (rows, n_out); read, never written.

        Raises:
            NetworkError: It would take more than MEMORY_LIMIT; nothing is allocated then.
        """
        self.program = program
        self.layout = Layout(program.network, program.schedule.batch_rows)
        check_memory(program)
        self.block: Array = np.zeros(self.layout.size)
        self._frozen_parameters: Mask = np.zeros(self.layout.parameters.stop, dtype=np.bool_)
        self.frozen = self._frozen_views()
        """By parameter: True for the cells that take no step; see Machine.freeze."""
        self.order: Order = np.arange(len(inputs))
        self.window = Window(rows=program.schedule.window(1))
        self.inputs = np.ascontiguousarray(inputs)
        self.targets = np.ascontiguousarray(targets)
        self.epoch_arrays = self._allocate_epoch()
        self.arrays: dict[str, Array] = dict(self.buffers(program.schedule.batch_rows).arrays)
        if program.schedule.batches == 1:
            self.arrays["l0"][:] = inputs
            self.arrays["y"][:] = targets

    @property
    def parameters(self) -> Array:
        """All weights and biases as one flat slice of the block."""
        return self.block[self.layout.parameters]

    @property
    def outputs(self) -> Array:
        """Outputs of all rows in the dataset's order, (rows, n_out), as the epochs wrote them."""
        return self.epoch_arrays["outputs"]

    def buffers(self, rows: int) -> Buffers:
        """Give the arrays as ops see them in a batch of `rows` rows."""
        views = self.layout.views(self.block, rows)
        views["parameters"] = self.parameters
        views["parameters_descent"] = self.block[self.layout.descents]
        views |= {"inputs": self.inputs, "targets": self.targets} | self.epoch_arrays
        frozen = self.frozen | {"parameters": self._frozen_parameters}
        return Buffers(views, self.order, self.window, frozen)

    def set_parameters(self, weights: Mapping[str, Array]) -> None:
        """Copy weights and biases in, each of its parameter's shape."""
        for name, values in weights.items():
            self.arrays[name][...] = values

    def set_learning_rate(self, rate: float) -> None:
        """Set the step along the descent, from the next update on."""
        self.arrays["learning_rate"][...] = rate

    def set_frozen(self, masks: Mapping[str, Mask]) -> None:
        """Copy masks in, each of its parameter's shape; a parameter without one is free."""
        for name, frozen in self.frozen.items():
            frozen[...] = masks.get(name, False)

    def gather(self, name: str, order: Order | None) -> None:
        """Put the dataset's rows in an order again, where the program keeps them gathered.

        Args:
            name: One of GATHERED.
            order: Row numbers, (rows,); None: as if they had never been gathered.
        """
        if name in self.epoch_arrays:
            source = self.inputs if name == "epoch_x" else self.targets
            self.epoch_arrays[name][:] = 0.0 if order is None else source[order]

    def _frozen_views(self) -> dict[str, Mask]:
        """View each parameter's part of a mask that lies as the parameters do."""
        places = {name: self.layout.places[name] for name in self.program.network.parameters}
        mask = self._frozen_parameters
        return {name: mask[p.start : p.stop].reshape(p.shape) for name, p in places.items()}

    def _allocate_epoch(self) -> dict[str, Array]:
        output = f"l{self.program.network.depth}"
        arrays = {name: np.zeros(shape) for name, shape in _epoch_shapes(self.program).items()}
        if "outputs" not in arrays:
            # One batch in file order: the outputs of all rows are the output layer itself.
            arrays["outputs"] = self.layout.places[output].view(self.block, len(self.order))
        return arrays


def check_memory(program: Program) -> None:
    """Refuse a program whose workspace would be too large.

    Raises:
        NetworkError: With the memory it would take.
    """
    needed = memory_needed(program)
    if needed > MEMORY_LIMIT:
        sizes = "-".join(str(size) for size in program.network.sizes)
        raise NetworkError(
            f"a {sizes} network with batches of {program.schedule.batch_rows} rows would take "
            f"{needed / 1e9:.3g} GB of memory: the limit is {MEMORY_LIMIT / 1e9:g} GB; "
            "use fewer hidden units or a smaller batch size"
        )


def memory_needed(program: Program) -> int:
    """Compute the bytes of a workspace and of what its bound calls keep, without allocating."""
    layout = Layout(program.network, program.schedule.batch_rows)
    n_in, n_out = program.network.sizes[0], program.network.sizes[-1]
    step: int = layout.parameters.stop
    loss_terms = 4 * program.schedule.rows * n_out
    dataset = program.schedule.rows * (n_in + n_out + 1)
    epoch = sum(math.prod(shape) for shape in _epoch_shapes(program).values())
    schedule = program.schedule
    batch_sizes = len({schedule.rows_of(1), schedule.rows_of(schedule.batches)})
    # Each size of batch has its own steps of an update, one by one and all at once.
    numbers = layout.size + 2 * step * batch_sizes + loss_terms + dataset + epoch
    mask = step
    return 8 * numbers + mask


def _epoch_shapes(program: Program) -> dict[str, tuple[int, int]]:
    """Name the arrays as long as the dataset that this program writes."""
    sizes, rows = program.network.sizes, program.schedule.rows
    units = {name: sizes[-1] for name in _EPOCH_ARRAYS} | {"epoch_x": sizes[0]}
    return {name: (rows, units[name]) for name in _EPOCH_ARRAYS if name in program.written}
