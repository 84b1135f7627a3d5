"""A dataset: rows of inputs and targets, what they are called and what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nn_tui.text import printable

Array: TypeAlias = NDArray[np.float64]

# Beyond this a weighted sum of a few inputs saturates a sigmoid or a tanh.
LARGE_INPUT = 10.0

# Names longer than this altogether are cut to the first two and the last.
_LISTED_CHARACTERS = 60


class TargetKind(Enum):
    """What the targets are; it decides the default output activation and loss."""

    NUMBERS = "numbers"
    TWO_CLASSES = "two classes"
    CLASSES = "classes"


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a dataset was read from, so that it can be read with other targets."""

    path: str
    """As it was given."""
    columns: tuple[str, ...]
    """Names of all columns, from left to right."""
    targets: tuple[str, ...]
    """Names of the columns that are targets."""
    has_header: bool
    """Whether the names are the file's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Inputs and targets, row by row, as they were read; nothing in it changes.

    Raises:
        ValueError: The arrays are not two-dimensional, or do not fit each other or the names.
    """

    name: str
    """Short: `classic`, or a file's stem."""
    title: str
    """One line, or empty."""
    source: str
    """Where the figures come from, or empty."""
    teaches: str
    """What there is to see in it, or empty."""
    input_names: tuple[str, ...]
    """One for each column of `inputs`."""
    target_names: tuple[str, ...]
    """One for each column of `targets`; the class names where these are one-hot."""
    inputs: Array
    """(rows, n_in), finite, C-contiguous, read-only; in the file's own units."""
    targets: Array
    """(rows, n_out), finite, C-contiguous, read-only."""
    kind: TargetKind
    """What the targets are."""
    classes: tuple[str, ...]
    """Class names: of 0 and of 1 for two classes, of each column for more, none for numbers."""
    suggested: Mapping[str, str]
    """Hyperparameter word -> text, from the file's preamble; not yet checked."""
    is_standardized: bool = False
    """Whether the inputs have been brought to mean 0 and deviation 1."""
    origin: Origin | None = None
    """Where it was read from, or None: from no file."""
    left_out: tuple[int, ...] = ()
    """Numbers of the rows that are not trained on, ascending; never all of them."""
    revises: Dataset | None = None
    """The dataset as it was read, where cells were changed or rows left out by hand since."""

    def __post_init__(self) -> None:
        for field in ("inputs", "targets"):
            object.__setattr__(self, field, _read_only(getattr(self, field)))
        object.__setattr__(self, "suggested", MappingProxyType(dict(self.suggested)))
        if self.inputs.shape != (self.rows, len(self.input_names)):
            raise ValueError(f"inputs {self.inputs.shape} do not fit their names")
        if self.targets.shape != (self.rows, len(self.target_names)):
            raise ValueError(f"targets {self.targets.shape} do not fit rows and names")

    @property
    def rows(self) -> int:
        """How many rows there are, those left out included."""
        return len(self.inputs)

    @property
    def rows_kept(self) -> int:
        """How many rows are trained on."""
        return self.rows - len(self.left_out)

    @property
    def kept(self) -> NDArray[np.int64]:
        """Numbers of the rows that are trained on, (rows kept,)."""
        return np.delete(np.arange(self.rows), self.left_out)

    @property
    def as_read(self) -> Dataset:
        """The dataset as it was before anything of it was changed by hand."""
        return self.revises or self

    @property
    def understood(self) -> str:
        """What was understood of the file, on one line, for people."""
        rows = f"{self.rows_kept} of " * bool(self.left_out) + _counted(self.rows, "row")
        inputs = _counted(len(self.input_names), "input")
        standardized = ", standardized" if self.is_standardized else ""
        return (
            f"{self.name}: {rows}, {inputs} ({_listed(self.input_names)}){standardized}"
            f" -> {self._described_target()}"
        )

    @property
    def hint(self) -> str | None:
        """Advice where the inputs are too large to train on as they are, else None."""
        sizes = np.abs(self.inputs).max(axis=0, initial=0.0)
        largest = int(sizes.argmax())
        if self.is_standardized or sizes[largest] <= LARGE_INPUT:
            return None
        return (
            f"inputs reach {sizes[largest]:.4g} in size (column {self.input_names[largest]}), over "
            f"{LARGE_INPUT:.0f}: units may saturate and learn nothing; "
            "--standardize brings each column to mean 0, deviation 1"
        )

    def _described_target(self) -> str:
        match self.kind:
            case TargetKind.NUMBERS:
                numbers = "a number" if len(self.target_names) == 1 else "numbers"
                return f"{_listed(self.target_names)}, {numbers}"
            case TargetKind.TWO_CLASSES:
                return f"{_listed(self.target_names)}, two classes ({_listed(self.classes)})"
            case TargetKind.CLASSES:
                return f"{len(self.classes)} classes ({_listed(self.classes)})"


def standardized(dataset: Dataset) -> Dataset:
    """Bring each input column to mean 0 and population deviation 1; targets stay as they are.

    A column whose rows are all equal has no deviation; it is taken as 1, and the column becomes 0.
    Rows left out have no part in mean and deviation, and are brought to the same units.

    Returns:
        The dataset with its inputs in units of their own deviation; a standardized dataset itself.
    """
    if dataset.is_standardized:
        return dataset
    kept = dataset.inputs[dataset.kept] if dataset.left_out else dataset.inputs
    # Scaling by a power of two is exact and drops out again, and it keeps the squares of very
    # large and very small inputs from overflowing and from vanishing.
    _, exponents = np.frexp(np.abs(kept).max(axis=0))
    # A row left out may be farther off than any number says in these units.
    with np.errstate(over="ignore"):
        scaled = np.ldexp(dataset.inputs, -exponents)
    kept = scaled[dataset.kept] if dataset.left_out else scaled
    is_constant = np.ptp(kept, axis=0) == 0
    # The computed mean of equal numbers may differ from them in the last bit.
    mean = np.where(is_constant, kept[0], kept.mean(axis=0))
    deviation = np.where(is_constant, 1.0, kept.std(axis=0))
    with np.errstate(over="ignore"):
        inputs = (scaled - mean) / deviation
    return replace(dataset, inputs=inputs, is_standardized=True)


def without_left_out(dataset: Dataset) -> Dataset:
    """Give the rows that are trained on, numbered anew, as a dataset of their own."""
    if not dataset.left_out:
        return dataset
    inputs, targets = dataset.inputs[dataset.kept], dataset.targets[dataset.kept]
    return replace(dataset, inputs=inputs, targets=targets, left_out=(), revises=None)


def _read_only(values: Array) -> Array:
    # What nobody can write any more can be shared: a dataset may be very large.
    is_settled = values.base is None and not values.flags.writeable
    if is_settled and values.flags.c_contiguous and values.dtype == np.float64 and values.ndim == 2:
        return values
    copied = np.array(values, dtype=np.float64, order="C")
    if copied.ndim != 2:
        raise ValueError(f"an array of shape {copied.shape}: must be (rows, columns)")
    copied.setflags(write=False)
    return copied


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(names)
    if len(listed) <= _LISTED_CHARACTERS:
        return listed
    short = [printable(name, limit=16) for name in names]
    return ", ".join(short if len(short) <= 3 else [*short[:2], "...", short[-1]])
