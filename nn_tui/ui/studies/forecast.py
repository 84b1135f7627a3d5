"""The page of the forecast of a step."""

from __future__ import annotations

from nn_tui.debugger.commands import Edit
from nn_tui.debugger.forecast.forecast import Forecast, Point
from nn_tui.debugger.forecast.study import ForecastStep
from nn_tui.debugger.studies.study import Studied, Study
from nn_tui.ui.render.forecast import draw_forecast
from nn_tui.ui.render.forecast_curve import marked_rates
from nn_tui.ui.render.lines import Line
from nn_tui.ui.studies.page import StudyEntry
from nn_tui.ui.view import View


class ForecastPage:
    """Shows the loss along the step; holds at which rate its cursor is."""

    def __init__(self) -> None:
        self._rate: float | None = None
        self._of: Forecast | None = None

    def draw(self, view: View, studied: Studied, width: int, height: int) -> list[Line]:
        """Draw the curve, and say what comes of the chosen rate."""
        found = _found(studied)
        return draw_forecast(found, self._point(found), width, height)

    def move(self, studied: Studied, rows: int, columns: int) -> Study | None:
        """Choose another rate, or the next that is marked: down the smaller, up the larger."""
        found = _found(studied)
        rates = [point.rate for point in found.points]
        place = rates.index(self._point(found).rate)
        if columns:
            place = max(0, min(place + columns, len(rates) - 1))
        elif rows:
            place = _next_mark(found, rates, place, -1 if rows > 0 else 1)
        self._rate = rates[place]
        return None

    def choose(self, studied: Studied) -> Edit | None:
        """Set the learning rate to the chosen one, from the next op on."""
        found = _found(studied)
        rate = self._point(found).rate
        return None if rate in (0.0, found.rate) else Edit("learning_rate", f"{rate!r}")

    def _point(self, found: Forecast) -> Point:
        if found is not self._of:
            # Of another step: it begins at the rate that it has.
            self._of, self._rate = found, found.rate
        wanted = found.rate if self._rate is None else self._rate
        return min(found.points, key=lambda point: abs(point.rate - wanted))


def _next_mark(found: Forecast, rates: list[float], place: int, step: int) -> int:
    """Find the next rate that is marked; the last one stays."""
    places = sorted(
        min(range(len(rates)), key=lambda n: abs(rates[n] - rate))
        for rate, _ in marked_rates(found)
    )
    beyond = [p for p in places if (p - place) * step > 0]
    return place if not beyond else (min if step > 0 else max)(beyond)


def _found(studied: Studied) -> Forecast:
    assert isinstance(studied.found, Forecast), "this study finds nothing else"
    return studied.found


FORECAST = StudyEntry(
    kind=ForecastStep,
    title="outlook",
    asks=lambda _view: ForecastStep(),
    page=ForecastPage,
    about=(
        "O: the outlook: what the step of this iteration, or of the next where this has ended, "
        "does to the loss of its batch: predicted by the slope, -learning rate * |descent|^2; with "
        "the curvature along the step, by central differences of the slope; and as it really "
        "comes. The curve is the loss after a step at other rates: now, the best, and the limit "
        "from which the loss is larger than before (2/lambda: the same by curvature). left and "
        "right try rates, up and down go to the marks, enter sets the learning rate from the next "
        "op on. Weights that are frozen do not move. 64-64-10, batches of 32: 60 ms.",
    ),
)
"""The forecast of a step."""
