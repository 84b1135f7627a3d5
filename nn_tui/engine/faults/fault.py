"""What a fault is: one line of the backward pass, written as people write it by mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from nn_tui.engine.network import Network
from nn_tui.engine.ops.op import Op
from nn_tui.engine.program import Program


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that people do wrong, wherever in a network it may be.

    It is in one line of the backward pass, so the loss stays right, and a gradient check finds it.
    """

    name: str
    """A word for it, in the program."""
    label: str
    """What it is called on the screen."""
    about: str
    """A sentence for a person who has to choose."""
    array: Callable[[int], str]
    """(layer): name of the array that the faulty line writes."""
    layers: Callable[[Network], range]
    """(network): the layers that have such a line."""
    reason: Callable[[Program, int], str]
    """(program, layer): why it cannot change that layer of a program, in a few words, or ""."""
    rewrite: Callable[[Op, Program], Op]
    """(op, program): the faulty line in place of a right one; the same where it has no such."""
    why_no_layer: str = ""
    """Why a network may have no such layer; "" where every one has."""

    def reason_against(self, program: Program, layer: int | None = None) -> str:
        """Say why it cannot change a layer of a program, or any layer at all; "" where it can."""
        layers = self.layers(program.network)
        if not layers:
            return self.why_no_layer
        if layer is not None:
            return self.reason(program, layer)
        reasons = [self.reason(program, layer) for layer in layers]
        return "" if "" in reasons else "; ".join(dict.fromkeys(reasons))

    def offered(self, program: Program) -> tuple[int, ...]:
        """List the layers that it can change, the output first, as the backward pass goes."""
        layers = reversed(self.layers(program.network))
        return tuple(layer for layer in layers if not self.reason(program, layer))

    def lines_of(self, program: Program, layer: int) -> tuple[Op, Op]:
        """Give the right line, and the faulty one in its place."""
        written = self.array(layer)
        right = next(op for op in program.iteration if op.writes == written)
        return right, self.rewrite(right, program)

    def planted_in(self, program: Program, layer: int) -> Program:
        """Write a program with the fault in one of its layers."""
        written = self.array(layer)
        ops = (
            self.rewrite(op, program) if op.writes == written else op for op in program.iteration
        )
        return replace(program, iteration=tuple(ops))
