from __future__ import annotations

from dataclasses import replace

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.unit import Unit
from nn_tui.ui.render.lines import Line, Role, plain
from nn_tui.ui.render.listing import ListingLook
from nn_tui.ui.render.program import draw_program, places_in_view, rightmost
from nn_tui.ui.view import View, at_moment
from tests.ui.driving import session_of
from tests.ui.render.moments import moment_of, role_at, view_of

BATCHES = {"batch_size": "2", "shuffle": "yes"}
FOLLOWING = ListingLook()


def listing_of(
    moment: Snapshot, width: int = 78, height: int = 40, look: ListingLook = FOLLOWING
) -> list[str]:
    return plain(draw_program(view_of(moment), look, width, height)).split("\n")


def marks_of(moment: Snapshot) -> str:
    ops = moment.program.start + moment.program.iteration + moment.program.end
    return "".join(text[:1] or " " for text in listing_of(moment)[: len(ops)])


def stepped(ops: int, **given: str) -> View:
    """ListingLook at a run after single ops, as the screen does."""
    session = session_of("classic", **given)
    view = at_moment(None, session.snapshot())
    for _ in range(ops):
        session.step(Unit.OP)
        view = at_moment(view, session.snapshot())
    return view


def roles_of(lines: list[Line], y: int) -> set[Role]:
    return {span.role for span in lines[y] if span.text.strip()}


def test_program_is_the_listing_with_phases_and_shapes() -> None:
    assert listing_of(moment_of(), height=14 + 2)[:14] == [
        "> forward     z1 = l0 @ synapse_0                        (4,4) = (4,3) @ (3,4)",
        "              l1 = sigmoid(z1)                                           (4,4)",
        "              z2 = l1 @ synapse_1                        (4,1) = (4,4) @ (4,1)",
        "              l2 = sigmoid(z2)                                           (4,1)",
        "  error       l2_error = y - l2                          (4,1) = (4,1) - (4,1)",
        "  backward    l2_delta = l2_error * (l2 * (1 - l2))      (4,1) = (4,1) * (4,1)",
        "              l1_error = l2_delta @ synapse_1.T          (4,4) = (4,1) @ (1,4)",
        "              l1_delta = l1_error * (l1 * (1 - l1))      (4,4) = (4,4) * (4,4)",
        "  descent     synapse_1_descent = l1.T @ l2_delta        (4,1) = (4,4) @ (4,1)",
        "              synapse_0_descent = l0.T @ l1_delta        (3,4) = (3,4) @ (4,4)",
        "  update      synapse_1 += learning_rate * synapse_1_descent    (4,1) += (4,1)",
        "              synapse_0 += learning_rate * synapse_0_descent    (3,4) += (3,4)",
        "  epoch end   loss = 0.5 * np.sum((y - l2) ** 2)         scalar = sum of (4,1)",
        "              error = np.mean(np.abs(y - l2))           scalar = mean of (4,1)",
    ]


def test_update_of_frozen_weights_says_so() -> None:
    session = session_of("classic")
    apply(ToggleFrozen(part_of("l2")), session)
    lines = listing_of(session.snapshot(), width=120)
    line = "synapse_1 += np.where(frozen_synapse_1, 0, learning_rate * synapse_1_descent)"
    assert lines[10].removeprefix("  update").strip().startswith(f"{line}  ")
    assert lines[10].endswith("  (4,1) += (4,1)")
    assert lines[11].strip().startswith("synapse_0 += learning_rate * synapse_0_descent  ")


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (92, "  update      synapse_1 += np.where(frozen_synapse_1, 0, learning_rate * synap"),
        (78, "  frozen      synapse_1 += learning_rate * synapse_1_descent    (4,1) += (4,1)"),
        (53, "  frz  synapse_1 += learning_rate * synapse_1_descent"),
        (50, "  frz synapse_1 += learning_rate * synapse_1_desc…"),
        (38, "  frz synapse_1 += learning_rate * sy…"),
    ],
)
def test_update_of_frozen_weights_says_so_at_its_beginning(width: int, line: str) -> None:
    session = session_of("classic")
    apply(ToggleFrozen(part_of("synapse_1[2,0]")), session)
    assert listing_of(session.snapshot(), width)[10].startswith(line)


