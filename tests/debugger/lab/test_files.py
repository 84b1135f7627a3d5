"""Arrays of a faulty run say so, in the file's name and in the file; compare passes it on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from nn_tui.debugger.array_file import as_npz, current_arrays, fault_in
from nn_tui.debugger.changes import apply
from nn_tui.debugger.comparing.answering import compare_arrays
from nn_tui.debugger.comparing.command import HoldAgainst
from nn_tui.debugger.comparing.findings import Answer
from nn_tui.debugger.comparing.holding import Holding
from nn_tui.debugger.comparing.report import rows_of
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.debugger.lab.command import EndFault, PlantMystery
from nn_tui.debugger.moment_file import file_stem
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.cli.commands import Terminal
from tests.debugger.lab.nets import switch_on
from tests.debugger.sessions import session_of


def content_of(session: Session) -> bytes:
    moment = session.snapshot()
    return as_npz(moment, current_arrays(moment))


def faulty() -> Session:
    session = session_of()
    switch_on(session, "slope-at-l", 1)
    session.step(Unit.EPOCH)
    return session


def test_name_and_file_say_what_was_wrong() -> None:
    session = faulty()
    assert file_stem(session.snapshot()) == "classic-epoch-1-FAULT"
    assert fault_in(content_of(session)) == "slope taken at l instead of z, in l1_delta"
    apply(EndFault(), session)
    assert file_stem(session.snapshot()) == "classic-epoch-1-FAULT"
    assert fault_in(content_of(session)) == "a fault that was ended before"


def test_a_mystery_is_not_told_by_its_file() -> None:
    session = session_of()
    apply(PlantMystery(3), session)
    session.step(Unit.EPOCH)
    assert fault_in(content_of(session)) == "a hidden fault or decoy"


def test_a_run_without_a_fault_has_no_such_entry() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    assert file_stem(session.snapshot()) == "classic-epoch-1"
    assert fault_in(content_of(session)) == ""
    with np.load(BytesIO(content_of(session))) as file:
        assert "fault" not in file


@pytest.mark.parametrize("values", [np.arange(3), np.array("x\x1b[2J" * 100), np.array([["a"]])])
def test_a_strange_entry_is_no_trouble(values: np.ndarray) -> None:
    content = BytesIO()
    np.savez(content, fault=values)
    said = fault_in(content.getvalue())
    assert said == "" or (len(said) <= 120 and "\x1b" not in said)
    assert fault_in(b"no zip") == ""


def test_holding_a_file_of_a_faulty_run_names_the_fault_twice(tmp_path: Path) -> None:
    path = tmp_path / "mine.npz"
    path.write_bytes(content_of(faulty()))
    right = session_of()
    right.step(Unit.EPOCH)
    replies: list[Answer | str] = []
    holding = Holding(right)
    holding.ask(HoldAgainst(str(path), replies.append))
    while holding.is_due:
        holding.advance()
    assert isinstance(replies[0], Answer)
    report = "\n".join(row.text for row in rows_of(replies[0], "mine.npz"))
    assert "wrong on purpose: slope taken at l instead of z, in l1_delta" in report
    # What the lab calls it is what compare finds from the numbers alone.
    assert "Likely: slope taken at l instead of z: in l1_delta" in report


def test_compare_names_it_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Terminal(capsys).run
    path = tmp_path / "mine.npz"
    path.write_bytes(content_of(faulty()))
    outcome = run("compare", path, "--epoch", "1")
    assert outcome.code == 1
    assert "of a run of the bug lab, wrong on purpose: slope taken at l" in outcome.out
    outcome = run("compare", path, "--epoch", "1", "--format", "json")
    assert outcome.json["fault"] == "slope taken at l instead of z, in l1_delta"


@pytest.mark.parametrize(("name", "layer"), [("slope-forgotten", 1), ("slope-at-l", 2)])
def test_compare_finds_the_faults_of_the_lab_by_their_names(name: str, layer: int) -> None:
    session, right = session_of(), session_of()
    switch_on(session, name, layer)
    for one in (session, right):
        one.step(Unit.EPOCH)
    moment = session.snapshot()
    arrays = {n: moment.array(n) for n in ("l1_error", "l1_delta", "l2_error", "l2_delta")}
    theirs = {name: values for name, values in arrays.items() if values is not None}
    diagnosis = compare_arrays(theirs, right, Tolerance()).diagnosis
    assert diagnosis is not None
    fault = moment.recipe.fault
    assert fault is not None
    assert diagnosis.findings[0].causes[0].fault.value == fault.cause.label
