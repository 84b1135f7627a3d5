"""Sessions that are written as scripts: what is changed in them, and what the scripts leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.journal import SetCells
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.script import segments_of
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from nn_tui.export.numpy_script import Script, write_numpy
from tests.export.runs import run_scripts


@dataclass(frozen=True)
class SessionRun:
    """A session as something that is exported."""

    session: Session

    def script(self, data_name: str = "") -> Script:
        """Write the script of the moment at which it stands."""
        return write_numpy(segments_of(self.session.timeline.place), data_name)


def set_cells(session: Session, name: str, start: tuple[int, ...], values: object) -> None:
    """Type numbers into the cells from a first one on."""
    session.make(SetCells(name, start, np.array(values, dtype=np.float64)))


def change(session: Session, stream: np.random.RandomState) -> None:
    """Type drawn numbers into a drawn block of a drawn array; at times freeze a weight."""
    arrays = session.machine.workspace.arrays
    program = session.machine.program
    names = [*program.network.parameters, "learning_rate", "l0", "y", "z1", "l1", "l1_delta"]
    names += ["synapse_0_descent", "error", "loss"]
    name = names[stream.randint(len(names))]
    if stream.random_sample() < 0.2:
        apply(ToggleFrozen(part_of("synapse_0[1,0]")), session)
    shape = arrays[name].shape
    start = tuple(int(stream.randint(size)) for size in shape)
    left = np.subtract(shape, start).astype(int)
    sizes = [int(stream.randint(1, size + 1)) for size in left]
    values = stream.standard_normal(sizes)
    set_cells(session, name, start, np.abs(values) / 4 if name == "learning_rate" else values)


def left_by(sessions: Mapping[str, Session], folder: Path) -> dict[str, dict[str, Array]]:
    """Run the scripts of many sessions; give what each leaves behind."""
    return run_scripts({name: SessionRun(session) for name, session in sessions.items()}, folder)
