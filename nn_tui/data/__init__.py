"""Datasets: what they are, how they are read from CSV files, which ones are shipped."""

from __future__ import annotations

from nn_tui.data.catalogue import open_dataset, shipped
from nn_tui.data.csv_reader import read_again, read_csv
from nn_tui.data.dataset import Dataset, TargetKind, standardized, without_left_out
from nn_tui.data.errors import DatasetError

__all__ = [
    "Dataset",
    "DatasetError",
    "TargetKind",
    "open_dataset",
    "read_again",
    "read_csv",
    "shipped",
    "standardized",
    "without_left_out",
]
