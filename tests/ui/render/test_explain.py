from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace

import pytest

from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Call
from nn_tui.engine.ops.op import Buffers, Op, Phase
from nn_tui.engine.program import Program
from nn_tui.ui.render.explain import draw_explanation
from nn_tui.ui.render.lines import plain
from nn_tui.ui.render.sentences import PHASES, of_op
from nn_tui.ui.view import View
from tests.ui.render.moments import moment_of, view_of

SMALLEST = 28, 8
"""The panel's size on a screen of 80x24."""

RUNS: list[tuple[str, dict[str, str]]] = [
    ("classic", {}),
    ("classic", {"batch_size": "3", "shuffle": "yes", "bias": "yes"}),
    ("classic", {"shuffle": "yes"}),
    ("iris", {"batch_size": "40", "shuffle": "yes"}),
    ("moons", {"activation": "leaky_relu"}),
    ("sine", {"activation": "relu", "batch_size": "9"}),
    ("classic", {"output_activation": "linear", "loss": "mse", "activation": "linear"}),
]


@dataclass(frozen=True)
class LaterOp:
    """An op of a kind that no sentence knows."""

    phase: Phase
    writes: str = "synapse_0"
    layer: int | None = None
    line: str = "synapse_0 *= 0.5"

    def bind(self, buffers: Buffers) -> list[Call]:
        return []


def explained(view: View, width: int = 200, height: int = 50) -> str:
    return " ".join(plain(draw_explanation(view, width, height)).split())


def ops_of(program: Program) -> tuple[Op, ...]:
    return program.start + program.iteration + program.end


def after(moment: Snapshot, op: Op) -> Snapshot:
    """Put a moment just behind an op that makes up the whole iteration."""
    program = replace(moment.program, start=(), iteration=(op,), end=())
    return replace(moment, program=program, cursor=replace(moment.cursor, epoch=1, batch=1, op=1))


@pytest.mark.parametrize(("dataset", "given"), RUNS)
@pytest.mark.parametrize("is_gradient", [False, True])
def test_every_op_and_its_phase_are_explained_whole_in_the_smallest_panel(
    dataset: str, given: dict[str, str], is_gradient: bool
) -> None:
    moment = moment_of(dataset, given=given)
    for op in ops_of(moment.program):
        view = view_of(after(moment, op), is_gradient=is_gradient)
        said, own = explained(view, *SMALLEST), of_op(op)
        assert own is not None
        assert own.in_view(is_gradient)[0] in said
        assert PHASES[op.phase].in_view(is_gradient)[0] in said


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_says_more_where_there_is_room(phase: Phase) -> None:
    view = view_of(after(moment_of(), LaterOp(phase)))
    assert PHASES[phase].more in explained(view)


@pytest.mark.parametrize("phase", Phase)
def test_op_without_a_sentence_is_explained_by_its_phase(phase: Phase) -> None:
    view = view_of(after(moment_of(), LaterOp(phase)))
    assert explained(view, *SMALLEST).startswith(f"synapse_0 *= 0.5 {PHASES[phase].short}")


@pytest.mark.parametrize("height", range(4, 30))
def test_paragraphs_are_whole_or_not_there(height: int) -> None:
    view = view_of(moment_of(ops=1))
    rows = plain(draw_explanation(view, 28, height)).split("\n")
    assert len(rows) <= height
    assert rows[-1].endswith(".")


def test_first_sentence_is_begun_where_it_cannot_be_finished() -> None:
    rows = plain(draw_explanation(view_of(moment_of(ops=1)), 28, 2)).split("\n")
    assert rows == ["z1 = l0 @ synapse_0", "Each unit adds up what l0…"]


def test_line_heads_the_explanation_where_it_fits() -> None:
    view = view_of(moment_of(ops=8))
    assert plain(draw_explanation(view, 48, 9)).startswith(
        "l1_delta = l1_error * (l1 * (1 - l1))\n"
    )
    assert plain(draw_explanation(view, 28, 9)).startswith("l1_delta\n")


def test_epoch_0_says_what_to_press() -> None:
    said = explained(view_of(moment_of()), *SMALLEST)
    assert "s does the first line of the program, n a whole epoch, space all epochs." in said


def test_gradient_view_turns_the_signs_around() -> None:
    error, update = moment_of(ops=5), moment_of(ops=11)
    assert "Target minus output" in explained(view_of(error))
    assert "Output minus target" in explained(view_of(error, is_gradient=True))
    assert "along its descent" in explained(view_of(update))
    assert "against its gradient" in explained(view_of(update, is_gradient=True))
    assert "dL/d(.)" in explained(view_of(update, is_gradient=True))


def test_slope_that_cancels_is_said_to() -> None:
    moment = moment_of("iris")
    delta = next(op for op in ops_of(moment.program) if op.writes == "l2_delta")
    assert "slope of softmax cancels" in explained(view_of(after(moment, delta)))


def test_narrowest_panel_breaks_words() -> None:
    rows = draw_explanation(view_of(moment_of()), 10, 40)
    assert plain(rows).split("\n")[:2] == textwrap.wrap("Nothing has run", 10)
