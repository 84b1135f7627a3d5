"""Somebody's own backpropagation: plain numpy scripts, written from a net, right or with a fault.

They share nothing with the program's own lines: other names, rows taken by slices, slopes by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nn_tui.data import Dataset, TargetKind
from nn_tui.debugger.session import Session
from nn_tui.engine.arrays import Array
from nn_tui.recipe.recipe import Recipe, choose
from tests.engine.drawn_data import drawn_targets

HIDDEN = ("sigmoid", "tanh", "relu", "leaky_relu", "linear")

FUNCTIONS = """
def sigmoid(v): return 1 / (1 + np.exp(-v))
def tanh(v): return np.tanh(v)
def relu(v): return v * (v > 0)
def leaky_relu(v): return np.where(v > 0, v, 0.01 * v)
def linear(v): return v + 0
def softmax(v):
    powers = np.exp(v - v.max(axis=1)[:, None])
    return powers / powers.sum(axis=1)[:, None]
"""

SLOPES = {
    "sigmoid": "{a} * (1 - {a})",
    "tanh": "1 - {a} ** 2",
    "relu": "({h} > 0) * 1.0",
    "leaky_relu": "np.where({h} > 0, 1.0, 0.01)",
    "linear": "np.ones_like({h})",
}

SCALES = {"squared": "1", "mse": "2 / t.size", "bce": "1 / t.size", "cross-entropy": "1 / len(t)"}


@dataclass(frozen=True)
class Net:
    """A network, how it is trained, and the seed of its numbers."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    bias: bool
    rows: int
    batch: int
    epochs: int
    rate: float
    seed: int

    @property
    def depth(self) -> int:
        return len(self.sizes) - 1

    @property
    def inputs(self) -> Array:
        return np.random.RandomState(self.seed + 1).standard_normal((self.rows, self.sizes[0]))

    @property
    def targets(self) -> Array:
        stream = np.random.RandomState(self.seed + 2)
        return drawn_targets(self.loss, stream, self.rows, self.sizes[-1])

    @property
    def weights(self) -> dict[str, Array]:
        stream = np.random.RandomState(self.seed + 3)
        drawn: dict[str, Array] = {}
        for k, pair in enumerate(zip(self.sizes, self.sizes[1:], strict=False)):
            drawn[f"synapse_{k}"] = stream.standard_normal(pair)
            if self.bias:
                drawn[f"bias_{k}"] = stream.standard_normal(pair[1])
        return drawn

    def session(self) -> Session:
        """Make our run of it, at its last epoch."""
        dataset = Dataset(
            name="drawn",
            title="",
            source="",
            teaches="",
            input_names=tuple(f"x{i}" for i in range(self.sizes[0])),
            target_names=tuple(f"y{i}" for i in range(self.sizes[-1])),
            inputs=self.inputs,
            targets=self.targets,
            kind=TargetKind.NUMBERS,
            classes=(),
            suggested={},
        )
        given = {
            "hidden": ",".join(map(str, self.sizes[1:-1])) or "none",
            "activation": ",".join(self.activations[:-1]) or "tanh",
            "output_activation": self.activations[-1],
            "loss": self.loss,
            "bias": "yes" if self.bias else "no",
            "batch_size": str(self.batch),
            "learning_rate": repr(self.rate),
        }
        session = Session(Recipe(dataset, choose(dataset, given), self.weights))
        session.go_to(session.machine.program.end_of_epoch(self.epochs))
        return session


@dataclass
class Slips:
    """What a script does otherwise than it should."""

    slopes: dict[int, str] = field(default_factory=dict)
    """By layer: what stands for its slope, with {a}, {h} and {f} for the activation's name."""
    scale: str = ""
    """In place of the loss's factor."""
    flips: str = ""
    """Which line has its sign flipped: error, delta1, update."""
    turns: int = 0
    """The hidden layer whose error is carried back over a synapse that is not transposed."""
    is_too_soon: bool = False
    """Whether each synapse is updated before the error is carried back over it."""
    has_bias: bool = True
    """Whether the biases are added."""
    rows: str = ""
    """How the rows of a batch are taken otherwise."""
    noise: str = ""
    """What is done to the deltas besides."""
    reseeds: int = 0
    """How far its starting weights are from ours, counted in seeds."""


def script(net: Net, slips: Slips) -> str:
    """Write the script; it leaves its arrays under our names."""
    return "\n".join(["import numpy as np", FUNCTIONS, *_loop(net, slips), *_saving(net)])


def run(net: Net, slips: Slips | None = None) -> dict[str, Array]:
    """Run the script in this process and give what it has saved."""
    slips = slips or Slips()
    start = replace(net, seed=net.seed + slips.reseeds).weights
    names: dict[str, Any] = {"X": net.inputs, "Y": net.targets, "start": start}
    with np.errstate(all="ignore"):
        exec(script(net, slips), names)
    saved: dict[str, Array] = names["saved"]
    return saved


