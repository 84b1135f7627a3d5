"""Questions as a person puts them, and their answers all at once."""

from __future__ import annotations

import re

import numpy as np

from nn_tui.debugger.explain.explainer import Explainer
from nn_tui.debugger.explain.explanation import Explanation, Question
from nn_tui.debugger.explain.formula import Index
from nn_tui.debugger.gradient_view import stored_name
from nn_tui.debugger.moments import not_computed
from nn_tui.debugger.session import Session
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.errors import InputError, unknown_name
from nn_tui.text import size_text

_CELL = re.compile(r"\s*(\w+)\s*(?:\[([^\]]*)\])?\s*")


_OUTPUTS = "outputs"
"""The outputs of all rows of the dataset, by their numbers there."""


class NoSuchCellError(InputError):
    """What is asked for is no cell of an array, or is not there yet."""


class NotYetError(NoSuchCellError):
    """What is asked for is not computed yet."""


def question_of(text: str, session: Session) -> Question:
    """Read a question about the present moment.

    Args:
        text: `l1_delta[2,1]`; `loss`, a number, without brackets; a bias with one place.
        session: Whose moment it is.

    Raises:
        NoSuchCellError: No such array or cell; NotYetError: it is not computed yet.
    """
    match = _CELL.fullmatch(text)
    if match is None:
        raise NoSuchCellError(f"{text!r}: must be a cell, such as l1_delta[2,1]")
    name, places = stored_name(match[1]), match[2]
    moment = session.snapshot()
    if name not in (*moment.names, _OUTPUTS):
        raise NoSuchCellError(unknown_name("array", match[1], moment.names))
    values = moment.outputs.values if name == _OUTPUTS else moment.array(name)
    if values is None:
        raise NotYetError(not_computed(moment, match[1]))
    index = _index(text.strip(), places, values.shape)
    if name == _OUTPUTS and not moment.outputs.epochs[index[0]]:
        raise NotYetError(f"{text}: row {index[0]} has not gone through yet; step on")
    cell = _output(moment, index) if name == _OUTPUTS else (name, index)
    return Question(*cell, float(values[index]), session.timeline.place)


def is_gradient(text: str) -> bool:
    """Whether a question is put in gradients: what is stored is the negative of that."""
    match = _CELL.fullmatch(text)
    return match is not None and stored_name(match[1]) != match[1]


def answer(question: Question, session: Session) -> Explanation:
    """Answer a question, however long the way to its moment is.

    Raises:
        ScratchError: There is no memory for a second machine.
    """
    explainer = Explainer(session.timeline.history)
    explainer.ask(question)
    while (found := explainer.advance(1_000_000)) is None:
        pass
    return found


def _output(moment: Snapshot, index: Index) -> tuple[str, Index]:
    """Name the cell of the program that holds an output of a row of the dataset.

    Amid a shuffled epoch it has not been put back in its row's place yet.
    """
    program, arrays, (row, unit) = moment.program, moment.epoch_arrays, index
    output_layer = f"l{program.network.depth}"
    if arrays.numbers is not None:
        row = int(np.searchsorted(arrays.numbers, row))
    if _OUTPUTS not in program.written:
        return output_layer, (row, unit)
    is_restored = program.is_epoch_done(moment.cursor) or not program.schedule.is_shuffled
    if is_restored or moment.outputs.epochs[index[0]] != moment.cursor.epoch:
        return _OUTPUTS, (row, unit)
    place = int(np.flatnonzero(moment.order == row)[0])
    return "epoch_outputs" if "epoch_outputs" in arrays.kept else output_layer, (place, unit)


def _index(text: str, places: str | None, shape: tuple[int, ...]) -> Index:
    name, size = text.split("[")[0], size_text(shape)
    written = [] if places is None else [place.strip() for place in places.split(",")]
    if not all(re.fullmatch(r"-?\d{1,9}", place) for place in written):
        raise NoSuchCellError(f"{text}: rows and units are whole numbers, such as {name}[0,1]")
    if len(written) != len(shape):
        example = f"{name}[{','.join('0' * len(shape))}]" if shape else name
        raise NoSuchCellError(f"{text}: {name} is {size}; name one cell of it, such as {example}")
    index = tuple(int(place) for place in written)
    if not all(0 <= i < n for i, n in zip(index, shape, strict=True)):
        raise NoSuchCellError(f"{text}: no such cell: {name} is {size}, counted from 0")
    return index
