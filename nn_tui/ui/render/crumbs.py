"""The way from the number that was asked for first to the one that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nn_tui.debugger.explain.explanation import Asked, Computed, Question
from nn_tui.debugger.gradient_view import gradient_name
from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True, eq=False)
class Crumb:
    """A number on that way."""

    question: Question
    """The question that it was the answer to."""
    written: Cursor | None = None
    """Just after which line it was written; None: no line has computed it."""


def crumb_of(asked: Asked) -> Crumb | None:
    """Remember a number that is left for another one; None: there is none."""
    if asked.question is None:
        return None
    return Crumb(asked.question, asked.found.cursor if isinstance(asked.found, Computed) else None)


def trail_text(crumbs: Sequence[Crumb], is_gradient: bool) -> str:
    """Write the way, each number with its iteration where that is another than the one before.

    The last one, which is shown, has it whenever it is another than that of the first.

    Args:
        crumbs: The numbers, what was asked first in front.
        is_gradient: Whether names are those of the gradient view.
    """
    moments = [crumb.written for crumb in crumbs]
    first = before = next((moment for moment in moments if moment is not None), None)
    texts = []
    for place, crumb in enumerate(crumbs):
        name, moment = str(crumb.question), crumb.written
        is_last = place == len(crumbs) - 1
        when = _apart(before, moment) or (_apart(first, moment) if is_last else "")
        texts.append((gradient_name(name) if is_gradient else name) + when)
        before = moment or before
    return " > ".join(texts)


def _apart(before: Cursor | None, moment: Cursor | None) -> str:
    """Name an iteration by what tells it from the one before it."""
    if before is None or moment is None:
        return ""
    is_of_one_batch = before.batch == moment.batch == 1
    if before.epoch != moment.epoch:
        batch = "" if is_of_one_batch else f", batch {moment.batch}"
        return f" of epoch {moment.epoch}{batch}"
    return "" if before.batch == moment.batch else f" of batch {moment.batch}"
