"""Copying of what the Inspector shows: to the terminal's clipboard, and to a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from textual.timer import Timer
from textual.worker import get_current_worker

from nn_tui.text import size_text
from nn_tui.ui.copying import ARRAY_FILE, CELL_FILE, Copied, copy_to_file, csv_lines
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.render.cell_names import cell_label, is_whole
from nn_tui.ui.render.excerpt import excerpt, table_shape
from nn_tui.ui.render.marks import fault_mark
from nn_tui.ui.render.numbers import full
from nn_tui.ui.terminal.terminal_app import has_clipboard
from nn_tui.ui.view import View

_SECONDS_SAID = 10.0
"""How long it is said what has been copied."""

_ROWS_AT_ONCE = 64
"""Rows of an array that are built together."""


class ArrayCopier:
    """Copies for a panel, and says through it what has been copied."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel
        self._said = ""
        self._timer: Timer | None = None

    def copy_cell(self, view: View) -> View:
        """Copy the selected cell of a view."""
        row, column = view.cell
        name = view.array_name
        value = excerpt(view, name, range(row, row + 1), range(column, column + 1))
        if value is None:
            return self._say(_nothing(view), view)
        text = full(float(value[0, 0]), is_whole=is_whole(name))
        when = view.moment.when_written(view.array_name)
        what = f"{cell_label(view)} = {text}, {when}{_of_faulty_run(view)}"
        return self._end(copy_to_file(what, [text], CELL_FILE), view)

    def copy_array(self, view: View) -> View:
        """Copy the selected array of a view, in a thread: there may be millions of numbers."""
        if view.moment.written_at(view.array_name) is None:
            return self._say(_nothing(view), view)
        write = partial(self._write, view)
        # Without a description it would be the view, written out.
        self._panel.run_worker(write, thread=True, group="copy", description="copies an array")
        return view

    def _write(self, view: View) -> None:
        shape = size_text(view.moment.shape(view.array_name))
        when = view.moment.when_written(view.array_name)
        what = f"{view.name(view.array_name)}, {shape}, {when}{_of_faulty_run(view)}"
        copied = copy_to_file(what, _lines(view), ARRAY_FILE)
        if not get_current_worker().is_cancelled:
            self._panel.change(partial(self._end, copied))

    def _end(self, copied: Copied, view: View) -> View:
        app = self._panel.app
        if not has_clipboard(app):
            copied = replace(copied, text=None, obstacle="this terminal has no clipboard")
        if copied.text is not None:
            app.copy_to_clipboard(copied.text)
        return self._say(copied.notice, view)

    def _say(self, notice: str, view: View) -> View:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._panel.set_timer(_SECONDS_SAID, self._fall_silent)
        self._said = notice
        return replace(view, notice=notice)

    def _fall_silent(self) -> None:
        said = self._said
        self._panel.change(lambda v: replace(v, notice="") if v.notice == said else v)


def _lines(view: View) -> Iterator[str]:
    """Write an array as CSV, a part of it at a time; none of it when the program is left."""
    name = view.array_name
    rows, columns = table_shape(view.moment.shape(name))
    for first in range(0, rows, _ROWS_AT_ONCE):
        if get_current_worker().is_cancelled:
            raise InterruptedError("left before the end")
        part = excerpt(view, name, range(first, min(first + _ROWS_AT_ONCE, rows)), range(columns))
        assert part is not None
        yield from csv_lines(part, is_whole=is_whole(name))


def _of_faulty_run(view: View) -> str:
    mark = fault_mark(view)
    return f", {mark}" if mark else ""


def _nothing(view: View) -> str:
    return f"{view.name(view.array_name)} is not yet computed: there is nothing to copy"
