"""What a saved recipe holds, as plain values: a dataset, all choices, a fault."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

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


class SavedPlanted(Struct, frozen=True):
    """A fault or a decoy that was switched on, and which mystery it is."""

    name: Name
    layer: Count
    secret: Count | None
    rate: float


class SavedSecret(Struct, frozen=True):
    """A mystery, and whether it has been told."""

    number: Count
    is_out: bool


class SavedRecipe(Struct, frozen=True):
    """A dataset, the hyperparameters, and where the weights start."""

    dataset: Count
    hyperparameters: SavedHyperparameters
    weights: dict[Name, ArrayName] | None
    weights_path: Text
    fault: Count | None
