"""Conditions that are refused: with the column, within bounds of time, and never by a traceback."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.conditions import workshop
from nn_tui.debugger.conditions.condition import condition_of, watched_of
from nn_tui.debugger.conditions.errors import ConditionError
from nn_tui.debugger.conditions.moments import MachineNames
from nn_tui.debugger.conditions.reading import DEEPEST, LONGEST
from tests.debugger.sessions import session_of

SESSION = session_of()
PROGRAM = SESSION.machine.program
# Conditions are evaluated at the end of an epoch, where every name has a value.
SESSION.advance(2 * PROGRAM.epoch_length)


def refusal(text: str) -> ConditionError:
    with pytest.raises(ConditionError) as refused:
        condition_of(text, PROGRAM)
    return refused.value


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "nothing is there"),
        ("   ", 1, "nothing is there"),
        ("loss <", 7, "something is missing here"),
        ("  loss < ", 9, "something is missing here"),
        ("loss < 0.1 or", 14, "something is missing here"),
        ("(loss < 1", 1, "never closed"),
        ("loss = 1", 6, "compare with =="),
        ("loss < 1 error > 2", 10, "is an operator missing"),
        ("los < 1", 1, "did you mean loss?"),
        ("1 < 2 * los", 9, "did you mean loss?"),
        ("loss", 1, "not true or false; compare it"),
        ("l1 > 0", 1, "gives 4 x 4 truths: use any(...) or all(...)"),
        ("loss < 1 and l1", 14, "compare them"),
        ("not loss", 5, "not true or false"),
        ("1 < 2", 1, "nothing of the run is named"),
        ("l1[4,0] > 1", 4, "index 4: must be 0 to 3"),
        ("l1[0,-5] > 1", 6, "index -5: must be 0 to 3"),
        ("l1[9999999999999999999,0] > 1", 4, "must be 4611686018427387904 at the most"),
        ("l1[0,0,0] > 1", 1, "takes 2 indices at the most"),
        ("loss[0] > 1", 1, "is one number"),
        ("l1[epoch,0] > 1", 4, "must be a whole number"),
        ("l1[0.5,0] > 1", 4, "must be a whole number"),
        ("l1[True] > 1", 4, "must be a whole number"),
        ("max(l1[::0]) > 1", 8, "cannot go on by 0"),
        ("max(l1[4:]) > 1", 1, "is empty: there is no max"),
        ("l1.max() > 1", 1, "write max(...)"),
        ("np.mean(l1) > 1", 1, "write mean(...)"),
        ("loss.real > 1", 1, "a dot has no place"),
        ("maximum(l1) > 1", 1, "did you mean max?"),
        ("max(l1, axis=0) > 1", 1, "no arguments by name"),
        ("max(*l1) > 1", 5, "* has no place"),
        ("max() > 1", 1, "write it as max(x)"),
        ("crosses(loss)", 1, "write it as crosses(x, level)"),
        ("max > 1", 1, "max is a function"),
        ("len(loss) > 1", 1, "has no length"),
        ("any(l1 + synapse_0 > 1)", 5, "do not fit each other"),
        ("previous(previous(loss)) > 1", 10, "cannot stand in one another"),
        ("crosses(previous(loss), 1)", 9, "cannot stand in one another"),
        ('previous(op) == "l1"', 1, "no previous op"),
        ('op == "l1_detla"', 7, "did you mean l1_delta?"),
        ('op < "l1"', 1, "only be compared by == or !="),
        ('"l1" == "l1"', 1, "text can only be compared with op"),
        ('loss == "l1"', 1, "text can only be compared with op"),
        ("op == op", 1, "text can only be compared with op"),
        ("op == 1", 1, "text can only be compared with op"),
        ('op + "a" == "l1"', 1, "text can only be compared"),
        ("loss < 0.1 & epoch > 2", 12, "join conditions with and"),
        ("max(l1 @ l1) > 1", 8, "only + - * /"),
        ("loss in (1, 2)", 6, "compare with one of"),
        ("loss is 1", 6, "compare with one of"),
        ("lambda: loss", 1, "makes no functions"),
        ("1 if loss else 2", 1, "if has no place"),
        ("(loss := 1) > 0", 2, "sets no values"),
        ("[loss for x in l1]", 1, "no place in a condition"),
        ("{loss}", 1, "no place in a condition"),
        ('f"{loss}" == op', 1, "only plain text"),
        ("loss > 1j", 8, "a number"),
        ("loss > None", 8, "a number"),
        ("loss > ...", 8, "a number"),
        ("__import__('os').system('true')", 1, "write max(...)"),
        ("().__class__", 1, "a dot has no place"),
        ("loss < 1 # low", 10, "has no place in a condition"),
        ("loss \N{LESS-THAN OR EQUAL TO} 1", 6, "has no place in a condition"),
        ("loss <\n1", 7, "has no place in a condition"),
        ("loss < 1\0", 9, "has no place in a condition"),
        ("loss\ud800 < 1", 5, "has no place in a condition"),
    ],
)
def test_refusal_names_the_column_and_what_is_wrong(text: str, column: int, reason: str) -> None:
    error = refusal(text)
    assert reason in error.reason
    assert error.column == column
    assert f"at column {column}: " in str(error)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9**9**9 > loss", "no finite number"),
        ("loss > 9**9**9**9**9", "no finite number"),
        ("loss > 1e999", "no finite number"),
        ("loss > 1" + "0" * 290, None),
        ("loss > 1/0", "no finite number"),
        ("loss > " + "9" * 310, "the limit is"),
        ("loss > int('9'*99)", "unknown"),
        ('op == "a" * 10**9', "text can only be compared"),
        ('"a"*10**9 == op', "text can only be compared"),
        ("x" * 1_000_000, "the limit is"),
        ("(" * 220 + "loss" + ")" * 70, "parentheses"),
        ("-" * 290 + "loss", f"more than {DEEPEST}"),
        ("not " * 60 + "loss < 1", f"more than {DEEPEST}"),
        ("loss" + "[0]" * 60, f"more than {DEEPEST}"),
        ("abs(" * 50 + "loss" + ")" * 50, f"more than {DEEPEST}"),
    ],
)
def test_what_would_take_long_is_refused_at_once(text: str, reason: str | None) -> None:
    began = time.process_time()
    if reason is None:
        condition_of(text, PROGRAM)
    else:
        assert reason in refusal(text).reason
    assert time.process_time() - began < 0.5


def test_arrays_that_would_be_too_large_together_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workshop, "MOST_CELLS", 10)
    program = session_of("moons", batch_size="all", hidden="none").machine.program
    condition_of("max(l0[:,0] * l0[:,1]) > 1", program)
    with pytest.raises(ConditionError, match="the limit is"):
        condition_of("max(l0[:,0:1] * l0[:,1]) > 1", program)


def test_watched_is_one_value() -> None:
    watched_of("max(l1)", PROGRAM)
    watched_of("l1[0,0] > 0.5", PROGRAM)
    with pytest.raises(ConditionError, match="one is watched"):
        watched_of("l1[0]", PROGRAM)
    with pytest.raises(ConditionError, match="one is watched"):
        watched_of("op", PROGRAM)


WORDS = st.sampled_from(
    [*"()[]+-*/%<>,:.=~^&|@ ", "**", "//", "<=", "==", "!=", " and ", " or ", "not ", " in ",
     " if ", " else ", "lambda ", "loss", "error", "epoch", "batch", "op", "l1", "l2_delta",
     "synapse_0", "max(", "min(", "abs(", "sum(", "mean(", "any(", "all(", "len(", "finite(",
     "previous(", "crosses(", "l1[0,0]", "l1[:,2]", "[1:]", '"l1"', "0", "1", "9", "1e308", "0.5",
     "True", "None", "2j", "x", "l1_gradient", "synapse_0_gradient", "previous(loss)",
     "crosses(loss, 1)"]
)  # fmt: skip


def judge(text: str) -> None:
    """Hold that a text is refused by our own error or can be evaluated, soon."""
    began = time.process_time()
    try:
        condition = condition_of(text, PROGRAM)
    except ConditionError as error:
        assert 1 <= error.column <= max(len(text), LONGEST) + 1
        assert error.reason
    else:
        memory = condition.new_memory()
        names = MachineNames(SESSION.machine)
        with np.errstate(all="ignore"):
            for _ in range(2):
                value = condition.evaluate(names, memory)
                assert value is None or np.ndim(value) == 0
            condition.figures(names)
    assert time.process_time() - began < 1.0


@settings(max_examples=1000, deadline=None)
@given(st.lists(WORDS, max_size=14).map("".join))
def test_any_words_are_refused_or_understood(text: str) -> None:
    judge(text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_refused_or_understood(text: str) -> None:
    judge(text)


NUMBERS = st.recursive(
    st.sampled_from(["loss", "epoch", "l1[0,1]", "max(l2)", "0", "2", "1e300", "-3", "len(l1)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%", "**"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        ),
        inner.map(lambda x: f"abs({x})"),
        inner.map(lambda x: f"previous({x})"),
        st.tuples(inner, inner).map(lambda pair: f"min({pair[0]}, {pair[1]})"),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(NUMBERS, st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), NUMBERS)
def test_any_arithmetic_is_refused_or_evaluated(left: str, compare: str, right: str) -> None:
    judge(f"{left} {compare} {right}")
