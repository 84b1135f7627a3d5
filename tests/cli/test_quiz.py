"""`nn-tui quiz`: a worksheet and its key, in one file or in two."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nn_tui.cli import quiz, train
from tests.cli.commands import Terminal

SHEET = Path(__file__).with_name("quiz_classic_seed_7.md")
UNDERSTOOD = "nn-tui: classic: 4 rows, 3 inputs (x0, x1, x2) -> y, two classes (0, 1)\n"


def test_sheet_of_the_classic_network_is_as_it_was(terminal: Terminal, tmp_path: Path) -> None:
    outcome = terminal.run(
        "quiz", "--questions", "10", "--seed", "7", "-o", tmp_path / "sheet.md"
    )  # fmt: skip
    assert (outcome.code, outcome.out, outcome.err) == (0, "", UNDERSTOOD)
    assert (tmp_path / "sheet.md").read_text() == SHEET.read_text()


def test_stdout_gets_sheet_and_key_when_no_file_is_named(terminal: Terminal) -> None:
    outcome = terminal.run("quiz", "--seed", "7")
    assert (outcome.code, outcome.err) == (0, UNDERSTOOD)
    assert outcome.out == SHEET.read_text()
    assert terminal.run("quiz", "--seed", "7", "-o", "-").out == outcome.out


def test_key_goes_to_a_file_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    sheet, key = tmp_path / "sheet.md", tmp_path / "key.md"
    outcome = terminal.run("quiz", "--seed", "7", "-o", sheet, "--key", key)
    assert (outcome.code, outcome.out) == (0, "")
    assert f"{sheet.read_text()}\n---\n\n{key.read_text()}" == SHEET.read_text()
    assert "**" not in sheet.read_text()


def test_sheet_or_key_may_go_to_stdout_while_the_other_has_a_file(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "one.md"
    assert terminal.run("quiz", "--key", path).out.startswith("# Backpropagation by hand: classic")
    assert path.read_text().startswith("# Key: classic")
    assert terminal.run("quiz", "-o", path, "--key", "-").out.startswith("# Key: classic")
    assert path.read_text().startswith("# Backpropagation by hand: classic")


def test_files_are_replaced(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "sheet.md").write_text("mine\n")
    assert terminal.run("quiz", "--seed", "7", "-o", tmp_path / "sheet.md").code == 0
    assert (tmp_path / "sheet.md").read_text() == SHEET.read_text()


def test_another_seed_gives_another_sheet(terminal: Terminal) -> None:
    assert terminal.run("quiz", "--seed", "8").out != SHEET.read_text()


def test_moment_is_the_one_that_was_asked_for(terminal: Terminal) -> None:
    words = ("iris", "--batch-size", "5", "--epoch", "3", "--batch", "2", "--questions", "5")
    out = terminal.run("quiz", *words).out
    assert "5 questions, seed 1, epoch 3, batch 2 of 30\n" in out


def test_as_many_as_there_are_will_do_when_no_number_is_given(terminal: Terminal) -> None:
    outcome = terminal.run("quiz", "or", "--epoch", "100")
    assert outcome.code == 0
    asked = int(outcome.out.split("\n\n")[1].split()[0])
    assert 1 <= asked < quiz.DEFAULT_QUESTIONS
    message = f"questions {asked + 1}: must be 1 to {asked} at this moment"
    again = terminal.run("quiz", "or", "--epoch", "100", "--questions", asked + 1)
    assert again.code == 2
    assert message in again.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--questions", "0"], "questions 0: must be 1 to 99"),
        (["--questions", "-1"], "questions -1: must be 1 to 99"),
        (["--questions", "1000000000"], "questions 1000000000: must be 1 to 99"),
        (["--questions", "ten"], "questions ten: must be a whole number, 1 to 99"),
        (["--questions", ""], "questions (empty): must be a whole number, 1 to 99"),
        (["--questions"], "argument --questions: expected one argument; see nn-tui quiz --help"),
        (["--question", "3"], "--question: unknown option; did you mean --questions?"),
        (["--batch", "9"], "batch 9: must be 1: an epoch takes 4 rows in 1 batch"),
        (["--epoch", "-2"], "epoch -2: must be 0 or more"),
        (["-o", "/"], "output /: is a directory; give another file"),
        (["-o", "/nowhere/sheet.md"], "output /nowhere/sheet.md: there is no directory /nowhere"),
        (["--key", "/nowhere/key.md"], "output /nowhere/key.md: there is no directory /nowhere"),
        (["--key", "-"], "key -: the sheet goes to stdout as well; give -o FILE.md, or no --key"),
    ],
)
def test_refusals(terminal: Terminal, words: list[str], message: str) -> None:
    assert terminal.refusal("quiz", *words).startswith(message)


def test_epoch_0_has_nothing_to_ask(terminal: Terminal) -> None:
    outcome = terminal.run("quiz", "--epoch", "0")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("epoch 0: nothing has been computed; ask at epoch 1 or later\n")


def test_sums_too_long_for_a_hand_are_said_to_be(terminal: Terminal, tmp_path: Path) -> None:
    # 20 rows of 9 inputs: neither z1 nor a descent can be summed; every target is met from the
    # start by rows of 0.
    path = tmp_path / "wide.csv"
    head = ",".join(f"x{n}" for n in range(9))
    path.write_text(f"{head},y\n" + f"{','.join('0' * 9)},0\n" * 20)
    words = (path, "--hidden", "none", "--output-activation", "linear", "--loss", "mse")
    outcome = terminal.run("quiz", *words)
    assert outcome.code == 2
    assert "nothing here can be computed by hand" in outcome.err


def test_one_file_cannot_hold_sheet_and_key_apart(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    twice = terminal.refusal("quiz", "-o", sheet, "--key", tmp_path / "." / "sheet.md")
    assert twice == f"key {sheet}: is the sheet's file; give another, or no --key"
    assert not sheet.exists()


@pytest.mark.parametrize("option", ["-o", "--key"])
def test_read_only_folder_is_refused(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    # Root may write everywhere, so the folder's permissions alone would not do.
    monkeypatch.setattr(os, "access", lambda place, mode: place != tmp_path)
    path = tmp_path / "sheet.md"
    refusal = terminal.refusal("quiz", option, path)
    assert refusal == f"output {path}: permission denied; give another file"
    assert not path.exists()


def test_nothing_is_written_when_too_many_are_asked_for(terminal: Terminal, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.md"
    outcome = terminal.run("quiz", "xor", "--hidden", "1", "--questions", "99", "-o", sheet)
    assert outcome.code == 2
    assert not sheet.exists()


def test_a_run_that_diverged_before_the_moment_is_said_to_have(terminal: Terminal) -> None:
    outcome = terminal.run("quiz", "sine", "--epoch", "500", "--learning-rate", "1e9")
    assert (outcome.code, outcome.out) == (3, "")
    assert "not reached" in outcome.err


def test_every_option_of_train_that_makes_a_recipe_is_there() -> None:
    ours = set(vars(quiz.make_parser().parse([])))
    assert set(vars(train.make_parser().parse([]))) - ours == {
        "format",
        "save_weights",
        "history_every",
        "until",
    }
