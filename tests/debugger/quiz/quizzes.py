"""Questions from plain words, for the tests of the quiz."""

from __future__ import annotations

from nn_tui.debugger.explain.asking import answer, question_of
from nn_tui.debugger.explain.explanation import Computed
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.arrays import Array
from tests.debugger.sessions import session_of

NETS: dict[str, tuple[str, dict[str, str]]] = {
    "classic": ("classic", {}),
    "classic 3-3-3-1, rate 0.5": ("classic", {"hidden": "3,3", "learning_rate": "0.5"}),
    "and, bce, no hidden layer": ("and", {}),
    "xor, tanh, mse": ("xor", {"loss": "mse", "activation": "tanh"}),
    "iris, softmax, batches of 5": ("iris", {"batch_size": "5"}),
    "moons, relu 4-4, batches of 5": (
        "moons",
        {"batch_size": "5", "activation": "relu", "hidden": "4,4"},
    ),
    "sine, leaky relu, batches of 6": ("sine", {"batch_size": "6", "activation": "leaky_relu"}),
}
"""Networks of every activation and loss, by what they are."""


def after_an_epoch(net: str) -> Session:
    dataset, given = NETS[net]
    session = session_of(dataset, **given)
    session.step(Unit.EPOCH)
    return session


def asked(session: Session, cell: str, wanted: Wanted = Wanted.VALUE) -> QuizQuestion:
    found = answer(question_of(cell, session), session)
    assert isinstance(found, Computed)
    return QuizQuestion(found, wanted)


def array(session: Session, name: str) -> Array:
    values = session.snapshot().array(name)
    assert values is not None
    return values
