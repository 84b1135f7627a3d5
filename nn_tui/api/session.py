"""A session for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nn_tui.api.choices import as_typed
from nn_tui.debugger import session as debugger
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.debugger.journey import Journey
from nn_tui.debugger.moments import current_array, moment_of, not_computed, place_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.typed_cells import cells_to_set
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array, Order
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError, unknown_name

Step: TypeAlias = Literal["op", "batch", "epoch"]
"""How far to go: a line of numpy, to the end of a batch, or to the end of an epoch."""


class Diverged(InputError):
    """A run that did not stay finite; it stands before the op that the message names."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Loss and error of the epochs that are kept, each array (epochs kept,)."""

    epoch: Order
    """Their numbers, ascending; beyond 100,000 epochs not every one is kept."""
    loss: Array
    """The loss of each."""
    error: Array
    """The mean of |target - output| of each."""


class Session:
    """A training run that can be stopped anywhere and taken either way, with the same bits.

    `session["l1"]` is an array as it stands at the present moment. Whoever goes on from the past
    comes to the same numbers again; whoever changes something there begins another branch.
    """

    def __init__(self, session: debugger.Session) -> None:
        """Wrap a session; `nn_tui.open` makes one."""
        self._session = session

    def __repr__(self) -> str:
        """Name the data, the layers and the moment."""
        recipe = self._session.recipe
        return f"<nn_tui.Session {recipe.dataset.name} {recipe.network.shape}, {self.place}>"

    @property
    def epoch(self) -> int:
        """How many epochs are finished."""
        return self._session.epochs_done

    @property
    def place(self) -> str:
        """The moment in words: `epoch 3, batch 1, after l1_delta`."""
        return place_of(self._session.machine.program, self._session.cursor)

    @property
    def loss(self) -> float | None:
        """The loss of the last finished epoch; None before the first."""
        return self._session.snapshot().loss

    @property
    def error(self) -> float | None:
        """The mean of |target - output| of the last finished epoch; None before the first."""
        return self._session.snapshot().error

    @property
    def history(self) -> History:
        """Loss and error of the epochs so far, and of those farther on that were gone back from."""
        curve = self._session.snapshot().curve
        values = (curve.loss.last.copy(), curve.error.last.copy())
        return History(curve.epochs.astype(np.int64), *values)

    @property
    def weights(self) -> dict[str, Array]:
        """Weights and biases by name, as they stand."""
        moment = self._session.snapshot()
        parameters = moment.program.network.parameters
        return {name: _read(moment, name).astype(np.float64, copy=False) for name in parameters}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all arrays, in the order of the program."""
        return self._session.snapshot().names

    @property
    def listing(self) -> tuple[str, ...]:
        """The lines of an epoch's first batch, as they run."""
        return tuple(op.line for op in self._session.machine.program.ops(1))

    def __getitem__(self, name: str) -> Array | Order:
        """Copy an array as it stands at this moment; it is read-only: see edit.

        Raises:
            InputError: No such array, or it is not computed yet in this iteration.
        """
        return _read(self._session.snapshot(), name)

    def run(self, epochs: int | None = None) -> None:
        """Go on by that many epochs, an unfinished one being the first; None: to the last epoch.

        Raises:
            Diverged: It did not stay finite.
        """
        last = self._session.recipe.hyperparameters.epochs
        target = last if epochs is None else self.epoch + _whole("epochs", epochs)
        if target > self.epoch:
            self.go_to(target)

    def step(self, unit: Step = "op") -> None:
        """Do one op, or go to the end of the batch or epoch.

        A single op is done whatever comes of it: so a run can be taken past where it diverged.

        Raises:
            Diverged: Another step did not stay finite.
        """
        self._session.step(_unit(unit))
        if unit != "op":
            self._refuse_divergence()

    def back(self, unit: Step = "op") -> None:
        """Go to the end of the op, batch or epoch before; epoch 0 is the beginning."""
        self._session.back(_unit(unit))

    def go_to(self, epoch: int, batch: int | None = None, op: str | None = None) -> None:
        """Go to a moment, back or on; where the run has not been, by training.

        Args:
            epoch: From 0, which is before the first op.
            batch: From 1; None: the last of the epoch, or the last in which the op runs.
            op: The array that the op writes, the moment being just after it; None: the end of the
                batch.

        Raises:
            InputError: There is no such moment.
            Diverged: The run did not stay finite on the way.
        """
        moment = self._moment(_whole("epoch", epoch), batch, op)
        if not self._session.go_to(moment):
            self._refuse_divergence()
            raise InputError(
                f"epoch {epoch}: before it the run was started over, or got other batches; undo "
                "that first"
            )

    def edit(self, array: str, index: Any, values: ArrayLike) -> None:
        """Set cells of an array, as `array[index] = values`; ... is all of them.

        What was computed from it stays as it is until it is computed again.

        Raises:
            InputError: No such array or cell, or what is no finite number.
        """
        self._session.make(cells_to_set(self._session.snapshot(), array, index, values))

    def change(self, name: str, value: Any) -> None:
        """Change a hyperparameter: at once, from the next epoch on, or by starting over.

        Raises:
            InputError: It cannot be used; nothing has changed then.
        """
        self._session.edit(name, as_typed(name, value))

    def undo(self) -> bool:
        """Go to where the last edit or change was made, and leave it out; whether there was one."""
        return self._travel(self._session.ways.undo())

    def redo(self) -> bool:
        """Make the one again that was left out last; whether there was one."""
        return self._travel(self._session.ways.redo())

    def _travel(self, journey: Journey | None) -> bool:
        self._session.travel(journey)
        return journey is not None

    def _moment(self, epoch: int, batch: int | None, op: str | None) -> Cursor:
        return moment_of(self._session.ways.program_of(epoch), epoch, batch, op)

    def _refuse_divergence(self) -> None:
        if self._session.divergence is not None:
            raise Diverged(str(self._session.divergence))


def _read(moment: Snapshot, name: str) -> Array | Order:
    if stored_name(name) not in moment.names:
        raise InputError(unknown_name("array", name, moment.names))
    values = current_array(moment, name)
    if values is None:
        raise InputError(not_computed(moment, name))
    copied = values.copy()
    copied.setflags(write=False)
    return copied


def _whole(name: str, number: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < 0:
        raise InputError(f"{name} {number}: must be a whole number, 0 or more")
    return int(number)


def _unit(name: str) -> Unit:
    units = {unit.value: unit for unit in Unit}
    if name not in units:
        raise InputError(unknown_name("unit", name, units))
    return units[name]
