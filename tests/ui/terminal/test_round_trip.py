from __future__ import annotations

import threading

import pytest
from textual._xterm_parser import XTermParser
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import CursorPosition, Key

from nn_tui.ui.app import NnTuiApp
from nn_tui.ui.output import bytes_written, sound_line
from nn_tui.ui.terminal.asking_driver import asking_driver
from nn_tui.ui.terminal.line_driver import line_driver
from nn_tui.ui.terminal.round_trip import QUESTION, RoundTrip
from nn_tui.ui.terminal.traits import FULL, Traits
from tests.ui.driving import session_of


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


class Asking:
    """A terminal that is asked and answers as a test wants."""

    def __init__(self, is_on: bool = True) -> None:
        self.clock = Clock()
        self.trip = RoundTrip(is_on, self.clock)

    def ask(self, took: float | None = None) -> str:
        """Ask, half a second after the last question; with `took` it answers after that time."""
        self.clock.now += 0.5
        question = self.trip.question()
        if took is not None:
            self.clock.now += took
            self.trip.answered()
        return question


def test_nothing_is_asked_where_there_is_no_line() -> None:
    assert Asking(is_on=False).ask() == ""


def test_one_question_is_asked_at_a_time() -> None:
    asking = Asking()
    assert asking.ask() == QUESTION
    assert asking.ask() == ""
    asking.trip.answered()
    assert asking.ask() == QUESTION


def test_terminal_that_answers_at_once_is_asked_twice_a_second() -> None:
    asking = Asking()
    asking.ask(took=0.01)
    # 0.51 s after the last question, then 0.25 s.
    assert asking.ask(took=0.01) == QUESTION
    asking.clock.now += 0.24
    assert asking.trip.question() == ""


def test_terminal_that_never_answers_is_never_late() -> None:
    asking = Asking()
    asking.ask()
    asking.clock.now += 1000
    assert not asking.trip.is_late
    assert asking.ask() == ""


@pytest.mark.parametrize("quickest", [0.02, 0.7])
def test_answer_is_late_by_what_the_quickest_took(quickest: float) -> None:
    asking = Asking()
    asking.ask(took=quickest)
    asking.clock.now += 1.0
    asking.ask()
    asking.clock.now += quickest + 0.49
    assert not asking.trip.is_late
    asking.clock.now += 0.02
    assert asking.trip.is_late
    asking.trip.answered()
    assert not asking.trip.is_late


def test_line_is_slow_when_it_is_late_twice_without_a_break() -> None:
    asking = Asking()
    for took in (0.1, 2.0, 0.1, 2.0, 0.1, 2.0):
        asking.ask(took)
        assert not asking.trip.is_slow
    asking.ask(took=2.0)
    assert asking.trip.is_slow


def test_lost_answer_is_waited_for_until_somebody_is_there() -> None:
    asking = Asking()
    asking.ask(took=0.1)
    asking.ask()
    asking.clock.now += 9.0
    asking.trip.noticed()
    assert asking.trip.is_late
    asking.clock.now += 100.0
    assert asking.trip.is_late
    asking.trip.noticed()
    assert not asking.trip.is_late
    # None is asked until that one is answered after all: which answers which would be unknown.
    assert asking.ask() == ""
    asking.trip.answered()
    assert asking.ask() == QUESTION


def test_answer_that_nobody_asked_for_is_none() -> None:
    asking = Asking()
    asking.trip.answered()
    asking.ask()
    asking.clock.now += 60.0
    assert not asking.trip.is_late


def test_answer_on_its_way_is_awaited_before_the_terminal_is_given_back() -> None:
    trip = RoundTrip(is_on=True)
    trip.question()
    trip.answered()
    trip._asked -= 1
    assert trip.question() == QUESTION
    threading.Timer(0.1, trip.answered).start()
    trip.rest(20.0)
    assert not trip.is_late
    trip._asked -= 1
    assert trip.question() == ""
    trip.begin()
    assert trip.question() == QUESTION


def test_answer_that_was_owed_when_the_terminal_was_left_is_waited_for_no_more() -> None:
    asking = Asking()
    asking.ask(took=0.1)
    asking.ask()
    asking.clock.now += 600.0
    assert asking.trip.is_late
    asking.trip.begin()
    assert not asking.trip.is_late
    # Whoever had the terminal meanwhile may have got it.
    assert asking.ask() == QUESTION
    asking.trip.answered()
    assert not asking.trip.is_slow


def test_terminal_that_may_never_answer_is_hardly_waited_for() -> None:
    asking = Asking()
    asking.ask()
    asking.clock.now += 0.5
    # By the injected clock half a second is over: this returns at once, or the test hangs.
    asking.trip.rest(1e6)


def driven(traits: Traits) -> tuple[NnTuiApp, list[str], list[object]]:
    """Make an app whose driver says what it writes, and what it lets the app know."""
    written: list[str] = []
    known: list[object] = []

    class Plain(HeadlessDriver):
        def write(self, data: str) -> None:
            written.append(data)

        def process_message(self, message: object) -> None:
            known.append(message)

    app = NnTuiApp(session_of(), traits=traits)
    app._driver = asking_driver(line_driver(Plain, traits), traits.is_remote)(app)
    return app, written, known


REMOTE = Traits(is_remote=True)


async def test_question_is_written_and_counted() -> None:
    app, written, _ = driven(REMOTE)
    assert sound_line(app) is not None
    assert (written, bytes_written(app)) == ([QUESTION], 4)
    sound_line(app)
    assert written == [QUESTION]


async def test_local_terminal_is_asked_nothing() -> None:
    app, written, _ = driven(FULL)
    sound_line(app)
    assert written == []


async def test_answer_is_kept_from_the_app_and_a_key_is_not() -> None:
    app, _, known = driven(REMOTE)
    assert app._driver is not None
    sound_line(app)
    for message in XTermParser().feed("\x1b[24;80Rn"):
        app._driver.process_message(message)
    assert [type(message) for message in known] == [Key]


def test_answer_in_pieces_is_no_key() -> None:
    parser = XTermParser()
    pieces = ("\x1b", "[2", "4;8", "0", "R")
    messages = [message for piece in pieces for message in parser.feed(piece)]
    assert [type(message) for message in messages] == [CursorPosition]
