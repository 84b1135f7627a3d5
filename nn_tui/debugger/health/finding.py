"""What a health rule finds: the ailment, where, its number beside its threshold, and the advice."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.cursor import Cursor


@dataclass(frozen=True, slots=True)
class Threshold:
    """The number from which on something is an ailment, and whose number that is."""

    value: float
    """In the unit of the number that is held against it."""
    source: str
    """Who gives the number, by name and year; "ours" where that is our choice."""
    measures: str
    """What is held against it, in a few words."""


@dataclass(frozen=True, slots=True)
class UnitRows:
    """A unit of a layer, and the rows for which it is ill."""

    unit: int
    """From 0."""
    rows: tuple[int, ...]
    """Numbers in the dataset, ascending."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is wrong; what does not apply is left empty."""

    array: str = ""
    """The array to look at."""
    layer: int | None = None
    """From 1; a synapse belongs to the layer that it leads to."""
    units: tuple[UnitRows, ...] = ()
    """The units that are ill, ascending."""
    epochs: tuple[int, int] | None = None
    """First and last epoch that was looked at, where it is seen over time."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell that is not finite, to be explained."""

    array: str
    """Name of the array."""
    index: tuple[int, ...]
    """The cell in it."""
    value: float
    """What it holds, or would."""
    after: Cursor | None = None
    """Just after the line that would write it, which has not run; None: it is there."""


@dataclass(frozen=True, slots=True)
class Cure:
    """A setting that follows the advice."""

    setting: str
    """The key of Session.edit, which is the option's name too."""
    value: str
    """As it would be typed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    ailment: str
    """Name of the rule that found it."""
    where: Where
    """Where it is."""
    says: str
    """What was found, in one line, with the number in it."""
    number: float
    """What was measured."""
    threshold: Threshold
    """What it was held against."""
    advice: str
    """One sentence on what to do."""
    cure: Cure | None = None
    """The setting that does it; None: no single one."""
    causes: tuple[str, ...] = ()
    """What made it, where more is known than its number: a sentence each."""
    cell: BadCell | None = None
    """Where it is one cell: that."""
    is_cause: bool = False
    """Whether other findings come of it: it is to be mended first."""
