from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nn_tui.engine.workspace import Workspace
from nn_tui.recipe.prospect import foresee
from nn_tui.recipe.recipe import Recipe, refusal
from nn_tui.recipe.settings import SETTINGS
from tests.recipe.test_settings import CLASSIC_WEIGHTS, recipe_of


def effects_of(recipe: Recipe, name: str, text: str) -> tuple[str, ...]:
    seen = foresee(recipe, SETTINGS[name], text)
    assert seen.reason == ""
    return seen.effects


def reason_of(recipe: Recipe, name: str, text: str) -> str:
    seen = foresee(recipe, SETTINGS[name], text)
    assert seen.effects == ()
    return seen.reason


@pytest.mark.parametrize(
    ("dataset", "name", "text", "effects"),
    [
        ("classic", "learning_rate", "0.5", ("applies at the next op",)),
        ("classic", "epochs", "7", ("applies at once",)),
        ("classic", "epochs", "50", ("as it is; a change applies at once",)),
        ("classic", "hidden", "8,8", ("starts over: epoch 0, same seed",)),
        ("classic", "seed", "12", ("starts over: epoch 0, seed 12",)),
        (
            "xor",
            "output_activation",
            "tanh",
            ("starts over: epoch 0, same seed", "takes loss along: bce -> mse"),
        ),
        (
            "iris",
            "loss",
            "mse",
            (
                "starts over: epoch 0, same seed",
                "takes output activation along: softmax -> linear",
            ),
        ),
        (
            "xor",
            "target",
            "x1",
            ("starts over: epoch 0, same seed",),
        ),
        (
            "moons",
            "target",
            "x1",
            (
                "starts over: epoch 0, same seed",
                "takes output activation along: sigmoid -> linear",
                "takes loss along: bce -> mse",
            ),
        ),
    ],
)
def test_effects_are_foreseen(dataset: str, name: str, text: str, effects: tuple[str, ...]) -> None:
    assert effects_of(recipe_of(dataset), name, text) == effects


@pytest.mark.parametrize(
    ("dataset", "name", "text", "reason"),
    [
        ("classic", "learning_rate", "1,5", "learning rate 1,5: a decimal comma; write 1.5"),
        ("classic", "activation", "sigmod", "activation sigmod: unknown; did you mean sigmoid?"),
        ("classic", "activation", "tanh,relu", "activation tanh,relu: 2 names for 1 hidden layer;"),
        ("classic", "activation", "softmax", "activation softmax: for the output layer only"),
        ("classic", "loss", "cross-entropy", "targets of row 0: 0: cross-entropy takes"),
        ("sine", "loss", "bce", "targets of row"),
        ("classic", "hidden", "99999999", "a 3-99999999-1 network with batches of 4 rows would"),
        ("iris", "target", "specie", "target column specie: unknown; did you mean species?"),
    ],
)
def test_reasons_are_foreseen(dataset: str, name: str, text: str, reason: str) -> None:
    assert reason_of(recipe_of(dataset), name, text).startswith(reason)


def test_nothing_is_allocated_or_drawn_to_foresee(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("nothing may be built")

    monkeypatch.setattr(Workspace, "__init__", refuse)
    monkeypatch.setattr(np.random, "RandomState", refuse)
    recipe = recipe_of("iris")
    for name, text in (("hidden", "64,64"), ("seed", "4"), ("loss", "mse"), ("init", "he")):
        assert effects_of(recipe, name, text)


def test_weights_that_no_longer_apply_are_foreseen(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(CLASSIC_WEIGHTS))
    assert effects_of(recipe_of(), "weights", str(path)) == ("starts over: epoch 0, these weights",)
    recipe = SETTINGS["weights"].change(recipe_of(), str(path))
    assert effects_of(recipe, "weights", "") == ("starts over: epoch 0, weights from the seed",)
    assert effects_of(recipe, "activation", "tanh") == ("starts over: epoch 0, the given weights",)
    assert effects_of(recipe, "hidden", "2") == (
        "starts over: epoch 0, same seed",
        "the weights that were given no longer apply",
    )


def test_large_file_is_read_on_enter_only(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("a,b,y\n" + "1.0000001,2.0000001,0.5\n" * 5000 + "1,two,0.5\n")
    path.write_text(path.read_text().replace("two", "2"))
    recipe = recipe_of(path)
    path.write_text(path.read_text().replace("1,2,0.5", "1,two,0.5"))
    setting = SETTINGS["target"]
    assert foresee(recipe, setting, "b").effects == ("starts over; the file is read on enter",)
    assert foresee(recipe, setting, "c").reason.startswith("target column c: unknown")
    assert "column b: two" in foresee(recipe, setting, "b", is_final=True).reason


def test_refusal_is_empty_for_a_recipe_that_can_be_followed() -> None:
    assert refusal(recipe_of("iris")) == ""
