"""An answer as a view shows it, made once for as long as neither changes."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Asked
from nn_tui.debugger.explain.gradients import asked_in_gradients


class ShownAnswer:
    """Keeps the last answer in the signs of the view: a long sum takes a while to work out."""

    def __init__(self) -> None:
        """Make one that has shown nothing."""
        self._asked: Asked | None = None
        self._in_gradients: Asked | None = None

    def of(self, asked: Asked | None, is_gradient: bool) -> Asked | None:
        """Give an answer with the names and signs of the view.

        Args:
            asked: What was asked, and what was found, as stored.
            is_gradient: Whether gradients are shown in place of descents.
        """
        if asked is not self._asked:
            self._asked, self._in_gradients = asked, None
        if asked is None or not is_gradient:
            return asked
        if self._in_gradients is None:
            self._in_gradients = asked_in_gradients(asked)
        return self._in_gradients
