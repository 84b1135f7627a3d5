from __future__ import annotations

import pytest

from nn_tui.ui.render.inspector_names import draw_matches, draw_names, matching, name_at
from nn_tui.ui.render.lines import Role, plain
from tests.ui.render.moments import moment_of, role_at, view_of


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("l1", "l1"),
        ("l1_", "l1_error"),
        ("syn", "synapse_0_descent"),
        ("synapse_1", "synapse_1"),
        ("error", "error"),
        ("RATE", "learning_rate"),
        (" y ", "y"),
    ],
)
def test_match_is_exact_first_then_a_beginning_then_a_part(typed: str, first: str) -> None:
    assert matching(view_of(moment_of()), typed)[0] == first


def test_names_match_as_the_gradient_view_has_them_and_as_stored() -> None:
    view = view_of(moment_of(), is_gradient=True)
    assert matching(view, "synapse_1_grad") == ["synapse_1_descent"]
    assert matching(view, "synapse_1_desc") == ["synapse_1_descent"]
    assert matching(view_of(moment_of()), "synapse_1_grad") == []


def test_matches_show_what_enter_takes() -> None:
    lines = [draw_matches(view_of(moment_of()), "l2", 0, 48)]
    assert plain(lines) == "[l2] l2_error l2_delta"
    assert role_at(lines, 0, "[l2]") is Role.SELECTED
    assert plain([draw_matches(view_of(moment_of()), "l2", -1, 48)]) == "l2 l2_error [l2_delta]"


def test_chosen_match_is_in_view() -> None:
    row = plain([draw_matches(view_of(moment_of()), "", 9, 30)])
    assert f"[{moment_of().names[9]}]" in row


def test_no_match_is_said() -> None:
    lines = [draw_matches(view_of(moment_of()), "nope", 3, 48)]
    assert plain(lines) == "no array has that in its name"
    assert role_at(lines, 0, "no array") is Role.WARNING


def test_name_is_found_under_the_mouse() -> None:
    view = view_of(moment_of(), "synapse_1_descent", is_gradient=True)
    text = plain([draw_names(view, 68)])
    for stored in ("l1_delta", "synapse_0_descent", "synapse_1_descent"):
        assert name_at(view, 68, text.index(view.name(stored))) == stored
    assert name_at(view, 68, 67) is None


def test_names_of_an_earlier_iteration_are_dim() -> None:
    shuffled = {"batch_size": "60", "shuffle": "yes"}
    moment = moment_of("iris", epochs=1, batches=1, ops=3, given=shuffled)
    lines = [draw_names(view_of(moment, "l1"), 400)]
    assert role_at(lines, 0, "z1 ") is Role.PLAIN
    assert role_at(lines, 0, "l2_delta ") is Role.DIM
    assert role_at(lines, 0, "order ") is Role.PLAIN
