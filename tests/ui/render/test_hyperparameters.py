from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.settings import SETTINGS
from nn_tui.ui.editing import Editing, begin, with_text
from nn_tui.ui.render.hyperparameters import (
    ROWS,
    draw_hyperparameters,
    explain,
    lay_out_settings,
    place_of,
)
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, role_at, view_of, write_csv

NAMES = [setting.name for setting in ROWS]


def text_of(selected: int = 0, width: int = 40, height: int = 22) -> list[str]:
    return plain(draw_hyperparameters(view_of(moment_of()), selected, None, width, height)).split(
        "\n"
    )


def editing_of(view: View, name: str, text: str | None = None) -> Editing:
    editing = begin(SETTINGS[name], view.moment.recipe)
    return editing if text is None else with_text(editing, text)


def edited(
    name: str, text: str | None = None, width: int = 31, height: int = 9, dataset: str = "classic"
) -> list[str]:
    view = view_of(moment_of(dataset))
    editing = editing_of(view, name, text)
    drawn = draw_hyperparameters(view, NAMES.index(name), editing, width, height)
    return plain(drawn).split("\n")


def test_hyperparameters_of_the_classic_network() -> None:
    assert text_of()[:16] == [
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
        " dataset           classic",
        " target            y",
        " weights           from the seed",
    ]


def test_rows_are_every_option() -> None:
    assert sorted(NAMES) == sorted([*FIELDS, "dataset", "target", "weights"])


@pytest.mark.parametrize("height", [1, 2, 5, 9, 20])
def test_selected_setting_is_in_view_wherever_it_is(height: int) -> None:
    for selected, setting in enumerate(ROWS):
        assert any(text.startswith(f">{setting.label}") for text in text_of(selected, 33, height))


def test_selected_setting_is_marked_by_role_too() -> None:
    lines = draw_hyperparameters(view_of(moment_of()), 2, None, 40, 20)
    assert [row[0].role is Role.SELECTED for row in lines[:4]] == [False, False, True, False]


def below(selected: int, width: int = 40) -> str:
    return " ".join(" ".join(text_of(selected, width)[18:]).split())


def test_list_says_when_the_learning_rate_applies() -> None:
    assert below(0) == "applies at the next op; step along the descent, greater than 0"


def test_list_explains_the_value_of_a_choice() -> None:
    about = FIELDS["loss"].choices["squared"]
    assert below(NAMES.index("loss")) == f"starts over; squared: {about}"


def test_list_says_what_was_understood_of_the_dataset() -> None:
    assert below(NAMES.index("dataset"), 60).startswith(
        "starts over; enter opens another; classic: 4 rows, 3 inputs"
    )


def test_every_value_that_is_a_choice_is_explained() -> None:
    recipe = moment_of("iris").recipe
    for setting in ROWS:
        value = setting.show(recipe)
        if setting.name in FIELDS and FIELDS[setting.name].choices:
            assert explain(setting, recipe).startswith(f"{value}: ")


def test_explanation_that_is_too_long_is_marked_as_cut() -> None:
    lines = text_of(NAMES.index("loss"), 20, 9)
    assert lines[-1].endswith("…")
    assert len(lines) == 9


def test_long_value_is_marked_as_cut_by_cells(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "wide.csv", "a,数数数数数数数数", "1,0.5", "2,0.25")
    lines = draw_hyperparameters(view_of(moment_of(path)), NAMES.index("target"), None, 31, 22)
    assert plain(lines).split("\n")[NAMES.index("target")] == ">target            数数数数数…"


def test_reason_stands_right_below_the_field() -> None:
    assert edited("epochs", "-3", height=12) == [
        " learning rate     1.0",
        ">epochs            50",
        "! epochs -3: must be 0 or more",
        "  where a run stops",
        " seed              1",
        " hidden            4",
        " activation        sigmoid",
        " output activation sigmoid",
        " loss              squared",
        " bias              no",
        " init              uniform",
        " batch size        all",
    ]


def test_reason_is_a_warning_and_an_effect_is_not() -> None:
    view = view_of(moment_of())
    for text, role in (("-3", Role.WARNING), ("3", Role.CURRENT)):
        drawn = draw_hyperparameters(view, 1, editing_of(view, "epochs", text), 31, 12)
        assert role_at(drawn, 2, "epochs -3" if text == "-3" else "applies at once") is role


def test_long_reason_is_told_in_full_at_the_smallest_size() -> None:
    lines = edited("hidden", "99999999", height=9)
    told = " ".join(" ".join(lines).split())
    assert "use fewer hidden units or a smaller batch size" in told
    assert len(lines) == 9


