"""The datasets that come with the program, and how a dataset is found by name or path."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from nn_tui.data.csv_reader import read_csv
from nn_tui.data.dataset import Dataset
from nn_tui.data.errors import NoSuchFileError
from nn_tui.errors import unknown_name
from nn_tui.text import closest

# The network of eleven lines is where everyone starts.
_FIRST = "classic"


def shipped_folder() -> Path:
    """Find the folder of the shipped CSV files.

    A wheel has them inside the package; in an editable install they lie beside it.
    """
    package = Path(str(files("nn_tui")))
    installed = package / "datasets"
    return installed if installed.is_dir() else package.parent / "datasets"


def shipped() -> tuple[str, ...]:
    """Name the shipped datasets: classic first, the others by name."""
    names = (path.stem for path in shipped_folder().glob("*.csv"))
    return tuple(sorted(names, key=lambda name: (name != _FIRST, name)))


def open_dataset(name_or_path: str, targets: Sequence[str] = ()) -> Dataset:
    """Open a shipped dataset by its exact name, or else a CSV file by its path.

    A file whose name is also a shipped dataset's is reached as `./name`.

    Args:
        name_or_path: As a person gave it.
        targets: Names of the target columns; else the file's own choice.

    Raises:
        DatasetError: It is neither, or the file cannot be used.
    """
    if name_or_path in shipped():
        path = shipped_folder() / f"{name_or_path}.csv"
        return read_csv(path, targets, name=name_or_path, label=name_or_path)
    try:
        return read_csv(Path(name_or_path), targets)
    except NoSuchFileError as error:
        raise NoSuchFileError(_describe_missing(name_or_path, error)) from None


def _describe_missing(name_or_path: str, error: NoSuchFileError) -> str:
    path = Path(name_or_path)
    if name_or_path == path.name and not path.suffix:
        unknown = unknown_name("dataset", name_or_path, shipped())
        return f"{unknown}; and there is no file of that name"
    near = closest(path.stem, shipped())
    known = "nn-tui datasets lists what is shipped"
    return f"{error}; did you mean the shipped dataset {near}?" if near else f"{error}; {known}"
