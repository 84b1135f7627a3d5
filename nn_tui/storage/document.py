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

VERSION = 2
"""Of the format; a file of any other one is refused, and left as it is."""


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


class SavedMoments(Struct, frozen=True):
    """Moments of a segment that are kept whole; each array has one of its kind for each of them."""

    places: Annotated[tuple[SavedPlace, ...], Meta(min_length=1)]
    blocks: ArrayName
    orders: ArrayName
    epoch_arrays: dict[Name, ArrayName]
    inherited: tuple[ArrayName, ArrayName] | None


class SavedUndone(Struct, frozen=True):
    """A change that was left out, and could be made again."""

    entry: Count
    branch: Count
    tip: Count
    was_made: bool


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
    """All of a session but its arrays; it stands at the first of its moments.

    Branches that are retired have nothing of their own but what was undone; they are numbered after
    the others.
    """

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
    retired: tuple[SavedBranch, ...]
    undone: tuple[SavedUndone, ...]
    moments: tuple[SavedMoments, ...]
    requests_made: Count
    epochs: tuple[tuple[Count, Count], ...]
    breakpoints: tuple[SavedBreakpoint, ...] = ()
    watches: tuple[Text, ...] = ()
    watches_in_gradients: tuple[Count, ...] = ()


class SavedBeside(Struct, frozen=True):
    """The arrays that lie beside the file."""

    files: dict[Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")], tuple[ArrayName, ...]]
    """By the digest that each file is asked for by: the names of its arrays."""


class Summary(Struct, frozen=True):
    """What a list says of a saved session, without reading all of it."""

    version: Annotated[int, Meta(ge=1)]
    title: Name
    saved: Name
    dataset: Name
    network: Name
    epoch: Count
    epochs: Count
    error: float | None
    is_altered: bool = False
    is_faulty: bool = False
