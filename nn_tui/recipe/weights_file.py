"""A file of weights in either format, and what must hold for what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.arrays import Array
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import printable

FIX = "give a file that nn-tui train --save-weights wrote, or the JSON that it prints"

_SAME_RUN = "dataset and --hidden must be those of the run that saved it"


@dataclass(frozen=True, slots=True, eq=False)
class WeightsFile:
    """A file that is to hold the weights and biases of a network."""

    label: str
    """Says which file, at the head of a message."""
    content: bytes
    """What is in it."""
    shapes: Mapping[str, tuple[int, ...]]
    """The shape that each parameter must have, by name."""

    def fault(self, reason: str) -> RecipeError:
        """Make the error that says why it cannot be used."""
        return RecipeError(f"{self.label}: {reason}")

    @property
    def fix(self) -> str:
        """What to give instead."""
        return FIX

    def choose(self, held: Sequence[str]) -> tuple[str, ...]:
        """Take every parameter, and refuse a file that holds another array or lacks one."""
        self.check_names(held)
        return tuple(self.shapes)

    def check_names(self, names: Iterable[str]) -> None:
        """Refuse an array too few or too many.

        Raises:
            RecipeError: With the first name that is missing or not wanted.
        """
        held, shapes = tuple(names), self.shapes
        missing = [name for name in shapes if name not in held]
        if missing:
            bias = "; for a network without biases use --no-bias" if "bias" in missing[0] else ""
            raise self.fault(f"no {missing[0]}: must hold {', '.join(shapes)}{bias}")
        surplus = [name for name in held if name not in shapes]
        if surplus:
            name = printable(surplus[0], limit=40)
            bias = "; for a network with biases use --bias" if name.startswith("bias_") else ""
            raise self.fault(f"{name} is not in this network, which has {', '.join(shapes)}{bias}")

    def check_shape(self, name: str, shape: tuple[int, ...]) -> None:
        """Refuse another shape than a parameter has.

        Raises:
            RecipeError: With both shapes.
        """
        if shape != self.shapes[name]:
            shown = printable(str(shape), limit=60)
            raise self.fault(f"{name} has shape {shown}: must be {self.shapes[name]}; {_SAME_RUN}")

    def check_finite(self, name: str, array: Array) -> None:
        """Refuse what is not finite.

        Raises:
            RecipeError: With the place of the first such cell.
        """
        is_finite = np.isfinite(array)
        if not is_finite.all():
            place = [int(i) for i in np.argwhere(~is_finite)[0]]
            raise self.fault(
                f"{name}{place} is {array[tuple(place)]}: must be finite; "
                "give weights from before the run diverged"
            )
