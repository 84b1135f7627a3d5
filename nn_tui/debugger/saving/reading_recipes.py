"""Datasets and recipes made of plain values again."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import isfinite

from nn_tui.data import Dataset, TargetKind
from nn_tui.data.dataset import Origin
from nn_tui.debugger.saving.checks import check, check_fault, check_finite
from nn_tui.engine.arrays import Array
from nn_tui.engine.faults.decoys import DECOYS
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.faults.planted import Planted, Secret
from nn_tui.recipe.hyperparameters import Hyperparameters
from nn_tui.recipe.recipe import Recipe, plan
from nn_tui.storage.document import SavedSession
from nn_tui.storage.recipe_document import SavedDataset, SavedRecipe


def dataset_of(saved: SavedDataset, earlier: list[Dataset], arrays: Mapping[str, Array]) -> Dataset:
    """Make a dataset.

    Args:
        saved: What it is made of.
        earlier: Those with smaller numbers, one of which it may revise.
        arrays: Of the file.

    Raises:
        StorageError: No dataset is so; ValueError, KeyError: the same.
    """
    revised = saved.revises
    check(revised is None or revised < len(earlier), "a dataset revises one that is not there")
    for name in (saved.inputs, saved.targets):
        check_finite(arrays[name], "a dataset")
    dataset = Dataset(
        name=saved.name,
        title=saved.title,
        source=saved.source,
        teaches=saved.teaches,
        input_names=saved.input_names,
        target_names=saved.target_names,
        inputs=arrays[saved.inputs],
        targets=arrays[saved.targets],
        kind=TargetKind(saved.kind),
        classes=saved.classes,
        suggested=saved.suggested,
        is_standardized=saved.is_standardized,
        origin=_origin(saved),
        left_out=saved.left_out,
        revises=None if revised is None else earlier[revised],
    )
    _check_dataset(dataset)
    return dataset


def faults_of(saved: SavedSession) -> list[Planted]:
    """Make the faults and decoys that were switched on; one mystery may be several of them.

    Raises:
        StorageError: There is no such fault.
    """
    secrets = [Secret(one.number, one.is_out) for one in saved.secrets]
    faults = []
    for one in saved.faults:
        is_known = one.name in FAULTS.names or one.name in DECOYS.names
        check(is_known, "a fault is of no kind")
        check(one.secret is None or one.secret < len(secrets), "a mystery is not there")
        check(isfinite(one.rate) and one.rate >= 0, "the rate before a fault is none")
        secret = None if one.secret is None else secrets[one.secret]
        faults.append(Planted(one.name, one.layer, secret, one.rate))
    return faults


def recipe_of(
    saved: SavedRecipe,
    datasets: list[Dataset],
    faults: list[Planted],
    arrays: Mapping[str, Array],
) -> Recipe:
    """Make a recipe that can be followed.

    Args:
        saved: What it is made of.
        datasets: All there are.
        faults: All there are.
        arrays: Of the file.

    Raises:
        InputError: It cannot be; KeyError: an array is not there.
    """
    check(saved.dataset < len(datasets), "a recipe's dataset is not there")
    values = {name: getattr(saved.hyperparameters, name) for name in _CHOICES}
    weights = None
    if saved.weights is not None:
        weights = {name: arrays[place] for name, place in saved.weights.items()}
    check(saved.fault is None or saved.fault < len(faults), "a recipe's fault is not there")
    fault = None if saved.fault is None else faults[saved.fault]
    chosen = Hyperparameters(**values)
    recipe = Recipe(datasets[saved.dataset], chosen, weights, saved.weights_path, fault)
    program = plan(recipe)
    if fault is not None:
        check_fault(program, fault)
    shapes = program.network.parameters
    if weights is not None:
        for name, given in weights.items():
            check(shapes.get(name) == given.shape, f"{name}: the weights have another shape")
            check_finite(given, name)
        check(weights.keys() == shapes.keys(), "some weights are not there")
    return recipe


_CHOICES = tuple(Hyperparameters.__dataclass_fields__)


def _origin(saved: SavedDataset) -> Origin | None:
    if (origin := saved.origin) is None:
        return None
    return Origin(origin.path, origin.columns, origin.targets, origin.has_header)


def _check_dataset(dataset: Dataset) -> None:
    names = {
        TargetKind.NUMBERS: 0,
        TargetKind.TWO_CLASSES: 2,
        TargetKind.CLASSES: len(dataset.target_names),
    }
    check(len(dataset.classes) == names[dataset.kind], "a dataset has other classes")
    check(bool(dataset.input_names and dataset.target_names), "a dataset has no columns")
    left_out, as_read = dataset.left_out, dataset.as_read
    is_ascending = all(a < b for a, b in pairwise(left_out))
    is_there = not left_out or left_out[-1] < dataset.rows
    check(is_ascending and is_there, "a dataset leaves out rows that it does not have")
    check(dataset.rows_kept > 0, "a dataset leaves all rows out")
    is_alike = (
        as_read.revises is None
        and as_read.inputs.shape == dataset.inputs.shape
        and as_read.targets.shape == dataset.targets.shape
    )
    check(is_alike, "a dataset revises another one")
