"""`nn-tui health`: what ails a run, as text and JSON, with its exit code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.cli.health import make_parser
from nn_tui.debugger.health.rules import HEALTH_RULES
from tests.cli.commands import Terminal
from tests.cli.test_show import show_json


def test_a_run_that_is_well_is_said_to_be(terminal: Terminal) -> None:
    outcome = terminal.run("health", "--epoch", "50")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == (
        "epoch 50, batch 1, after error: 3-4-1, 4 rows, error 0.316 of that of a constant"
    )
    assert lines[-1] == "all is well: 10 rules found nothing"


def test_dead_units_are_named_with_number_threshold_and_cure(terminal: Terminal) -> None:
    outcome = terminal.run(
        "health", "moons", "--activation", "relu", "--learning-rate", 2, "--epoch", 30
    )
    assert outcome.code == 1
    text = outcome.out
    assert "dead units: z1\n  2 of 8 units of l1 (relu) have z <= 0 in all 200 rows" in text
    assert "unit 0 (all rows), unit 2 (all rows)" in text
    assert "the steps have driven them there, the first was" in text
    assert "(--learning-rate 1)" in text
    assert text.endswith("3 findings, by 10 rules\n")
    assert max(map(len, text.splitlines())) <= 80


def test_rows_are_listed_in_stretches(terminal: Terminal) -> None:
    outcome = terminal.run("health", "--learning-rate", 50, "--epoch", 50)
    assert outcome.code == 1
    assert "saturated units: l2\n" in outcome.out
    assert "  unit 0 (rows 0-1)\n" in outcome.out


def test_a_switch_is_advised_without_a_value(terminal: Terminal) -> None:
    outcome = terminal.run("health", "iris", "--no-standardize", "--init", "normal", "--epoch", 0)
    assert "(--standardize)" in outcome.out


def test_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    outcome = terminal.run(
        "health", "--hidden", "6,6,6", "--init", "xavier", "--epoch", 50, "--format", "json"
    )
    assert outcome.code == 1
    found = outcome.json
    assert list(found) == [
        "healthy", "cursor", "diverged", "rows", "relative_error", "update_ratios", "findings",
        "not_judged",
    ]  # fmt: skip
    assert (found["healthy"], found["diverged"], found["rows"]) == (False, False, 4)
    assert found["cursor"]["epoch"] == 50
    (finding,) = found["findings"]
    assert list(finding) == [
        "ailment", "array", "layer", "units", "epochs", "says", "causes", "number", "threshold",
        "advice", "cure",
    ]  # fmt: skip
    assert (finding["ailment"], finding["layer"]) == ("vanishing deltas", 1)
    assert finding["number"] < finding["threshold"]["value"] == 0.01
    assert finding["threshold"]["source"].startswith("ours; ")
    assert finding["cure"] == {"setting": "activation", "value": "tanh"}


def test_number_of_the_json_is_that_of_the_next_iteration(terminal: Terminal) -> None:
    options = ("--hidden", "6,6,6", "--init", "xavier", "--epoch")
    found = terminal.run("health", *options, 50, "--format", "json").json
    next_up = {
        name: np.abs(show_json(terminal, name, *options, 51)["values"]).mean()
        for name in ("l1_delta", "l4_delta")
    }
    expected = next_up["l1_delta"] / next_up["l4_delta"]
    assert found["findings"][0]["number"] == pytest.approx(expected)


def test_units_and_epochs_of_the_json_are_all_there(terminal: Terminal) -> None:
    found = terminal.run(
        "health", "moons", "--activation", "relu", "--learning-rate", 2, "--epoch", 30,
        "--format", "json",
    ).json  # fmt: skip
    first, second, rising = found["findings"]
    assert rising["epochs"] == [11, 30]
    assert [unit["unit"] for unit in first["units"]] == [0, 2]
    assert all(unit["rows"] == list(range(200)) for unit in first["units"] + second["units"])
    assert set(found["update_ratios"]) == {"synapse_0", "synapse_1", "synapse_2"}


def test_a_run_that_is_well_is_so_in_json_too(terminal: Terminal) -> None:
    outcome = terminal.run("health", "iris", "--epoch", 20, "--format", "json")
    assert outcome.code == 0
    assert (outcome.json["healthy"], outcome.json["findings"]) == (True, [])


def test_what_cannot_be_judged_yet_is_said(terminal: Terminal) -> None:
    outcome = terminal.run("health", "--epoch", "0")
    assert outcome.code == 0
    assert "all is well: 5 rules found nothing\n" in outcome.out
    assert "  not judged: loss stalled: takes 11 epochs, there are 0\n" in outcome.out


def test_a_moment_amid_a_batch_can_be_judged(terminal: Terminal) -> None:
    words = ("health", "iris", "--epoch", 20, "--batch", 2, "--op", "z1", "--format", "json")
    outcome = terminal.run(*words)
    assert outcome.code == 0
    assert outcome.json["cursor"]["batch"] == 2


def test_a_run_that_diverges_is_ill_where_it_stopped(terminal: Terminal) -> None:
    words = ("health", "sine", "--learning-rate", "1e9", "--epoch", 500)
    outcome = terminal.run(*words, "--format", "json")
    assert outcome.code == 1
    assert "what is judged is from before that op" in outcome.err
    assert outcome.json["diverged"] is True
    assert outcome.json["findings"][0]["ailment"] == "not finite"
    assert "not finite: l1_error\n" in terminal.run(*words).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "no epoch: give the moment, such as --epoch 3; see nn-tui health --help"),
        (["--epoch", "-1"], "epoch -1"),
        (["--epoch", "1", "--batch", "2"], "batch 2: must be 1"),
        (["--epoch", "1", "--format", "yaml"], "format yaml"),
        (["no-such-set", "--epoch", "1"], "no-such-set"),
        (["--epoch", "1", "--learning-rate", "0"], "learning rate 0"),
    ],
)
def test_bad_input_is_refused_in_one_line(terminal: Terminal, words: list[str], said: str) -> None:
    assert said in terminal.refusal("health", *words)


def test_help_lists_every_rule() -> None:
    text = make_parser().format_help()
    for rule in HEALTH_RULES:
        assert rule.name in text
        assert rule.about in text


def test_a_file_of_ones_own_is_examined(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b,y\n1000,1,0\n2000,2,1\n3000,0,0\n4000,1,1\n")
    outcome = terminal.run("health", path, "--epoch", 0)
    assert outcome.code == 1
    assert "saturated units: l1" in outcome.out
    assert "Standardize the inputs" in outcome.out
