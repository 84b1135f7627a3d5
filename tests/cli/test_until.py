"""`nn-tui train --until`: it stops where a condition is met, and its exit code says whether."""

from __future__ import annotations

import csv
import io
import math

import pytest

from tests.cli.commands import Terminal


def test_run_stops_at_the_first_epoch_that_meets_it(terminal: Terminal) -> None:
    whole = terminal.run("train", "--epochs", "300", "--format", "csv")
    losses = [float(row["loss"]) for row in csv.DictReader(io.StringIO(whole.out))]
    first = next(epoch for epoch, loss in enumerate(losses, start=1) if loss < 0.01)
    outcome = terminal.run("train", "--epochs", "300", "--until", "loss < 0.01", "--format", "json")
    assert outcome.code == 0
    assert outcome.json["epoch"] == first == outcome.json["history"]["epoch"][-1]
    assert outcome.json["history"]["loss"] == losses[:first]
    met = f"until loss < 0.01: met at the end of epoch {first}: loss = {losses[first - 1]:.6g}"
    assert met in outcome.err


def test_same_weights_as_a_run_of_so_many_epochs(terminal: Terminal) -> None:
    until = terminal.run("train", "xor", "--until", "epoch == 7", "--format", "json").json
    asked = terminal.run("train", "xor", "--epochs", "7", "--format", "json").json
    assert until["weights"] == asked["weights"]
    assert until["outputs"] == asked["outputs"]
    assert until["history"] == asked["history"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_epochs_that_run_out_are_exit_code_1(terminal: Terminal, form: str) -> None:
    outcome = terminal.run("train", "--until", "loss < 1e-9", "--format", form)
    assert outcome.code == 1
    assert outcome.out
    assert "until loss < 1e-9: not met within 50 epochs; --epochs allows more" in outcome.err


def test_condition_on_an_array_stops_after_its_op(terminal: Terminal) -> None:
    words = ["train", "--epochs", "9999", "--until", "max(abs(l1_delta)) < 1e-3"]
    outcome = terminal.run(*words)
    assert outcome.code == 0
    assert "met at epoch 385, batch 1, after l1_delta: max(abs(l1_delta)) = 0.000998729" in (
        outcome.err
    )
    assert outcome.out.startswith("epoch 384  loss ")


def test_history_that_is_spaced_ends_there_too(terminal: Terminal) -> None:
    words = ["train", "--epochs", "300", "--until", "loss < 0.01", "--history-every", "50"]
    outcome = terminal.run(*words, "--format", "csv")
    rows = csv.DictReader(io.StringIO(outcome.out))
    assert [int(row["epoch"]) for row in rows] == [50, 100, 128]


def test_run_that_diverges_before_is_exit_code_3(terminal: Terminal) -> None:
    words = ["train", "sine", "--learning-rate", "1e200", "--until", "loss < 1e-30"]
    outcome = terminal.run(*words)
    assert outcome.code == 3
    assert "until loss < 1e-30: not met before the run diverged" in outcome.err


def test_divergence_that_is_asked_for_is_exit_code_0(terminal: Terminal) -> None:
    words = ["train", "sine", "--learning-rate", "1e200", "--until", "not finite(l2)"]
    outcome = terminal.run(*words, "--format", "json")
    assert outcome.code == 0
    assert "after l2: finite(l2) = false" in outcome.err
    assert outcome.json["epoch"] < 10


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("los < 1", "los < 1: at column 1: name los: unknown; did you mean loss?"),
        ("loss <", "loss <: at column 7: something is missing here"),
        ("9**9**9 > loss", "at column 1: no finite number"),
        ('"a"*10**9', "at column 1: text can only be compared with op"),
        ("loss", "at column 1: loss is one number, not true or false; compare it"),
        ("", "at column 1: nothing is there"),
    ],
)
def test_wrong_condition_is_refused_before_training(
    terminal: Terminal, condition: str, reason: str
) -> None:
    words = ["train", "--epochs", "1000000000", "--until", condition]
    assert reason in terminal.refusal(*words)


def test_what_is_known_amid_the_first_epoch_is_printed(terminal: Terminal) -> None:
    outcome = terminal.run("train", "--until", "max(l1) > 0.5")
    first, heads, z1, l1 = outcome.out.splitlines()
    assert first == "epoch 1, batch 1, after l1; computed in this iteration:"
    assert heads.split() == ["array", "size", "least", "greatest"]
    # l1 is the sigmoid of z1, which rises with z1.
    least, greatest = (1 / (1 + math.exp(-float(cell))) for cell in z1.split()[-2:])
    name, *size, low, high = l1.split()
    assert (name, size) == ("l1", ["4", "x", "4"])
    assert (float(low), float(high)) == pytest.approx((least, greatest), rel=1e-6)
    assert f"max(l1) = {greatest:.6g}" in outcome.err


def test_what_is_known_amid_an_epoch_is_in_json(terminal: Terminal) -> None:
    words = ["train", "--until", "max(l1) > 0.5", "--format", "json"]
    amid = terminal.run(*words).json["amid"]
    assert (amid["epoch"], amid["batch"], amid["ops_done"]) == (1, 1, 2)
    assert list(amid["arrays"]) == ["z1", "l1"]
    assert max(map(max, amid["arrays"]["l1"])) > 0.5
    whole = terminal.run("train", "--until", "epoch == 3", "--format", "json").json
    assert "amid" not in whole
