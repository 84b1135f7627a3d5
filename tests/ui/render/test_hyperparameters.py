from __future__ import annotations

from nn_tui.recipe.fields import FIELDS
from nn_tui.ui.render.hyperparameters import (
    LABEL_WIDTH,
    ROWS,
    applies,
    draw_hyperparameters,
    visible_rows,
)
from nn_tui.ui.render.lines import Role, plain
from tests.ui.render.moments import moment_of


def text_of(selected: int = 0, width: int = 40, height: int = 20) -> list[str]:
    return plain(draw_hyperparameters(moment_of(), selected, "", width, height)).split("\n")


def test_hyperparameters_of_the_classic_network() -> None:
    assert text_of()[:13] == [
        ">learning rate     1.0",
        " epochs            50",
        " seed              1",
        " hidden            4",
        " activation        sigmoid",
        " output activation sigmoid",
        " loss              squared",
        " bias              no",
        " init              uniform",
        " batch size        all",
        " shuffle           no",
        " standardize       no",
        " optimizer         gd",
    ]


def test_hyperparameters_lists_every_field() -> None:
    assert sorted(field.name for field in ROWS) == sorted(FIELDS)


def test_hyperparameters_shows_the_selected_field_wherever_it_is() -> None:
    for selected, field in enumerate(ROWS):
        assert any(text.startswith(f">{field.label}") for text in text_of(selected, 33, 9))


def test_hyperparameters_marks_the_selected_field_by_role_too() -> None:
    lines = draw_hyperparameters(moment_of(), 2, "", 40, 20)
    assert [row[0].role is Role.SELECTED for row in lines[:4]] == [False, False, True, False]


def test_hyperparameters_says_when_the_learning_rate_applies() -> None:
    about = " ".join(text_of(0)[13:]).split()
    assert " ".join(about).startswith("enter: edit; applies at the next op; step along the descent")


def test_hyperparameters_says_which_names_there_are() -> None:
    about = " ".join(" ".join(text_of(4)[13:]).split())
    assert about == (
        "enter: edit; starts over; one of sigmoid, tanh, relu, leaky_relu, linear; "
        "or one for each hidden layer"
    )


def test_hyperparameters_that_apply_at_once_say_so() -> None:
    assert applies(FIELDS["epochs"]) == "applies at once"


def test_visible_rows_are_those_that_are_drawn() -> None:
    shown = visible_rows(7, 33, 9)
    lines = text_of(7, 33, 9)
    assert [text[1:LABEL_WIDTH].rstrip() for text in lines[: len(shown)]] == [
        ROWS[i].label for i in shown
    ]


def test_hyperparameters_says_the_reason_in_place_of_the_hint() -> None:
    lines = draw_hyperparameters(moment_of(), 0, "learning rate 0: must be more", 31, 9)
    text = plain(lines)
    assert text.endswith("learning rate 0: must be more")
    assert "enter" not in text
    assert len(lines) == 9
