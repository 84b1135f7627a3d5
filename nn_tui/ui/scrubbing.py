"""A cursor that goes through the epochs of a run, ahead of the run itself."""

from __future__ import annotations

from nn_tui.debugger.commands import Command
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.debugger.travel import GoTo, GoToEpoch


class Scrubber:
    """Says where a cursor in the curve leads; moves count from there, not from what is shown."""

    def __init__(self) -> None:
        self._asked: list[int] = []
        self._seen: Snapshot | None = None

    @property
    def leads_to(self) -> int | None:
        """The epoch that was asked for last and is not shown yet; None: there is none."""
        return self._asked[-1] if self._asked else None

    def see(self, moment: Snapshot) -> None:
        """Take note of what is shown: an epoch that was asked for, or the end of all asking.

        Of several epochs that wait the run leaves out all but the last, so that what was asked for
        before the one that is shown has had its turn.
        """
        if moment is self._seen:
            return
        self._seen = moment
        here, asked = moment.epochs_done, self._asked
        if moment.activity.progress is not None:
            return
        if moment.is_running or here not in asked:
            # A run is on, or the way was given up: the cursor is where the run is.
            asked.clear()
        else:
            del asked[: len(asked) - asked[::-1].index(here)]

    def moved(self, moment: Snapshot, epochs: int) -> Command | None:
        """Lead so many epochs further, below 0 back; None: there is nothing there."""
        leads_to = self.leads_to
        if epochs > 0 and leads_to is None and not moment.standing.is_past:
            return None
        start = moment.epochs_done if leads_to is None else leads_to
        is_amid = leads_to is None and not moment.program.is_epoch_done(moment.cursor)
        if epochs < 0 and is_amid:
            # The end of the last epoch is back already.
            start += 1
        elif epochs < 0 and start == 0:
            return None
        return self.put(moment, start + epochs)

    def put(self, moment: Snapshot, epoch: int) -> Command:
        """Lead to an epoch; behind the last known one to where the branch ends."""
        last = max(moment.curve.last_epoch, moment.epochs_done)
        self._asked.append(max(0, min(epoch, last)))
        # The branch may have come into an epoch that is not finished.
        return GoTo(moment.standing.end) if epoch > last else GoToEpoch(max(0, epoch))
