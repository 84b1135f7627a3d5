"""A fault switched on or off in a machine."""

from __future__ import annotations

from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.machine import Machine


def switch(machine: Machine, fault: Planted | None) -> None:
    """Have another fault from the next op on, its set-up too; None: none, as far as that goes."""
    before = machine.lines.fault
    if before is not None:
        before.leave(machine.workspace)
    machine.plant(fault)
    if fault is not None:
        fault.enter(machine.workspace)