@pytest.mark.parametrize(
    ("name", "text", "effect"),
    [
        ("learning_rate", "0.5", "applies at the next op"),
        ("epochs", "80", "applies at once"),
        ("hidden", "8,8", "starts over: epoch 0, same seed"),
        ("seed", "7", "starts over: epoch 0, seed 7"),
        ("hidden", "4", "as it is; a change starts over"),
    ],
)
def test_effect_of_an_edit_is_said_before_it_is_made(name: str, text: str, effect: str) -> None:
    assert effect in edited(name, text, width=60, height=20)


def test_choices_stand_below_with_a_line_each() -> None:
    assert edited("init", "he", width=60, height=20)[3:10] == [
        " hidden            4",
        " activation        sigmoid",
        " output activation sigmoid",
        " loss              squared",
        " bias              no",
        ">init              uniform",
        "starts over: epoch 0, same seed",
    ]
    assert edited("init", "he", width=60, height=20)[10:15] == [
        "  uniform  evenly from -1 to 1; the classic",
        "  zeros    all 0: every unit of a layer stays the same, to…",
        "  xavier   uniform, scaled by inputs and outputs; sigmoid,…",
        "> he       normal, scaled by inputs; for relu",
        "  normal   normal, mean 0 and deviation 1",
    ]


def test_marked_choice_is_told_in_full_where_the_panel_is_narrow() -> None:
    lines = edited("init", "xavier")
    assert lines == [
        ">init              uniform",
        "starts over: epoch 0, same seed",
        "  uniform  evenly from -1 to 1…",
        "  zeros    all 0: every unit o…",
        "> xavier   uniform, scaled by",
        "    inputs and outputs;",
        "    sigmoid, tanh",
        "  he       normal, scaled by i…",
        "  normal   normal, mean 0 and…",
    ]


def test_choice_that_cannot_go_with_the_rest_says_why() -> None:
    lines = edited("loss", width=100, height=20)
    assert (
        " !cross-entropy  targets of row 0: 0: cross-entropy takes target rows that sum to 1; "
        "use loss mse" in lines
    )


def test_edited_field_stays_where_it_is_whatever_is_typed() -> None:
    view = view_of(moment_of())
    for name in NAMES:
        selected = NAMES.index(name)
        places = {
            place_of(selected, editing_of(view, name, text), 9) for text in ("", "x" * 90, "s", "1")
        }
        assert len(places) == 1
        lines = draw_hyperparameters(view, selected, editing_of(view, name, "x"), 31, 9)
        assert plain([lines[places.pop()]]).startswith(f">{ROWS[selected].label}")


@pytest.mark.parametrize("name", [n for n in NAMES if n in FIELDS and FIELDS[n].choices])
def test_field_its_effect_and_choices_are_in_view_at_the_smallest_size(name: str) -> None:
    lines = edited(name)
    assert any(text.startswith(f">{ROWS[NAMES.index(name)].label}") for text in lines)
    assert any(text.startswith("as it is") for text in lines)
    shown = [n for n in FIELDS[name].choices if any(text[2:].startswith(n) for text in lines)]
    assert len(shown) >= min(3, len(FIELDS[name].choices))


def test_click_finds_what_is_drawn() -> None:
    view = view_of(moment_of())
    selected = NAMES.index("init")
    lines = lay_out_settings(view, selected, editing_of(view, "init"), 60, 20)
    for drawn in lines:
        text = plain([drawn.line])
        if drawn.row is not None:
            assert text[1:].startswith(ROWS[drawn.row].label)
        if drawn.offer is not None:
            assert text[2:].startswith((drawn.offer, "  "))
    assert [d.offer for d in lines if d.offer] == ["uniform", "zeros", "xavier", "he", "normal"]


def test_column_among_many_is_in_view(tmp_path: Path) -> None:
    names = [f"c{i}" for i in range(1000)]
    rows = [",".join(str(i * j % 7) for i in range(1000)) for j in (1, 2, 3)]
    path = write_csv(tmp_path / "wide.csv", ",".join(names), *rows)
    view = view_of(moment_of(path, given={"hidden": "none"}))
    editing = editing_of(view, "target", "c500")
    drawn = plain(draw_hyperparameters(view, NAMES.index("target"), editing, 31, 9))
    assert "> c500  an input now" in drawn


@pytest.mark.parametrize("height", [8, 9])
def test_explanation_of_the_learning_rate_is_whole_below_a_message(height: int) -> None:
    assert "…" not in "".join(text_of(0, 31, height))


def test_no_setting_is_out_of_view_beside_blank_lines() -> None:
    # 16 settings and an explanation of two lines have room in 18 of 19 lines.
    lines = text_of(len(NAMES) - 1, 78, 19)
    assert lines[0].startswith(" learning rate")
