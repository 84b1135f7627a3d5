"""Hyperparameters as a person types them: what is read, and the one line for what is not."""

from __future__ import annotations

from typing import Any

import pytest

from nn_tui.data import open_dataset
from nn_tui.errors import InputError
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.recipe import choose

READ: list[tuple[str, str, Any]] = [
    ("learning_rate", "0.1", 0.1),
    ("learning_rate", " 1e-3 ", 0.001),
    ("learning_rate", "5e-324", 5e-324),
    ("epochs", "0", 0),
    ("epochs", "1000000", 1_000_000),
    ("seed", "0", 0),
    ("seed", "4294967295", 2**32 - 1),
    ("batch_size", "1", 1),
    ("batch_size", "all", None),
    ("batch_size", " ALL ", None),
    ("hidden", "4", (4,)),
    ("hidden", "8, 8 ,2", (8, 8, 2)),
    ("hidden", "none", ()),
    ("hidden", "None", ()),
    ("activation", "tanh", ("tanh",)),
    ("activation", "tanh, relu", ("tanh", "relu")),
    ("output_activation", " linear ", "linear"),
    ("bias", "yes", True),
    ("bias", "OFF", False),
    ("shuffle", "true", True),
    ("standardize", "no", False),
]


@pytest.mark.parametrize(("name", "text", "value"), READ)
def test_text_is_read(name: str, text: str, value: Any) -> None:
    assert FIELDS[name].parse(text) == value


def refusal_of(name: str, text: str) -> str:
    with pytest.raises(RecipeError) as refusal:
        FIELDS[name].parse(text)
    return str(refusal.value)


REFUSED = [
    ("learning_rate", "0", "learning rate 0: must be greater than 0; try 0.1"),
    ("learning_rate", "-0.1", "learning rate -0.1: must be greater than 0; try 0.1"),
    ("learning_rate", "1e-400", "learning rate 1e-400: must be greater than 0; try 0.1"),
    ("learning_rate", "nan", "learning rate nan: must be finite; try 0.1"),
    ("learning_rate", "inf", "learning rate inf: must be finite; try 0.1"),
    ("learning_rate", "-inf", "learning rate -inf: must be finite; try 0.1"),
    ("learning_rate", "1e999", "learning rate 1e999: must be finite; try 0.1"),
    ("learning_rate", "0,1", "learning rate 0,1: a decimal comma; write 0.1"),
    ("learning_rate", "1,5", "learning rate 1,5: a decimal comma; write 1.5"),
    ("learning_rate", ",5", "learning rate ,5: a decimal comma; write .5"),
    ("learning_rate", "1,5e-3", "learning rate 1,5e-3: a decimal comma; write 1.5e-3"),
    ("learning_rate", "-1,5", "learning rate -1,5: a decimal comma; write -1.5"),
    (
        "learning_rate",
        "1.000,5",
        "learning rate 1.000,5: points between thousands, a decimal comma; write 1000.5",
    ),
    (
        "learning_rate",
        "1,000,000.5",
        "learning rate 1,000,000.5: commas between thousands; write 1000000.5",
    ),
    (
        "learning_rate",
        "1,2,3",
        "learning rate 1,2,3: must be a number greater than 0, such as 0.1",
    ),
    ("learning_rate", "٣", "learning rate ٣: must be a number greater than 0, such as 0.1"),
    ("learning_rate", "", "learning rate (empty): must be a number greater than 0, such as 0.1"),
    ("learning_rate", "fast", "learning rate fast: must be a number greater than 0, such as 0.1"),
    ("epochs", "-1", "epochs -1: must be 0 or more"),
    ("epochs", "1.5", "epochs 1.5: must be a whole number, 0 or more"),
    ("epochs", "many", "epochs many: must be a whole number, 0 or more"),
    ("epochs", "1" + "0" * 16, "epochs 10000000000000000: must be 1000000000000000 or less"),
    ("seed", "-1", "seed -1: must be 0 to 4294967295"),
    ("seed", "4294967296", "seed 4294967296: must be 0 to 4294967295"),
    ("seed", "1.0", "seed 1.0: must be a whole number, 0 to 4294967295"),
    ("seed", "x", "seed x: must be a whole number, 0 to 4294967295"),
    ("seed", "", "seed (empty): must be a whole number, 0 to 4294967295"),
    ("batch_size", "0", "batch size 0: must be 1 or more, or all"),
    ("batch_size", "-3", "batch size -3: must be 1 or more, or all"),
    ("batch_size", "some", "batch size some: must be a whole number, 1 or more, or all"),
    ("bias", "maybe", "bias maybe: must be yes or no"),
    ("bias", "tru", "bias tru: must be yes or no; did you mean true?"),
    ("shuffle", "", "shuffle (empty): must be yes or no"),
]


