"""The study of a delta's way back from the loss."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.chain.links import Links, read_links
from nn_tui.debugger.chain.path import Factor, FactorKind, Followed, Path
from nn_tui.debugger.chain.paths import MOST_PATHS, Units, strongest
from nn_tui.debugger.destinations import at
from nn_tui.debugger.explain.explainer import just_before
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.explain.verdict import EPSILON, Verdict, judge_within
from nn_tui.debugger.explain.wording import reason_against_cell
from nn_tui.debugger.journal import Place
from nn_tui.debugger.session import Session
from nn_tui.debugger.walking.by_degrees import ByDegrees, Stages
from nn_tui.debugger.walking.walk import Walk, op_number, player_at, rows_of_batch
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError

_FOLLOWED = re.compile(r"l(\d+)_(delta|error)")

_LEAST = float(np.finfo(np.float64).smallest_subnormal)
"""Below the smallest normal number, what rounding leaves is no share of it any more."""


class ChainError(InputError):
    """There is no way to follow."""


@dataclass(frozen=True, slots=True)
class FollowBack:
    """Follow one row's delta, or error, back from the output to a unit of a hidden layer."""

    array: str
    """`l1_delta` or `l1_error`, of a hidden layer."""
    index: tuple[int, ...]
    """Row within the batch, and unit."""

    def begin(self, session: Session) -> ByDegrees[Followed]:
        """Set about it, at the moment at which the session stands.

        Raises:
            ChainError: The array has no way from the output to it, or is not computed yet.
            ScratchError: There is no room for a second machine.
        """
        return ByDegrees(_follow(self, session))


def _follow(study: FollowBack, session: Session) -> Stages[Followed]:
    written = _written(study, session)
    place, (row, unit) = session.timeline.place, study.index
    ops, depth = session.machine.program.ops(written.batch), session.machine.program.network.depth
    stored = float(session.machine.workspace.arrays[study.array][study.index])
    number = op_number(ops, f"l{depth - 1}_error")
    first = at(place.entry, Cursor(written.epoch, written.batch, number - 1))
    before = just_before(place, written)
    player = yield from player_at(session.timeline.history, first)
    walk = Walk(player, before)
    rows = rows_of_batch(walk.machine, walk.entry.recipe)
    links = read_links(walk, written, row, study.array)
    deltas = {name: walk.buffers()[name][row].copy() for name in _deltas(links)}
    deltas[study.array] = session.machine.workspace.arrays[study.array][row]
    verdict, size = _judged(links, unit, stored)
    reader = _Reader(links, row, before, at(place.entry, written), deltas)
    return Followed(
        array=study.array,
        index=study.index,
        row=int(rows[row]),
        written=written,
        stored=stored,
        verdict=verdict,
        paths=tuple(reader.path(units) for units in strongest(links, unit, MOST_PATHS)),
        count=links.count(),
        size=size,
    )


def _deltas(links: Links) -> list[str]:
    return [f"l{link.layer}_delta" for link in links.down[:-1]]


def _judged(links: Links, unit: int, stored: float) -> tuple[Verdict, float]:
    totals, sizes = links.totals()
    size = float(sizes[unit])
    tolerance = links.roundings * (EPSILON * size + _LEAST)
    return judge_within(stored, float(totals[unit]), tolerance), size


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """Makes paths of units, with the question that each factor asks."""

    links: Links
    """The factors."""
    row: int
    """Which row, counted within the batch."""
    before: Place
    """The moment at which weights are asked for: they have not moved yet."""
    after: Place
    """The moment at which deltas are: the last of them is there."""
    deltas: dict[str, Array]
    """Of this row, by name."""

    def path(self, units: Units) -> Path:
        """List the factors of a way, from the output down."""
        links, output = self.links, units[0]
        delta = float(links.delta[output])
        top = Question(f"l{links.depth}_delta", (self.row, output), delta, self.after)
        factors = [Factor(FactorKind.DELTA, links.depth, output, delta, top)]
        for link, upper, lower in zip(links.down, units[:-1], units[1:], strict=True):
            weight = float(link.weights[lower, upper])
            cell = Question(f"synapse_{link.layer}", (lower, upper), weight, self.before)
            factors.append(Factor(FactorKind.WEIGHT, link.layer, lower, weight, cell))
            if link.slopes is not None:
                name = f"l{link.layer}_delta"
                value = float(self.deltas[name][lower])
                delta_below = Question(name, (self.row, lower), value, self.after)
                slope = float(link.slopes[lower])
                factors.append(Factor(FactorKind.SLOPE, link.layer, lower, slope, delta_below))
        return Path(tuple(factors))


def _written(study: FollowBack, session: Session) -> Cursor:
    machine = session.machine
    depth, match = machine.program.network.depth, _FOLLOWED.fullmatch(study.array)
    if match is None or not 1 <= int(match[1]) <= depth:
        raise ChainError(
            f"{study.array}: no delta; choose a cell of a hidden layer's delta or error"
        )
    if depth == 1:
        raise ChainError(
            f"{study.array}: this network has no hidden layer, so the chain has no link; "
            "give it one in Hyperparameters, hidden"
        )
    if int(match[1]) == depth:
        raise ChainError(
            f"{study.array} is at the output, where the chain begins; choose a cell of "
            f"l{depth - 1}_delta or of a layer below"
        )
    written = machine.written_at(study.array)
    if written is None:
        raise ChainError(
            f"{study.array} is not yet computed: step on past its line, with s, b or n"
        )
    rows, units = machine.program.schedule.rows_of(written.batch), machine.program.network.sizes
    if reason := reason_against_cell(study.array, study.index, (rows, units[int(match[1])])):
        raise ChainError(reason)
    return written
