"""Recipes as plain values and arrays, with all that they are made of."""

from __future__ import annotations

from nn_tui.data import Dataset
from nn_tui.data.dataset import Origin
from nn_tui.debugger.saving.shelf import ArrayShelf, Shelf
from nn_tui.engine.arrays import Array
from nn_tui.engine.faults.planted import Planted, Secret
from nn_tui.recipe.recipe import Recipe
from nn_tui.storage import recipe_document as document
from nn_tui.text import printable

_LARGE_TABLE = 500_000
"""Bytes of inputs or targets from which on they are written once, beside the others."""


class RecipeWriter:
    """Puts recipes, datasets and faults on their shelves."""

    def __init__(self, arrays: ArrayShelf) -> None:
        """Make one whose shelves are empty.

        Args:
            arrays: Where arrays are put.
        """
        self._arrays = arrays
        self.datasets = Shelf(self._dataset)
        """Every dataset, each revision of one as well."""
        self.secrets = Shelf(_secret)
        """Every mystery."""
        self.faults = Shelf(self._fault)
        """Every fault or decoy that was switched on."""
        self.recipes = Shelf(self._recipe)
        """Every recipe."""

    def _dataset(self, dataset: Dataset) -> document.SavedDataset:
        as_read = dataset.revises
        inputs, targets = map(self._name_of, (dataset.inputs, dataset.targets))
        return document.SavedDataset(
            name=dataset.name,
            title=printable(dataset.title, limit=10_000),
            source=printable(dataset.source, limit=10_000),
            teaches=printable(dataset.teaches, limit=10_000),
            input_names=dataset.input_names,
            target_names=dataset.target_names,
            inputs=inputs,
            targets=targets,
            kind=dataset.kind.value,
            classes=dataset.classes,
            suggested=dict(dataset.suggested),
            is_standardized=dataset.is_standardized,
            origin=None if dataset.origin is None else _origin(dataset.origin),
            left_out=dataset.left_out,
            revises=None if as_read is None else self.datasets.number_of(as_read),
        )

    def _name_of(self, values: Array) -> str:
        """Name inputs or targets, which other revisions of the dataset may have too."""
        name = self._arrays.name_of(values)
        if values.nbytes >= _LARGE_TABLE:
            self._arrays.write_once(name)
        return name

    def _recipe(self, recipe: Recipe) -> document.SavedRecipe:
        weights, names = recipe.weights, document.SavedHyperparameters.__struct_fields__
        chosen = {name: getattr(recipe.hyperparameters, name) for name in names}
        return document.SavedRecipe(
            dataset=self.datasets.number_of(recipe.dataset),
            hyperparameters=document.SavedHyperparameters(**chosen),
            weights=None
            if weights is None
            else {name: self._arrays.name_of(values) for name, values in weights.items()},
            weights_path=printable(recipe.weights_path, limit=10_000),
            fault=self.fault_number(recipe.fault),
        )

    def fault_number(self, fault: Planted | None) -> int | None:
        """Give the number of a fault; None: there is none."""
        return None if fault is None else self.faults.number_of(fault)

    def _fault(self, fault: Planted) -> document.SavedPlanted:
        secret = None if fault.secret is None else self.secrets.number_of(fault.secret)
        return document.SavedPlanted(fault.name, fault.layer, secret, fault.rate)


def _secret(secret: Secret) -> document.SavedSecret:
    return document.SavedSecret(secret.number, secret.is_out)


def _origin(origin: Origin) -> document.SavedOrigin:
    path = printable(origin.path, limit=10_000)
    return document.SavedOrigin(path, origin.columns, origin.targets, origin.has_header)
