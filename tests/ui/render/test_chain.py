"""A delta's way back, as lines."""

from __future__ import annotations

import pytest

from nn_tui.debugger.chain.path import Followed
from nn_tui.debugger.chain.study import FollowBack
from nn_tui.ui.render.chain import draw_chain
from nn_tui.ui.render.lines import plain, width_of
from tests.debugger.working import found_by
from tests.ui.driving import session_of


def followed(hidden: str = "6,6,6", array: str = "l1_delta", dataset: str = "classic") -> Followed:
    session = session_of(dataset, hidden=hidden)
    session.advance(20 * session.machine.program.epoch_length)
    return found_by(FollowBack(array, (0, 1)).begin(session))


def test_each_factor_has_a_line_and_the_product_so_far() -> None:
    found = followed()
    path = found.paths[0]
    lines = plain(draw_chain(found, 0, 2, 78, 20, is_gradient=False)).splitlines()
    assert lines[0] == f"l1_delta[0,1] = {found.stored:.6g}, row 0: the sum of 36 paths"
    share = f"{100 * found.share(path):.3g} % of the whole"
    assert f"strongest path: {path.product:.6g}, {share}; left, right: others" in lines
    factors = [line for line in lines if "so far" in line]
    assert len(factors) == len(path.factors) == 7
    assert f"so far {path.product:>10.3g}" in factors[-1]
    assert factors[2].startswith("> * slope of l3[0,")
    (weakest,) = [n for n, line in enumerate(factors) if line.endswith("smallest")]
    assert path.factors[weakest] is path.weakest
    size = f"{abs(path.weakest.value):.3g}"
    assert any(row.startswith("most is lost at the") and size in row for row in lines)


def test_next_path_is_the_next_strongest() -> None:
    found = followed()
    text = plain(draw_chain(found, 1, 0, 78, 20, is_gradient=False))
    assert f"path 2 by strength: {found.paths[1].product:.6g}" in text


def test_gradient_view_turns_deltas_and_no_weight() -> None:
    found = followed()
    path = found.paths[0]
    text = plain(draw_chain(found, 0, 0, 78, 20, is_gradient=True))
    assert f"l1_delta[0,1] = {-found.stored:.6g}" in text
    assert f"l4_delta[0,0] {-path.factors[0].value:>13.4g}" in text
    assert f"{path.factors[1].value:>11.4g}" in text


@pytest.mark.parametrize(("width", "height"), [(38, 8), (46, 10), (60, 12), (78, 20), (118, 34)])
def test_chosen_factor_is_in_view_and_no_number_is_cut(width: int, height: int) -> None:
    found = followed("3," * 9 + "3")
    for chosen in (0, 4, len(found.paths[0].factors) - 1):
        lines = draw_chain(found, 0, chosen, width, height, is_gradient=False)
        assert len(lines) <= height
        assert {width_of(row) for row in lines} == {width}
        marked = [row for row in plain(lines).splitlines() if row.startswith("> ")]
        assert len(marked) == 1
        assert f"{found.paths[0].factors[chosen].value:.4g}" in marked[0]