def test_update_behind_a_frozen_one_has_the_phase() -> None:
    session = session_of("classic")
    apply(ToggleFrozen(part_of("l2")), session)
    assert listing_of(session.snapshot(), 53)[11].startswith("  upd  synapse_0 +=")


def test_whole_line_of_frozen_weights_is_on_the_right() -> None:
    session = session_of("classic")
    apply(ToggleFrozen(part_of("l2")), session)
    look = ListingLook(None, 8)
    line = listing_of(session.snapshot(), 53, look=look)[10]
    assert "= np.where(frozen_synapse_1, 0, " in line
    far = ListingLook(None, 99)
    assert "* synapse_1_descent)" in listing_of(session.snapshot(), 53, look=far)[10]


def test_program_of_a_narrow_panel_shortens_phases_and_shapes() -> None:
    assert listing_of(moment_of(), width=53, height=16)[:14] == [
        "> fwd  z1 = l0 @ synapse_0      (4,4) = (4,3) @ (3,4)",
        "       l1 = sigmoid(z1)                         (4,4)",
        "       z2 = l1 @ synapse_1      (4,1) = (4,4) @ (4,1)",
        "       l2 = sigmoid(z2)                         (4,1)",
        "  err  l2_error = y - l2        (4,1) = (4,1) - (4,1)",
        "  back l2_delta = l2_error * (l2 * (1 - l2))    (4,1)",
        "       l1_error = l2_delta @ synapse_1.T        (4,4)",
        "       l1_delta = l1_error * (l1 * (1 - l1))    (4,4)",
        "  desc synapse_1_descent = l1.T @ l2_delta      (4,1)",
        "       synapse_0_descent = l0.T @ l1_delta      (3,4)",
        "  upd  synapse_1 += learning_rate * synapse_1_descent",
        "       synapse_0 += learning_rate * synapse_0_descent",
        "  end  loss = 0.5 * np.sum((y - l2) ** 2)      scalar",
        "       error = np.mean(np.abs(y - l2))         scalar",
    ]


def test_program_marks_what_is_done_and_what_runs_next() -> None:
    assert marks_of(moment_of(ops=3)) == "···>" + " " * 10


def test_program_starts_again_after_an_epoch() -> None:
    assert marks_of(moment_of(epochs=1)) == ">" + " " * 13


def test_program_of_batches_marks_only_what_this_batch_runs() -> None:
    # 3 ops start the epoch; in the second batch they are another batch's, so they have no mark.
    assert marks_of(moment_of(batches=1, ops=2, given=BATCHES)).startswith("   ··> ")


def test_program_marks_the_line_ahead_by_role_too() -> None:
    lines = draw_program(view_of(moment_of(ops=3)), FOLLOWING, 78, 40)
    assert [row[0].role for row in lines if row].index(Role.CURRENT) == 3


def test_line_that_a_single_op_has_done_is_lit() -> None:
    lines = draw_program(stepped(3), FOLLOWING, 78, 40)
    assert [y for y, row in enumerate(lines) if any(s.role is Role.LIT for s in row)] == [2, 39 - 1]
    assert role_at(lines, 2, "z2 = l1 @ synapse_1") is Role.LIT


def test_last_line_of_an_epoch_is_lit_and_marked_although_the_next_begins() -> None:
    lines = draw_program(stepped(14), FOLLOWING, 78, 40)
    assert role_at(lines, 13, "error = np.mean") is Role.LIT
    assert listing_of(moment_of(ops=14))[0].startswith(">")
    assert plain(lines).split("\n")[13].startswith("·")


def test_nothing_is_lit_after_a_whole_epoch() -> None:
    session = session_of("classic")
    view = at_moment(None, session.snapshot())
    session.step(Unit.EPOCH)
    lines = draw_program(at_moment(view, session.snapshot()), FOLLOWING, 78, 40)
    assert not any(span.role is Role.LIT for row in lines for span in row)


def test_program_colours_its_lines() -> None:
    lines = draw_program(view_of(moment_of()), FOLLOWING, 78, 40)
    assert role_at(lines, 1, "l1") is Role.STRONG
    assert role_at(lines, 1, "sigmoid") is Role.FUNCTION


