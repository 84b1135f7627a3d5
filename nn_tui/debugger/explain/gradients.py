"""An explanation in the signs and names of the gradient view.

The line is worked out again as that view lists it, from what it shows in place of what is stored:
each number of it is one that stands on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from nn_tui.debugger.explain.explanation import Asked, Computed, Explanation, Question
from nn_tui.debugger.explain.scope import Scope
from nn_tui.debugger.explain.statement import line_worked_out, scope_at
from nn_tui.debugger.explain.term import Term
from nn_tui.debugger.explain.verdict import judge
from nn_tui.debugger.gradient_view import (
    gradient_line,
    gradient_name,
    gradient_values,
    is_negated,
    stored_name,
)
from nn_tui.engine.arrays import Array

_NAME = re.compile(r"\w+")


def in_gradients(found: Explanation) -> Explanation:
    """Explain the same number as the gradient view shows it; its operands stay as stored."""
    question = question_in_gradients(found.question)
    if not isinstance(found, Computed):
        return replace(found, question=question)
    term = _worked_out(found) if _has_other_signs(found) else found.term
    verdict = judge(question.value, term)
    return replace(found, question=question, term=term, verdict=verdict, is_gradient=True)


def _has_other_signs(found: Computed) -> bool:
    """Whether the line names what is shown with another sign: a loss of many terms does not."""
    return any(map(is_negated, _NAME.findall(found.op.line)))


def _worked_out(found: Computed) -> Term:
    stored = scope_at(found.before)
    scope = Scope(_Gradients(stored.arrays), stored.definitions)
    return line_worked_out(gradient_line(found.op.line), found.question.index, scope)


def asked_in_gradients(asked: Asked) -> Asked:
    """Give a question, and the answer where it is there, as the gradient view shows them."""
    question = None if asked.question is None else question_in_gradients(asked.question)
    found = None if asked.found is None else in_gradients(asked.found)
    return replace(asked, question=question, found=found)


def question_in_gradients(question: Question) -> Question:
    """Name a cell, and give what it holds, as the gradient view does."""
    # A 0 stays one without a sign.
    value = 0.0 - question.value if is_negated(question.array) else question.value
    return replace(question, array=gradient_name(question.array), value=value)


class _Gradients(Mapping[str, Array]):
    """What the names in a line of the gradient view's listing stand for."""

    def __init__(self, stored: Mapping[str, Array]) -> None:
        """Look at what is stored.

        Args:
            stored: What the names in the line itself stand for.
        """
        self._stored = stored
        # Every cell of a sum is read from the same few arrays.
        self._shown: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """Give an array by the name that the view has for it."""
        if name not in self._shown:
            stored = stored_name(name)
            self._shown[name] = gradient_values(stored, self._stored[stored])
        return self._shown[name]

    def __iter__(self) -> Iterator[str]:
        """Go through all names."""
        yield from map(gradient_name, self._stored)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._stored)
