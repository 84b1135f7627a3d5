"""What a saved session holds, as plain values; arrays are named here and lie beside it.

Things that are shared (a dataset by its recipes, a change by the branches that have it) are listed
once and meant by their numbers in the list. Nothing here knows how a run works; what can be wrong
with the values is found where a session is made of them.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from nn_tui.storage.recipe_document import (
    ArrayName,
    Count,
    Moment,
    Name,
    SavedDataset,
    SavedPlanted,
    SavedRecipe,
    SavedSecret,
    Text,
)

VERSION = 1
"""Of the format; a file of a later one is refused."""


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


class SavedPlant(Struct, frozen=True, tag="plant"):
    """A fault or a decoy switched on, or off."""

    fault: Count | None


SavedChange: TypeAlias = SavedBegin | SavedContinue | SavedCells | SavedFreeze | SavedPlant


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
    is_gradient: bool = False


class SavedEnvironment(Struct, frozen=True):
    """What gives the same bits again."""

    numpy: Name
    blas: Name
    machine: Name


class SavedSession(Struct, frozen=True):
    """All of a session but its arrays."""

    environment: SavedEnvironment
    datasets: tuple[SavedDataset, ...]
    secrets: tuple[SavedSecret, ...]
    faults: tuple[SavedPlanted, ...]
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
    watches_in_gradients: tuple[Count, ...] = ()


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
    is_faulty: bool = False
