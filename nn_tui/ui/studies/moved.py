"""The page of who moved a weight."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.moved.bar import Moved
from nn_tui.debugger.moved.study import WhoMoved
from nn_tui.debugger.studies.study import Studied, Study
from nn_tui.ui.render.lines import Line
from nn_tui.ui.render.moved import draw_moved
from nn_tui.ui.studies.page import SelectRow, StudyEntry
from nn_tui.ui.view import View


class MovedPage:
    """Lists the bars; holds which is chosen, and over how many epochs a person wants to see."""

    def __init__(self) -> None:
        self._chosen = 0
        # What was asked last: it may still be on its way.
        self._asked: WhoMoved | None = None
        self._shown: object = None

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw the bars, the chosen one whole."""
        found = _found(studied)
        return draw_moved(found, self._place(found), width, height, view.is_gradient)

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Choose another bar, or other epochs: to the right more of them."""
        found = _found(studied)
        self._chosen = max(0, min(self._place(found) + rows, len(found.bars) - 1))
        if not columns:
            return None
        study = self._study(studied)
        is_all = found.epochs < study.epochs and study is studied.study
        if columns > 0 and is_all:
            return None
        other = study.wider if columns > 0 else study.narrower
        self._asked = other
        return None if other == study else other

    def choose(self, studied: Studied) -> Question | SelectRow | None:
        """Explain the chosen row's delta, or over epochs select the row."""
        found = _found(studied)
        if not found.bars:
            return None
        bar = found.bars[self._place(found)]
        if bar.question is not None:
            return bar.question
        return None if bar.row is None else SelectRow(bar.row)

    def _study(self, studied: Studied) -> WhoMoved:
        """Give what was asked last of this weight."""
        study = studied.study
        assert isinstance(study, WhoMoved), "it is this page's"
        if studied.found is not self._shown or self._asked is None:
            self._shown, self._asked = studied.found, study
        return self._asked

    def _place(self, found: Moved) -> int:
        # Another moment may have fewer bars than the one before.
        return max(0, min(self._chosen, len(found.bars) - 1))


def _found(studied: Studied) -> Moved:
    assert isinstance(studied.found, Moved), "this study finds nothing else"
    return studied.found


def _asks(view: View) -> WhoMoved | str:
    name, parameters = view.array_name, view.moment.program.network.parameters
    if name.removesuffix("_descent") not in parameters:
        return (
            f"{view.name(name)}: no step moves it; select a cell of a weight, a bias or a descent, "
            "with [ and ] in the Inspector"
        )
    return WhoMoved(name, view.cell[2 - len(view.moment.shape(name)) :])


MOVED = StudyEntry(
    kind=WhoMoved,
    title="who moved it",
    asks=_asks,
    page=MovedPage,
    about=(
        "M: who moved the selected weight: each row's share of its last update, the largest "
        "first, to the right of the line what raises it, to the left (▒) what lowers it; what is "
        "no row's, such as a weight that is frozen or was typed over, has a bar of its own. Of a "
        "descent: the rows' shares of that. They sum to what is stored. right: its moves over 1, "
        "2, 5, ... epochs, and all. enter: where that row's delta comes from; over epochs, select "
        "the row. 64-64-10, batches of 32: 45 ms, over 10 epochs 230 ms.",
    ),
)
"""Who moved a weight."""
