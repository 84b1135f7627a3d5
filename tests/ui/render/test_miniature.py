from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.debugger.unit import Unit
from nn_tui.ui.render import miniature
from nn_tui.ui.render.lines import Role, plain, width_of
from nn_tui.ui.render.miniature import draw_miniature, tiny
from tests.ui.driving import session_of
from tests.ui.render.moments import moment_of, role_at, view_of

BATCHES = {"batch_size": "3", "shuffle": "yes"}


def drawn(name: str, width: int = 78, height: int = 1, *, epochs: int = 0, ops: int = 0) -> str:
    view = view_of(moment_of(epochs=epochs, ops=ops))
    return plain(draw_miniature(view, name, width, height))


def test_miniature_has_name_shape_values_and_range() -> None:
    text = drawn("l2_error", ops=5)
    assert text.startswith("l2_error (4,1)  -.4737 | -.4890 | .4562 | .4553 ")
    assert text.endswith("  -.4890 to .4562")
    assert len(text) == 78


def test_miniature_divides_rows_and_cuts_with_an_ellipsis() -> None:
    text = drawn("l1_delta", width=60, ops=8)
    assert text.startswith("l1_delta (4,4)  .0173 -.0223 .0277 -.0097 …")
    assert " | " in drawn("l1_delta", width=100, ops=8)


def test_miniature_of_two_lines_has_values_in_the_second() -> None:
    head, values = drawn("synapse_0", height=2).split("\n")
    assert head.startswith("synapse_0 (3,4)  ")
    assert values.count(" | ") == 2


def test_miniature_of_a_scalar_has_no_range() -> None:
    assert drawn("loss", epochs=1).startswith("loss scalar  .4")
    assert " to " not in drawn("loss", epochs=1)


def test_scalar_of_an_earlier_iteration_says_so_at_the_end() -> None:
    assert drawn("loss", epochs=2, ops=1).endswith(" still of epoch 2")
    assert len(drawn("loss", epochs=2, ops=1)) == 78


def test_miniature_without_room_for_the_range_keeps_the_values() -> None:
    text = drawn("l2_error", width=34, ops=5)
    assert text == "l2_error (4,1)  -.4737 | -.4890 …"


def test_miniature_of_what_is_not_computed_says_so() -> None:
    assert drawn("l2_delta") == "l2_delta (4,1)  not yet computed"


def test_miniature_of_what_an_epoch_keeps_has_its_shape_before_the_first_batch() -> None:
    view = view_of(moment_of(given=BATCHES))
    text = plain(draw_miniature(view, "epoch_outputs", 78, 1))
    assert text == "epoch_outputs (4,1)  not yet computed"


def test_miniature_signs_numbers_by_role() -> None:
    lines = draw_miniature(view_of(moment_of(ops=5)), "l2_error", 78, 1)
    assert role_at(lines, 0, "-.4737") is Role.NEGATIVE
    assert role_at(lines, 0, ".4562") is Role.POSITIVE


def test_miniature_of_an_earlier_iteration_is_dim_and_says_so() -> None:
    lines = draw_miniature(view_of(moment_of(epochs=2, ops=1)), "l2_error", 90, 1)
    assert plain(lines).endswith("  still of epoch 2  -.4798 to .4577")
    assert role_at(lines, 0, "| ") is Role.DIM
    assert not any(span.role in (Role.POSITIVE, Role.NEGATIVE) for span in lines[0])


@pytest.mark.parametrize("name", ["error", "epoch_outputs", "epoch_z", "l1", "synapse_0"])
def test_miniature_says_the_same_of_an_arrays_age_as_the_snapshot(name: str) -> None:
    session = session_of("xor", **BATCHES)
    session.step(Unit.EPOCH)
    while session.epochs_done < 2:
        moment = session.snapshot()
        text = plain(draw_miniature(view_of(moment), name, 200, 2))
        said = moment.when_written(name)
        assert ("still " in text) == said.startswith("still ")
        assert "still " not in text or f"{said} " in f"{text.splitlines()[0]} "
        session.step(Unit.OP)


def test_miniature_of_what_this_epoch_has_kept_is_of_now() -> None:
    moment = moment_of("xor", epochs=1, batches=1, ops=1, given=BATCHES)
    lines = draw_miniature(view_of(moment), "epoch_outputs", 78, 1)
    assert "still" not in plain(lines)
    assert any(span.role is Role.POSITIVE for span in lines[0])


def test_miniature_says_the_epoch_alone_of_what_belongs_to_a_whole_one() -> None:
    moment = moment_of("xor", epochs=1, batches=1, given=BATCHES)
    assert plain(draw_miniature(view_of(moment), "error", 78, 1)).endswith(" still of epoch 1")


def test_miniature_of_the_gradient_view_negates_and_renames() -> None:
    moment = moment_of(ops=9)
    stored = plain(draw_miniature(view_of(moment), "synapse_1_descent", 78, 1))
    shown = plain(draw_miniature(view_of(moment, is_gradient=True), "synapse_1_descent", 78, 1))
    assert stored.startswith("synapse_1_descent (4,1)  -.")
    assert shown.startswith("synapse_1_gradient (4,1)  .")


def test_miniature_does_not_go_through_a_huge_array(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(miniature, "_MOST_CELLS", 11)
    assert drawn("synapse_0") == "synapse_0 (3,4)  large: see the Inspector"


def test_miniature_of_what_is_no_array_is_its_name() -> None:
    assert drawn("nothing") == "nothing"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-12.0, "-12"),
        (-0.0021, "-.0021"),
        (0.99999, "1.0000"),
        (1.23456, "1.235"),
        (-123.456, "-123.5"),
        (12345.6, "12346"),
        (1e6, "1e6"),
        (-2.5e-7, "-2.5e-7"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
    ],
)
def test_tiny_number(value: float, text: str) -> None:
    assert tiny(value) == text


@given(st.floats())
def test_tiny_number_is_tiny(value: float) -> None:
    assert len(tiny(value)) <= 9


@given(st.integers(1, 100), st.integers(1, 2), st.integers(0, 200))
def test_miniature_fits(width: int, height: int, choice: int) -> None:
    moment = moment_of(ops=8)
    lines = draw_miniature(view_of(moment), moment.names[choice % len(moment.names)], width, height)
    assert len(lines) <= height
    assert max(map(width_of, lines)) <= width
