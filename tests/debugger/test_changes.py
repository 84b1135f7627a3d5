from __future__ import annotations

import json
from pathlib import Path

import pytest

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import Edit, StartOver, StartWithNextSeed, ToggleFrozen
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.session import Session
from tests.debugger.sessions import session_of


def begun(dataset: str = "classic") -> Session:
    session = session_of(dataset)
    session.advance(20)
    return session


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(json.dumps({"synapse_0": [[0.5] * 4] * 3, "synapse_1": [[1.0]] * 4}))
    return path


@pytest.mark.parametrize(
    ("dataset", "name", "text", "said"),
    [
        ("classic", "hidden", "8,8", "hidden 8,8: started over, epoch 0"),
        ("classic", "learning_rate", ".5", "learning rate 0.5 from the next op on"),
        ("classic", "epochs", "80", "epochs 80 from now on"),
        ("classic", "hidden", "04", "hidden 4: as it was"),
        ("classic", "hidden", "0", "hidden 0: must be 1 or more; 8,8 is two layers, none is no"),
        (
            "xor",
            "output_activation",
            "tanh",
            "output activation tanh: started over, epoch 0; loss bce -> mse along with it",
        ),
        (
            "moons",
            "target",
            "x1",
            "target x1: started over, epoch 0; output activation sigmoid -> linear along with it; "
            "loss bce -> mse along with it; moons: 200 rows, 2 inputs (x0, moon)",
        ),
    ],
)
def test_outcome_of_an_edit_is_said(dataset: str, name: str, text: str, said: str) -> None:
    assert apply(Edit(name, text), begun(dataset)).startswith(said)


def test_part_is_frozen_and_freed_in_turn() -> None:
    session = begun()
    toggle = ToggleFrozen(part_of("l1[2]"))
    assert apply(toggle, session) == "l1[2] frozen from the next op on"
    assert session.snapshot().frozen["synapse_0"].sum() == 3
    assert apply(toggle, session) == "l1[2] freed from the next op on"
    assert not session.snapshot().frozen


def test_part_that_is_frozen_here_and_there_is_frozen_whole() -> None:
    session = begun()
    apply(ToggleFrozen(part_of("l1[2]")), session)
    assert apply(ToggleFrozen(part_of("l1")), session) == "l1 frozen from the next op on"
    assert session.snapshot().frozen["synapse_0"].all()
    apply(ToggleFrozen(part_of("synapse_0[0,1]")), session)
    assert session.snapshot().frozen["synapse_0"].sum() == 11


def test_part_that_is_not_there_is_refused_and_nothing_changes() -> None:
    session = begun()
    place = session.timeline.place
    assert apply(ToggleFrozen(part_of("l1[9]")), session) == "l1[9]: unit 9: must be 0 to 3"
    assert session.timeline.place == place


def test_live_edit_keeps_the_place_and_another_starts_over() -> None:
    session = begun()
    place = session.cursor
    apply(Edit("learning_rate", "0.5"), session)
    assert session.cursor == place
    apply(Edit("seed", "5"), session)
    assert session.epochs_done == 0


def test_weights_start_a_run_over(weights: Path) -> None:
    session = begun()
    assert apply(Edit("weights", str(weights)), session) == "weights w.json: started over, epoch 0"
    array = session.snapshot().array("synapse_0")
    assert array is not None
    assert (array == 0.5).all()


def test_weights_that_no_longer_apply_are_said(weights: Path) -> None:
    session = begun()
    apply(Edit("weights", str(weights)), session)
    assert apply(StartOver(), session) == ""
    assert apply(Edit("hidden", "3"), session) == (
        "hidden 3: started over, epoch 0; "
        "the weights that were given no longer apply: drawn from the seed"
    )
    apply(Edit("hidden", "4"), session)
    apply(Edit("weights", str(weights)), session)
    assert apply(StartWithNextSeed(), session).startswith("the weights that were given no longer")


def test_weights_that_are_taken_back_are_not_missed(weights: Path) -> None:
    session = begun()
    apply(Edit("weights", str(weights)), session)
    assert apply(Edit("weights", ""), session) == ("weights from the seed: started over, epoch 0")


def test_file_that_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    session = begun()
    place = session.cursor
    said = apply(Edit("weights", str(tmp_path / "none.json")), session)
    assert "No such file or directory" in said
    assert session.cursor == place