@pytest.mark.parametrize(("name", "text", "message"), REFUSED)
def test_refusal_names_value_limit_and_fix(name: str, text: str, message: str) -> None:
    assert refusal_of(name, text) == message


HIDDEN_HINT = "; 8,8 is two layers, none is no hidden layer"


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("0", "hidden 0: must be 1 or more"),
        ("8,0", "hidden 0: must be 1 or more"),
        ("-4", "hidden -4: must be 1 or more"),
        ("4.5", "hidden 4.5: must be a whole number, 1 or more"),
        ("8,,8", "hidden 8,,8: a size is missing"),
        ("", "hidden (empty): a size is missing"),
        ("8;8", "hidden 8;8: must be a whole number, 1 or more"),
        ("9" * 13, "hidden 9999999999999: must be 1000000000000 or less"),
    ],
)
def test_refused_hidden_sizes_show_how_to_write_them(text: str, beginning: str) -> None:
    assert refusal_of("hidden", text) == beginning + HIDDEN_HINT


@pytest.mark.parametrize("name", [n for n, field in FIELDS.items() if not field.choices])
def test_refusal_holds_no_control_characters(name: str) -> None:
    message = refusal_of(name, "\x1b[2J\x9b31m\n\u202e7")
    assert message.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" in message


@pytest.mark.parametrize("name", [n for n, field in FIELDS.items() if not field.choices])
def test_refusal_of_long_text_is_short(name: str) -> None:
    assert len(refusal_of(name, "x" * 100_000)) < 200


@pytest.mark.parametrize("name", ["epochs", "seed", "batch_size", "hidden"])
def test_number_of_many_digits_is_refused(name: str) -> None:
    assert refusal_of(name, "1" * 10_000).startswith(FIELDS[name].label)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"activation": "sigmoyd"}, "activation sigmoyd: unknown; did you mean sigmoid? known: "),
        ({"output_activation": "softmx"}, "activation softmx: unknown; did you mean softmax? "),
        ({"loss": "cross_entropi"}, "loss cross_entropi: unknown; did you mean cross-entropy? "),
        ({"init": "xaver"}, "init xaver: unknown; did you mean xavier? known: uniform, "),
        ({"optimizer": "gs"}, "optimizer gs: unknown; "),
        ({"activation": ""}, "activation : unknown; known: sigmoid, "),
        (
            {"hidden": "4,4,4", "activation": "tanh,relu"},
            "activation tanh,relu: 2 names for 3 hidden layers; give one name, or one for each",
        ),
        (
            {"hidden": "none", "activation": "tanh,relu"},
            "activation tanh,relu: 2 names for 0 hidden layers; give one name, or one for each",
        ),
    ],
)
def test_refused_names_say_what_there_is(given: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as refusal:
        choose(open_dataset("xor"), given)
    assert str(refusal.value).startswith(message)


@pytest.mark.parametrize("typed", ["Leaky ReLU", "leaky-relu", "LEAKY_RELU"])
def test_name_is_kept_as_the_registry_spells_it(typed: str) -> None:
    chosen = choose(open_dataset("xor"), {"activation": typed, "loss": "BCE"})
    assert (chosen.activation, chosen.loss) == (("leaky_relu",), "bce")


@pytest.mark.parametrize("name", FIELDS)
def test_value_is_shown_as_it_would_be_typed(name: str) -> None:
    given = {"hidden": "none", "learning_rate": "0.30000000000000004", "batch_size": "3"}
    for values in (choose(open_dataset("moons"), {}), choose(open_dataset("moons"), given)):
        field = FIELDS[name]
        assert field.parse(field.show(values)) == getattr(values, name)


def test_option_is_the_name_with_dashes() -> None:
    assert FIELDS["learning_rate"].option == "--learning-rate"
    assert FIELDS["learning_rate"].label == "learning rate"


def test_json_value_is_a_list_number_switch_or_name() -> None:
    chosen = choose(open_dataset("classic"), {})
    assert {name: field.as_json(chosen) for name, field in FIELDS.items()} == {
        "hidden": [4],
        "activation": ["sigmoid"],
        "output_activation": "sigmoid",
        "bias": False,
        "init": "uniform",
        "loss": "squared",
        "optimizer": "gd",
        "learning_rate": 1.0,
        "batch_size": "all",
        "shuffle": False,
        "epochs": 50,
        "seed": 1,
        "standardize": False,
    }
