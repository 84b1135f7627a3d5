"""Somebody's arrays, read from .npz by the names that ours have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from nn_tui.debugger.array_file import CURSOR, FAULT, fault_in
from nn_tui.debugger.comparing.layout import Shape, fits
from nn_tui.debugger.gradient_view import gradient_values, stored_name
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.arrays import Array
from nn_tui.errors import InputError, unknown_name
from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.file_content import read_content
from nn_tui.recipe.npz import read_npz
from nn_tui.text import closest, printable

FIX = 'give a file written by np.savez("mine.npz", l1=l1, l2_delta=l2_delta)'

LEFT_OUT = ""
"""What a name stands for that is to be left out."""


@dataclass(frozen=True, slots=True, eq=False)
class TheirFile:
    """What is wanted of the file: any of our arrays, under our names or others."""

    label: str
    """Says which file, at the head of a message."""
    shapes: Mapping[str, Shape]
    """The shape of each of our arrays, by our name."""
    renamed: Mapping[str, str]
    """Our name for a name in the file; LEFT_OUT for an array that is not wanted."""
    is_for_all: bool = True
    """Whether each array in it must be one of ours; else others are left out."""
    is_alone: bool = True
    """Whether it must hold each renamed array; else another file may hold it."""

    @property
    def fix(self) -> str:
        """What to give instead."""
        return FIX

    def fault(self, reason: str) -> RecipeError:
        """Make the error that says why it cannot be used."""
        return RecipeError(f"{self.label}: {reason}")

    def ours(self, name: str) -> str:
        """Give our name for an array in the file."""
        return self.renamed.get(name, stored_name(name))

    def choose(self, held: Sequence[str]) -> list[str]:
        """Take what is one of ours; refuse a name that is not known, or given twice."""
        missing = [name for name in self.renamed if name not in held]
        if missing and self.is_alone:
            shown = printable(", ".join(held), limit=200)
            raise self.fault(f"holds no {printable(missing[0], limit=40)}: it holds {shown}")
        chosen = [name for name in dict.fromkeys(held) if self._is_wanted(name)]
        ours = [self.ours(name) for name in chosen]
        twice = [name for name in ours if ours.count(name) > 1]
        if twice:
            pair = " and ".join(name for name in chosen if self.ours(name) == twice[0])
            raise self.fault(f"{pair} are both {twice[0]}: leave one of them out")
        return chosen

    def check_shape(self, name: str, shape: Shape) -> None:
        """Refuse a shape that ours has in no layout."""
        ours = self.shapes[self.ours(name)]
        if not fits(shape, ours):
            shown = printable(str(shape), limit=60)
            raise self.fault(
                f"{printable(name, limit=40)} has shape {shown}: must be {ours}, or transposed; "
                "give dataset, --hidden and --batch as they are in your script"
            )

    def read(self, content: bytes) -> dict[str, Array]:
        """Read the arrays, by our names, each in the shape that it has there.

        Raises:
            RecipeError: It is no .npz, or something in it cannot be one of our arrays.
        """
        held = read_npz(BytesIO(content), self)
        return {self.ours(name): self._stored(name, values) for name, values in held.items()}

    def _is_wanted(self, name: str) -> bool:
        ours = self.ours(name)
        if ours in self.shapes:
            return True
        if name in (CURSOR, FAULT) or ours == LEFT_OUT or not self.is_for_all:
            return False
        shown = printable(name, limit=40)
        near = closest(name, self.shapes)
        hint = f"did you mean {near}? " if near else ""
        raise self.fault(
            f"array {shown}: unknown; {hint}say which it is by {shown}={near or 'NAME'}, or leave "
            f"it out by {shown}= (with --map, or on the screen below the file); known: "
            f"{', '.join(self.shapes)}"
        )

    def _stored(self, name: str, values: Array) -> Array:
        is_gradient = name not in self.renamed and stored_name(name) != name
        return gradient_values(self.ours(name), values) if is_gradient else values


def read_theirs(
    path: Path, moment: Snapshot, renamed: Mapping[str, str], is_alone: bool = True
) -> dict[str, Array]:
    """Read what a file holds of our arrays.

    Args:
        path: The file.
        moment: Whose arrays they are held against; where it lies ahead, with its cursor.
        renamed: Our name for a name in the file.
        is_alone: Whether each renamed array must be in this file.

    Raises:
        InputError: It cannot be read, or holds something that is not an array of ours.
    """
    label = printable(str(path), limit=300)
    shapes = {name: _shape(moment, name) for name in moment.names}
    depth = moment.program.network.depth
    # Where one batch takes all rows in file order, these are the same arrays.
    same = {"inputs": "l0", "targets": "y", "outputs": f"l{depth}"}
    shapes |= {name: shapes[as_] for name, as_ in same.items() if name not in shapes}
    _check_names(renamed, shapes)
    wanted = TheirFile(label, shapes, renamed, is_alone=is_alone)
    theirs = wanted.read(read_content(path, label, FIX))
    for name, as_ in same.items():
        if name in theirs and name not in moment.names:
            values = theirs.pop(name)
            theirs.setdefault(as_, values)
    if not theirs:
        raise InputError(f"{label}: holds none of our arrays; {FIX}")
    return theirs


def fault_of(path: Path) -> str:
    """Read what a file says was wrong on purpose in its run; "" for nothing.

    Raises:
        InputError: It cannot be read.
    """
    label = printable(str(path), limit=300)
    return fault_in(read_content(path, label, FIX))


def read_start(
    path: Path, shapes: Mapping[str, Shape], renamed: Mapping[str, str]
) -> dict[str, Array]:
    """Read starting weights, each in the shape that it has in the file; other arrays are left out.

    Args:
        path: The file.
        shapes: The shape of each of our parameters, by name.
        renamed: Our name for a name in the file.

    Raises:
        InputError: It cannot be read, or a parameter is missing.
    """
    label = f"weights {printable(str(path), limit=300)}"
    wanted = TheirFile(label, shapes, renamed, is_for_all=False, is_alone=False)
    start = wanted.read(read_content(path, label, FIX))
    missing = [name for name in shapes if name not in start]
    if missing:
        bias = "; for a network without biases use --no-bias" if "bias" in missing[0] else ""
        raise InputError(
            f"{label}: no {missing[0]}: must hold {', '.join(shapes)}; give another name by "
            f"--map NAME={missing[0]}{bias}"
        )
    return start


def _shape(moment: Snapshot, name: str) -> Shape:
    """Say which shape an array has at a moment, also where that lies ahead."""
    schedule, batch = moment.program.schedule, max(1, moment.cursor.batch)
    place = moment.layout.places.get(name)
    if place is not None:
        return (schedule.rows_of(batch), *place.shape[1:]) if place.has_rows else place.shape
    if name in moment.epoch_arrays.kept and moment.program.is_batch_done(moment.cursor):
        return (schedule.window(batch).stop, *moment.shape(name)[1:])
    return moment.shape(name)


def _check_names(renamed: Mapping[str, str], shapes: Mapping[str, Shape]) -> None:
    for name, ours in renamed.items():
        if ours != LEFT_OUT and ours not in shapes:
            shown = printable(name, limit=40)
            raise InputError(f"map {shown}: {unknown_name('array', ours, shapes)}")
