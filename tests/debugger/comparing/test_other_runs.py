"""Scripts that are right but for where they begin, how far they step, or when they save."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nn_tui.debugger.comparing.answering import compare_arrays
from nn_tui.debugger.comparing.findings import Answer, Cause
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.other_start import BEFORE
from nn_tui.debugger.comparing.report import rows_of
from nn_tui.debugger.moments import current_array
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from tests.debugger.comparing.scripts import Net, Slips, drawn_net, run
from tests.debugger.comparing.test_faults import LIKE_OURS, NETS, answer, kept
from tests.debugger.sessions import session_of


def causes(found: Answer) -> tuple[Cause, ...]:
    assert found.diagnosis is not None
    return found.diagnosis.findings[0].causes


def named(found: Answer) -> set[Fault]:
    return {cause.fault for cause in causes(found)}


def nets(**fixed: object) -> Iterator[Net]:
    """Draw nets of one iteration, unless something else is asked for."""
    return (drawn_net(seed, **{"epochs": 1, "batch": 9, **fixed}) for seed in range(NETS))


def saved_by(session: Session) -> dict[str, Array]:
    moment = session.snapshot()
    names = ("l1", "l2", "l2_delta", "l1_delta", "synapse_0", "synapse_1")
    return {name: np.array(current_array(moment, name)) for name in names}


def test_another_learning_rate_is_named_with_its_value() -> None:
    for net in nets():
        found = answer(net, run(replace(net, rate=net.rate * 0.7)))
        (cause,) = causes(found)
        assert cause.fault is Fault.LEARNING_RATE, str(net)
        assert cause.detail == f"as with {net.rate * 0.7:.6g}, not {net.rate:.6g}"
        assert cause.places == ("in every update",)
        assert found.diagnosis is not None and found.diagnosis.explains_all


def test_another_usual_learning_rate_is_named_after_several_steps() -> None:
    for net in nets(epochs=2, batch=3):
        found = answer(net, kept(run(replace(net, rate=0.02)), net))
        assert Fault.LEARNING_RATE in named(found), f"{net}: {found.diagnosis}"
        details = [cause.detail for cause in causes(found)]
        assert f"as with 0.02, not {net.rate:.6g}" in details


def test_other_starting_weights_are_named_in_the_first_iteration() -> None:
    for net in nets():
        theirs = run(net, Slips(reseeds=100))
        for some in (theirs, {n: v for n, v in theirs.items() if not n.endswith("_descent")}):
            found = answer(net, some)
            (cause,) = causes(found)
            assert cause.fault is Fault.OTHER_START, f"{net}: {found.diagnosis}"
            began, ours = replace(net, seed=net.seed + 100).weights, net.weights
            first = (began["synapse_0"][0, 0], ours["synapse_0"][0, 0])
            expected = "your synapse_0[0,0] began with {:.6g}, ours with {:.6g}".format(*first)
            assert cause.detail == expected
            assert found.diagnosis is not None
            assert "--weights-from START.npz" in found.diagnosis.hint


def test_without_the_weights_other_starting_weights_are_unknown() -> None:
    for net in nets():
        theirs = run(net, Slips(reseeds=100))
        found = answer(net, {n: v for n, v in theirs.items() if not n.startswith("synapse")})
        assert Fault.OTHER_START not in named(found), str(net)


def test_later_on_it_is_said_that_the_fault_lies_before() -> None:
    for net in nets(epochs=3):
        found = answer(net, run(net, Slips(reseeds=100)))
        assert causes(found) == (), f"{net}: {found.diagnosis}"
        assert found.diagnosis is not None and found.diagnosis.hint == BEFORE


@pytest.mark.parametrize("slips", [
    Slips(noise="{d} = np.clip({d}, -0.01, 0.02)"),
    Slips(noise="{d} = {d} * (1 + 0.1 * np.cos(np.arange({d}.size) + 1).reshape({d}.shape))"),
    Slips(flips="update"),
    Slips(is_too_soon=True),
])  # fmt: skip
@pytest.mark.parametrize("reseeds", [0, 100])
def test_a_wrong_line_is_not_taken_for_other_starting_weights(slips: Slips, reseeds: int) -> None:
    for net in nets():
        if net.depth > 1:
            right, wrong = run(net), run(net, replace(slips, reseeds=reseeds))
            if reseeds or not all(LIKE_OURS.agree(right[n], wrong[n]) for n in wrong):
                assert not named(answer(net, wrong)) & {Fault.OTHER_START, Fault.OTHER_EPOCH}


@pytest.mark.parametrize(("asked", "theirs", "detail"), [
    ({}, {"seed": "7"}, "those of seed 7"),
    ({"seed": "7"}, {}, "those of seed 1"),
    ({}, {"init": "normal"}, "those of seed 1 with init normal"),
])  # fmt: skip
@pytest.mark.parametrize("epoch", [1, 6])
def test_another_usual_seed_is_named(
    asked: dict[str, str], theirs: dict[str, str], detail: str, epoch: int
) -> None:
    ours, other = session_of("classic", **asked), session_of("classic", **theirs)
    for session in (ours, other):
        session.go_to(session.machine.program.end_of_epoch(epoch))
    found = compare_arrays(saved_by(other), ours, LIKE_OURS)
    assert [(c.fault, c.detail) for c in causes(found)] == [(Fault.OTHER_START, detail)]
    weights = {n: v for n, v in saved_by(other).items() if n.startswith("synapse")}
    assert named(compare_arrays(weights, ours, LIKE_OURS)) == {Fault.OTHER_START}


def test_the_last_synapse_drawn_first_is_named() -> None:
    ours, stream = session_of("classic"), np.random.RandomState(1)
    synapse_1 = 2 * stream.random_sample((4, 1)) - 1
    start = {"synapse_0": 2 * stream.random_sample((3, 4)) - 1, "synapse_1": synapse_1}
    other = Session(replace(ours.recipe, weights=start))
    for session in (ours, other):
        session.go_to(session.machine.program.end_of_epoch(2))
    (cause,) = causes(compare_arrays(saved_by(other), ours, LIKE_OURS))
    assert cause.detail == "those of seed 1, the last synapse drawn first"


@pytest.mark.parametrize(("asked", "saved"), [(1, 2), (2, 1), (3, 5), (1, 3)])
def test_another_epoch_is_named(asked: int, saved: int) -> None:
    for net in nets(epochs=asked, batch=3):
        found = answer(net, run(replace(net, epochs=saved)))
        said = [(cause.fault, cause.detail) for cause in causes(found)]
        if net.seed == 9 and saved == 5:
            # It diverges there, as it would with many a fault.
            assert said == []
            continue
        assert said == [(Fault.OTHER_EPOCH, f"yours are of epoch {saved}")], str(net)


@pytest.mark.parametrize(("value", "word"), [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "-inf")])
def test_what_is_not_finite_is_called_so(value: float, word: str) -> None:
    session = session_of("classic")
    session.go_to(session.machine.program.end_of_epoch(1))
    theirs = saved_by(session)
    theirs["l1_delta"][2, 1] = value
    alone = compare_arrays(theirs, session, LIKE_OURS)
    assert causes(alone) == ()
    assert alone.diagnosis is not None and "nan and inf are all that" in alone.diagnosis.hint
    theirs["l1_delta"][0, 0] += 0.5
    text = [row.text for row in rows_of(compare_arrays(theirs, session, LIKE_OURS), "mine")]
    assert "  l1_delta   4 x 4  differs  2 of 16 cells, 1 not finite in yours" in text
    assert f"First in the order of the program: l1_delta; l1_delta[2,1] is {word} in yours" in text
