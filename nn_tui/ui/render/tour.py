"""The tour of a first start: what each panel is, one step forward, and what it did."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache

from nn_tui.data import open_dataset
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.recipe.recipe import Recipe, choose
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.numbers import compact

CLASSIC = "classic"
"""The dataset whose network the tour goes through."""


@dataclass(frozen=True, slots=True)
class TourPage:
    """One page."""

    panel: str
    """The digit of the panel that it is about."""
    text: str
    """What it says."""


_PAGES = (
    TourPage(
        "1",
        "Welcome. A run begins at epoch 0, where nothing has been computed. The panel with the "
        "heavy border has the keys: here the rows to learn, inputs, target, and later the "
        "network's output and error. The classic network has 4 rows. The arrows choose a row.",
    ),
    TourPage(
        "2",
        "The network, from left to right: the classic one has 3 inputs, 4 hidden units, 1 output. "
        "Lines are weights: solid for positive, dashed for negative, thick for large. A node "
        "holds what its unit gives for the chosen row; ( . ) means not yet computed.",
    ),
    TourPage(
        "3",
        "The hyperparameters. enter edits the one under the cursor, and before you apply it you "
        "read whether the run goes on or starts over.",
    ),
    TourPage(
        "4",
        "Here the error will be drawn, epoch by epoch: the mean distance from target to output. "
        "It should fall.",
    ),
    TourPage(
        "5",
        "The program: what one iteration is, line by line, in numpy. Forward to the outputs, the "
        "error, backward to the deltas, then each weight's descent and its update. > marks the "
        "line that runs next.",
    ),
    TourPage(
        "6",
        "The inspector: every number of every array, l0 to the weights, with the cell under the "
        "cursor in full precision. [ and ] go through the arrays.",
    ),
)

_END = TourPage(
    "1",
    "Now you. s does one line, n one epoch, space runs them all and pauses, + and - set the "
    "speed, r starts over, ? explains every key and mark. i brings this tour back.",
)


@cache
def tour_pages() -> tuple[TourPage, ...]:
    """Write all pages; the figures of one step are computed on a network of the tour's own."""
    return (*_PAGES, TourPage("7", _one_step()), _END)


def draw_tour(index: int, width: int) -> list[Line]:
    """Draw one page and the keys that turn it.

    Args:
        index: Which page, from 0.
        width: Cells of each line; as many lines as the text takes.
    """
    pages = tour_pages()
    rows = textwrap.wrap(pages[index].text, max(10, width - 2))
    turning = (
        Span(f" tour {index + 1}/{len(pages)} ", Role.SELECTED),
        *(Span("  . ", Role.STRONG), Span("next")) * (index + 1 < len(pages)),
        *(Span("  , ", Role.STRONG), Span("back")) * (index > 0),
        *((Span("  . ", Role.STRONG), Span("end")) * (index + 1 == len(pages))),
        Span("   any other key ends the tour and does its work", Role.DIM),
    )
    return [fit(row, width) for row in (turning, *(line(f" {text}") for text in rows))]


def _one_step() -> str:
    """Do one op of the classic network and say what it did to one number."""
    dataset = open_dataset(CLASSIC)
    session = Session(Recipe(dataset, choose(dataset, {})))
    session.step(Unit.OP)
    moment = session.snapshot()
    l0, synapse, z1 = (moment.array(name) for name in ("l0", "synapse_0", "z1"))
    assert moment.op is not None, "an op has just run"
    assert l0 is not None, "l0 is the data"
    assert synapse is not None, "weights are there from the start"
    assert z1 is not None, "it has just been written"
    products = zip(l0[1], synapse[:, 0], strict=True)
    terms = " + ".join(f"{compact(x)} * {w:.4f}" for x, w in products)
    return (
        f"One step forward, tried on a copy of the classic network: s ran {moment.op.line}. For "
        f"row 1, unit 0: z1[1,0] = {terms} = {z1[1, 0]:.4f}, each input times its weight, all "
        "added. Your own run has not moved; when it does, this panel says what the line did."
    )
