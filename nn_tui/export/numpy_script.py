"""A run as a plain numpy script with the same bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nn_tui.export.data_file import GivenArrays, given_arrays, loading_lines, pack
from nn_tui.export.edits import edits_of
from nn_tui.export.ending import ending_lines
from nn_tui.export.errors import ExportError
from nn_tui.export.freezing import with_masks
from nn_tui.export.loop import loop_lines
from nn_tui.export.opening import between_lines, opening_lines
from nn_tui.export.preamble import (
    data_lines,
    definitions,
    heading,
    imports,
    setting_lines,
    weight_lines,
)
from nn_tui.export.segment import Segment


@dataclass(frozen=True, slots=True)
class Script:
    """A program, and the file that it reads."""

    text: str
    """Its source."""
    data: bytes = b""
    """What must lie beside it as a .npz file; b"" for nothing: all is in the source."""


def write_numpy(segments: Sequence[Segment], data_name: str = "") -> Script:
    """Write a run up to a moment as a numpy script.

    Args:
        segments: Of the run, each from where the one before ends; the script stops where the last
            one does.
        data_name: What a file beside the script may be called, if the data need one; "" for none.

    Raises:
        InputError: A cursor is no moment of the run, an edit cannot be written, or a file is needed
            and may not be.
    """
    given = given_arrays(segments)
    content = pack(given.filed) if given.filed else b""
    if content and not data_name:
        cells = sum(array.size for array in given.filed.values())
        raise ExportError(
            f"{segments[0].recipe.dataset.name}: {cells} numbers are too many for the script "
            "itself; name the script with -o net.py, and they are written to net.npz beside it"
        )
    loading = loading_lines(data_name, content) if content else []
    settled = with_masks([replace(segment, edits=edits_of(segment)) for segment in segments])
    blocks = _blocks(settled, given, loading)
    return Script("\n\n".join(blocks) + "\n", content)


def _blocks(
    segments: Sequence[Segment], given: GivenArrays, loading: Sequence[str]
) -> Iterator[str]:
    first, last = segments[0], segments[-1]
    recipe, network = first.recipe, first.program.network
    edits = [edit for segment in segments for edit in segment.edits]
    yield heading(first.program)
    yield imports(
        reads_file=bool(loading), reads_non_finite=any(edit.reads_non_finite for edit in edits)
    )
    yield from (f"\n{source}" for source in definitions(network))
    data = ("\n".join(loading), "\n".join(data_lines(recipe, given)))
    yield "\n" + "\n\n".join(filter(None, data))
    start = (*setting_lines(recipe, last.cursor.epoch), *weight_lines(recipe, network, given))
    yield "\n".join([*start, *opening_lines(first, is_alone=first is last)])
    yield "\n".join(loop_lines(first, is_last=first is last))
    for (before, segment), revisions in zip(pairwise(segments), given.revisions, strict=True):
        yield "\n".join(between_lines(before, segment, given, revisions))
        yield "\n".join(loop_lines(segment, is_last=segment is last))
    yield "\n".join(ending_lines(last))
