"""Scripts as files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from nn_tui.data.file_text import is_stream
from nn_tui.export.errors import ExportError
from nn_tui.export.numpy_script import write_numpy
from nn_tui.export.segment import Segment
from nn_tui.recipe.recipe import Recipe
from nn_tui.text import printable


def export_script(path: Path, segments: Sequence[Segment]) -> tuple[Path, ...]:
    """Write a run up to a moment as a numpy script; a file of that name is replaced.

    Args:
        path: The script.
        segments: Of the run, each from where the one before ends; the script stops where the last
            one does, with every array as it stands there.

    Returns:
        The files written: the script, and the data where they are too many numbers for it.

    Raises:
        InputError: The run cannot be written as a script, or a file cannot be written.
    """
    beside = data_path(path) if _has_neighbours(path) else None
    script = write_numpy(segments, data_name=beside.name if beside else "")
    contents = {path: script.text.encode()}
    if beside is not None and script.data:
        _refuse_foreign(beside, path)
        contents = {beside: script.data} | contents
    for file in contents:
        _refuse_source(file, segments[0].recipe)
    for file, content in contents.items():
        _write(file, content)
    return tuple(reversed(contents))


def data_path(script: Path) -> Path:
    """Say where the data of a script lie: net.npz beside net.py."""
    return script.parent / f"{script.name.removesuffix('.py')}.npz"


def _has_neighbours(path: Path) -> bool:
    """Whether a script there would find a file beside it: not in a pipe, nor in /dev/stdout."""
    return not is_stream(path) and not path.is_relative_to("/dev")


def _label(path: Path) -> str:
    return printable(str(path), limit=300)


def _refuse_foreign(data: Path, script: Path) -> None:
    """Refuse to replace a file that nobody named, unless the script there is the one it is of."""
    if not data.exists():
        return
    try:
        is_ours = hashlib.sha256(data.read_bytes()).hexdigest().encode() in script.read_bytes()
    except OSError:
        is_ours = False
    if not is_ours:
        raise ExportError(
            f"{_label(data)}: is there and does not belong to {_label(script)}; "
            "move it, or give the script another name"
        )


def _refuse_source(path: Path, recipe: Recipe) -> None:
    """Refuse to write over what the recipe was read from."""
    origin = recipe.dataset.origin
    sources = [origin.path if origin else "", recipe.weights_path]
    if any(source and _is_same(path, Path(source)) for source in sources):
        raise ExportError(f"{_label(path)}: is what the recipe is read from; name another file")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ExportError(
            f"{_label(path)}: cannot be written ({error.strerror}); name another file"
        ) from None
    except ValueError:
        raise ExportError(f"{_label(path)}: is not the name of a file") from None
