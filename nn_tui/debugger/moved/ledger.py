"""What each row has added to a weight's moves, iteration by iteration."""

from __future__ import annotations

import math

from nn_tui.debugger.explain.verdict import EPSILON
from nn_tui.debugger.moved.rows import RowTerms, terms_of
from nn_tui.debugger.moved.steps import STEP_SHARES, WeightCell
from nn_tui.debugger.moved.tally import Tally
from nn_tui.debugger.walking.walk import Walk, op_number, rows_of_batch
from nn_tui.engine.cursor import Cursor

FROZEN = "frozen: it is held"
"""What cancels all other bars where a weight takes no step."""

TYPED_WEIGHT = "typed over the weight"
TYPED_DESCENT = "typed over the descent"


class Ledger:
    """Goes along a run, and books each row's share of every step of one weight."""

    def __init__(self, walk: Walk, parameter: str, index: tuple[int, ...]) -> None:
        """Open the book.

        Args:
            walk: Which stands between two iterations.
            parameter: Name of the weight's array.
            index: Its cell.
        """
        self._walk = walk
        self._parameter = parameter
        self._index = index
        self.tally = Tally.of(walk.entry.recipe.dataset.rows)
        """All that was booked."""
        self.began = self._weight()
        """The weight at the beginning."""
        self.weight = self.began
        """The weight as it stands now."""
        self.iterations = 0
        """Updates that were booked."""
        self.terms: RowTerms | None = None
        """Of the last update."""

    @property
    def is_over(self) -> bool:
        """Whether all is booked."""
        return self._walk.is_over

    def go_on(self) -> int:
        """Book the next update, or end the walk; return what that cost in ops."""
        walk = self._walk
        program = walk.machine.program
        ahead = program.after(walk.machine.cursor)
        ops = program.ops(ahead.batch)
        update = op_number(ops, self._parameter)
        if ahead.op <= update and walk.reaches(Cursor(ahead.epoch, ahead.batch, update)):
            self._book(ahead, update)
        walk.to(Cursor(ahead.epoch, ahead.batch, len(ops)))
        walk.settle()
        self._note_typed()
        return 3 * len(ops)

    def _book(self, ahead: Cursor, update: int) -> None:
        walk = self._walk
        ops = walk.machine.program.ops(ahead.batch)
        descent = op_number(ops, f"{self._parameter}_descent")
        walk.to(Cursor(ahead.epoch, ahead.batch, descent - 1))
        walk.settle()
        terms = terms_of(ops[descent - 1], self._index, walk.buffers())
        rows = rows_of_batch(walk.machine, walk.entry.recipe)
        walk.to(Cursor(ahead.epoch, ahead.batch, update - 1))
        walk.settle()
        self._note_typed()
        self._add_step(RowTerms(rows, terms.below, terms.delta))
        walk.to(Cursor(ahead.epoch, ahead.batch, update))
        self.weight = self._weight()
        self.iterations += 1

    def _add_step(self, terms: RowTerms) -> None:
        cell = WeightCell(self._walk.buffers(), self._parameter, self._index)
        network, tally = self._walk.machine.program.network, self.tally
        step = STEP_SHARES[network.optimizer.name].parts(cell)
        values = terms.values
        tally.add_rows(terms.rows, step.rate * values)
        shares = {**step.others}
        # Sum and bound as numpy has them: what is farther off was typed.
        typed = cell.of("_descent") - float(values.sum())
        if abs(typed) > (len(values) + 3) * EPSILON * float(abs(values).sum()):
            shares[TYPED_DESCENT] = step.rate * typed
        if self._is_frozen():
            shares[FROZEN] = -(step.rate * float(values.sum()) + sum(shares.values()))
        for name, share in shares.items():
            tally.add(name, share)
        # The sum over rows, its product with the rate, and the sum with the weight.
        tally.roundings = max(tally.roundings, len(values) + 3) + 1
        tally.weights += abs(self.weight)
        self.terms = terms

    def _note_typed(self) -> None:
        """Book what was typed over the weight: nothing else moves it but its update."""
        weight = self._weight()
        if weight != self.weight and not (math.isnan(weight) and math.isnan(self.weight)):
            self.tally.add(TYPED_WEIGHT, weight - self.weight)
            self.tally.weights += abs(weight) + abs(self.weight)
            self.weight = weight

    def _weight(self) -> float:
        return float(self._walk.machine.workspace.arrays[self._parameter][self._index])

    def _is_frozen(self) -> bool:
        machine = self._walk.machine
        if self._parameter not in machine.program.frozen:
            return False
        return bool(machine.workspace.frozen[self._parameter][self._index])
