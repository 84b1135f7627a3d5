"""The bug lab as lines: what there is, where each can be, and what is said of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from nn_tui.debugger.lab.offers import Offer
from nn_tui.engine.faults.decoys import Decoy
from nn_tui.engine.faults.planted import Planted
from nn_tui.engine.program import Program
from nn_tui.ui.render.lines import Line, Role, Span, line
from nn_tui.ui.render.window import window
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap

_FAULTS = "Faults: the loss stays right, gradients do not"
_DECOYS = "Decoys: every gradient is right, the set-up is not"

_LABEL = 49
"""Cells of a label, the mark before it included."""

_DETAIL = 5
"""Lines of what is said of the chosen one."""


class Deed(Enum):
    """What can be done besides choosing a cause; the value is what the lab calls it."""

    MYSTERY = "mystery: one of these, not told which"
    TELL = "tell me which it is"
    END = "end it: all right again"


@dataclass(frozen=True, slots=True, eq=False)
class LabLook:
    """The lab as a person looks at it."""

    program: Program
    """The right lines."""
    offers: tuple[Offer, ...]
    """All that there is."""
    fault: Planted | None = None
    """What is on, or waits for its moment."""
    number: int = 1
    """Of the next mystery."""
    place: int = 0
    """Which of `choices` is chosen."""
    layers: Mapping[str, int] = field(default_factory=dict)
    """By cause: the layer that was chosen, where it is not the first."""
    said: str = ""
    """What has come of what was done."""
    is_good: bool = False
    """Whether that is good news."""

    @property
    def is_mystery(self) -> bool:
        """Whether a cause is to be named, not switched on."""
        return self.fault is not None and self.fault.is_hidden

    @property
    def choices(self) -> tuple[Offer | Deed, ...]:
        """All that can be chosen, from above."""
        if self.is_mystery:
            return (*self.offers, Deed.TELL, Deed.END)
        return (*self.offers, Deed.MYSTERY, *([Deed.END] if self.fault else []))

    @property
    def chosen(self) -> Offer | Deed:
        """What is chosen."""
        return self.choices[min(self.place, len(self.choices) - 1)]

    def layer(self, offer: Offer) -> int:
        """Say which layer of a fault is chosen; 0: it has none."""
        first = offer.layers[0] if offer.layers else 0
        return self.layers.get(offer.cause.name, first)

    def planted(self, offer: Offer) -> Planted:
        """Give a cause with its chosen layer."""
        return Planted(offer.cause.name, self.layer(offer))


def draw_lab(look: LabLook, width: int, height: int) -> list[Line]:
    """Draw the list, and what is said of the chosen one below it.

    Args:
        look: What to draw.
        width: Cells of each line.
        height: Number of lines.
    """
    rows: list[Line] = []
    place = 0
    for number, choice in enumerate(look.choices):
        if number == 0:
            rows.append(line(Span(_FAULTS, Role.HEAD)))
        elif isinstance(choice, Offer) and choice.is_decoy and not _is_decoy(look, number - 1):
            rows.append(line(Span(_DECOYS, Role.HEAD)))
        if choice is look.chosen:
            place = len(rows)
        rows.append(_row(look, choice, width))
    room = max(1, height - _DETAIL)
    seen = window(len(rows), place, room)
    lines = rows[seen.start : seen.stop]
    lines += [()] * (room - len(lines))
    return lines + _detail(look, width)[: height - room]


def title_of(look: LabLook) -> str:
    """Say which mystery is on, if one is."""
    secret = look.fault.secret if look.fault is not None else None
    return f"Bug lab: mystery {secret.number}" if look.is_mystery and secret else "Bug lab"


def hint_of(look: LabLook) -> str:
    """Say what the keys do."""
    enter = "enter names it" if look.is_mystery else "enter does it"
    return f"up/down choose, left/right where, {enter}, esc leaves"


def _is_decoy(look: LabLook, number: int) -> bool:
    choice = look.choices[number]
    return isinstance(choice, Offer) and choice.is_decoy


def _row(look: LabLook, choice: Offer | Deed, width: int) -> Line:
    is_chosen = choice is look.chosen
    mark = Span("> " if is_chosen else "  ", Role.CURRENT)
    if isinstance(choice, Deed):
        end = f"< number {look.number} >" if choice is Deed.MYSTERY else ""
        return line(mark, Span(choice.value.ljust(_LABEL - 2), _role(is_chosen)), end)
    label = choice.cause.label
    if choice.reason:
        text = f"{label} ({choice.reason})"
        role = Role.PLAIN if is_chosen else Role.DIM
        return line(mark, Span(shortened(text, width - 2), role))
    return line(
        mark,
        Span(label.ljust(_LABEL - 2), _role(is_chosen)),
        _where(look, choice),
        Span(" on" if _is_on(look, choice) else "", Role.WARNING),
    )


def _role(is_chosen: bool) -> Role:
    return Role.STRONG if is_chosen else Role.PLAIN


def _where(look: LabLook, offer: Offer) -> str:
    array = look.planted(offer).array
    return f"< {array} >" if len(offer.layers) > 1 else array


def _is_on(look: LabLook, offer: Offer) -> bool:
    fault = look.fault
    return fault is not None and not fault.is_hidden and fault.name == offer.cause.name


def _detail(look: LabLook, width: int) -> list[Line]:
    if look.said:
        role = Role.GOOD if look.is_good else Role.WARNING
        rows = first_lines(wrap(look.said, width), _DETAIL - 1, width)
        return [(), *(line(Span(row, role)) for row in rows)]
    most = 2 if isinstance(look.chosen, Offer) and not look.chosen.reason else _DETAIL - 1
    rows = first_lines(wrap(_about(look), width), most, width)
    return [(), *(line(row) for row in rows), *_both_lines(look, width)]


def _about(look: LabLook) -> str:
    match look.chosen:
        case Deed.MYSTERY:
            return (
                "Draws a fault or a decoy and hides which. Find it with G, e and the panels; "
                "then come back and name it. left and right choose the number: the same draws "
                "the same."
            )
        case Deed.TELL:
            return "Says what it is, and where it could be seen; its line is shown from then on."
        case Deed.END:
            return "Switches it off; what was trained with it stays. u takes it back whole."
        case Offer(cause=cause, reason=reason):
            return f"Cannot change this network: {reason}." if reason else cause.about


def _both_lines(look: LabLook, width: int) -> list[Line]:
    """Write the right line, and the faulty one in its place."""
    match look.chosen:
        case Offer(cause=cause, reason="") as offer if not isinstance(cause, Decoy):
            right, wrong = cause.lines_of(look.program, look.layer(offer))
            return [
                line(Span("right  ", Role.DIM), shortened(right.line, width - 7)),
                line(Span("wrong  ", Role.WARNING), shortened(wrong.line, width - 7)),
            ]
    return []
