"""How the rows of a dataset are dealt out to the batches of an epoch."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.errors import NetworkError


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rows, batch size and shuffling of a run."""

    rows: int
    """Rows of the dataset."""
    batch_size: int
    """Rows of a full batch; the last batch of an epoch may be shorter."""
    is_shuffled: bool
    """Whether each epoch takes the rows in an order of its own."""

    def __post_init__(self) -> None:
        """Refuse an empty dataset or batch.

        Raises:
            NetworkError: No rows, or a batch size below 1.
        """
        if self.rows < 1:
            raise NetworkError(f"{self.rows} rows: must be at least 1")
        if self.batch_size < 1:
            raise NetworkError(f"batch size {self.batch_size}: must be at least 1, or all")

    @property
    def batch_rows(self) -> int:
        """Rows of a full batch: never more than there are."""
        return min(self.batch_size, self.rows)

    @property
    def batches(self) -> int:
        """Batches of an epoch."""
        return -(-self.rows // self.batch_rows)

    @property
    def kept_outputs(self) -> str:
        """Name of the epoch-long array that keeps each batch's outputs."""
        return "epoch_outputs" if self.is_shuffled else "outputs"

    def window(self, batch: int) -> slice:
        """Say which rows of the epoch's order one batch takes; batches count from 1."""
        start = (batch - 1) * self.batch_rows
        return slice(start, min(start + self.batch_rows, self.rows))

    def rows_of(self, batch: int) -> int:
        """Count the rows of one batch."""
        window = self.window(batch)
        return int(window.stop - window.start)