def test_program_dims_the_parts_of_other_batches() -> None:
    lines = draw_program(view_of(moment_of(given=BATCHES)), FOLLOWING, 78, 40)
    last = len(moment_of(given=BATCHES).program.ops(1)) + 2
    assert roles_of(lines, last) == {Role.DIM}
    assert roles_of(lines, last - 4) != {Role.DIM}


def test_line_that_needs_the_gutter_takes_it_and_the_next_says_the_phase() -> None:
    start = [text[:14] for text in listing_of(moment_of(given=BATCHES))[:3]]
    assert start == ["> order = np.r", "  epoch start ", "              "]


def test_first_line_in_view_says_its_phase() -> None:
    listing = listing_of(moment_of(ops=8), height=11)
    assert listing[0].startswith("· forward")
    assert listing_of(moment_of(ops=11), height=7)[0].startswith("· backward")


def test_shapes_are_those_of_the_batch_ahead() -> None:
    given = {"batch_size": "3"}
    assert "(3,4) = (3,3) @ (3,4)" in listing_of(moment_of(given=given))[2]
    assert "(1,4) = (1,3) @ (3,4)" in listing_of(moment_of(batches=1, given=given))[2]


def test_gradient_view_rewrites_lines_and_shapes() -> None:
    view = view_of(moment_of(ops=10), is_gradient=True)
    text = plain(draw_program(view, FOLLOWING, 78, 16)).split("\n")
    assert "l2_error = l2 - y" in text[4]
    assert text[10].endswith("synapse_1 -= learning_rate * synapse_1_gradient   (4,1) -= (4,1)")
    assert text[14].startswith("synapse_0_gradient (3,4)")


def test_program_that_is_too_long_scrolls_to_the_line_ahead() -> None:
    for ops in range(14):
        listing = listing_of(moment_of(ops=ops), height=5)
        assert sum(text.startswith(">") for text in listing) == 1


def test_program_cuts_a_long_line_where_it_can_be_seen() -> None:
    assert listing_of(moment_of(), width=20)[5] == "  l2_delta = l2_err…"


def test_program_scrolls_to_the_end_of_its_longest_line() -> None:
    view = view_of(moment_of())
    right = rightmost(view, 30)
    lines = plain(draw_program(view, ListingLook(None, right), 30, 16)).split("\n")[:14]
    assert max(map(len, lines)) == 30
    assert not any(text.endswith("…") for text in lines)
    assert all(text[2] == "…" for text in lines)


def test_program_that_was_scrolled_fits_a_wider_panel_again() -> None:
    assert listing_of(moment_of(), look=ListingLook(None, 20)) == listing_of(moment_of())


def test_cursor_is_seen_and_its_line_in_view() -> None:
    view = view_of(moment_of())
    for place in range(14):
        lines = draw_program(view, ListingLook(place), 78, 6)
        assert sum(any(s.role is Role.SELECTED for s in row) for row in lines) == 1
        assert place in places_in_view(view.moment, ListingLook(place), 6)


def test_bottom_shows_the_array_that_was_written_last() -> None:
    bottom = listing_of(moment_of(ops=5), height=11)[-1]
    assert bottom.startswith("l2_error (4,1)  -.4737 | -.4890 | .4562 | .4553")
    assert bottom.endswith("-.4890 to .4562")


def test_bottom_shows_the_array_under_a_cursor_that_was_moved() -> None:
    assert listing_of(moment_of(ops=5), height=11, look=ListingLook(2))[-1].startswith("z2 (4,1)")
    below = listing_of(moment_of(ops=5), height=11, look=ListingLook(7))[-1]
    assert below == "l1_delta (4,4)  not yet computed"


def test_low_panel_is_all_listing() -> None:
    assert all(" = " in text for text in listing_of(moment_of(ops=5), height=4))


def test_view_before_of_another_program_lights_nothing() -> None:
    view = replace(stepped(3), before=None)
    lines = draw_program(view, FOLLOWING, 78, 20)
    assert not any(span.role is Role.LIT for row in lines for span in row)
