"""Which ops make up the program of a network trained on a schedule, and in what order."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.engine.network import Network
from nn_tui.engine.ops.backward import (
    BiasDescent,
    HiddenDelta,
    HiddenError,
    OutputDelta,
    OutputError,
    SynapseDescent,
)
from nn_tui.engine.ops.epoch import (
    EpochError,
    EpochLoss,
    GatherRows,
    KeepBatch,
    RestoreOrder,
    ShuffleRows,
    TakeBatch,
)
from nn_tui.engine.ops.forward import Activate, PreActivation
from nn_tui.engine.ops.op import Op
from nn_tui.engine.ops.update import Update
from nn_tui.engine.program import Program
from nn_tui.engine.schedule import Schedule


def build_program(network: Network, schedule: Schedule, seed: int) -> Program:
    """Write the program of a network trained on a schedule.

    Args:
        network: What is trained.
        schedule: How the rows are dealt out.
        seed: Of the shuffling, 0 to 2**32 - 1.
    """
    return Program(
        network=network,
        schedule=schedule,
        start=tuple(_epoch_start(schedule, seed)),
        iteration=(
            *_take(schedule),
            *_forward(network, schedule),
            *_backward(network),
            *_descents(network),
            *_updates(network),
        ),
        end=tuple(_epoch_end(network, schedule)),
    )


def _epoch_start(schedule: Schedule, seed: int) -> Iterator[Op]:
    if schedule.is_shuffled:
        yield ShuffleRows(seed)
        has_batches = schedule.batches > 1
        yield GatherRows("epoch_x" if has_batches else "l0", "inputs")
        yield GatherRows("epoch_y" if has_batches else "y", "targets")


def _take(schedule: Schedule) -> Iterator[Op]:
    # One batch of all rows in file order is there from the beginning: there is nothing to take.
    if schedule.batches > 1:
        yield TakeBatch("l0", "epoch_x" if schedule.is_shuffled else "inputs")
        yield TakeBatch("y", "epoch_y" if schedule.is_shuffled else "targets")


def _forward(network: Network, schedule: Schedule) -> Iterator[Op]:
    for layer, activation in enumerate(network.activations, start=1):
        yield PreActivation(layer, network.has_bias)
        yield Activate(layer, activation)
    if schedule.batches > 1:
        if network.loss.reads_z:
            yield KeepBatch("epoch_z", f"z{network.depth}", network.depth)
        yield KeepBatch(schedule.kept_outputs, f"l{network.depth}", network.depth)


def _backward(network: Network) -> Iterator[Op]:
    yield OutputError(network.depth)
    yield OutputDelta(network.depth, network.activations[-1], network.loss)
    for layer in range(network.depth - 1, 0, -1):
        slope = network.activations[layer - 1].slope
        assert slope is not None, "Network refuses a hidden activation without a slope"
        yield HiddenError(layer)
        yield HiddenDelta(layer, slope)


def _descents(network: Network) -> Iterator[Op]:
    for layer in range(network.depth, 0, -1):
        yield SynapseDescent(layer)
        if network.has_bias:
            yield BiasDescent(layer)


def _updates(network: Network) -> Iterator[Op]:
    for layer in range(network.depth, 0, -1):
        yield Update(f"synapse_{layer - 1}", layer, network.optimizer)
        if network.has_bias:
            yield Update(f"bias_{layer - 1}", layer, network.optimizer)


def _epoch_end(network: Network, schedule: Schedule) -> Iterator[Op]:
    y, l, z = "y", f"l{network.depth}", f"z{network.depth}"
    if schedule.batches > 1:
        y = "epoch_y" if schedule.is_shuffled else "targets"
        l, z = schedule.kept_outputs, "epoch_z"
    yield EpochLoss(network.loss, y=y, l=l, z=z)
    yield EpochError(y=y, l=l)
    if schedule.is_shuffled:
        yield RestoreOrder(l)
