"""A stretch of a run done again as plain Python, with lines written otherwise than ours."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from nn_tui.debugger.comparing.listing import Statement, Suspicion, listing_of, written_otherwise
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.losses import LOSSES

Names = dict[str, Any]
"""What the names in the lines stand for."""

_SUMS = frozenset({"loss", "error"})
"""What an epoch's end works out for people alone: no other line reads it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of their arrays follow from their own arrays before them."""

    wrong: tuple[str, ...]
    """Those that do not, in the order of the program."""
    judged: frozenset[str]
    """All of which it can be said."""


@dataclass(frozen=True, slots=True, eq=False)
class Rehearsal:
    """From a moment between two iterations to the end of a later one.

    What runs are lines of the listing and variants of them that are made here: nothing that
    anybody typed.
    """

    beginning: Snapshot
    """Where it begins."""
    end: Cursor
    """The moment that it is about: its iteration is run to the end."""
    names: Names
    """What the names in the lines stand for at the beginning."""
    listings: Mapping[tuple[bool, bool], tuple[Statement, ...]]
    """Our lines of a batch, by whether it is an epoch's first and whether it is its last."""

    @property
    def iterations(self) -> int:
        """How many iterations that takes."""
        first = self.beginning.cursor
        # Before the first op there is no batch, as if the last of an epoch before had been.
        batch = first.batch or self.last_batch
        return (self.end.epoch - first.epoch) * self.last_batch + self.end.batch - batch

    def run(self, *suspicions: Suspicion, wanted: Collection[str] = _SUMS) -> Names | None:
        """Run it, and give what stands in every array then; None: it cannot be run.

        Args:
            suspicions: What is written otherwise.
            wanted: Arrays that are looked at then. The loss and the error of an epoch are worked
                out only if they are among them; all others always.
        """
        names = self._names()
        codes: dict[tuple[bool, bool], list[CodeType]] = {}
        with np.errstate(all="ignore"):
            for epoch, batch in self._moments():
                kind = (batch == 1, batch == self.last_batch)
                if kind not in codes:
                    listed = written_otherwise(self.listings[kind], suspicions)
                    # One by one: most lines are those of the suspicion before, compiled already.
                    codes[kind] = [
                        _compiled(one.line)
                        for one in listed
                        if one.writes in wanted or one.writes not in _SUMS
                    ]
                self._enter(names, epoch, batch)
                if not _are_run(codes[kind], names):
                    return None
        return names

    def judge(
        self,
        theirs: Mapping[str, Array],
        tolerance: Tolerance,
        suspicions: tuple[Suspicion, ...] = (),
        unknown: frozenset[str] = frozenset(),
    ) -> Judged:
        """Run the last iteration on what they have saved, and say what does not follow from it.

        Each array that they have saved is taken in the place of what was computed, so that a line
        is judged by their own operands; a fault before it does not count again.

        Args:
            theirs: Their arrays, in our layout.
            tolerance: When two numbers are the same.
            suspicions: What is written otherwise.
            unknown: Arrays of which it is not known how theirs stood when it began: what depends
                on them alone is not judged.
        """
        program, wrong, judged = self.beginning.program, list[str](), set[str]()
        tainted, kind = set(unknown), (self.end.batch == 1, self.end.batch == self.last_batch)
        names = self._names()
        self._enter(names, self.end.epoch, self.end.batch)
        names |= {name: theirs[name] for name in theirs if name not in program.written}
        with np.errstate(all="ignore"):
            for one in written_otherwise(self.listings[kind], suspicions):
                if not _are_run([_compiled(one.line)], names):
                    return Judged((one.writes, *wrong), frozenset())
                if tainted & names_in(one.line):
                    tainted.add(one.writes)
                elif one.writes in theirs:
                    judged.add(one.writes)
                    if _is_other(theirs[one.writes], names[one.writes], tolerance):
                        wrong.append(one.writes)
                if one.writes in theirs:
                    names[one.writes] = theirs[one.writes].copy()
                    tainted.discard(one.writes)
        return Judged(tuple(wrong), frozenset(judged))

    @property
    def last_batch(self) -> int:
        """The last batch of an epoch."""
        return self.beginning.program.schedule.batches

    def _names(self) -> Names:
        """Begin anew; updates work in place, all other lines make arrays anew."""
        names = self.names.copy()
        parameters = self.beginning.program.network.parameters
        return names | {name: names[name].copy() for name in parameters}

    def _moments(self) -> Iterator[tuple[int, int]]:
        """Go through the epochs and batches."""
        program, cursor = self.beginning.program, self.beginning.cursor
        while (cursor.epoch, cursor.batch) < (self.end.epoch, self.end.batch):
            ahead = program.after(cursor)
            yield ahead.epoch, ahead.batch
            cursor = Cursor(ahead.epoch, ahead.batch, program.length(ahead.batch))

    def _enter(self, names: Names, epoch: int, batch: int) -> None:
        window = self.beginning.program.schedule.window(batch)
        names["epoch"], names["start"], names["stop"] = epoch, window.start, window.stop


def rehearsal_from(beginning: Snapshot, end: Cursor) -> Rehearsal:
    """Set out the stretch from a moment between two iterations to another.

    Args:
        beginning: Where it begins.
        end: The moment that it is about.
    """
    program, last = beginning.program, beginning.program.schedule.batches
    listings = {(b == 1, b == last): listing_of(program, b) for b in {1, min(2, last), last}}
    return Rehearsal(beginning, end, _names_at(beginning), listings)


def _names_at(moment: Snapshot) -> Names:
    """Say what the names stand for at the beginning."""
    places, epoch_arrays = moment.layout.places.items(), moment.epoch_arrays
    names: Names = dict(_functions())
    names |= {n: p.view(moment.block, 0).copy() for n, p in places if not p.has_rows}
    names |= {"inputs": epoch_arrays.inputs, "targets": epoch_arrays.targets}
    names["order"] = moment.order
    names |= {name: epoch_arrays.values(name) for name in epoch_arrays.gathered}
    names |= {mask_name(name): mask for name, mask in moment.frozen.items()}
    for name in ("l0", "y"):
        if name not in moment.program.written:
            names[name] = moment.array(name)
    for name in ("epoch_z", "epoch_outputs", "outputs"):
        names[name] = np.full(epoch_arrays.targets.shape, np.nan)
    return names


@lru_cache(maxsize=20_000)
def names_in(source: str) -> frozenset[str]:
    """Name what lines read or write."""
    return frozenset(node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))


def _is_other(theirs: Array, computed: Any, tolerance: Tolerance) -> bool:
    values = np.asarray(computed, dtype=np.float64)
    return values.shape != theirs.shape or not tolerance.agree(theirs, values)


@lru_cache(maxsize=1)
def _functions() -> Names:
    """Define what lines call: every activation, since somebody may have taken another."""
    names: Names = {"__builtins__": {"len": len}, "np": np}
    for activation in ACTIVATIONS:
        exec(activation.definition, names)
    for loss in LOSSES:
        exec(loss.definition, names)
    return names


@lru_cache(maxsize=20_000)
def _compiled(source: str) -> CodeType:
    return compile(source, "<listing>", "exec")


def _are_run(codes: Iterable[CodeType], names: Names) -> bool:
    """Run lines; whether they could be: a line in question may not fit the shapes."""
    try:
        for code in codes:
            exec(code, names)
    except (ValueError, IndexError):
        return False
    return True
