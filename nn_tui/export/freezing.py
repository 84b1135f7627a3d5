"""Frozen weights in a script: a mask before the loop, np.where in the update, cells as edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import Cells, mask_name
from nn_tui.engine.program import Program
from nn_tui.export.segment import Segment
from nn_tui.export.statement import Statement


def freeze_statement(
    program: Program, cursor: Cursor, cells: Iterable[Cells], is_frozen: bool
) -> Statement:
    """Write that weights are frozen or freed: `frozen_synapse_0[1, 2] = True`.

    Args:
        program: Of the run.
        cursor: The moment.
        cells: Which weights; some at least.
        is_frozen: Whether they are frozen or freed.
    """
    lines = [f"{mask_name(c.array)}[{_index(program, c)}] = {is_frozen}" for c in cells]
    return Statement(cursor, "\n".join(lines))


def with_masks(segments: Sequence[Segment]) -> list[Segment]:
    """Write the programs whose updates read every mask that some edit has set by then.

    Where nothing is frozen yet, or any more, np.where gives the bits of the step alone: so the
    line can be the same in all epochs of a segment.
    """
    masked, assigned = [], set[str]()
    for segment in segments:
        assigned.update(*(edit.assigned for edit in segment.edits))
        parameters = segment.program.network.parameters
        frozen = {name for name in parameters if mask_name(name) in assigned}
        masked.append(replace(segment, program=segment.program.with_frozen(frozen)))
    return masked


def mask_lines(program: Program, there: Collection[str]) -> Iterator[str]:
    """Make the masks that the updates read, all free.

    Args:
        program: Whose updates.
        there: The parameters that have a mask already.
    """
    for name, shape in program.network.parameters.items():
        if name in program.frozen and name not in there:
            yield f"{mask_name(name)} = np.zeros({shape}, dtype=bool)"


def _index(program: Program, cells: Cells) -> str:
    shape = program.network.parameters[cells.array]
    axes = zip(cells.start, cells.shape, shape, strict=True)
    return ", ".join(_axis(first, count, size) for first, count, size in axes)


def _axis(first: int, count: int, size: int) -> str:
    if count == size:
        return ":"
    return str(first) if count == 1 else f"{first}:{first + count}"
