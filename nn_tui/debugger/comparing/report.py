"""What has come of a comparison, as lines of text for whoever prints or draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from math import isfinite

from nn_tui.debugger.comparing.findings import Answer, Cause, Compared, Diagnosis, Finding
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.report import formula_lines
from nn_tui.debugger.explain.wording import cell_name
from nn_tui.text import size_text

_DIGITS = 6

UNKNOWN = "cause unknown: none of the usual faults gives these numbers"


class Weight(Enum):
    """What a row says, for whoever draws it in colours."""

    HEAD = "head"
    SAME = "same"
    DIFFERS = "differs"
    CAUSE = "cause"
    PLAIN = "plain"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report."""

    text: str
    """What it says."""
    weight: Weight = Weight.PLAIN
    """What kind of line it is."""


def rows_of(answer: Answer, label: str) -> Iterator[Row]:
    """Write all: the verdict, each array, the first that differs, and what is likely.

    Args:
        answer: What has come of it.
        label: What their file is called.
    """
    yield Row(f"{label} at {answer.place}: {verdict_of(answer)}", Weight.HEAD)
    if answer.fault:
        yield Row(f"  of a run of the bug lab, wrong on purpose: {answer.fault}", Weight.DIFFERS)
    yield from _table(answer)
    yield from _left_over(answer)
    if answer.first is not None and answer.diagnosis is not None:
        yield Row("")
        yield from _first(answer.first, answer)
        yield Row("")
        yield from _diagnosis(answer.diagnosis)


def verdict_of(answer: Answer) -> str:
    """Say in few words how many arrays differ."""
    count = len(answer.compared)
    if answer.first is None:
        return f"{_arrays(count)}, {'all the' if count > 1 else 'the'} same"
    differing = sum(not array.is_same for array in answer.compared)
    return f"{differing} of {_arrays(count)} differ{'s' * (differing == 1)}"


def _diagnosis(diagnosis: Diagnosis) -> Iterator[Row]:
    """Write what is likely, one finding behind the other."""
    for place, finding in enumerate(diagnosis.findings):
        yield from _finding(finding, is_first=place == 0)
    known = [finding.array for finding in diagnosis.findings if finding.causes]
    if diagnosis.explains_all:
        yield Row("  With that, all your arrays come out here as well.")
    elif known:
        first = "the first array" if len(known) == 1 else "the first arrays"
        yield Row(f"  Seen in {first} alone, {', '.join(known)}: not all of yours came out so.")
    if diagnosis.hint:
        yield Row(f"  ({diagnosis.hint})", Weight.ASIDE)


def cause_text(cause: Cause) -> str:
    """Name a fault, with its factor or the like, and where it may be."""
    detail = f" ({cause.detail})" if cause.detail else ""
    places = f": {', or '.join(cause.places)}" if cause.places else ""
    return f"{cause.fault.value}{detail}{places}"


def _finding(finding: Finding, is_first: bool) -> Iterator[Row]:
    head = "Likely" if is_first else f"Besides, {finding.array}"
    if not finding.causes:
        text = _unknown(finding)
        text = f"{text[0].upper()}{text[1:]}" if is_first else f"{head} differs, {text}"
        yield Row(text, Weight.CAUSE)
        return
    are_many = len(finding.causes) > 1
    if are_many:
        yield Row(f"{head}, one of these (your arrays do not tell them apart):", Weight.CAUSE)
    for cause in finding.causes:
        yield Row(f"{'-' if are_many else f'{head}:'} {cause_text(cause)}", Weight.CAUSE)
        for line in cause.lines:
            yield Row(f"  ours   {line.ours}")
            yield Row(f"  yours  {line.theirs}")


def _unknown(finding: Finding) -> str:
    """Say that a cause is unknown, and claim for no fault that it was tried if it was not."""
    if not finding.untried:
        return UNKNOWN
    if not finding.is_judged:
        return f"cause unknown; not tried {finding.untried}"
    return f"{UNKNOWN} in this iteration; not tried {finding.untried}"


def _table(answer: Answer) -> Iterator[Row]:
    names = max(len(array.name) for array in answer.compared)
    sizes = max(len(size_text(array.ours.shape)) for array in answer.compared)
    for array in answer.compared:
        note = f"  ({array.note})" if array.note else ""
        verdict = "same" if array.is_same else f"differs  {_extent(array)}"
        text = f"  {array.name:<{names}}  {size_text(array.ours.shape):>{sizes}}  {verdict}{note}"
        yield Row(text, Weight.SAME if array.is_same else Weight.DIFFERS)


def _extent(array: Compared) -> str:
    apart, lost = array.farthest, array.not_finite
    how_far = "" if lost else f"by {apart:.3g}" if isfinite(apart) else "one is not finite"
    if not array.ours.shape:
        return how_far or "not finite in yours"
    cells = f"{array.differing} of {array.ours.size} cells"
    if lost:
        return f"{cells}, {lost} not finite in yours"
    return f"{cells}, {how_far.replace('by ', 'by up to ')}"


def _left_over(answer: Answer) -> Iterator[Row]:
    if answer.not_yet:
        names = ", ".join(answer.not_yet)
        yield Row(f"  not computed yet there, so not compared: {names}", Weight.ASIDE)
    if answer.first is None and answer.not_held:
        names = ", ".join(answer.not_held)
        yield Row(f"  not in your file, so not compared: {names}", Weight.ASIDE)


def _first(first: Compared, answer: Answer) -> Iterator[Row]:
    assert first.worst is not None, "it differs"
    cell = cell_name(first.name, first.worst)
    theirs, ours = first.theirs[first.worst], first.ours[first.worst]
    said = f"farthest off at {cell}"
    if first.not_finite:
        said = f"{cell} is {theirs} in yours"
    elif not isfinite(ours):
        said = f"{cell} is {ours} in ours"
    yield Row(f"First in the order of the program: {first.name}; {said}", Weight.HEAD)
    yield Row(f"  yours  {theirs:.17g}")
    yield Row(f"  ours   {ours:.17g}")
    found = answer.explanation
    if isinstance(found, Computed):
        yield from (Row(f"  {line}") for line in formula_lines(found, _DIGITS)[:-1])
    elif found is not None:
        yield Row(f"  {found.source}")


def _arrays(count: int) -> str:
    return f"{count} array{'s' * (count != 1)}"
