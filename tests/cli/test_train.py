"""`nn-tui train`: what it prints, on which scripts rely."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nn_tui.debugger.curve import Curve
from nn_tui.debugger.session import Session
from nn_tui.recipe.recipe import Recipe
from tests.cli.commands import Terminal

PUBLISHED = [0.16773399, 0.1427798, 0.84060332, 0.82558171]


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def train_json(terminal: Terminal, *words: object) -> Any:
    outcome = terminal.run("train", *words, "--format", "json")
    assert outcome.code == 0
    return outcome.json


def test_default_run_gives_the_published_outputs(terminal: Terminal) -> None:
    run = train_json(terminal)
    assert [round(output, 8) for (output,) in run["outputs"]] == PUBLISHED


def test_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    run = train_json(terminal)
    assert list(run) == [
        "dataset", "layers", "hyperparameters", "seed", "epoch",
        "loss", "error", "outputs", "weights", "history",
    ]  # fmt: skip


def test_json_describes_the_run(terminal: Terminal) -> None:
    run = train_json(terminal, "--epochs", "3", "--batch-size", "3")
    assert (run["dataset"], run["layers"], run["seed"], run["epoch"]) == (
        "classic",
        [3, 4, 1],
        1,
        3,
    )
    assert run["hyperparameters"] == {
        "hidden": [4],
        "activation": ["sigmoid"],
        "output_activation": "sigmoid",
        "bias": False,
        "init": "uniform",
        "loss": "squared",
        "optimizer": "gd",
        "learning_rate": 1.0,
        "batch_size": 3,
        "shuffle": False,
        "epochs": 3,
        "standardize": False,
    }


def test_json_weights_have_the_shapes_of_the_layers(terminal: Terminal) -> None:
    weights = train_json(terminal, "xor", "--hidden", "2,3")["weights"]
    assert {name: np.shape(values) for name, values in weights.items()} == {
        "synapse_0": (2, 2), "bias_0": (2,), "synapse_1": (2, 3),
        "bias_1": (3,), "synapse_2": (3, 1), "bias_2": (1,),
    }  # fmt: skip


def test_json_history_is_every_epoch_and_ends_in_the_final_figures(terminal: Terminal) -> None:
    run = train_json(terminal, "--epochs", "30")
    history = run["history"]
    assert list(history) == ["epoch", "loss", "error"]
    assert history["epoch"] == list(range(1, 31))
    assert len(history["loss"]) == len(history["error"]) == 30
    assert (run["loss"], run["error"]) == (history["loss"][-1], history["error"][-1])


def test_json_loss_and_error_are_of_the_outputs(terminal: Terminal) -> None:
    run = train_json(terminal)
    y, outputs = np.array([[0.0], [0.0], [1.0], [1.0]]), np.array(run["outputs"])
    assert run["loss"] == 0.5 * np.sum((y - outputs) ** 2)
    assert run["error"] == np.mean(np.abs(y - outputs))


def test_json_outputs_are_of_the_last_forward_pass(terminal: Terminal) -> None:
    before, run = train_json(terminal, "--epochs", "9"), train_json(terminal, "--epochs", "10")
    l0 = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    weights = before["weights"]
    expected = sigmoid(sigmoid(l0 @ weights["synapse_0"]) @ weights["synapse_1"])
    np.testing.assert_allclose(run["outputs"], expected, rtol=1e-14)


@pytest.mark.parametrize("shuffle", ["--shuffle", "--no-shuffle"])
@pytest.mark.parametrize("batch_size", ["1", "3", "all"])
def test_json_outputs_are_in_the_order_of_the_file(
    terminal: Terminal, batch_size: str, shuffle: str
) -> None:
    still = ["--learning-rate", "1e-300", "--batch-size", batch_size, shuffle, "--epochs", "3"]
    run = train_json(terminal, *still)
    l0 = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    weights = run["weights"]
    expected = sigmoid(sigmoid(l0 @ weights["synapse_0"]) @ weights["synapse_1"])
    np.testing.assert_allclose(run["outputs"], expected, rtol=1e-14)


def test_json_of_no_epochs_has_weights_and_nothing_computed(terminal: Terminal) -> None:
    run = train_json(terminal, "--epochs", "0")
    assert (run["epoch"], run["loss"], run["error"], run["outputs"]) == (0, None, None, None)
    assert run["history"] == {"epoch": [], "loss": [], "error": []}
    drawn = 2 * np.random.RandomState(1).random_sample((3, 4)) - 1
    assert run["weights"]["synapse_0"] == drawn.tolist()


@pytest.mark.parametrize("batching", [[], ["--batch-size", "3"], ["--bias", "--init", "he"]])
def test_weights_of_a_run_go_on_with_the_same_bits(
    terminal: Terminal, tmp_path: Path, batching: list[str]
) -> None:
    whole = train_json(terminal, *batching, "--epochs", "50")
    first = train_json(terminal, *batching, "--epochs", "20")
    for content in (first, first["weights"]):
        path = tmp_path / "run.json"
        path.write_text(json.dumps(content))
        rest = train_json(terminal, *batching, "--epochs", "30", "--weights", path)
        assert rest["weights"] == whole["weights"]
        assert rest["outputs"] == whole["outputs"]
        assert rest["history"]["loss"] == whole["history"]["loss"][20:]


def test_same_command_gives_the_same_bytes(terminal: Terminal) -> None:
    words = ("train", "iris", "--epochs", "3", "--format", "json")
    assert terminal.run(*words) == terminal.run(*words)


def test_other_seed_gives_other_weights(terminal: Terminal) -> None:
    one, two = (train_json(terminal, "--seed", seed, "--epochs", "0") for seed in ("1", "2"))
    assert one["weights"] != two["weights"]


def test_name_in_json_is_the_registrys(terminal: Terminal) -> None:
    run = train_json(terminal, "--activation", "Leaky-ReLU", "--epochs", "1")
    assert run["hyperparameters"]["activation"] == ["leaky_relu"]


def test_csv_is_the_history(terminal: Terminal) -> None:
    history = train_json(terminal, "--epochs", "20")["history"]
    outcome = terminal.run("train", "--epochs", "20", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [int(row["epoch"]) for row in rows] == history["epoch"]
    assert [float(row["loss"]) for row in rows] == history["loss"]
    assert [float(row["error"]) for row in rows] == history["error"]
    assert outcome.out.splitlines()[0] == "epoch,loss,error"


def test_table_gives_target_output_and_error_of_each_row(terminal: Terminal) -> None:
    lines = terminal.run("train").out.splitlines()
    assert [line.split() for line in lines[:5]] == [
        ["row", "target", "output", "error"],
        ["0", "0", "0.16773399", "-0.16773399"],
        ["1", "0", "0.14277980", "-0.14277980"],
        ["2", "1", "0.84060332", "+0.15939668"],
        ["3", "1", "0.82558171", "+0.17441829"],
    ]
    assert lines[5] == ""
    assert lines[6].startswith("epoch 50  loss 0.0521")
    assert len(lines) == 7


def test_table_names_each_of_several_targets(terminal: Terminal) -> None:
    head = terminal.run("train", "iris", "--epochs", "1").out.splitlines()[0]
    assert "output setosa" in head
    assert "error virginica" in head


def test_table_of_no_epochs_says_that_nothing_is_computed(terminal: Terminal) -> None:
    outcome = terminal.run("train", "--epochs", "0")
    assert outcome.out == "epoch 0  loss not yet computed  error not yet computed\n"


def test_what_was_understood_is_one_line_on_stderr(terminal: Terminal) -> None:
    assert terminal.run("train", "--epochs", "1").err == (
        "nn-tui: classic: 4 rows, 3 inputs (x0, x1, x2) -> y, two classes (0, 1)\n"
    )


def test_large_inputs_get_a_hint(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("area,price\n1000,1\n2000,2\n3000,4\n")
    hint = "inputs reach 3000 in size (column area)"
    assert hint in terminal.run("train", path, "--epochs", "0").err
    assert hint not in terminal.run("train", path, "--epochs", "0", "--standardize").err


DIVERGING = ("train", "sine", "--activation", "relu", "--learning-rate", "5")


def test_divergence_exits_with_3_and_names_the_op(terminal: Terminal) -> None:
    outcome = terminal.run(*DIVERGING)
    assert outcome.code == 3
    assert "nn-tui: diverged: z2 is not finite at epoch 7, batch 1, in z2 = " in outcome.err


def test_json_of_a_divergence_is_that_of_the_epochs_before(terminal: Terminal) -> None:
    run = terminal.run(*DIVERGING, "--format", "json").json
    assert run["epoch"] == 6
    assert run["history"]["epoch"] == [1, 2, 3, 4, 5, 6]
    assert all(np.isfinite(run["history"]["loss"]))


def test_json_of_a_divergence_in_shuffled_batches_is_json(terminal: Terminal) -> None:
    outcome = terminal.run(*DIVERGING, "--shuffle", "--batch-size", "7", "--format", "json")
    assert outcome.code == 3
    assert outcome.json["epoch"] == len(outcome.json["history"]["epoch"])


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_saved_weights_go_on_with_the_same_bits(
    terminal: Terminal, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"w{suffix}"
    whole = train_json(terminal, "xor", "--epochs", "50")
    first = terminal.run("train", "xor", "--epochs", "20", "--save-weights", path)
    assert (first.code, f"weights after epoch 20 saved to {path}" in first.err) == (0, True)
    rest = train_json(terminal, "xor", "--epochs", "30", "--weights", path)
    assert rest["weights"] == whole["weights"]
    assert rest["history"]["loss"] == whole["history"]["loss"][20:]


def test_saved_weights_of_a_divergence_are_from_before_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "w.npz"
    outcome = terminal.run(*DIVERGING, "--format", "json", "--save-weights", path)
    assert outcome.code == 3
    with np.load(path, allow_pickle=False) as weights:
        assert {name: weights[name].tolist() for name in weights} == outcome.json["weights"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("w.txt", "suffix .txt: must end in .json or .npz"),
        ("no/w.npz", "there is no directory "),
    ],
)
def test_weights_that_could_not_be_saved_are_not_trained(
    terminal: Terminal, tmp_path: Path, name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("nothing may be trained")

    monkeypatch.setattr(Session, "advance", refuse)
    path = tmp_path / name
    assert terminal.refusal("train", "--save-weights", path).startswith(
        f"save weights {path}: {reason}"
    )


@pytest.mark.parametrize(
    ("epochs", "every", "kept"),
    [(20, 5, [5, 10, 15, 20]), (20, 7, [7, 14, 20]), (20, 50, [20]), (3, 1, [1, 2, 3]), (0, 2, [])],
)
def test_spacing_of_the_history_is_as_asked_for(
    terminal: Terminal, epochs: int, every: int, kept: list[int]
) -> None:
    whole = train_json(terminal, "--epochs", epochs)["history"]
    spaced = train_json(terminal, "--epochs", epochs, "--history-every", every)["history"]
    assert spaced["epoch"] == kept
    for name in ("loss", "error"):
        assert spaced[name] == [whole[name][epoch - 1] for epoch in kept]
    words = ("--epochs", epochs, "--history-every", every, "--format", "csv")
    lines = terminal.run("train", *words).out.splitlines()[1:]
    assert [int(line.split(",")[0]) for line in lines] == kept


def test_spacing_holds_where_the_curve_has_no_room_for_every_epoch(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Curve.__init__, "__defaults__", (8,))
    bounded = train_json(terminal, "--epochs", 60)["history"]["epoch"]
    assert len(bounded) <= 9
    spaced = train_json(terminal, "--epochs", 60, "--history-every", 7)["history"]["epoch"]
    assert spaced == [7, 14, 21, 28, 35, 42, 49, 56, 60]


def test_spaced_history_of_a_divergence_ends_before_it(terminal: Terminal) -> None:
    run = terminal.run(*DIVERGING, "--format", "json", "--history-every", "4").json
    assert run["history"]["epoch"] == [4, 6]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--history-every", "0", "--format", "csv"), "history every 0: must be 1 or more"),
        (
            ("--history-every", "2.5", "--format", "csv"),
            "history every 2.5: must be a whole number",
        ),
        (("--history-every", "5"), "history every 5: a table has no history; add --format json"),
        (
            ("--history-every", "2", "--epochs", "10000000", "--format", "json"),
            "history every 2: would keep 5000000 of 10000000 epochs: "
            "the limit is 1000000; give 10 or more",
        ),
        (("--history-mb", "0"), "history mb 0: must be 1 to 65536"),
        (("--history-mb", "1e3"), "history mb 1e3: must be a whole number, 1 to 65536"),
        (("--history-mb", "100000"), "history mb 100000: must be 1 to 65536"),
    ],
)
def test_bound_that_cannot_be_is_refused(
    terminal: Terminal, words: tuple[str, ...], reason: str
) -> None:
    assert terminal.refusal("train", *words).startswith(reason)


@pytest.mark.parametrize("command", [("train",), ("show", "l1", "--epoch", "1")])
def test_memory_of_the_history_is_as_asked_for(
    terminal: Terminal, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    made = Session.__init__

    def note(self: Session, recipe: Recipe, history_megabytes: float) -> None:
        asked.append(history_megabytes)
        made(self, recipe, history_megabytes)

    monkeypatch.setattr(Session, "__init__", note)
    terminal.run(*command, "--history-mb", "3")
    terminal.run(*command)
    assert asked == [3, 64]
