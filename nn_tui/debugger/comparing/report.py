"""What has come of a comparison, as lines of text for whoever prints or draws them."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.debugger.comparing.findings import Answer, Cause, Compared, Diagnosis, Finding
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.explain.report import formula_lines
from nn_tui.debugger.explain.wording import cell_name

_DIGITS = 6

UNKNOWN = "cause unknown: none of the usual faults gives these numbers"


def lines_of(answer: Answer, label: str) -> Iterator[str]:
    """Write all: the verdict, each array, the first that differs, and what is likely.

    Args:
        answer: What has come of it.
        label: What their file is called.
    """
    yield f"{label} at {answer.place}: {verdict_of(answer)}"
    yield from _table(answer)
    yield from _left_over(answer)
    if answer.first is not None and answer.diagnosis is not None:
        yield ""
        yield from _first(answer.first, answer)
        yield ""
        yield from diagnosis_lines(answer.diagnosis)


def verdict_of(answer: Answer) -> str:
    """Say in few words how many arrays differ."""
    count = len(answer.compared)
    if answer.first is None:
        return f"{_arrays(count)}, {'all the' if count > 1 else 'the'} same"
    differing = sum(not array.is_same for array in answer.compared)
    return f"{differing} of {_arrays(count)} differ{'s' * (differing == 1)}"


def diagnosis_lines(diagnosis: Diagnosis) -> Iterator[str]:
    """Write what is likely, one finding behind the other."""
    for place, finding in enumerate(diagnosis.findings):
        yield from _finding(finding, is_first=place == 0)
    if diagnosis.explains_all:
        yield "  With that, all your arrays come out here as well."
    if diagnosis.hint:
        yield f"  ({diagnosis.hint})"


def cause_text(cause: Cause) -> str:
    """Name a fault, with its factor or the like, and where it may be."""
    detail = f" ({cause.detail})" if cause.detail else ""
    places = f": {', or '.join(cause.places)}" if cause.places else ""
    return f"{cause.fault.value}{detail}{places}"


def _finding(finding: Finding, is_first: bool) -> Iterator[str]:
    head = "Likely" if is_first else f"Besides, {finding.array}"
    if not finding.causes:
        yield UNKNOWN.capitalize() if is_first else f"{head} differs, {UNKNOWN}"
        return
    if len(finding.causes) > 1:
        yield f"{head}, one of these (your arrays do not tell them apart):"
    for cause in finding.causes:
        yield (
            f"- {cause_text(cause)}"
            if len(finding.causes) > 1
            else (f"{head}: {cause_text(cause)}")
        )
        for line in cause.lines:
            yield f"  ours   {line.ours}"
            yield f"  yours  {line.theirs}"


def _table(answer: Answer) -> Iterator[str]:
    names = max(len(array.name) for array in answer.compared)
    sizes = max(len(shape_text(array)) for array in answer.compared)
    for array in answer.compared:
        note = f"  ({array.note})" if array.note else ""
        verdict = "same" if array.is_same else f"differs  {_extent(array)}"
        yield f"  {array.name:<{names}}  {shape_text(array):>{sizes}}  {verdict}{note}"


def shape_text(array: Compared) -> str:
    """Say how large an array is."""
    return " x ".join(map(str, array.ours.shape)) or "one number"


def _extent(array: Compared) -> str:
    if not array.ours.shape:
        return f"by {array.farthest:.3g}"
    return f"{array.differing} of {array.ours.size} cells, by {array.farthest:.3g} at the most"


def _left_over(answer: Answer) -> Iterator[str]:
    if answer.not_yet:
        yield f"  not computed yet there, so not compared: {', '.join(answer.not_yet)}"
    if answer.first is None and answer.not_held:
        yield f"  not in your file, so not compared: {', '.join(answer.not_held)}"


def _first(first: Compared, answer: Answer) -> Iterator[str]:
    assert first.worst is not None, "it differs"
    cell = cell_name(first.name, first.worst)
    yield f"First in the order of the program: {first.name}; farthest off at {cell}"
    yield f"  yours  {first.theirs[first.worst]:.17g}"
    yield f"  ours   {first.ours[first.worst]:.17g}"
    found = answer.explanation
    if isinstance(found, Computed):
        yield from (f"  {line}" for line in formula_lines(found, _DIGITS)[:-1])
    elif found is not None:
        yield f"  {found.source}"


def _arrays(count: int) -> str:
    return f"{count} array{'s' * (count != 1)}"
