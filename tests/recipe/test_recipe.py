"""The recipe: where each hyperparameter comes from, and the machine that is assembled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.data import Dataset, TargetKind, open_dataset
from nn_tui.data.preamble import HYPERPARAMETERS
from nn_tui.engine.errors import NetworkError
from nn_tui.errors import InputError
from nn_tui.recipe.fields import FIELDS, Applies
from nn_tui.recipe.recipe import Recipe, assemble, choose

NUMBERS = "x,y\n1,2.5\n2,-3\n3,4\n"
TWO_CLASSES = "x,y\n1,0\n2,1\n3,1\n"
CLASSES = "x,y\n1,red\n2,green\n3,blue\n"


def dataset_of(tmp_path: Path, text: str) -> Dataset:
    path = tmp_path / "own.csv"
    path.write_text(text)
    return open_dataset(str(path))


@pytest.mark.parametrize(
    ("text", "kind", "output", "loss"),
    [
        (NUMBERS, TargetKind.NUMBERS, "linear", "mse"),
        (TWO_CLASSES, TargetKind.TWO_CLASSES, "sigmoid", "bce"),
        (CLASSES, TargetKind.CLASSES, "softmax", "cross-entropy"),
    ],
)
def test_output_and_loss_go_by_the_kind_of_target(
    tmp_path: Path, text: str, kind: TargetKind, output: str, loss: str
) -> None:
    dataset = dataset_of(tmp_path, text)
    chosen = choose(dataset, {})
    assert (dataset.kind, chosen.output_activation, chosen.loss) == (kind, output, loss)


def test_preamble_goes_before_the_kind_of_target(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, "# output_activation: tanh\n# loss: squared\n" + NUMBERS)
    chosen = choose(dataset, {})
    assert (chosen.output_activation, chosen.loss) == ("tanh", "squared")


def test_option_goes_before_the_preamble(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, "# learning_rate: 3\n# hidden: 5\n# epochs: 7\n" + NUMBERS)
    chosen = choose(dataset, {"learning_rate": "0.25", "hidden": "none"})
    assert (chosen.learning_rate, chosen.hidden, chosen.epochs) == (0.25, (), 7)


def test_option_goes_before_a_preamble_that_cannot_be_read(tmp_path: Path) -> None:
    dataset = dataset_of(tmp_path, "# seed: none\n" + NUMBERS)
    assert choose(dataset, {"seed": "3"}).seed == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# learning_rate: 0,5", "learning rate 0,5: a decimal comma"),
        ("# hidden: 0", "hidden 0: must be 1 or more"),
        ("# loss: sqared", "loss sqared: unknown; did you mean squared?"),
        ("# bias: perhaps", "bias perhaps: must be yes or no"),
    ],
)
def test_preamble_is_refused_like_an_option(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("?", r"\?")):
        choose(dataset_of(tmp_path, f"{line}\n{NUMBERS}"), {})


def test_every_preamble_word_is_a_field() -> None:
    assert set(HYPERPARAMETERS) <= set(FIELDS)


@pytest.mark.parametrize(
    "name", ["classic", "and", "or", "xor", "moons", "circles", "iris", "sine"]
)
def test_shipped_dataset_assembles_as_it_suggests(name: str) -> None:
    dataset = open_dataset(name)
    machine = assemble(Recipe(dataset, choose(dataset, {})))
    machine.run_epoch()
    assert machine.is_finite()


def test_one_activation_serves_every_hidden_layer() -> None:
    dataset = open_dataset("xor")
    chosen = choose(dataset, {"hidden": "2,3,4", "activation": "relu"})
    names = [activation.name for activation in chosen.network(2, 1).activations]
    assert names == ["relu", "relu", "relu", "sigmoid"]


def test_one_activation_for_each_hidden_layer() -> None:
    chosen = choose(open_dataset("xor"), {"hidden": "2,3", "activation": "relu,tanh"})
    names = [activation.name for activation in chosen.network(2, 1).activations]
    assert names == ["relu", "tanh", "sigmoid"]


def test_no_hidden_layer_needs_no_activation() -> None:
    chosen = choose(open_dataset("xor"), {"hidden": "none"})
    assert chosen.network(2, 1).sizes == (2, 1)


def machine_of(given: dict[str, str], name: str = "classic") -> Recipe:
    dataset = open_dataset(name)
    return Recipe(dataset, choose(dataset, given))


def test_machine_starts_with_the_weights_of_the_seed() -> None:
    machine = assemble(machine_of({"seed": "7"}))
    stream = np.random.RandomState(7)
    for name, shape in (("synapse_0", (3, 4)), ("synapse_1", (4, 1))):
        expected = 2 * stream.random_sample(shape) - 1
        np.testing.assert_array_equal(machine.workspace.arrays[name], expected)


def test_machine_starts_with_the_weights_that_are_given() -> None:
    recipe = machine_of({})
    given = {"synapse_0": np.full((3, 4), 0.5), "synapse_1": np.full((4, 1), -2.0)}
    machine = assemble(Recipe(recipe.dataset, recipe.hyperparameters, given))
    for name, values in given.items():
        np.testing.assert_array_equal(machine.workspace.arrays[name], values)


def test_machine_has_the_learning_rate_and_the_rows() -> None:
    machine = assemble(machine_of({"learning_rate": "0.125", "batch_size": "3"}))
    assert machine.workspace.arrays["learning_rate"] == 0.125
    assert [machine.program.schedule.rows_of(batch) for batch in (1, 2)] == [3, 1]


def test_machine_trains_on_standardized_inputs_on_request() -> None:
    machine = assemble(machine_of({"standardize": "yes"}, "iris"))
    np.testing.assert_allclose(machine.workspace.inputs.mean(axis=0), 0, atol=1e-14)
    np.testing.assert_allclose(machine.workspace.inputs.std(axis=0), 1)


def test_machine_trains_on_the_inputs_of_the_file_otherwise() -> None:
    machine = assemble(machine_of({"standardize": "no"}, "iris"))
    np.testing.assert_array_equal(machine.workspace.inputs, open_dataset("iris").inputs)


@pytest.mark.parametrize(
    ("dataset", "given", "message"),
    [
        ("sine", {"loss": "bce"}, "loss bce with output activation linear: bce goes with"),
        ("sine", {"loss": "bce", "output_activation": "sigmoid"}, "targets of row .*: bce takes"),
        ("iris", {"activation": "softmax"}, "activation softmax: for the output layer only"),
        ("classic", {"hidden": "100000000"}, "would take 26 GB of memory: the limit is 1 GB"),
        ("classic", {"hidden": "40000,40000"}, "GB of memory"),
    ],
)
def test_recipe_that_cannot_be_followed_is_refused(
    dataset: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(NetworkError, match=message):
        assemble(machine_of(given, dataset))


def test_change_leaves_the_recipe_itself_as_it_was() -> None:
    recipe = machine_of({})
    changed = recipe.with_changes(seed=9)
    assert (recipe.hyperparameters.seed, changed.hyperparameters.seed) == (1, 9)
    assert changed.dataset is recipe.dataset


def test_what_shapes_the_network_starts_over() -> None:
    live = {name for name, field in FIELDS.items() if field.applies is not Applies.STARTS_OVER}
    assert live == {"learning_rate", "epochs", "batch_size", "shuffle"}


def test_preamble_knows_every_hyperparameter() -> None:
    assert set(HYPERPARAMETERS) == set(FIELDS)


@pytest.mark.parametrize(
    ("dataset", "changes", "loss", "output_activation"),
    [
        ("iris", {"output_activation": "sigmoid"}, "mse", "sigmoid"),
        ("iris", {"loss": "mse"}, "mse", "linear"),
        ("iris", {"loss": "bce"}, "bce", "sigmoid"),
        ("classic", {"output_activation": "softmax"}, "cross-entropy", "softmax"),
        ("classic", {"output_activation": "tanh"}, "squared", "tanh"),
        ("xor", {"output_activation": "tanh"}, "mse", "tanh"),
        ("xor", {"loss": "squared"}, "squared", "sigmoid"),
    ],
)
def test_loss_and_output_activation_change_together_where_they_must(
    dataset: str, changes: dict[str, str], loss: str, output_activation: str
) -> None:
    opened = open_dataset(dataset)
    after = Recipe(opened, choose(opened, {})).with_changes(**changes).hyperparameters
    assert (after.loss, after.output_activation) == (loss, output_activation)
