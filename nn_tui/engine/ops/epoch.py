"""The ops around the batches of an epoch: rows in order, batches taken, outputs kept, loss."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from nn_tui.engine.arrays import Call, Order
from nn_tui.engine.losses import Loss, OutputArrays, mean_absolute
from nn_tui.engine.ops.op import Buffers, Phase

SHUFFLE_STREAM = 0
"""The stream number of shuffling in RandomState([seed, stream, epoch])."""


@dataclass(frozen=True, slots=True)
class ShuffleRows:
    """The order of this epoch's rows, drawn anew from seed and epoch: a function of position."""

    seed: int
    phase: Phase = Phase.EPOCH_START
    layer: None = None
    writes: str = "order"

    @property
    def line(self) -> str:
        """`order = np.random.RandomState([1, 0, epoch]).permutation(len(inputs))`."""
        stream = f"np.random.RandomState([{self.seed}, {SHUFFLE_STREAM}, epoch])"
        return f"order = {stream}.permutation(len(inputs))"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the draw."""
        order, window, seed = buffers.order, buffers.window, self.seed
        # One generator, reseeded: making a RandomState costs 120 us, seeding one 15 us.
        stream = np.random.RandomState(0)

        def shuffle() -> None:
            stream.seed([seed, SHUFFLE_STREAM, window.epoch])
            order[:] = stream.permutation(len(order))

        return [shuffle]

    def order_of(self, epoch: int, rows: int) -> Order:
        """Draw the order of an epoch, (rows,); before the first one it is the dataset's."""
        if not epoch:
            return np.arange(rows)
        stream = np.random.RandomState([self.seed, SHUFFLE_STREAM, epoch])
        return stream.permutation(rows)


@dataclass(frozen=True, slots=True)
class GatherRows:
    """All rows of the dataset in the order of this epoch."""

    writes: str
    source: str
    phase: Phase = Phase.EPOCH_START
    layer: None = None

    @property
    def line(self) -> str:
        """`epoch_x = inputs[order]`."""
        return f"{self.writes} = {self.source}[order]"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the gathering."""
        # mode="clip" writes straight into out; the default goes through a buffer of the same size.
        source, order, out = buffers[self.source], buffers.order, buffers[self.writes]
        return [partial(source.take, order, axis=0, out=out, mode="clip")]


@dataclass(frozen=True, slots=True)
class TakeBatch:
    """The rows of this batch."""

    writes: str
    source: str
    phase: Phase = Phase.BATCH
    layer: None = None

    @property
    def line(self) -> str:
        """`l0 = epoch_x[start:stop]`."""
        return f"{self.writes} = {self.source}[start:stop]"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the copy of the window's rows."""
        source, out, window = buffers[self.source], buffers[self.writes], buffers.window

        def take() -> None:
            out[:] = source[window.rows]

        return [take]


@dataclass(frozen=True, slots=True)
class KeepBatch:
    """This batch's rows of an epoch-long array, as they went through the network."""

    writes: str
    source: str
    layer: int
    phase: Phase = Phase.FORWARD

    @property
    def line(self) -> str:
        """`outputs[start:stop] = l2`."""
        return f"{self.writes}[start:stop] = {self.source}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the copy into the window's rows."""
        source, out, window = buffers[self.source], buffers[self.writes], buffers.window

        def keep() -> None:
            out[window.rows] = source

        return [keep]


@dataclass(frozen=True, slots=True)
class EpochLoss:
    """The loss of the epoch, from the outputs as each row went through."""

    loss: Loss
    y: str
    l: str
    z: str
    phase: Phase = Phase.EPOCH_END
    layer: None = None
    writes: str = "loss"

    @property
    def line(self) -> str:
        """`loss = 0.5 * np.sum((y - l2) ** 2)`."""
        return f"loss = {self.loss.value_source.format(y=self.y, l=self.l, z=self.z)}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the loss's value."""
        # An epoch-long z is kept only for a loss that reads it.
        z = buffers[self.z] if self.loss.reads_z else buffers[self.l]
        return self.loss.value(OutputArrays(buffers[self.y], z, buffers[self.l]), buffers["loss"])


@dataclass(frozen=True, slots=True)
class EpochError:
    """The mean of |target - output| over all rows and outputs of the epoch."""

    y: str
    l: str
    phase: Phase = Phase.EPOCH_END
    layer: None = None
    writes: str = "error"

    @property
    def line(self) -> str:
        """`error = np.mean(np.abs(y - l2))`."""
        return f"error = np.mean(np.abs({self.y} - {self.l}))"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the mean."""
        return mean_absolute(buffers[self.y], buffers[self.l], buffers["error"])


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """The epoch's outputs put back into the dataset's row order."""

    source: str
    phase: Phase = Phase.EPOCH_END
    layer: None = None
    writes: str = "outputs"

    @property
    def line(self) -> str:
        """`outputs[order] = epoch_outputs`."""
        return f"outputs[order] = {self.source}"

    def bind(self, buffers: Buffers) -> list[Call]:
        """Bind the scattering."""
        outputs, order, source = buffers["outputs"], buffers.order, buffers[self.source]

        def restore() -> None:
            outputs[order] = source

        return [restore]
