from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from nn_tui.data import open_dataset
from nn_tui.errors import InputError
from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.recipe import Recipe, assemble, choose
from nn_tui.recipe.settings import SETTINGS

CLASSIC_WEIGHTS = {"synapse_0": [[0.5] * 4] * 3, "synapse_1": [[-2.0]] * 4}


def recipe_of(dataset: str | Path = "classic", **given: str) -> Recipe:
    opened = open_dataset(str(dataset))
    return Recipe(opened, choose(opened, given))


def changed(recipe: Recipe, name: str, text: str) -> Recipe:
    return SETTINGS[name].change(recipe, text)


def refusal_of(recipe: Recipe, name: str, text: str) -> str:
    with pytest.raises(InputError) as refused:
        SETTINGS[name].change(recipe, text)
    return str(refused.value)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(CLASSIC_WEIGHTS))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text('a,"b,c",hue,y\n1,2,3,0\n3,4,5,1\n5,6,7,1\n')
    return path


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("dataset", ["classic", "iris"])
def test_value_typed_again_changes_nothing(dataset: str, name: str) -> None:
    recipe = recipe_of(dataset)
    assert changed(recipe, name, SETTINGS[name].edited(recipe)) is recipe


def test_settings_are_the_hyperparameters_and_three_more() -> None:
    assert set(SETTINGS) == {*FIELDS, "dataset", "target", "weights"}


def test_dataset_is_shown_and_not_edited() -> None:
    recipe = recipe_of("iris")
    assert SETTINGS["dataset"].show(recipe) == "iris"
    assert changed(recipe, "dataset", "xor") is recipe


def test_targets_are_shown_as_columns_not_classes() -> None:
    assert SETTINGS["target"].show(recipe_of("iris")) == "species"


def test_target_of_another_kind_takes_loss_and_activation_with_it(table: Path) -> None:
    before = recipe_of(table, hidden="5", learning_rate="0.25")
    assert before.hyperparameters.loss == "bce"
    recipe = changed(before, "target", "hue, a")
    assert recipe.dataset.target_names == ("hue", "a")
    assert recipe.hyperparameters.loss == "mse"
    assert recipe.hyperparameters.output_activation == "linear"
    assert recipe.hyperparameters.hidden == (5,)
    assert recipe.hyperparameters.learning_rate == 0.25


def test_target_of_the_same_kind_leaves_all_hyperparameters(table: Path) -> None:
    numbers = changed(recipe_of(table, hidden="5"), "target", "a")
    squared = changed(numbers, "loss", "squared")
    assert changed(squared, "target", "hue").hyperparameters == squared.hyperparameters


def test_target_that_the_loss_is_not_defined_for_takes_it_along(table: Path) -> None:
    table.write_text("a,b,c\n1,2,0.25\n3,4,0.5\n")
    recipe = recipe_of(table, loss="bce", output_activation="sigmoid")
    assert changed(recipe, "target", "b").hyperparameters.loss == "mse"


def test_target_gives_up_weights_that_were_given(table: Path) -> None:
    recipe = recipe_of(table, hidden="none", bias="no")
    given = Recipe(recipe.dataset, recipe.hyperparameters, {"synapse_0": np.ones((3, 1))}, "w.json")
    assert changed(given, "target", "a").weights is None


def test_column_with_a_comma_is_quoted(table: Path) -> None:
    recipe = changed(recipe_of(table), "target", '"b,c",y')
    assert recipe.dataset.target_names == ("b,c", "y")
    assert SETTINGS["target"].show(recipe) == '"b,c",y'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "target (empty): a name is missing"),
        (" , ", "target"),
        ("y,", "target y,: a name is missing"),
        ("huge", "target column huge: unknown; did you mean hue? known: a, b,c, hue, y"),
        ("y,y", "target column y: is named twice; name it once"),
        ('a,"b,c",hue,y', "all 4 columns are targets: no input is left; name fewer targets"),
    ],
)
def test_names_that_are_no_targets_are_refused_without_the_file(
    table: Path, text: str, reason: str
) -> None:
    recipe = recipe_of(table)
    table.unlink()
    assert refusal_of(recipe, "target", text).startswith(reason)
    with pytest.raises(InputError):
        SETTINGS["target"].glance(recipe, text)


def test_columns_that_cannot_be_read_like_this_are_named_with_the_file() -> None:
    assert refusal_of(recipe_of("iris"), "target", "petal_width").startswith(
        "iris.csv: line 21, column species: setosa is not a number"
    )


def test_file_that_has_gone_is_named(table: Path) -> None:
    recipe = recipe_of(table)
    table.unlink()
    assert refusal_of(recipe, "target", "a") == "table.csv: no such file"


def test_weights_are_read_and_named(weights: Path) -> None:
    recipe = changed(recipe_of(), "weights", f" {weights} ")
    assert SETTINGS["weights"].show(recipe) == "w.json"
    assert SETTINGS["weights"].edited(recipe) == str(weights)
    machine = assemble(recipe)
    np.testing.assert_array_equal(machine.workspace.arrays["synapse_0"], np.full((3, 4), 0.5))


def test_weights_of_npz_are_read(tmp_path: Path) -> None:
    synapse_0, synapse_1 = map(np.array, CLASSIC_WEIGHTS.values())
    np.savez(tmp_path / "w.npz", synapse_0=synapse_0, synapse_1=synapse_1)
    recipe = changed(recipe_of(), "weights", str(tmp_path / "w.npz"))
    assert SETTINGS["weights"].show(recipe) == "w.npz"
    assert recipe.weights is not None
    assert {k: v.tolist() for k, v in recipe.weights.items()} == CLASSIC_WEIGHTS


def test_weights_of_the_home_folder_are_found(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(weights.parent))
    assert changed(recipe_of(), "weights", "~/w.json").weights is not None


def test_no_weights_are_drawn_from_the_seed(weights: Path) -> None:
    recipe = changed(recipe_of(), "weights", str(weights))
    drawn = changed(recipe, "weights", "  ")
    assert drawn.weights is None
    assert SETTINGS["weights"].show(drawn) == "from the seed"


def test_weights_that_no_longer_fit_are_forgotten_with_their_file(weights: Path) -> None:
    recipe = changed(changed(recipe_of(), "weights", str(weights)), "hidden", "2")
    assert (recipe.weights, recipe.weights_path) == (None, "")


def test_weights_stay_where_an_edit_leaves_them_a_meaning(weights: Path) -> None:
    recipe = changed(changed(recipe_of(), "weights", str(weights)), "activation", "tanh")
    assert SETTINGS["weights"].show(recipe) == "w.json"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        ("{", "not valid JSON"),
        ("[1]", "must be an object"),
        ('{"synapse_0": [[1]]}', "no synapse_1"),
        (json.dumps(CLASSIC_WEIGHTS | {"synapse_1": [[1, 2]]}), "must be (4, 1)"),
        (json.dumps(CLASSIC_WEIGHTS | {"bias_0": [1]}), "bias_0 is not in this network"),
    ],
)
def test_weights_that_cannot_be_used_are_refused(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_text(content)
    assert reason in refusal_of(recipe_of(), "weights", str(path))


def test_folder_is_no_weights(tmp_path: Path) -> None:
    assert "Is a directory" in refusal_of(recipe_of(), "weights", str(tmp_path))


def test_pipe_is_no_weights_to_wait_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal_of(recipe_of(), "weights", str(tmp_path / "pipe")).endswith("is not a file")


def test_nobodys_home_holds_no_weights() -> None:
    assert "No such file" in refusal_of(recipe_of(), "weights", "~no-such-person/w.json")
