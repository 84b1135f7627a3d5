"""What a saved session holds, as plain values; arrays are named here and lie beside it.

Things that are shared (a dataset by its recipes, a change by the branches that have it) are listed
once and meant by their numbers in the list. Nothing here knows how a run works; what can be wrong
with the values is found where a session is made of them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

VERSION = 1
"""Of the format; a file of a later one is refused."""

Name: TypeAlias = Annotated[str, Meta(max_length=200)]
Text: TypeAlias = Annotated[str, Meta(max_length=10_000)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=2**53)]
Moment: TypeAlias = tuple[Count, Count, Count]
"""Epoch, batch and op of a cursor."""
ArrayName: TypeAlias = Annotated[str, Meta(max_length=40)]
"""What an array is called in the file."""


class SavedOrigin(Struct, frozen=True):
    """The file that a dataset was read from."""

    path: Text
    columns: tuple[Name, ...]
    targets: tuple[Name, ...]
    has_header: bool


class SavedDataset(Struct, frozen=True):
    """A dataset, rows and all: the file that it came from may be gone, or another by then."""

    name: Name
    title: Text
    source: Text
    teaches: Text
    input_names: tuple[Name, ...]
    target_names: tuple[Name, ...]
    inputs: ArrayName
    targets: ArrayName
    kind: Literal["numbers", "two classes", "classes"]
    classes: tuple[Name, ...]
    suggested: dict[Name, Text]
    is_standardized: bool
    origin: SavedOrigin | None
    left_out: tuple[Count, ...]
    revises: Count | None


class SavedHyperparameters(Struct, frozen=True):
    """All choices; names and units are those of Hyperparameters."""

    hidden: tuple[Annotated[int, Meta(ge=1, le=10**6)], ...]
    activation: tuple[Name, ...]
    output_activation: Name
    bias: bool
    init: Name
    loss: Name
    optimizer: Name
    learning_rate: Annotated[float, Meta(gt=0)]
    batch_size: Annotated[int, Meta(ge=1, le=2**53)] | None
    shuffle: bool
    epochs: Count
    seed: Annotated[int, Meta(ge=0, le=2**32 - 1)]
    standardize: bool


class SavedRecipe(Struct, frozen=True):
    """A dataset, the hyperparameters, and where the weights start."""

    dataset: Count
    hyperparameters: SavedHyperparameters
    weights: dict[Name, ArrayName] | None
    weights_path: Text


class SavedBegin(Struct, frozen=True, tag="begin"):
    """A run from epoch 0."""

    recipe: Count


class SavedContinue(Struct, frozen=True, tag="continue"):
    """The same weights trained on in another way."""

    recipe: Count


class SavedCells(Struct, frozen=True, tag="set"):
    """Numbers typed over."""

    array: Name
    start: tuple[Count, ...]
    values: ArrayName


class SavedRectangle(Struct, frozen=True):
    """Some cells of a weight or bias array."""

    array: Name
    start: tuple[Count, ...]
    shape: tuple[Count, ...]


class SavedFreeze(Struct, frozen=True, tag="freeze"):
    """Weights frozen, or freed."""

    cells: tuple[SavedRectangle, ...]
    is_frozen: bool


SavedChange: TypeAlias = SavedBegin | SavedContinue | SavedCells | SavedFreeze


class SavedPlace(Struct, frozen=True):
    """A moment of a branch."""

    entry: Count
    cursor: Moment


class SavedAsked(Struct, frozen=True):
    """When a change was asked for."""

    number: Count
    place: SavedPlace
    tip: Count


class SavedEntry(Struct, frozen=True):
    """A change and its moment; what it stands on comes before it in the list."""

    change: Count
    cursor: Moment
    before: Count | None
    asked: Count | None


class SavedCurve(Struct, frozen=True):
    """Loss and error of a run from epoch 0."""

    entry: Count
    closed: ArrayName
    open: ArrayName
    epochs_per_point: Annotated[int, Meta(ge=1, le=2**53)]


class SavedDivergence(Struct, frozen=True):
    """The op whose result is not finite, and where the run stands before it."""

    place: SavedPlace
    cursor: Moment
    line: Text
    writes: Name


class SavedBranch(Struct, frozen=True):
    """A course of the run."""

    name: Name
    tip: Count
    end: SavedPlace
    curves: tuple[SavedCurve, ...]
    fork: SavedPlace | None
    diverged: SavedDivergence | None


class SavedState(Struct, frozen=True):
    """A moment of a machine, kept whole."""

    place: SavedPlace
    block: ArrayName
    order: ArrayName
    epoch_arrays: dict[Name, ArrayName]
    inherited: tuple[ArrayName, ArrayName] | None


class SavedBreakpoint(Struct, frozen=True):
    """A condition, or else a line by what it writes and which of these it is."""

    condition: Text
    writes: Name
    number: Count
    is_on: bool
    hits: Count


class SavedEnvironment(Struct, frozen=True):
    """What gives the same bits again."""

    numpy: Name
    blas: Name
    machine: Name


class SavedSession(Struct, frozen=True):
    """All of a session but its arrays."""

    environment: SavedEnvironment
    datasets: tuple[SavedDataset, ...]
    recipes: tuple[SavedRecipe, ...]
    changes: tuple[SavedChange, ...]
    requests: tuple[SavedAsked, ...]
    entries: tuple[SavedEntry, ...]
    branches: tuple[SavedBranch, ...]
    branch: Count
    states: tuple[SavedState, ...]
    requests_made: Count
    epochs: tuple[tuple[Count, Count], ...]
    breakpoints: tuple[SavedBreakpoint, ...] = ()
    watches: tuple[Text, ...] = ()


class Summary(Struct, frozen=True):
    """What a list says of a saved session, without reading all of it."""

    version: int
    title: Name
    saved: Name
    dataset: Name
    network: Name
    epoch: Count
    epochs: Count
    error: float | None
    is_altered: bool = False
