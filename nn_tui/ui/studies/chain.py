"""The page of a delta's way back from the loss."""

from __future__ import annotations

import re

from nn_tui.debugger.chain.path import Followed
from nn_tui.debugger.chain.study import FollowBack
from nn_tui.debugger.explain.explanation import Question
from nn_tui.debugger.studies.study import Studied, Study
from nn_tui.ui.render.chain import draw_chain
from nn_tui.ui.render.lines import Line
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.view import View

_OF_LAYER = re.compile(r"[lz](\d+)(_delta|_error)?")


class ChainPage:
    """Shows one path; holds which, and which of its factors is chosen."""

    def __init__(self) -> None:
        self._path = 0
        self._factor = 0

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw the chosen path."""
        found = _found(studied)
        path, factor = self._place(found)
        return draw_chain(found, path, factor, width, height, view.is_gradient)

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Choose another factor, or another path: to the right the next strongest."""
        found = _found(studied)
        path, factor = self._place(found)
        self._path, self._factor = path + columns, factor + rows
        self._path, self._factor = self._place(found)
        return None

    def choose(self, studied: Studied) -> Question | None:
        """Explain the chosen factor; of a slope, the delta that it goes into."""
        found = _found(studied)
        path, factor = self._place(found)
        return found.paths[path].factors[factor].question

    def _place(self, found: Followed) -> tuple[int, int]:
        # Another network may have fewer paths, or shorter ones.
        path = max(0, min(self._path, len(found.paths) - 1))
        return path, max(0, min(self._factor, len(found.paths[path].factors) - 1))


def _found(studied: Studied) -> Followed:
    assert isinstance(studied.found, Followed), "this study finds nothing else"
    return studied.found


def _asks(view: View) -> FollowBack | str:
    name, depth = view.array_name, view.moment.program.network.depth
    match = _OF_LAYER.fullmatch(name)
    if match is None or not 0 < int(match[1]) < depth:
        where = f"l{depth - 1}_delta" if depth > 1 else "a hidden layer, which this network has not"
        return (
            f"{view.name(name)}: no chain leads to it; select a cell of a hidden layer's delta or "
            f"error, such as {where}, with [ and ] in the Inspector"
        )
    array = name if match[2] else f"l{match[1]}_delta"
    return FollowBack(array, view.cell_in(array))


CHAIN = StudyEntry(
    kind=FollowBack,
    title="the chain",
    asks=_asks,
    page=ChainPage,
    about=(
        "V: where a gradient vanishes: the selected delta or error of a hidden layer (or, of l or "
        "z, that unit's delta) followed back from the loss. It is the sum over all paths of the "
        "output's delta times a weight and a slope a layer; shown is the strongest, its share of "
        "the whole, and beside each factor what is left so far. The smallest is marked. left and "
        "right: the next strongest paths. enter explains a factor. 64-64-10: 25 ms.",
    ),
)
"""A delta followed back."""