def _loop(net: Net, slips: Slips) -> Iterator[str]:
    for k in range(net.depth):
        yield f"W{k} = start['synapse_{k}'].copy()"
        yield f"B{k} = start['bias_{k}'].copy()" if net.bias else f"B{k} = 0"
    yield f"for epoch in range({net.epochs}):"
    yield f"    for first in range(0, {net.rows}, {net.batch}):"
    body = [*_forward(net, slips), *_backward(net, slips)]
    yield from (f"        {line}" for line in body)


def _forward(net: Net, slips: Slips) -> Iterator[str]:
    yield f"rows = np.arange(first, min(first + {net.batch}, {net.rows})){slips.rows}"
    yield "a0, t = X[rows], Y[rows]"
    for k, activation in enumerate(net.activations):
        bias = f" + B{k}" if slips.has_bias and net.bias else ""
        yield f"h{k + 1} = a{k}.dot(W{k}){bias}"
        yield f"a{k + 1} = {activation}(h{k + 1})"


def _backward(net: Net, slips: Slips) -> Iterator[str]:
    last = net.depth
    yield f"e{last} = a{last} - t" if slips.flips == "error" else f"e{last} = t - a{last}"
    for k in range(last, 0, -1):
        if k < last:
            turn = "" if slips.turns == k else ".T"
            yield f"e{k} = d{k + 1}.dot(W{k}{turn})"
        scale = f" * ({slips.scale or SCALES[net.loss]})" if k == last else ""
        sign = "-" if slips.flips == f"delta{k}" else ""
        yield f"d{k} = {sign}e{k} * ({_slope(net, slips, k)}){scale}"
        if slips.noise:
            yield slips.noise.format(d=f"d{k}")
        yield f"g{k - 1} = a{k - 1}.T.dot(d{k})"
        yield f"G{k - 1} = d{k}.sum(axis=0)"
        if slips.is_too_soon:
            yield from _update(net, slips, k - 1)
    if not slips.is_too_soon:
        for k in range(last):
            yield from _update(net, slips, k)


def _slope(net: Net, slips: Slips, layer: int) -> str:
    activation = net.activations[layer - 1]
    is_cancelled = layer == net.depth and net.loss in ("bce", "cross-entropy")
    right = "1" if is_cancelled else SLOPES[activation]
    slope = slips.slopes.get(layer, right)
    return slope.format(a=f"a{layer}", h=f"h{layer}", f=activation)


def _update(net: Net, slips: Slips, k: int) -> Iterator[str]:
    operator = "-=" if slips.flips == "update" else "+="
    yield f"W{k} {operator} {net.rate!r} * g{k}"
    if net.bias:
        yield f"B{k} {operator} {net.rate!r} * G{k}"


def _saving(net: Net) -> Iterator[str]:
    yield "saved = {'l0': a0, 'y': t}"
    for k in range(1, net.depth + 1):
        pairs = {"z": "h", "l": "a"}
        yield from (f"saved['{ours}{k}'] = {theirs}{k}" for ours, theirs in pairs.items())
        yield f"saved['l{k}_error'], saved['l{k}_delta'] = e{k}, d{k}"
        yield f"saved['synapse_{k - 1}_descent'], saved['synapse_{k - 1}'] = g{k - 1}, W{k - 1}"
        if net.bias:
            yield f"saved['bias_{k - 1}_descent'], saved['bias_{k - 1}'] = G{k - 1}, B{k - 1}"


def drawn_net(seed: int, **fixed: Any) -> Net:
    """Draw a net: depth, sizes, activations, loss, bias, rows, batches and epochs."""
    stream = np.random.RandomState(seed)
    depth = int(stream.choice([1, 1, 1, 2, 3]))
    width = stream.randint(2, 5)
    sizes = [stream.randint(2, 5), *[width] * depth, stream.randint(2, 4)]
    loss = str(stream.choice(["squared", "mse", "bce", "cross-entropy"]))
    output = {"bce": "sigmoid", "cross-entropy": "softmax"}.get(loss)
    output = output or str(stream.choice(["sigmoid", "tanh", "linear"]))
    hidden = [str(stream.choice(HIDDEN)) for _ in range(depth)]
    rows = stream.randint(4, 9)
    net = Net(
        sizes=tuple(int(size) for size in sizes),
        activations=(*hidden, output),
        loss=loss,
        bias=bool(stream.randint(2)),
        rows=int(rows),
        batch=int(stream.choice([3, rows, rows, rows])),
        epochs=int(stream.choice([1, 1, 1, 2])),
        rate=float(stream.choice([0.05, 0.1, 0.3])),
        seed=seed,
    )
    return replace(net, **fixed)
