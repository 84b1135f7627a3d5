"""What the machine is doing, in words, and whether its numbers were changed by hand."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.activity import Activity
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.ui.render.lines import Role, Span
from nn_tui.ui.render.marks import ALTERED
from nn_tui.ui.render.pace import speed_text


@dataclass(frozen=True, slots=True)
class _State:
    """What there is to say."""

    word: str
    """What the machine does, without more."""
    role: Role
    """How that is to look."""
    detail: str = ""
    """How fast it goes, or is to go."""


def states(moment: Snapshot) -> tuple[Span, Span, Span]:
    """Say what the machine does: in full, as briefly as leaves nothing out, and in a word."""
    state = _state_of(moment)
    is_altered = moment.standing.is_altered
    words = [state.word, *["altered"] * is_altered]
    # `running 3 ops/s`, but `running, altered, 3 ops/s` and `paused, 3 ops/s`.
    gap = " " if moment.is_running and not is_altered else ", "
    full = gap.join([", ".join(words), *filter(None, [state.detail])])
    mark = ALTERED * is_altered
    # What was measured, not a tempo, which a person chooses by its name.
    is_measured = moment.activity.tempo.is_full
    speed = state.detail.replace(" epochs/s", "/s") if is_measured else state.detail
    speed = speed.replace("to epoch ", "to ")
    brief = f"{state.word}{mark} {speed}".rstrip()
    word = state.word.removeprefix("in the ") + mark
    return Span(full, state.role), Span(brief, state.role), Span(word, state.role)


def _state_of(moment: Snapshot) -> _State:
    activity = moment.activity
    if moment.is_diverged:
        return _State("diverged", Role.WARNING)
    if activity.progress is not None:
        return _State(f"replaying {activity.progress:.0%}", Role.GOOD)
    if moment.is_running:
        return _State("running", Role.GOOD, _pace(activity))
    if moment.standing.is_past:
        return _State("in the past", Role.CURRENT)
    # A person may step on behind the last epoch that was asked for.
    is_done = moment.is_finished and moment.program.is_epoch_done(moment.cursor)
    tempo = "" if activity.tempo.is_full else activity.tempo.label
    return _State("done" if is_done else "paused", Role.DIM, tempo)


def _pace(activity: Activity) -> str:
    """Say where a run goes to, or how fast: its tempo, or as measured at full speed."""
    if activity.goal is not None:
        return f"to epoch {activity.goal.epoch}"
    if not activity.tempo.is_full:
        return activity.tempo.label
    return speed_text(activity.speed) if activity.speed else ""
