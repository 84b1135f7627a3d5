from __future__ import annotations

from pathlib import Path

import pytest

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.diagram import draw_network
from nn_tui.ui.render.diagram_parts import Node, Part, Weight, with_part
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.picture import NetworkLook
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, role_at, stepped_view, view_of, write_csv

# The inside of the panel at 80x24.
SMALL = (38, 9)
WIDE = (78, 20)


def numbers_of(
    moment: Snapshot,
    part: Part,
    size: tuple[int, int] = SMALL,
    *,
    is_delta: bool = False,
    is_gradient: bool = False,
) -> str:
    view = with_part(View(moment, is_gradient=is_gradient), part, is_delta)
    lines = draw_network(view, NetworkLook(is_delta), *size)
    return plain(lines[-1:] if size == SMALL else lines[-2:]).rstrip()


def test_unit_has_z_and_activation_and_delta_at_80x24() -> None:
    text = numbers_of(moment_of(epochs=50), Node(1, 2))
    assert text == "l1[2] z 0.8715 l 0.7050 delta 0.0149"


def test_unit_has_error_and_delta_where_deltas_are_shown() -> None:
    text = numbers_of(moment_of(epochs=50), Node(1, 2), is_delta=True)
    assert text == "l1[2] error 0.0718 delta 0.0149"


def test_unit_has_all_of_its_numbers_where_there_is_room() -> None:
    moment = moment_of(
        "iris", epochs=2, given={"hidden": "3", "batch_size": "all", "shuffle": "no"}
    )
    names = ("versicolor", "row 0", " z ", " l ", "error", "delta", "bias", "descent", "y 0.0000")
    text = numbers_of(moment, Node(2, 1), WIDE)
    assert [name for name in names if name not in text] == []


def test_unit_of_the_input_has_its_name() -> None:
    moment = moment_of("iris", epochs=1, given={"batch_size": "all", "shuffle": "no"})
    assert numbers_of(moment, Node(0, 2)) == "l0[2] petal_length row 0 l -1.34023"


def test_edge_has_weight_and_descent_at_80x24() -> None:
    text = numbers_of(moment_of(epochs=50), Weight(0, 1, 2))
    assert text == "synapse_0[1,2] -.0784 descent 0.0025"


def test_edge_has_what_its_descent_is_the_product_of_where_there_is_room() -> None:
    text = numbers_of(moment_of(epochs=50), Weight(0, 2, 2), WIDE)
    assert "l0[2] 1.000000" in text
    assert "l1_delta[2] 0.014937" in text


def test_gradient_view_negates_and_renames_the_numbers() -> None:
    moment = moment_of(epochs=50)
    edge = numbers_of(moment, Weight(0, 1, 2), is_gradient=True)
    assert edge == "synapse_0[1,2] -.0784 gradient -.0025"
    assert "delta -.0149" in numbers_of(moment, Node(1, 2), is_gradient=True)


def test_numbers_not_yet_computed_are_dots() -> None:
    text = numbers_of(moment_of(epochs=1, ops=1), Node(1, 2))
    assert text.split()[3:] == ["l", ".", "delta", "."]
    assert numbers_of(moment_of(), Weight(0, 0, 0)).endswith("descent .")


def test_numbers_have_the_sign_as_their_role() -> None:
    view = with_part(View(moment_of(epochs=50)), Weight(0, 1, 2), False)
    lines = draw_network(view, NetworkLook(), *SMALL)
    assert role_at(lines, -1, "-.0784") is Role.NEGATIVE
    assert role_at(lines, -1, "0.0025") is Role.POSITIVE


def test_number_that_an_op_has_just_written_is_lit() -> None:
    view = with_part(stepped_view(ops=1), Node(1, 2), False)
    z1 = view.array("z1")
    assert z1 is not None
    (lit,) = [s for s in draw_network(view, NetworkLook(), *SMALL)[-1] if s.role is Role.LIT]
    assert float(lit.text) == pytest.approx(z1[0, 2], abs=1e-4)


def test_what_is_no_part_leaves_a_hint() -> None:
    lines = draw_network(view_of(moment_of(), "loss"), NetworkLook(), *SMALL)
    assert plain(lines[-1:]) == "arrows or a click pick a unit or edge"[:38]


def test_names_in_wide_characters_are_counted_in_cells(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "wide.csv", "温度温度温度温度温度温度,y", "1,2", "2,3", "3,1")
    text = numbers_of(moment_of(path, epochs=1), Node(0, 0), WIDE)
    assert "温度温度温度温度温… row 0" in text


@pytest.mark.parametrize("height", [1, 2, 5])
def test_low_panel_keeps_its_lines_for_the_nodes(height: int) -> None:
    view = with_part(View(moment_of(epochs=1)), Node(1, 2), False)
    assert "delta" not in plain(draw_network(view, NetworkLook(), 38, height))
