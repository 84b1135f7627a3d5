"""A CSV file as a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nn_tui.data.dataset import Dataset, Origin
from nn_tui.data.errors import DatasetError
from nn_tui.data.file_text import is_stream, label_of, read_text
from nn_tui.data.preamble import Preamble, read_preamble
from nn_tui.data.table import Table, clean_name, read_table
from nn_tui.data.targets import choose_targets, read_targets


def read_csv(
    path: Path, targets: Sequence[str] = (), name: str | None = None, label: str = ""
) -> Dataset:
    """Read a CSV file; every column that is not a target is an input.

    Args:
        path: UTF-8 text; cells divided by commas, semicolons or tabs.
        targets: Names of the target columns; else those that the preamble names, else the last.
        name: What to call the dataset; else the file's name without its ending.
        label: What to call the file where something in it cannot be used; else its path.

    Returns:
        The rows in the file's order, in the file's units.

    Raises:
        NoSuchFileError: There is no such file.
        DatasetError: The file cannot be read, or something in it cannot be used.
    """
    text = read_text(path)
    try:
        preamble = read_preamble(text)
        wanted = tuple(targets) or preamble.targets
        table = read_table(text, preamble, wanted)
        target_columns = choose_targets(table.names, wanted)
        names = tuple(table.names[column] for column in target_columns)
        origin = Origin(str(path), table.names, names, table.has_header)
        called = clean_name(path.stem if name is None else name)
        return _read_dataset(called, preamble, table, target_columns, origin)
    except DatasetError as error:
        raise DatasetError(f"{label or label_of(path)}: {error}") from None


def read_again(dataset: Dataset, targets: Sequence[str]) -> Dataset:
    """Read a dataset's file once more, with other targets.

    Args:
        dataset: What was read before.
        targets: Names of the target columns.

    Raises:
        DatasetError: It came from no file, or from a pipe, or the file cannot be used like this.
    """
    if dataset.origin is None:
        raise DatasetError(f"{dataset.name}: was not read from a file; open it from one")
    path = Path(dataset.origin.path)
    if is_stream(path):
        raise DatasetError(f"{label_of(path)}: can be read once only; save it as a file")
    return read_csv(path, targets, name=dataset.name)


def _read_dataset(
    name: str, preamble: Preamble, table: Table, target_columns: Sequence[int], origin: Origin
) -> Dataset:
    input_columns = [column for column in range(len(table.names)) if column not in target_columns]
    encoded = read_targets(table, target_columns)
    return Dataset(
        name=name,
        title=preamble.title,
        source=preamble.source,
        teaches=preamble.teaches,
        input_names=tuple(table.names[column] for column in input_columns),
        target_names=encoded.names,
        inputs=table.numbers(input_columns),
        targets=encoded.values,
        kind=encoded.kind,
        classes=encoded.classes,
        suggested=preamble.suggested,
        origin=origin,
    )
