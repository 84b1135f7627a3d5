"""What the selected cell is called."""

from __future__ import annotations

from nn_tui.ui.view import View


def cell_label(view: View) -> str:
    """Name the selected cell as an index of its array."""
    name, dimensions = view.name(view.array_name), len(view.moment.shape(view.array_name))
    return name + ("", f"[{view.cell[1]}]", f"[{view.cell[0]},{view.cell[1]}]")[dimensions]


def row_of_dataset(view: View) -> str:
    """Name the dataset's row, where an array's rows are a batch's: by then places differ."""
    rows, row = view.moment.dataset_rows(view.array_name), view.cell[0]
    return "" if rows is None or rows[row] == row else f" row {rows[row]}"


def is_whole(name: str) -> bool:
    """Whether an array holds numbers of rows, which have no point."""
    return name == "order"
