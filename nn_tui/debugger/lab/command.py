"""What a screen asks of the runner about faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class PlantFault:
    """Switch a fault or a decoy on."""

    name: str
    """Which."""
    layer: int = 0
    """Where a fault is to be; 0 for a decoy."""


@dataclass(frozen=True, slots=True)
class PlantMystery:
    """Draw a fault or a decoy and switch it on without telling which."""

    number: int
    """The same one draws the same, on the same network."""


@dataclass(frozen=True, slots=True)
class EndFault:
    """Switch off what is on, or waits for its moment."""


@dataclass(frozen=True, slots=True)
class TellFault:
    """Tell which fault or decoy is hidden."""


LabCommand: TypeAlias = PlantFault | PlantMystery | EndFault | TellFault
"""What the lab can be asked."""
