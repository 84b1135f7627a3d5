"""A part of a run with one program, which is one loop of the script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nn_tui.engine.cursor import START, Cursor
from nn_tui.engine.freezing import mask_name
from nn_tui.engine.program import Program
from nn_tui.export.moments import allocated, given_names
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe, plan

_RECORDS = ("loss", "error")
"""What stays of the epochs before where a run is continued with other batches or rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """What was trained with the same rows and batches; see `segment_of`."""

    recipe: Recipe
    """As it was when the segment began: what was changed since is an edit."""
    program: Program
    """The ops."""
    cursor: Cursor
    """Where it ends: at the end of an epoch, but for the last one of a run."""
    edits: tuple[Statement, ...] = ()
    """What was changed by hand in it."""
    began: Cursor = START
    """Where it began: before any op, or at the end of the last epoch of the segment before."""

    @property
    def is_continued(self) -> bool:
        """Whether it goes on with the weights of another one."""
        return self.began != START

    @property
    def is_whole(self) -> bool:
        """Whether one batch of all rows in file order is never taken: it is l0 and y throughout."""
        return given_names(self.program) == ("l0", "y")

    def written_at(self, name: str, cursor: Cursor) -> Cursor | None:
        """Say when this segment wrote the values that an array holds at a moment, if it did."""
        written = self.program.written_at(name, cursor)
        return written if written is not None and written > self.began else None

    def is_defined(self, name: str, cursor: Cursor) -> bool:
        """Whether the script has an array of that name at a moment, with values of this segment."""
        parameters = self.program.network.parameters
        return (
            name in parameters
            or name == "learning_rate"
            or name in map(mask_name, parameters)
            or name in given_names(self.program)
            or name in allocated(self.program)
            or (self.is_continued and name in _RECORDS)
            or self.written_at(name, cursor) is not None
        )


def segment_of(
    recipe: Recipe, cursor: Cursor, edits: Iterable[Statement] = (), began: Cursor = START
) -> Segment:
    """Make a segment.

    Args:
        recipe: As it was when the segment began.
        cursor: Where it ends, or where the script stops, with every array as it stands there.
        edits: What was changed by hand; those after the cursor are left out.
        began: START, or the end of an epoch up to which another segment has trained.

    Raises:
        InputError: The recipe cannot be followed.
    """
    return Segment(recipe, plan(recipe), cursor, tuple(edits), began)
