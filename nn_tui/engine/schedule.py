"""How the rows of a dataset are dealt out to the batches of an epoch."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    batch_rows: int = field(init=False, repr=False)
    """Rows of a full batch: never more than there are."""
    batches: int = field(init=False, repr=False)
    """Batches of an epoch."""

    def __post_init__(self) -> None:
        """Refuse an empty dataset or batch; count the batches, which is asked at every op.

        Raises:
            NetworkError: No rows, or a batch size below 1.
        """
        if self.rows < 1:
            raise NetworkError(f"{self.rows} rows: must be at least 1")
        if self.batch_size < 1:
            raise NetworkError(f"batch size {self.batch_size}: must be at least 1, or all")
        batch_rows = min(self.batch_size, self.rows)
        object.__setattr__(self, "batch_rows", batch_rows)
        object.__setattr__(self, "batches", -(-self.rows // batch_rows))

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
