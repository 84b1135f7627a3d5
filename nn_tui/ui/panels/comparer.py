"""Choosing the moment that the Inspector shows beside the present one."""

from __future__ import annotations

from nn_tui.debugger.beside import AtEpoch, EndOf, EpochAgo, IterationAgo, Other
from nn_tui.debugger.commands import Compare
from nn_tui.debugger.elsewhere import NoSuchMomentError
from nn_tui.errors import InputError
from nn_tui.recipe.parsing import parse_epoch
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.panel_field import PanelField
from nn_tui.ui.panels.value_input import ValueInput
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.view import View

_ASKED = "beside epoch "


class Comparer:
    """Goes through the moments that there are, or asks for an epoch."""

    def __init__(self, panel: Panel, field: PanelField) -> None:
        self._panel = panel
        self._field = field
        # What was asked for last: the run may not have answered yet.
        self._chosen: Other | None = None
        self._reason = ""

    def choose_next(self) -> None:
        """Compare with the next moment of those that there are; after the last, with none."""
        if self._panel.view is not None:
            choices = choices_of(self._panel.view, self._chosen)
            place = choices.index(self._chosen) if self._chosen in choices else 0
            self._choose(choices[(place + 1) % len(choices)])

    async def ask(self) -> None:
        """Open a field for the number of an epoch."""
        if self._panel.view is None:
            return
        text = str(self._chosen.epoch) if isinstance(self._chosen, AtEpoch) else ""
        self._reason = ""
        typed = ValueInput(text, self._take, self._field.close)
        typed.styles.offset = (len(_ASKED), 0)
        await self._field.open(typed, self._around)

    def _around(self, view: View, lines: list[Line], width: int) -> list[Line]:
        typed = "" if self._field.typed is None else self._field.typed.value
        branch = view.moment.standing.branch
        told = line(Span(f"its end, 0 to {_last_epoch(view)} on {branch}", Role.DIM))
        try:
            if typed.strip():
                _read(view, typed)
            elif self._reason:
                told = line(Span(f"! {self._reason}", Role.WARNING))
        except InputError as reason:
            told = line(Span(f"! {reason}", Role.WARNING))
        return [line(_ASKED), fit(told, width), *lines[2:]]

    def _take(self, text: str) -> None:
        """Compare with that epoch; where it is none, the field stays open and says so."""
        if self._panel.view is None:
            return
        try:
            epoch = _read(self._panel.view, text)
        except InputError as reason:
            self._reason = str(reason)
            self._panel.redraw()
            return
        self._field.close()
        self._choose(AtEpoch(epoch))

    def _choose(self, other: Other | None) -> None:
        self._chosen = other
        self._panel.ask(Compare(other))


def _last_epoch(view: View) -> int:
    """Say how far the branch has come in this run, behind the present moment too."""
    return max(view.moment.curve.last_epoch, view.moment.epochs_done)


def _read(view: View, text: str) -> int:
    """Read the number of an epoch that the branch has come to the end of.

    Raises:
        InputError: It is none, or lies ahead of all that is known.
    """
    epoch, last = parse_epoch(text), _last_epoch(view)
    if epoch > last:
        limit = f"0 to {last}" if last else "0"
        raise NoSuchMomentError(f"epoch {epoch}: must be {limit}; run on for more")
    return epoch


def choices_of(view: View, chosen: Other | None) -> list[Other | None]:
    """List what can be compared with: none, ago, the epoch that was asked for, other branches."""
    others = [EndOf(branch.name) for branch in view.moment.standing.others]
    asked = [chosen] if isinstance(chosen, AtEpoch) else []
    return [None, IterationAgo(), EpochAgo(), *asked, *others]
