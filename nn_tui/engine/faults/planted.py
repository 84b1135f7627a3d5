"""A fault or a decoy that is switched on in a run."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.faults.decoys import DECOYS, RATE, Decoy, too_high
from nn_tui.engine.faults.fault import Fault
from nn_tui.engine.faults.faults import FAULTS
from nn_tui.engine.program import Program
from nn_tui.engine.workspace import Workspace


@dataclass(slots=True, eq=False)
class Secret:
    """A mystery: what is planted is not told until a person has found it, or asks.

    What a person knows is no part of a run: it holds at every moment of it, the past included.
    """

    number: int
    """By which it was drawn."""
    is_out: bool = False
    """Whether it has been told."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What is wrong with a run on purpose."""

    name: str
    """Of a fault or a decoy."""
    layer: int = 0
    """Where a fault is; 0 for a decoy, which is in no layer."""
    secret: Secret | None = None
    """The mystery that it is; None: it was chosen, and is shown."""
    rate: float = 0.0
    """The learning rate that there was before."""

    @property
    def fault(self) -> Fault | None:
        """The fault, or None: it is a decoy."""
        return FAULTS[self.name] if self.name in FAULTS.names else None

    @property
    def decoy(self) -> Decoy | None:
        """The decoy, or None: it is a fault."""
        return DECOYS[self.name] if self.name in DECOYS.names else None

    @property
    def cause(self) -> Fault | Decoy:
        """What it is, whatever the layer."""
        return self.fault or DECOYS[self.name]

    @property
    def is_hidden(self) -> bool:
        """Whether it is not to be told what it is."""
        return self.secret is not None and not self.secret.is_out

    @property
    def array(self) -> str:
        """Name of the array that the faulty line writes; "" where no line is faulty."""
        return self.fault.array(self.layer) if self.fault else ""

    @property
    def mark(self) -> str:
        """Say in a word where it is; `?` while that is hidden."""
        if self.is_hidden:
            return "?"
        return DECOYS[self.name].mark if self.fault is None else self.array

    @property
    def told(self) -> str:
        """Say what it is and where, or that it is hidden."""
        return "a hidden fault or decoy" if self.is_hidden else self.answer

    @property
    def answer(self) -> str:
        """Say what it is and where, hidden or not."""
        return f"{self.cause.label}, in {self.array}" if self.fault else self.cause.label

    def rate_without(self, rate: float) -> float:
        """Give what the learning rate would be without it."""
        is_raised = self.name == RATE and rate == too_high(self.rate)
        return self.rate if is_raised else rate

    def run_in(self, program: Program) -> Program:
        """Write what is run in place of a right program."""
        return self.fault.planted_in(program, self.layer) if self.fault else program

    def reason_against(self, program: Program) -> str:
        """Say why it cannot change a program, or ""."""
        if self.fault is None:
            return DECOYS[self.name].reason(program, self.rate)
        layers = self.fault.layers(program.network)
        if layers and self.layer not in layers:
            return f"layer {self.layer}: must be {layers.start} to {layers.stop - 1}"
        return self.fault.reason_against(program, self.layer)

    def enter(self, workspace: Workspace) -> None:
        """Spoil the set-up, where that is what it does."""
        if self.decoy is not None:
            self.decoy.enter(workspace, self.rate)

    def begin(self, workspace: Workspace) -> None:
        """Spoil the set-up of a run at epoch 0, whose settings are as they are by now."""
        if self.decoy is not None and self.decoy.is_of_weights:
            self.decoy.enter(workspace, self.rate)

    def leave(self, workspace: Workspace) -> None:
        """Mend the set-up again, as far as it can be."""
        if self.decoy is not None:
            self.decoy.leave(workspace, self.rate)
