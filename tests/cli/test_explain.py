"""`nn-tui explain`: any number of a run, its formula and whether it is right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.commands import Terminal
from tests.cli.test_show import show_json


def explain_json(terminal: Terminal, *words: object) -> Any:
    outcome = terminal.run("explain", *words, "--format", "json")
    assert outcome.code == 0, outcome.err
    return outcome.json


def test_a_delta_of_the_classic_network_is_explained_as_by_hand(terminal: Terminal) -> None:
    # Row 2, hidden unit 1, of the first epoch: z = 0.4406 - 0.0776... and so on, by
    # plain Python from RandomState(1): l1 = 0.626746, l1_error = 0.0855778,
    # so delta = 0.0855778 * (0.626746 * 0.373254) = 0.0200197.
    outcome = terminal.run("explain", "l1_delta[2,1]", "--epoch", "1")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[:5] == [
        "epoch 1, batch 1, after l1_delta: l1_delta = l1_error * (l1 * (1 - l1))",
        "  l1_delta[2,1] = l1_error[2,1] * (l1[2,1] * (1 - l1[2,1]))",
        "  = 0.0855778 * (0.626746 * 0.373254)",
        "  = 0.020019688441210388",
        "  exact: stored to the last bit, as 0.020019688441210388",
    ]
    assert any("slope from z: exp(-z1[2,1]) / (1 + exp(-z1[2,1]))**2" in line for line in lines)


def test_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    found = explain_json(terminal, "z1[0,3]", "iris", "--epoch", "2", "--batch", "3")
    assert list(found) == [
        "cell", "array", "index", "value", "line", "cursor", "symbols", "numbers", "computed",
        "verdict", "difference", "tolerance", "typed_at", "sentence", "operands", "terms",
    ]  # fmt: skip
    assert found["verdict"] in ("exact", "rounding")
    assert abs(found["value"] - found["computed"]) <= found["tolerance"]
    assert [term["share"] for term in found["terms"]] == sorted(
        (term["share"] for term in found["terms"]), reverse=True
    )


def test_operands_of_the_json_are_what_stood_there_just_before(terminal: Terminal) -> None:
    found = explain_json(terminal, "z2[1,0]", "--epoch", "7")
    before = show_json(terminal, "synapse_1", "--epoch", "7", "--op", "l1")
    after = show_json(terminal, "synapse_1", "--epoch", "7")
    weights = [o["value"] for o in found["operands"] if o["array"] == "synapse_1"]
    assert weights == [value for (value,) in before["values"]]
    assert weights != [value for (value,) in after["values"]]


def test_deep_leads_to_the_data_and_to_the_weights_that_the_iteration_began_with(
    terminal: Terminal,
) -> None:
    found = explain_json(terminal, "l2_delta[0,0]", "--epoch", "5", "--deep")
    arrays = {below["array"] for below in found["below"]}
    assert arrays == {"l2_error", "y", "l2", "z2", "l1", "z1", "l0"}
    assert {weight["array"] for weight in found["began_with"]} == {"synapse_0", "synapse_1"}
    before = show_json(terminal, "synapse_1", "--epoch", "4")
    assert [w["value"] for w in found["began_with"] if w["array"] == "synapse_1"] == [
        value for (value,) in before["values"]
    ]
    assert {(weight["epoch"], weight["batch"]) for weight in found["began_with"]} == {(5, 1)}
    assert not found["is_cut"]


def test_deep_follows_what_an_epoch_gives_into_each_of_its_batches(terminal: Terminal) -> None:
    words = ["loss", "--batch-size", "3", "--epoch", "2", "--deep"]
    found = explain_json(terminal, *words)
    # Three rows in the first batch, one in the second: both write l2[0,0].
    outputs = [(b["cell"], b["cursor"]["batch"]) for b in found["below"] if b["array"] == "l2"]
    assert outputs == [("l2[0,0]", 1), ("l2[1,0]", 1), ("l2[2,0]", 1), ("l2[0,0]", 2)]
    inputs = {b["cell"] for b in found["below"] if b["array"] == "inputs"}
    assert inputs == {f"inputs[{row},{column}]" for row in range(4) for column in range(3)}
    weights = {w["batch"]: w["value"] for w in found["began_with"] if w["cell"] == "synapse_1[0,0]"}
    before = [
        show_json(terminal, "synapse_1", "--batch-size", "3", *moment)["values"][0][0]
        for moment in (["--epoch", "1"], ["--epoch", "2", "--batch", "1"])
    ]
    assert weights == {1: before[0], 2: before[1]}
    text = terminal.run("explain", *words).out
    assert f"  synapse_1[0,0] = {before[1]:.17g} in epoch 2, batch 2\n" in text


def test_deep_text_ends_with_what_the_iteration_began_with(terminal: Terminal) -> None:
    outcome = terminal.run("explain", "l1_error[0,0]", "--epoch", "1", "--deep")
    assert "The iteration began with" in outcome.out
    assert "  l0[0,2] = 1: row 0 of classic, input x2: as given" in outcome.out


def test_what_no_line_computes_is_said_to_be_given(terminal: Terminal) -> None:
    outcome = terminal.run("explain", "l0[2,1]", "--epoch", "1")
    assert (outcome.code, outcome.out) == (
        0,
        "l0[2,1] = 0: row 2 of classic, input x1: as given\n",
    )


def test_a_gradient_is_asked_for_by_the_name_of_its_descent_too(terminal: Terminal) -> None:
    found = explain_json(terminal, "synapse_1_gradient[0,0]", "--epoch", "1")
    assert found["array"] == "synapse_1_gradient"
    assert found["line"] == "synapse_1_gradient = l1.T @ l2_delta"
    assert found["cursor"]["op"] == "synapse_1_gradient"
    stored = explain_json(terminal, "synapse_1_descent[0,0]", "--epoch", "1")
    assert found["value"] == -stored["value"]
    shown = {o["cell"]: o["value"] for o in found["operands"]}
    assert [(o["cell"], o["value"]) for o in stored["operands"]] == [
        (cell, -value if cell.startswith("l2_delta") else value) for cell, value in shown.items()
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["l1[9,9]", "--epoch", "1"], "l1[9,9]: no such cell: l1 is 4 x 4, counted from 0"),
        (["l1", "--epoch", "1"], "name one cell of it, such as l1[0,0]"),
        (["l7[0,0]", "--epoch", "1"], "l7"),
        (["l1[0,0]"], "no epoch: give the moment, such as --epoch 3; see nn-tui explain --help"),
        (["l1[0,0]", "--epoch", "1", "--format", "yaml"], "format"),
        ([], "CELL"),
    ],
)
def test_a_question_without_answer_is_refused_in_one_line(
    terminal: Terminal, words: list[str], said: str
) -> None:
    outcome = terminal.run("explain", *words)
    assert outcome.code == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_a_run_that_diverged_before_the_moment_is_said_to_have(terminal: Terminal) -> None:
    outcome = terminal.run(
        "explain", "l1[0,0]", "sine", "--epoch", "500", "--learning-rate", "1e9"
    )  # fmt: skip
    assert outcome.code == 3
    assert "not reached" in outcome.err


def test_what_is_not_computed_yet_is_an_answer_of_no(terminal: Terminal) -> None:
    outcome = terminal.run("explain", "l1[0,0]", "--epoch", "0")
    assert outcome.code == 1
    assert "not computed yet at epoch 0" in outcome.err


def test_a_gradient_is_explained_in_gradients_all_the_way_down(terminal: Terminal) -> None:
    asked = terminal.run("explain", "synapse_0_gradient[0,0]", "--epoch", "1", "--deep")
    assert "  l2_error[0,0] = l2[0,0] - y[0,0]\n  = 0.47373 - 0\n" in asked.out
    assert "descent" not in asked.out
    said = "in gradients, dL/d(.): synapse_0_descent[0,0] as it is stored has the opposite sign"
    assert said in asked.err
    stored = terminal.run("explain", "synapse_0_descent[0,0]", "--epoch", "1")
    assert "gradient" not in stored.out + stored.err
