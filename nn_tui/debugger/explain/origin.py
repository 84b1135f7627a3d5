"""Where numbers come from that no line computes: the dataset, the seed, a file, a person."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Given, Question
from nn_tui.debugger.journal import Entry, SetCells
from nn_tui.engine.cursor import START, Cursor
from nn_tui.recipe.recipe import Recipe

_INPUTS = ("l0", "inputs")
_TARGETS = ("y", "targets")


def given(question: Question) -> Given:
    """Say where a number comes from that stood there when the run began, or was typed."""
    typed = typed_over(question, None)
    if typed is not None:
        return Given(question, f"typed by hand at {typed}")
    return Given(question, _source(question, question.place.entry.recipe))


def _source(question: Question, recipe: Recipe) -> str:
    name = question.array
    if name in (*_INPUTS, *_TARGETS):
        return _from_dataset(question, recipe)
    if name == "learning_rate":
        return "the learning rate, as it was set"
    if name.startswith("frozen_"):
        return "frozen by hand: 1 where a weight takes no step, else 0"
    return _start_of_weights(recipe, name)


def typed_over(question: Question, written: Cursor | None) -> Cursor | None:
    """Say when a cell was typed over by hand since it was written; None: it was not."""
    place = question.place
    for entry in place.entry.back():
        if entry.cursor < (written or START):
            return None
        if _sets(entry, question):
            return entry.cursor
        if entry is place.entry.opening:
            return None
    return None


def _sets(entry: Entry, question: Question) -> bool:
    change = entry.change
    if not isinstance(change, SetCells) or change.array != question.array:
        return False
    return all(
        part.start <= i < part.stop for part, i in zip(change.window, question.index, strict=True)
    )


def _from_dataset(question: Question, recipe: Recipe) -> str:
    dataset = recipe.dataset
    place, column = question.index
    row = int(dataset.kept[place])
    if question.array in _TARGETS:
        return f"row {row} of {dataset.name}, target {dataset.target_names[column]}: as given"
    name, raw = dataset.input_names[column], dataset.inputs[row, column]
    if recipe.hyperparameters.standardize and not dataset.is_standardized:
        return (
            f"row {row} of {dataset.name}, input {name}: {raw:.17g} there, here in units of the "
            "column's deviation from its mean (standardized)"
        )
    return f"row {row} of {dataset.name}, input {name}: as given"


def _start_of_weights(recipe: Recipe, name: str) -> str:
    if recipe.weights is not None:
        where = f" from {recipe.weights_path}" if recipe.weights_path else ""
        return f"given{where}, before the first epoch"
    if name.startswith("bias"):
        return "0 before the first epoch, as every bias"
    hyperparameters = recipe.hyperparameters
    seed, init = hyperparameters.seed, hyperparameters.init
    return f"drawn from seed {seed} before the first epoch (init {init})"
