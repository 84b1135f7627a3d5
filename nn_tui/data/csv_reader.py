"""A CSV file as a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nn_tui.data.dataset import Dataset
from nn_tui.data.errors import DatasetError
from nn_tui.data.file_text import label_of, read_text
from nn_tui.data.preamble import Preamble, read_preamble
from nn_tui.data.table import clean_name, read_table
from nn_tui.data.targets import choose_targets, read_targets


def read_csv(path: Path, targets: Sequence[str] = (), name: str | None = None) -> Dataset:
    """Read a CSV file; every column that is not a target is an input.

    Args:
        path: UTF-8 text; cells divided by commas, semicolons or tabs.
        targets: Names of the target columns; else those that the preamble names, else the last.
        name: What to call the dataset; else the file's name without its ending.

    Returns:
        The rows in the file's order, in the file's units.

    Raises:
        NoSuchFileError: There is no such file.
        DatasetError: The file cannot be read, or something in it cannot be used.
    """
    text = read_text(path)
    try:
        preamble = read_preamble(text)
        return _read_dataset(
            text, preamble, targets, clean_name(path.stem if name is None else name)
        )
    except DatasetError as error:
        raise DatasetError(f"{label_of(path)}: {error}") from None


def _read_dataset(text: str, preamble: Preamble, targets: Sequence[str], name: str) -> Dataset:
    wanted = tuple(targets) or preamble.targets
    table = read_table(text, preamble, wanted)
    target_columns = choose_targets(table, wanted)
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
    )
