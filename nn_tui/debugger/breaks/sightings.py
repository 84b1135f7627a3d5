"""What a watch was at the moments that were seen, wherever the run has gone in between."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.journal import Place, is_on_the_way

_MOST_KEPT = 60
"""Moments that are kept; the one seen longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value at a moment."""

    place: Place
    """When."""
    value: float | bool
    """What it was."""


class Sightings:
    """Values in the order in which they were seen; which of them lie before a place is asked.

    Going back forgets nothing: whoever goes on again has them before them once more.
    """

    def __init__(self) -> None:
        self._seen: list[Sighting] = []
        # The last moment at which the run stood still, and the one before that.
        self._stood: Sighting | None = None
        self._stood_before: Sighting | None = None
        self._is_passing = False

    def see(self, sighting: Sighting, is_passing: bool) -> None:
        """Note a value.

        Args:
            sighting: What it is, and when.
            is_passing: Whether a run goes on from there by itself.
        """
        others = [seen for seen in self._seen if seen.place != sighting.place]
        self._seen = [*others[1 - _MOST_KEPT :], sighting]
        self.stand(sighting, is_passing)

    def stand(self, sighting: Sighting, is_passing: bool) -> None:
        """Note where the run is, by the value that is known there."""
        self._is_passing = is_passing
        if is_passing:
            return
        if self._stood is not None and self._stood.place != sighting.place:
            self._stood_before = self._stood
        self._stood = sighting

    @property
    def change(self) -> float | None:
        """How far it is from where the run stood before; None: it has stood nowhere else."""
        before = self._stood if self._is_passing else self._stood_before
        if not self._seen or before is None:
            return None
        now = self._seen[-1]
        is_same_run = now.place.entry.origin is before.place.entry.origin
        return float(now.value) - float(before.value) if is_same_run else None

    def before(self, place: Place) -> list[Sighting]:
        """List those of this run on the way to a place, that place too, in the run's order."""
        origin = place.entry.origin
        of_run = [seen for seen in self._seen if seen.place.entry.origin is origin]
        on_the_way = [seen for seen in of_run if is_on_the_way(seen.place, place)]
        return sorted(on_the_way, key=lambda seen: seen.place.position)
