from __future__ import annotations

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Role, plain
from nn_tui.ui.render.program import draw_program, scrolled_within
from tests.ui.render.moments import moment_of, view_of

BATCHES = {"batch_size": "2", "shuffle": "yes"}


def listing_of(moment: Snapshot, width: int = 60, height: int = 40) -> list[str]:
    return plain(draw_program(view_of(moment), (0, 0), width, height)).split("\n")


def marks_of(moment: Snapshot) -> str:
    return "".join(text[:1] or " " for text in listing_of(moment))


def test_program_is_the_listing_of_the_classic_network() -> None:
    assert listing_of(moment_of()) == [
        "> z1 = l0 @ synapse_0",
        "  l1 = sigmoid(z1)",
        "  z2 = l1 @ synapse_1",
        "  l2 = sigmoid(z2)",
        "  l2_error = y - l2",
        "  l2_delta = l2_error * (l2 * (1 - l2))",
        "  l1_error = l2_delta @ synapse_1.T",
        "  l1_delta = l1_error * (l1 * (1 - l1))",
        "  synapse_1_descent = l1.T @ l2_delta",
        "  synapse_0_descent = l0.T @ l1_delta",
        "  synapse_1 += learning_rate * synapse_1_descent",
        "  synapse_0 += learning_rate * synapse_0_descent",
        "  loss = 0.5 * np.sum((y - l2) ** 2)",
        "  error = np.mean(np.abs(y - l2))",
    ]


def test_program_marks_what_is_done_and_what_runs_next() -> None:
    assert marks_of(moment_of(ops=3)) == "···>" + " " * 10


def test_program_starts_again_after_an_epoch() -> None:
    assert marks_of(moment_of(epochs=1)) == ">" + " " * 13


def test_program_marks_the_line_ahead_by_role_too() -> None:
    lines = draw_program(view_of(moment_of(ops=3)), (0, 0), 60, 40)
    assert [row[0].role for row in lines].index(Role.CURRENT) == 3


def test_program_of_batches_has_a_heading_for_each_part() -> None:
    listing = listing_of(moment_of(batches=1, ops=1, given=BATCHES))
    assert [text for text in listing if text.startswith("  #")] == [
        "  # at the start of an epoch",
        "  # batch 2 of 2",
        "  # at the end of an epoch",
    ]


def test_program_of_batches_marks_only_what_this_batch_runs() -> None:
    # In the second batch: the epoch's start is another batch's, so its lines have no mark.
    listing = listing_of(moment_of(batches=1, ops=2, given=BATCHES))
    first = listing.index("  # batch 2 of 2")
    assert all(text.startswith("  ") for text in listing[:first])
    assert [text[0] for text in listing[first + 1 : first + 4]] == ["·", "·", ">"]


def test_program_dims_the_parts_of_other_batches() -> None:
    lines = draw_program(view_of(moment_of(given=BATCHES)), (0, 0), 60, 40)
    assert lines[-1][0].role is Role.DIM


def test_program_that_is_too_long_scrolls_to_the_line_ahead() -> None:
    for ops in range(14):
        assert sum(text.startswith(">") for text in listing_of(moment_of(ops=ops), height=5)) == 1


def test_program_cuts_a_long_line_where_it_can_be_seen() -> None:
    assert listing_of(moment_of(), width=20)[5] == "  l2_delta = l2_err…"


def test_program_scrolls_to_its_last_line_and_no_further() -> None:
    moment = moment_of()
    down, _ = scrolled_within(view_of(moment), (10**9, 0), (60, 5))
    assert (
        plain(draw_program(view_of(moment), (down, 0), 60, 5))
        .split("\n")[-1]
        .startswith("  error = ")
    )


def test_program_scrolls_to_the_end_of_its_longest_line() -> None:
    moment = moment_of()
    _, right = scrolled_within(view_of(moment), (0, 10**9), (30, 20))
    lines = plain(draw_program(view_of(moment), (0, right), 30, 20)).split("\n")
    assert max(map(len, lines)) == 30
    assert not any(text.endswith("…") for text in lines)
