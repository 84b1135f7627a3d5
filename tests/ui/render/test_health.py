"""A check-up as lines."""

from __future__ import annotations

from nn_tui.debugger.health.rules import check_up
from nn_tui.ui.render.health import draw_check_up
from nn_tui.ui.render.lines import plain, width_of
from tests.ui.driving import session_of


def test_chosen_finding_is_shown_whole_at_any_size() -> None:
    session = session_of(learning_rate="100")
    session.advance(session.ops_left())
    checked = check_up(session.snapshot())
    assert len(checked.findings) == 5
    for width in (38, 60, 76, 118):
        for chosen, finding in enumerate(checked.findings):
            lines = draw_check_up(checked, chosen, width, 30)
            text = " ".join(plain(lines).split())
            assert {width_of(row) for row in lines} == {width}
            assert f"> {finding.ailment}" in text
            assert f"{finding.number:.4g}, threshold {finding.threshold.value:.4g}" in text
            if finding.cure is not None:
                assert f"enter: {finding.cure.setting.replace('_', ' ')}" in text


def test_with_little_room_the_list_keeps_the_chosen_one() -> None:
    session = session_of(learning_rate="100")
    session.advance(session.ops_left())
    checked = check_up(session.snapshot())
    for chosen in range(5):
        lines = plain(draw_check_up(checked, chosen, 60, 8)).splitlines()
        assert sum(line.startswith("> ") for line in lines) == 1
        assert len(lines) <= 8
        # Of five, those that are not listed are counted beside the number of all.
        listed = sum(line.startswith(("> ", "  ")) for line in lines)
        marked = next(line for line in lines if line.startswith("5 findings"))
        hidden = [int(word) for word in marked.split() if word.isdigit()][2:]
        assert sum(hidden) + listed == 5
        assert marked.endswith(" more")


def test_where_room_is_short_the_advice_stays_and_details_go() -> None:
    session = session_of(learning_rate="100")
    session.advance(session.ops_left())
    lines = plain(draw_check_up(check_up(session.snapshot()), 0, 48, 10))
    assert "Start over with a smaller learning rate" in lines
    assert "enter: learning rate 2" in lines
    assert "threshold" not in lines


def test_way_to_the_explanation_is_in_view_where_room_is_short() -> None:
    session = session_of("iris", activation="relu", learning_rate="1e6")
    session.advance(session.ops_left())
    checked = check_up(session.snapshot())
    lines = plain(draw_check_up(checked, 0, 48, 10)).splitlines()
    assert lines[-1] == "enter: where z2[0,0] would come from"
    assert sum(line.startswith("> ") for line in lines) == 1
