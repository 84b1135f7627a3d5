"""Files that were damaged or made to do harm: a message, or a session that works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.lab.command import PlantMystery
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START, Cursor
from nn_tui.errors import InputError
from nn_tui.storage.errors import StorageError
from nn_tui.text import printable
from tests.debugger.lab.nets import switch_on
from tests.debugger.saving.saved import content_of, session_from
from tests.debugger.sessions import session_of

Place = tuple[str | int, ...]


@cache
def good() -> bytes:
    """Save a session that has one of everything."""
    session = session_of("xor", batch_size="3", shuffle="yes")
    session.advance(70)
    session.edit("learning_rate", "0.25")
    apply(ToggleFrozen(part_of("l1[1]")), session)
    session.edit("batch_size", "2")
    session.step(Unit.EPOCH)
    change_row(session, 1, ("0", "0.5", "1"))
    leave_out(session, 2)
    session.step(Unit.EPOCH)
    session.go_to(Cursor(3, 1, 4))
    session.edit("learning_rate", "2")
    session.lookout.table.add("loss < 0.1", session.machine.program)
    session.lookout.table.toggle_line(session.machine.program, 2)
    session.lookout.watches.add("max(l1)")
    switch_on(session, "slope-at-l", 1)
    session.advance(50)
    apply(PlantMystery(5), session)
    session.advance(20)
    for _ in range(3):
        session.travel(session.ways.undo())
    # One is left out on its own branch, others on branches that have nothing else any more.
    assert len({id(undone.branch) for undone in session.ways.undone}) > 1
    return content_of(session)


@cache
def members() -> dict[str, bytes]:
    with ZipFile(BytesIO(good())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def places() -> dict[str, list[Place]]:
    """List the place of every value in the two texts."""
    return {
        name: [place for place, _ in leaves(json.loads(members()[name]))]
        for name in ("session.json", "summary.json")
    }


def leaves(values: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    if isinstance(values, dict | list):
        if place:
            yield place, values
        pairs = values.items() if isinstance(values, dict) else enumerate(values)
        for key, value in pairs:
            yield from leaves(value, (*place, key))
    else:
        yield place, values


def with_member(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for member, held in members().items():
            archive.writestr(member, content if member == name else held)
    return file.getvalue()


def use(session: Session) -> None:
    """Do with a session what a person does; nothing but a refusal may come of it."""
    for _ in range(4):
        session.travel(session.ways.redo())
        session.advance(7)
    for unit in Unit:
        session.step(unit)
        session.back(unit)
    session.go_to(START)
    session.go_to(Cursor(2, 1, 3))
    for branch in tuple(session.timeline.branches):
        session.travel(session.ways.to_branch(branch))
    session.travel(session.ways.undo())
    session.travel(session.ways.redo())
    session.edit("learning_rate", "0.125")
    session.advance(40)
    session.snapshot()
    content_of(session)


def try_out(content: bytes) -> None:
    try:
        session = session_from(content)
    except StorageError as error:
        said = str(error)
        assert said.startswith("mine.nntui: ") and printable(said, limit=len(said)) == said
        return
    with suppress(InputError):
        use(session)


names = st.sampled_from(["", "a0", "a1", "a7", "synapse_0", "l1", "bias_1", "relu", "tanh", "mse"])
odd = st.one_of(
    st.none(), st.booleans(), st.sampled_from([-1, 2**53, 10**30, 0.5, "\x1b[2J", [], {}])
)


def other(value: Any) -> st.SearchStrategy[Any]:
    """Draw another value, most often of the same kind: others are refused at once."""
    match value:
        case bool():
            return st.just(not value)
        case int():
            return st.one_of(st.integers(value - 2, value + 2), st.integers(0, 9), odd)
        case float():
            return st.one_of(st.floats(1e-3, 10), odd)
        case str():
            return st.one_of(names, names, odd)
        case list():
            some = st.integers(0, len(value)).map(lambda place: value[:place] + value[place + 1 :])
            return st.one_of(some, st.permutations(value), st.just(value + value[:1]), odd)
        case _:
            return odd


@settings(deadline=None, max_examples=600)
@given(data=st.data())
def test_other_values_give_a_message_or_a_session_that_works(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["session.json"] * 9 + ["summary.json"]))
    changed = json.loads(members()[name])
    for place in data.draw(st.lists(st.sampled_from(places()[name]), min_size=1, max_size=2)):
        parent = changed
        with suppress(KeyError, IndexError, TypeError):
            for key in place[:-1]:
                parent = parent[key]
            parent[place[-1]] = data.draw(other(parent[place[-1]]))
    try_out(with_member(name, json.dumps(changed).encode()))


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_other_bytes_give_a_message_or_a_session_that_works(data: st.DataObject) -> None:
    content = bytearray(good())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try_out(bytes(content[: data.draw(st.sampled_from([len(content), len(content) // 2, 40]))]))


@settings(deadline=None, max_examples=100)
@given(name=st.sampled_from(range(40)), shape=st.lists(st.integers(0, 6), max_size=3))
def test_other_arrays_give_a_message_or_a_session_that_works(name: int, shape: list[int]) -> None:
    arrays = [member for member in members() if member.endswith(".npy")]
    file = BytesIO()
    np.save(file, np.full(shape, 0.5))
    try_out(with_member(arrays[name % len(arrays)], file.getvalue()))


def test_file_that_unpacks_to_too_much_takes_no_memory() -> None:
    header = BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (10**10,)}
    )
    with pytest.raises(StorageError, match="all arrays take over 2 GB"):
        session_from(with_member("a0.npy", header.getvalue() + b"\0" * 800))


def test_pickled_objects_are_not_looked_at() -> None:
    file = BytesIO()
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(StorageError, match="is damaged, or no session"):
        session_from(with_member("a0.npy", file.getvalue()))


def test_later_format_says_that_an_upgrade_reads_it() -> None:
    summary = json.loads(members()["summary.json"]) | {"version": 9}
    with pytest.raises(StorageError, match="format 9 by a later nn-tui"):
        session_from(with_member("summary.json", json.dumps(summary).encode()))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, b"x" * 1000])
def test_what_is_no_session_is_called_so(content: bytes) -> None:
    with pytest.raises(StorageError, match="is damaged, or no session"):
        session_from(content)


def test_control_characters_in_texts_are_refused() -> None:
    changed = members()["session.json"].replace(b'"main"', b'"ma\\u001b[2Jin"')
    with pytest.raises(StorageError, match="control characters"):
        session_from(with_member("session.json", changed))
