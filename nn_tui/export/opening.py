"""What stands before each loop: the data that it reads, arrays to be filled, masks, edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from nn_tui.export.data_file import GivenArrays, Revision
from nn_tui.export.edits import lines_before
from nn_tui.export.freezing import mask_lines
from nn_tui.export.moments import allocated
from nn_tui.export.segment import Segment


def opening_lines(
    segment: Segment, *, is_alone: bool, masked: Collection[str] = ()
) -> Iterator[str]:
    """Write what comes just before the loop of a segment.

    Args:
        segment: Whose loop.
        is_alone: Whether the script has no other, so that the data are called what it reads.
        masked: Parameters that have a mask already.
    """
    if segment.is_whole and not is_alone:
        # Copied: an edit of them must leave the data of the next segment alone.
        yield "l0 = inputs.copy()"
        yield "y = targets.copy()"
    for name in allocated(segment.program):
        yield f"{name} = np.zeros(targets.shape)"
    yield from mask_lines(segment.program, masked)
    yield from lines_before(segment)


def between_lines(
    before: Segment, segment: Segment, given: GivenArrays, revisions: Iterable[Revision]
) -> Iterator[str]:
    """Write what comes between the loops of two segments.

    Args:
        before: The first of them.
        segment: The second.
        given: What the script is given.
        revisions: Of the data, for the second.
    """
    yield f"# From epoch {segment.began.epoch + 1} on: {_described(segment)}."
    for revision in revisions:
        if revision.statements is None:
            yield f"{revision.name} = {given.source(revision.key, revision.array)}"
        else:
            yield from revision.statements
    yield from opening_lines(segment, is_alone=False, masked=before.program.frozen)


def _described(segment: Segment) -> str:
    """Say what a segment trains on."""
    dataset, schedule = segment.recipe.dataset, segment.program.schedule
    of_all = f" of {dataset.rows}" * bool(dataset.left_out)
    dealt = "in one batch" if schedule.batches == 1 else f"in batches of {schedule.batch_rows}"
    shuffled = ", shuffled anew each epoch" * schedule.is_shuffled
    return f"{schedule.rows}{of_all} rows {dealt}{shuffled}"
