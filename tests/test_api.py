"""`import nn_tui`: a session for programs, and the README's lines as they stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nn_tui
from nn_tui.api import Hyperparameters
from nn_tui.recipe.fields import FIELDS
from tests.cli.commands import Terminal

ROOT = Path(__file__).parents[1]
PUBLISHED = [0.16773399, 0.1427798, 0.84060332, 0.82558171]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_readme_lines_run(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    (block,) = (block for block in blocks if "import nn_tui" in block)
    namespace: dict[str, Any] = {}
    exec(compile(block, "README.md", "exec"), namespace)
    out, session = capsys.readouterr().out, namespace["session"]
    assert out.startswith("0.0521")
    assert "epoch 31, batch 1, after l1_delta [[" in out
    assert "\n50 " in out
    assert session.place == "epoch 31, batch 1, after l1_error"


def test_default_run_gives_the_published_outputs() -> None:
    session = nn_tui.open()
    session.run()
    np.testing.assert_array_equal(session["l2"].round(8).ravel(), PUBLISHED)
    assert session.epoch == 50


def test_public_names_are_documented() -> None:
    for name in nn_tui.__all__:
        assert getattr(nn_tui, name).__doc__
        assert name in dir(nn_tui)
    members = {k: v for k, v in vars(nn_tui.Session).items() if not k.startswith("_")}
    assert all(member.__doc__ for member in members.values())


def test_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module nn_tui has no attribute sessions"):
        _ = nn_tui.sessions


def test_keywords_are_the_hyperparameters() -> None:
    assert list(Hyperparameters.__annotations__) == list(FIELDS)


@pytest.mark.parametrize(
    ("keywords", "words"),
    [
        ({"hidden": (8, 8), "activation": "relu", "learning_rate": 0.05}, "--hidden 8,8 "
         "--activation relu --learning-rate 0.05"),
        ({"hidden": [5], "shuffle": True, "batch_size": 30, "seed": 9}, "--hidden 5 --shuffle "
         "--batch-size 30 --seed 9"),
        ({"hidden": (), "bias": False, "standardize": True}, "--hidden none --no-bias "
         "--standardize"),
        ({"hidden": 3, "batch_size": "all", "init": "he"}, "--hidden 3 --batch-size all --init he"),
    ],
)  # fmt: skip
def test_session_is_the_command_lines(
    terminal: Terminal, keywords: Hyperparameters, words: str
) -> None:
    session = nn_tui.open("iris", **keywords)
    session.run(4)
    command = ("train", "iris", "--epochs", "4", *words.split(), "--format", "json")
    told = terminal.run(*command).json
    assert {name: held.tolist() for name, held in session.weights.items()} == told["weights"]
    assert (session.loss, session.error) == (told["loss"], told["error"])
    history = session.history
    assert history.epoch.tolist() == told["history"]["epoch"]
    assert history.loss.tolist() == told["history"]["loss"]


def test_file_and_weights_are_opened(terminal: Terminal, tmp_path: Path) -> None:
    path, saved = tmp_path / "own.csv", tmp_path / "w.npz"
    path.write_text("price,a,b\n1,0,1\n2,1,1\n3,1,0\n")
    terminal.run("train", path, "--target", "price", "--epochs", "5", "--save-weights", saved)
    session = nn_tui.open(path, target="price", weights=saved)
    with np.load(saved) as held:
        for name, values in session.weights.items():
            np.testing.assert_array_equal(values, held[name])


def test_arrays_are_opened_like_a_file() -> None:
    x, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    ours = nn_tui.open((x, np.array(y)), hidden=3, epochs=20, seed=4)
    ours.run()
    theirs = nn_tui.open(
        "xor", activation="tanh", learning_rate=0.5, bias=True, hidden=3, epochs=20, seed=4
    )
    theirs.run()
    assert ours.loss == theirs.loss


def test_every_step_has_its_way_back() -> None:
    session = nn_tui.open("iris", batch_size=40, shuffle=True)
    session.run(3)
    for unit in ("op", "batch", "epoch"):
        place, weights = session.place, session.weights
        session.step(unit)
        assert session.place != place
        session.back(unit)
        assert session.place == place
        for name, values in weights.items():
            np.testing.assert_array_equal(session[name], values)


def test_arrays_are_those_of_the_moment() -> None:
    session = nn_tui.open("xor")
    session.go_to(7, op="l2_delta")
    first = session["l2_delta"]
    session.go_to(300)
    session.go_to(epoch=7, op="l2_delta")
    np.testing.assert_array_equal(session["l2_delta"], first)
    assert session.place == "epoch 7, batch 1, after l2_delta"


def test_gone_on_from_an_edit_and_undone() -> None:
    session = nn_tui.open("xor")
    session.run(20)
    straight = session.weights
    session.go_to(10)
    session.edit("synapse_0", (1, 2), 0.125)
    assert session["synapse_0"][1, 2] == 0.125
    session.run(10)
    edited = session.weights
    assert (edited["synapse_0"] != straight["synapse_0"]).any()
    assert session.undo()
    assert session.epoch == 10
    session.run(10)
    np.testing.assert_array_equal(session["synapse_0"], straight["synapse_0"])
    session.go_to(10)
    assert session.redo()
    session.run(10)
    np.testing.assert_array_equal(session["synapse_0"], edited["synapse_0"])


@pytest.mark.parametrize(
    ("index", "values"),
    [
        (..., 0.5),
        ((slice(None), 1), [1.0, 2.0, 3.0]),
        ((slice(0, 3, 2), slice(1, 3)), 7),
        (-1, [1, 2, 3, 4]),
        (([0, 2], [3, 0]), 9.0),
    ],
)
def test_edit_sets_the_cells_that_numpy_would(index: Any, values: Any) -> None:
    session = nn_tui.open("classic")
    expected = np.array(session["synapse_0"])
    expected[index] = values
    session.edit("synapse_0", index, values)
    np.testing.assert_array_equal(session["synapse_0"], expected)


def test_undo_of_nothing_says_so() -> None:
    session = nn_tui.open("xor")
    assert not session.undo()
    assert not session.redo()


def test_change_applies_as_in_the_screen() -> None:
    session = nn_tui.open("classic")
    session.run(10)
    session.change("learning_rate", 0.25)
    assert session["learning_rate"] == 0.25
    assert session.epoch == 10
    session.change("hidden", (5,))
    assert session.epoch == 0
    assert session["synapse_0"].shape == (3, 5)


def test_moment_of_another_batch_size_is_found() -> None:
    session = nn_tui.open("classic", batch_size=2)
    session.run(5)
    session.change("batch_size", "all")
    session.run(5)
    session.go_to(3, batch=2, op="l1")
    assert session.place == "epoch 3, batch 2, after l1"
    session.go_to(8)
    assert session.place == "epoch 8, batch 1, after error"


def test_array_cannot_be_written_by_mistake() -> None:
    session = nn_tui.open("classic")
    with pytest.raises(ValueError, match="read-only"):
        session["synapse_0"][0, 0] = 1.0


def opened() -> nn_tui.Session:
    session = nn_tui.open("classic")
    session.go_to(2, op="l1")
    return session


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: nn_tui.open("clasic"), "dataset clasic: unknown; did you mean classic?"),
    (lambda: nn_tui.open("no.csv"), "no.csv: no such file"),
    (lambda: nn_tui.open(learning_rate=-1.0), "learning rate -1.0: must be greater than 0; try"),
    (lambda: nn_tui.open(hidden=(0,)), "hidden 0: must be 1 or more"),
    (lambda: nn_tui.open(hidden=10**8), "a 3-100000000-1 network with batches of 4 rows would"),
    (lambda: nn_tui.open(history_mb=0), "history mb 0: must be 1 to 65536"),
    (lambda: nn_tui.open(**{"hiden": 4}), "hyperparameter hiden: unknown; did you mean hidden?"),  # type: ignore[arg-type]
    (lambda: nn_tui.open(([[1.0], [2.0]], [1.0])), "inputs have 2 rows and targets 1: must be"),
    (lambda: nn_tui.open(([[1.0], [np.nan]], [1, 2])), "inputs, row 1, column 0: nan is not fin"),
    (lambda: nn_tui.open(([[1], [1, 2]], [1, 2])), "inputs: must be numbers in rows of equal"),
    (lambda: nn_tui.open((np.zeros((2, 2, 2)), [1, 2])), "inputs of shape (2, 2, 2): must be (r"),
    (lambda: nn_tui.open(([], [])), "inputs of shape (0,): must be (rows, columns), with 1 or"),
    (lambda: nn_tui.open(([1, 2], ["a", "a"])), "target column y: every row is a; there must be"),
    (lambda: opened()["l9"], "array l9: unknown; known: l0, y"),
    (lambda: opened()["l2"], "l2: not computed yet at epoch 2, batch 1, after l1: l2 = sig"),
    (lambda: opened().edit("l2", ..., 1.0), "l2: not computed yet at epoch 2, batch 1, after l1"),
    (lambda: opened().edit("loss", ..., 1.0), "loss: follows from others; set one of those, s"),
    (lambda: opened().edit("synapse_0", (3, 0), 1.0), "synapse_0[3, 0]: no such cell: synapse_0"),
    (lambda: opened().edit("synapse_0", 0, [1.0, 2.0]), "synapse_0[0]: must be numbers of shape ("),
    (lambda: opened().edit("synapse_0", 0, np.inf), "synapse_0[0]: must be finite"),
    (lambda: opened().edit("synapse_0", slice(0, 0), 1), "synapse_0[slice(0, 0, None)]: names no"),
    (lambda: opened().edit("learning_rate", ..., 0.0), "learning rate 0.0: must be greater than"),
    (lambda: opened().change("loss", "squred"), "loss squred: unknown; did you mean squared?"),
    (lambda: opened().change("speed", 1), "hyperparameter speed: unknown"),
    (lambda: opened().go_to(-1), "epoch -1: must be a whole number, 0 or more"),
    (lambda: opened().go_to(1, 2), "batch 2: must be 1: an epoch takes 4 rows in 1 batch"),
    (lambda: opened().go_to(1, op="l7"), "op l7: unknown"),
    (lambda: opened().run(-3), "epochs -3: must be a whole number, 0 or more"),
    (lambda: opened().step("line"), "unit line: unknown"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(("use", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_cannot_be_is_refused_in_one_line(use: Callable[[], object], message: str) -> None:
    with pytest.raises(nn_tui.InputError) as refusal:
        use()
    assert str(refusal.value).startswith(message)
    assert str(refusal.value).isprintable()


def test_divergence_is_raised_and_leaves_the_run_before_it() -> None:
    session = nn_tui.open("sine", activation="relu", learning_rate=5.0)
    with pytest.raises(nn_tui.Diverged, match="diverged: z2 is not finite at epoch 7, batch 1"):
        session.run()
    assert session.epoch == 6
    with pytest.raises(nn_tui.Diverged):
        session.step("epoch")


def test_long_run_in_one_go_keeps_within_its_memory() -> None:
    session = nn_tui.open("classic", history_mb=1)
    session.run(40_000)
    session.go_to(20_000, op="l1")
    assert session.place == "epoch 20000, batch 1, after l1"
    history = session._session.timeline.history
    assert len(history) > 1
    assert history.size <= 1_000_000
