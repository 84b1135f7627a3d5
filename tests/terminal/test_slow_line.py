"""The real program on a slow line: what it sends, and that it notices."""

from __future__ import annotations

import time

from tests.terminal.terminal import Terminal, running
from tests.terminal.test_real_terminal import assert_restored
from tests.terminal.test_terminals import leave

LONG = ("--epochs", "1000000000")


def train(terminal: Terminal) -> None:
    terminal.wait_for("epoch 0/1e9")
    terminal.send(" ")
    terminal.wait_for("running")


def test_slow_line_is_sent_2_kilobytes_a_second_while_training() -> None:
    with running("moons", *LONG, "--slow", colours="") as terminal:
        train(terminal)
        terminal.watch(2.0)
        # The last frame of one span may be paid for in the next: hence a second's more.
        assert 0 < terminal.watch(3.0) < (3 + 1) * 2000
        leave(terminal)


def test_page_is_sent_over_a_slow_line_in_time() -> None:
    with running("moons", "--slow", colours="") as terminal:
        terminal.wait_for("epoch 0/")
        terminal.send("n")
        terminal.wait_for("epoch 1/")
        for key, seen in (("5", " enter run to"), ("1", " / search"), ("5", " enter run to")):
            terminal.watch(0.5)
            before = len(terminal.stream)
            terminal.send(key)
            terminal.wait_for(seen)
            terminal.watch(0.3)
            # Of 8,000 bytes a second: 0.6 s.
            assert len(terminal.stream) - before < 5000
        leave(terminal)


def test_line_that_does_not_keep_up_is_noticed_and_spared() -> None:
    with running("moons", *LONG, colours="") as terminal:
        train(terminal)
        terminal.bytes_a_second = 5000
        terminal.wait_for("the line is slow")
        # What was on its way by then comes first, more of it the busier the machine is; that it is
        # spared now is the program's doing and not the line's.
        terminal.bytes_a_second = 0
        deadline = time.monotonic() + 20
        while terminal.watch(2.0) > 2 * 2000 * 1.25:
            assert time.monotonic() < deadline, "it was not spared"
        assert terminal.watch(2.0) < 2 * 2000 * 1.25
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)


def test_slow_line_shows_what_a_fast_one_shows_and_draws_anew_what_was_written_over() -> None:
    shown = []
    for words in ((), ("--slow",)):
        with running("xor", *words, colours="") as terminal:
            terminal.wait_for("epoch 0/200")
            for keys, seen in (("nnn", "epoch 3/200"), ("5", "5 Program"), ("s", "epoch 4/200")):
                terminal.send(keys)
                terminal.wait_for(seen)
            terminal.resize(100, 30)
            terminal.wait_for("nn-tui  xor")
            terminal.send("2z")
            terminal.wait_for_end_of("1 Dataset")
            terminal.send("z")
            terminal.wait_for("1 Dataset")
            terminal.watch(0.5)
            shown.append(terminal.text)
            terminal.write_over("Broadcast message: \r\n\nthe system goes down")
            assert "goes down" in terminal.text
            terminal.send("\x0c")
            terminal.wait_until(lambda: terminal.text == shown[-1], "it was not drawn")
            leave(terminal)
    assert shown[0] == shown[1]
