"""`nn-tui check` and `nn-tui datasets`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nn_tui.data import shipped
from tests.cli.commands import Terminal


@pytest.mark.parametrize("dataset", shipped())
def test_every_shipped_dataset_passes(terminal: Terminal, dataset: str) -> None:
    outcome = terminal.run("check", dataset)
    assert outcome.code == 0
    assert "FAILS" not in outcome.out


def test_check_gives_a_line_for_each_array_and_a_conclusion(terminal: Terminal) -> None:
    *lines, empty, conclusion = terminal.run("check", "xor", "--hidden", "2").out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        [name, "ok"] for name in ("synapse_0", "bias_0", "synapse_1", "bias_1")
    ]
    assert "4 of 4 cells: 4 agree  worst relative error " in lines[0]
    assert (empty, conclusion) == ("", "all 9 gradients checked: 9 judged, all agree")


def test_check_of_a_saturated_net_passes_and_says_so(terminal: Terminal, tmp_path: Path) -> None:
    weights = {"synapse_0": [[300.0] * 4] * 3, "synapse_1": [[300.0]] * 4}
    path = tmp_path / "saturated.json"
    path.write_text(json.dumps(weights))
    outcome = terminal.run("check", "--weights", path)
    assert outcome.code == 0
    assert "12 of 12 cells: 12 too small to judge" in outcome.out
    assert outcome.out.endswith("all 16 gradients checked: none is large enough to judge\n")


def test_check_that_fails_exits_with_1_and_shows_both_gradients(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "infinite_loss.json"
    path.write_text(json.dumps({"synapse_0": [[1e200]] * 3}))
    outcome = terminal.run(
        "check", "--hidden", "none", "--output-activation", "linear", "--weights", path
    )
    assert outcome.code == 1
    assert "synapse_0  FAILS  3 of 3 cells: 3 not finite" in outcome.out
    assert "  numeric nan\n" in outcome.out
    assert "the loss is not finite there" in outcome.out


def test_check_above_2000_parameters_takes_a_sample_and_says_so(terminal: Terminal) -> None:
    outcome = terminal.run("check", "--hidden", "501")
    assert outcome.out.splitlines()[-1].startswith(
        "a sample (--all for every one) of 2004: 2000 gradients checked: "
    )


def test_check_of_all_takes_all(terminal: Terminal) -> None:
    outcome = terminal.run("check", "--hidden", "501", "--all")
    assert outcome.out.splitlines()[-1].startswith("all 2004 gradients checked: ")


def test_check_says_what_it_understood_on_stderr(terminal: Terminal) -> None:
    assert terminal.run("check").err.startswith("nn-tui: classic: 4 rows, 3 inputs")


def test_datasets_names_shape_and_lesson_of_each(terminal: Terminal) -> None:
    outcome = terminal.run("datasets")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.split()[0] for head in heads] == list(shipped())
    assert heads[0].split()[1:6] == ["4", "x", "3", "->", "1"]
    # Below each head stands what it teaches.
    assert all(lines[lines.index(head) + 1].startswith("   ") for head in heads)
