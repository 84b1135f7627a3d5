"""Machines built from plain words, for the tests of the engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.composition import build_program
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.machine import Machine
from nn_tui.engine.network import Network
from nn_tui.engine.optimizers import OPTIMIZERS
from nn_tui.engine.schedule import Schedule
from nn_tui.engine.workspace import Workspace
from tests.engine.reference import general

CLASSIC_X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=np.float64)
CLASSIC_Y = np.array([[0], [0], [1], [1]], dtype=np.float64)


@dataclass(frozen=True)
class Plan:
    """A run in plain words; the defaults are the classic network."""

    sizes: tuple[int, ...] = (3, 4, 1)
    activations: tuple[str, ...] = ("sigmoid", "sigmoid")
    loss: str = "squared"
    bias: bool = False
    init: str = "uniform"
    seed: int = 1
    learning_rate: float = 1.0
    batch_size: int = 4
    shuffle: bool = False

    def network(self) -> Network:
        """Make the network."""
        activations = tuple(ACTIVATIONS[name] for name in self.activations)
        return Network(self.sizes, activations, self.bias, LOSSES[self.loss], OPTIMIZERS["gd"])

    def machine(self, inputs: Array = CLASSIC_X, targets: Array = CLASSIC_Y) -> Machine:
        """Make the machine at epoch 0, weights drawn."""
        network = self.network()
        schedule = Schedule(len(inputs), self.batch_size, self.shuffle)
        program = build_program(network, schedule, self.seed)
        workspace = Workspace(program, inputs, targets)
        workspace.set_parameters(network.draw(INITIALIZERS[self.init], self.seed))
        workspace.arrays["learning_rate"][...] = self.learning_rate
        return Machine(program, workspace)

    def reference(self, inputs: Array, targets: Array, epochs: int) -> dict[str, Array]:
        """Run the same with the hand-typed loop that takes any depth."""
        with np.errstate(all="ignore"):
            return general.train(
                inputs,
                targets,
                sizes=list(self.sizes),
                activations=list(self.activations),
                loss=self.loss,
                bias=self.bias,
                init=self.init,
                seed=self.seed,
                learning_rate=self.learning_rate,
                batch_size=self.batch_size,
                shuffle=self.shuffle,
                epochs=epochs,
            )


def arrays_of(machine: Machine) -> dict[str, Array]:
    """Give the arrays as the batch at the cursor sees them, those outside the block too."""
    rows = machine.program.schedule.rows_of(max(1, machine.cursor.batch))
    return dict(machine.workspace.buffers(rows).arrays)
