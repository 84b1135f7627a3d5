"""A run as a plain numpy script with the same bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.program import Program
from nn_tui.export.data_file import GivenArrays, given_arrays, loading_lines, pack
from nn_tui.export.edits import edits_up_to, lines_before
from nn_tui.export.ending import ending_lines
from nn_tui.export.errors import ExportError
from nn_tui.export.freezing import freezing_program, mask_lines
from nn_tui.export.loop import loop_lines
from nn_tui.export.preamble import (
    allocations,
    data_lines,
    definitions,
    heading,
    imports,
    setting_lines,
    weight_lines,
)
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe, plan


@dataclass(frozen=True, slots=True)
class Script:
    """A program, and the file that it reads."""

    text: str
    """Its source."""
    data: bytes = b""
    """What must lie beside it as a .npz file; b"" for nothing: all is in the source."""


def write_numpy(
    recipe: Recipe, cursor: Cursor, edits: Iterable[Statement] = (), data_name: str = ""
) -> Script:
    """Write a run up to a moment as a numpy script.

    Args:
        recipe: As it was at epoch 0: what was changed in the run since is an edit.
        cursor: Where the script stops, with every array as it stands there.
        edits: What was changed by hand; those after the cursor are left out.
        data_name: What a file beside the script may be called, if the data need one; "" for none.

    Raises:
        InputError: The recipe cannot be followed, the cursor is no moment of the run, an edit
            cannot be written, or a file is needed and may not be.
    """
    program = plan(recipe)
    past = edits_up_to(program, cursor, edits)
    program = freezing_program(program, past)
    given = given_arrays(recipe, program)
    content = pack(given.filed) if given.filed else b""
    if content and not data_name:
        cells = sum(array.size for array in given.filed.values())
        raise ExportError(
            f"{recipe.dataset.name}: {cells} numbers are too many for the script itself; "
            "name the script with -o net.py, and they are written to net.npz beside it"
        )
    loading = loading_lines(data_name, content) if content else []
    blocks = _blocks(recipe, program, cursor, past, given, loading)
    return Script("\n\n".join(blocks) + "\n", content)


def _blocks(
    recipe: Recipe,
    program: Program,
    cursor: Cursor,
    past: Sequence[Statement],
    given: GivenArrays,
    loading: Sequence[str],
) -> Iterator[str]:
    yield heading(program)
    yield imports(
        reads_file=bool(loading), reads_non_finite=any(edit.reads_non_finite for edit in past)
    )
    yield from (f"\n{source}" for source in definitions(program.network))
    data = ("\n".join(loading), "\n".join(data_lines(recipe, given)))
    yield "\n" + "\n\n".join(filter(None, data))
    weights = weight_lines(recipe, program.network, given)
    made = (*allocations(program), *mask_lines(program))
    start = [*setting_lines(recipe, cursor.epoch), *weights, *made]
    yield "\n".join([*start, *lines_before(past)])
    yield "\n".join(loop_lines(program, cursor, past))
    yield "\n".join(ending_lines(program, cursor))
