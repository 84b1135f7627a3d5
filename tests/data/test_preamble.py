from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn_tui.data.errors import DatasetError
from nn_tui.data.preamble import HYPERPARAMETERS, read_preamble


def test_preamble_reads_what_a_file_is() -> None:
    preamble = read_preamble("# title: T: a\n# source: S\n# teaches: L\n# targets: u, v w\na,u\n")
    assert (preamble.title, preamble.source, preamble.teaches) == ("T: a", "S", "L")
    assert preamble.targets == ("u", "v w")


def test_preamble_keeps_hyperparameters_as_text() -> None:
    text = "".join(f"# {word}: {index}\n" for index, word in enumerate(HYPERPARAMETERS))
    expected = {word: str(index) for index, word in enumerate(HYPERPARAMETERS)}
    assert read_preamble(text).suggested == expected


def test_preamble_continues_an_indented_line() -> None:
    assert read_preamble("# teaches: one\n#   two\n#\tthree\n# four\n").teaches == "one two three"


def test_preamble_does_not_continue_an_unknown_key() -> None:
    preamble = read_preamble("# title: T\n# author: A\n#   B\n")
    assert preamble.title == "T"


def test_preamble_ignores_other_comments() -> None:
    preamble = read_preamble("# hello\n#\n# momentum: 0.9\n#!x\nx,y\n")
    assert (preamble.suggested, preamble.title, preamble.lines) == ({}, "", 4)


def test_preamble_reads_an_options_spelling_of_a_key() -> None:
    preamble = read_preamble("#Learning-Rate:1\n# Batch size: all\n")
    assert preamble.suggested == {"learning_rate": "1", "batch_size": "all"}


def test_preamble_takes_the_last_of_two_values() -> None:
    assert read_preamble("# loss: mse\n# loss: bce\n").suggested == {"loss": "bce"}


def test_preamble_leaves_out_an_empty_value() -> None:
    assert read_preamble("# loss:\n# seed: 1\n").suggested == {"seed": "1"}


def test_preamble_reads_quoted_target_names() -> None:
    assert read_preamble('# targets: "a, b", c\n').targets == ("a, b", "c")


def test_preamble_ends_at_the_first_row() -> None:
    text = "# title: T\r\n\r\nx,y\r\n# loss: bce\r\n"
    preamble = read_preamble(text)
    assert text[preamble.characters :].startswith("x,y")
    assert preamble.lines == 2
    assert preamble.suggested == {}


def test_preamble_makes_values_printable() -> None:
    preamble = read_preamble("# title: a\x1b[2Jb\n# loss: m\x9bse\n")
    assert preamble.title == "a�[2Jb"
    assert preamble.suggested["loss"] == "m�se"


@given(st.text(alphabet="# :\t\n\rabloss,\"'\x00", max_size=80))
def test_preamble_takes_whole_lines_of_any_text(text: str) -> None:
    preamble = read_preamble(text)
    taken = text[: preamble.characters]
    assert all(not line.strip() or line.startswith("#") for line in taken.splitlines())


def test_preamble_refuses_a_misspelt_key() -> None:
    with pytest.raises(DatasetError, match=r"learning_rte.*did you mean learning_rate"):
        read_preamble("# learning_rte: 0.5\na,y\n")


def test_preamble_takes_a_word_with_a_colon_for_a_comment() -> None:
    assert read_preamble("# note: measured by hand\na,y\n").suggested == {}
