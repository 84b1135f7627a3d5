"""`nn-tui compare`: the eleven-line script, public slips, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nn_tui.cli.exits import Exit
from nn_tui.engine.arrays import Array
from tests.cli.commands import Terminal

ELEVEN_LINES = """
import numpy as np
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 0, 1, 1]]).T
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
np.savez("start.npz", synapse_0=syn0, synapse_1=syn1)
for j in range({epochs}):
    l1 = 1 / (1 + np.exp(-(np.dot(X, syn0))))
    l2 = 1 / (1 + np.exp(-(np.dot(l1, syn1))))
    l2_delta = (y - l2) * (l2 * (1 - l2))
    l1_delta = l2_delta.dot(syn1.T) * {slope}
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)
np.savez("mine.npz", l1=l1, l2=l2, l2_delta=l2_delta, l1_delta=l1_delta,
         synapse_1=syn1, synapse_0=syn0)
"""

RIGHT = "(l1 * (1 - l1))"
# As in demos: sigmoid_derivative(x) takes the sigmoid of x, and is given the sigmoid's output.
AT_L = "(1 / (1 + np.exp(-l1)) * (1 - 1 / (1 + np.exp(-l1))))"


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def eleven_lines(slope: str = RIGHT, epochs: int = 1) -> None:
    np.random.seed(7)
    exec(ELEVEN_LINES.format(slope=slope, epochs=epochs), {})


def held() -> dict[str, Any]:
    with np.load("mine.npz") as file:
        return dict(file)


STARTED = ("--weights-from", "start.npz")


@pytest.mark.parametrize("epochs", [1, 60])
def test_a_right_script_is_the_same(terminal: Terminal, epochs: int) -> None:
    eleven_lines(epochs=epochs)
    outcome = terminal.run("compare", "mine.npz", *STARTED, "--epoch", epochs)
    assert outcome.code == Exit.DONE
    first, *table = outcome.out.splitlines()
    assert first == f"mine.npz at the end of epoch {epochs}: 6 arrays, all the same"
    assert [row.split()[-1] for row in table] == ["same"] * 6


@pytest.mark.parametrize("epochs", [1, 60])
def test_the_slope_of_the_output_taken_again_is_named(terminal: Terminal, epochs: int) -> None:
    eleven_lines(AT_L, epochs)
    outcome = terminal.run("compare", "mine.npz", *STARTED, "--epoch", epochs)
    assert outcome.code == Exit.NO
    assert outcome.out.splitlines()[-4:] == [
        "Likely: slope taken at l instead of z: in l1_delta",
        "  ours   l1_delta = l1_error * (l1 * (1 - l1))",
        "  yours  l1_delta = l1_error * (sigmoid(l1) * (1 - sigmoid(l1)))",
        "  With that, all your arrays come out here as well.",
    ]


def test_the_first_that_differs_is_shown_with_its_formula(terminal: Terminal) -> None:
    eleven_lines(AT_L)
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out.splitlines()
    place = next(i for i, row in enumerate(out) if row.startswith("First in the order"))
    cell = out[place].split()[-1]
    assert out[place].startswith("First in the order of the program: l1_delta; farthest off at l1")
    i, j = map(int, cell.removeprefix("l1_delta[").rstrip("]").split(","))
    l1 = held()["l1"][i, j]
    assert out[place + 1] == f"  yours  {held()['l1_delta'][i, j]:.17g}"
    symbols = f"l1_error[{i},{j}] * (l1[{i},{j}] * (1 - l1[{i},{j}]))"
    assert out[place + 3] == f"  {cell} = {symbols}"
    assert f" * ({l1:.6g} * {1 - l1:.6g})" in out[place + 4]


def test_leaky_relu_with_slope_0_below_zero_is_named(terminal: Terminal) -> None:
    stream = np.random.RandomState(3)
    X, y = np.loadtxt(ROOT / "datasets/xor.csv", delimiter=",", skiprows=rows_before_data()), None
    X, y = X[:, :2], X[:, 2:]
    W0, W1 = stream.standard_normal((2, 4)), stream.standard_normal((4, 1))
    np.savez("start.npz", synapse_0=W0, synapse_1=W1)
    z1 = X @ W0
    l1 = np.where(z1 > 0, z1, 0.01 * z1)
    l2 = l1 @ W1
    l2_delta = (y - l2) * 2 / y.size
    l1_delta = l2_delta @ W1.T
    l1_delta[z1 <= 0] = 0
    W1, W0 = W1 + 0.1 * l1.T @ l2_delta, W0 + 0.1 * X.T @ l1_delta
    np.savez("mine.npz", l1=l1, l1_delta=l1_delta, synapse_0=W0, synapse_1=W1)
    options = ("--activation", "leaky-relu", "--output-activation", "linear", "--no-bias")
    run = ("--loss", "mse", "--learning-rate", "0.1", "--batch-size", "all", "--no-shuffle")
    outcome = terminal.run(
        "compare", "mine.npz", "xor", *options, *run, "--hidden", "4", *STARTED, "--epoch", "1"
    )
    assert "Likely: slope 0 below zero: leaky relu has 0.01 there: in l1_delta" in outcome.out
    assert outcome.code == Exit.NO


ROOT = Path(__file__).parents[2]


def rows_before_data() -> int:
    lines = (ROOT / "datasets/xor.csv").read_text(encoding="utf-8").splitlines()
    return next(i for i, row in enumerate(lines) if row[:1].isdigit())


@pytest.mark.parametrize("moment", [("--batch", "2"), ()], ids=["batch 2", "short last batch"])
def test_what_show_writes_is_the_same(terminal: Terminal, moment: tuple[str, ...]) -> None:
    run = ("iris", "--batch-size", "40", "--shuffle", "--epoch", "2", *moment)
    terminal.run("show", "--all", *run, "-o", "mine.npz")
    outcome = terminal.run("compare", "mine.npz", *run)
    assert outcome.code == Exit.DONE, outcome.err
    assert f"at the end of epoch 2{', batch 2' if moment else ''}: " in outcome.out


def test_a_shuffled_run_that_goes_through_the_file_in_order_is_known(terminal: Terminal) -> None:
    run = ("iris", "--batch-size", "40", "--epoch", "2")
    terminal.run("show", "--all", *run, "--no-shuffle", "-o", "mine.npz")
    np.savez("mine.npz", **{n: v for n, v in held().items() if n.startswith("synapse")})
    out = terminal.run("compare", "mine.npz", *run, "--shuffle").out
    assert "Likely: other row order: every epoch in file order" in out


def test_rows_of_another_batch_are_known(terminal: Terminal) -> None:
    run = ("iris", "--batch-size", "40", "--epoch", "1", "--batch", "1", "--no-shuffle")
    terminal.run("show", "--all", *run, "-o", "mine.npz")
    np.savez("mine.npz", l0=held()["inputs"][50:90])
    out = terminal.run("compare", "mine.npz", *run).out
    assert "other row order (your rows are those of the dataset 50, 51, 52, " in out


def test_json_says_the_same(terminal: Terminal) -> None:
    eleven_lines("1")
    outcome = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1", "--format", "json")
    assert outcome.code == Exit.NO
    found = outcome.json
    assert found["same"] is False
    assert found["first"]["array"] == "l1_delta"
    i, j = found["first"]["index"]
    assert found["first"]["yours"] == held()["l1_delta"][i, j]
    assert list(found["arrays"]) == ["l1", "l2", "l2_delta", "l1_delta", "synapse_1", "synapse_0"]
    (finding,) = found["likely"]
    (cause,) = finding["causes"]
    assert (cause["fault"], cause["places"]) == ("slope_forgotten", ["in l1_delta"])
    line = {"ours": "l1_delta = l1_error * (l1 * (1 - l1))", "yours": "l1_delta = l1_error"}
    assert cause["lines"] == [line]
    assert found["explains_all"] is True


def test_two_faults_are_named_one_behind_the_other(terminal: Terminal) -> None:
    eleven_lines("(l1 * (1 - l1))")
    arrays = held()
    with np.load("start.npz") as file:
        start = dict(file)
    l2, error = arrays["l2"], np.array([[0, 0, 1, 1]]).T - arrays["l2"]
    arrays["l2_delta"] = l2_delta = error * (l2 * (1 - l2)) * 2
    arrays["l1_delta"] = l1_delta = l2_delta @ start["synapse_1"].T
    arrays["synapse_1"] = start["synapse_1"] + arrays["l1"].T @ l2_delta
    x = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    arrays["synapse_0"] = start["synapse_0"] + x.T @ l1_delta
    np.savez("mine.npz", **arrays)
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out
    assert "Likely: a factor missing, or one too many (times 2): in l2_error, or in l2_delta" in out
    assert "Besides, l1_delta: slope forgotten: in l1_delta" in out


def renamed(names: dict[str, str]) -> None:
    np.savez("mine.npz", **{names.get(name, name): array for name, array in held().items()})


def test_other_names_are_mapped(terminal: Terminal) -> None:
    eleven_lines()
    renamed({"l2_delta": "d2", "l1": "junk"})
    words = ("--map", "d2=l2_delta", "--map", "junk=")
    outcome = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1", *words)
    assert outcome.code == Exit.DONE
    assert "5 arrays, all the same" in outcome.out


def test_names_of_the_starting_weights_are_mapped_too(terminal: Terminal) -> None:
    eleven_lines()
    with np.load("start.npz") as file:
        np.savez("start.npz", w0=file["synapse_0"].T, w1=file["synapse_1"], other=np.ones(3))
    words = ("--map", "w0=synapse_0", "--map", "w1=synapse_1")
    assert terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1", *words).code == Exit.DONE


@pytest.mark.parametrize("lies", [lambda w: w, lambda w: w.T])
def test_square_starting_weights_are_tried_both_ways(
    terminal: Terminal, lies: Callable[[Array], Array]
) -> None:
    stream = np.random.RandomState(5)
    first, second = stream.standard_normal((3, 3)), stream.standard_normal((3, 3))
    rows = "\n".join(",".join(f"{cell:.3f}" for cell in row) for row in stream.rand(5, 6))
    Path("six.csv").write_text(f"a,b,c,d,e,f\n{rows}\n", encoding="utf-8")
    inputs, targets = np.hsplit(np.loadtxt("six.csv", delimiter=",", skiprows=1), 2)
    np.savez("start.npz", synapse_0=lies(first), synapse_1=lies(second))
    l1 = np.tanh(inputs @ first)
    l2 = l1 @ second
    second = second + 0.1 * l1.T @ ((targets - l2) * 2 / targets.size)
    np.savez("mine.npz", l1=l1, synapse_1=lies(second))
    options = ("--target", "d,e,f", "--hidden", "3", "--activation", "tanh", "--no-bias")
    run = ("--loss", "mse", "--output-activation", "linear", "--learning-rate", "0.1")
    outcome = terminal.run(
        "compare", "mine.npz", "six.csv", *options, *run, *STARTED, "--epoch", "1"
    )
    assert outcome.code == Exit.DONE, outcome.out


def test_tolerances_are_heeded(terminal: Terminal) -> None:
    eleven_lines()
    np.savez("mine.npz", l2=held()["l2"] * (1 + 1e-6))
    run = ("compare", "mine.npz", *STARTED, "--epoch", "1")
    assert terminal.run(*run).code == Exit.NO
    assert terminal.run(*run, "--rtol", "1e-5").code == Exit.DONE
    assert terminal.run(*run, "--rtol", "0", "--atol", "1e-5").code == Exit.DONE


def test_other_data_is_thought_of(terminal: Terminal) -> None:
    eleven_lines()
    xor = np.array([[0, 1, 1, 0]]).T
    np.savez("mine.npz", l2=held()["l2"], l2_error=xor - held()["l2"])
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out
    assert "Cause unknown" in out
    assert "save y as well" in out
    np.savez("mine.npz", l2=held()["l2"], l2_error=xor - held()["l2"], y=xor)
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out
    assert "First in the order of the program: y" in out


def test_float32_is_thought_of(terminal: Terminal) -> None:
    eleven_lines()
    np.savez("mine.npz", **{name: array.astype(np.float32) for name, array in held().items()})
    run = ("compare", "mine.npz", *STARTED, "--epoch", "1")
    assert "all is near: float32 loses as much" in terminal.run(*run).out
    assert terminal.run(*run, "--rtol", "1e-4", "--atol", "1e-6").code == Exit.DONE


def test_far_from_the_start_the_way_back_is_said(terminal: Terminal) -> None:
    eleven_lines("(l1 * 0.3 + 0.1)", epochs=5)
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "5").out
    assert "Cause unknown: none of the usual faults gives these numbers" in out
    assert "compare at epoch 1" in out


def test_faults_that_were_not_tried_are_not_ruled_out(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    eleven_lines("(l1 * 0.3 + 0.1)", epochs=5)
    # No time for the run from epoch 0, and enough for one iteration of it.
    monkeypatch.setattr("nn_tui.debugger.comparing.diagnosing.whole_run", _no_whole_run)
    np.savez("mine.npz", synapse_0=held()["synapse_0"])
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "5").out
    assert "Cause unknown; not tried this far on: the usual faults in all of the run" in out
    assert "none of the usual" not in out
    assert "compare at epoch 1" in out


def _no_whole_run(*_given: object) -> Iterator[None]:
    yield from ()


def test_of_a_weight_that_differs_the_descent_is_asked_for(terminal: Terminal) -> None:
    eleven_lines()
    ours = held()
    # Each cell is off by something else: no usual fault gives that.
    off = np.arange(12.0).reshape(3, 4) ** 2 / 7
    np.savez("mine.npz", l1_delta=ours["l1_delta"], synapse_0=ours["synapse_0"] + off)
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out
    assert "Cause unknown: none of the usual faults" in out
    assert "save synapse_0_descent as well" in out


def test_a_match_of_the_first_array_alone_is_called_so(terminal: Terminal) -> None:
    eleven_lines("(l1 * 0.3 + 0.1)")
    ours = held()
    # The second cannot follow from the first, whatever its line is.
    np.savez("mine.npz", l2=ours["l2"], l2_delta=-ours["l2_delta"], l1_delta=np.eye(4))
    out = terminal.run("compare", "mine.npz", *STARTED, "--epoch", "1").out
    assert "Likely" in out
    assert "  Seen in the first array alone, l2_delta: not all of yours came out so." in out
    assert "all your arrays come out" not in out


def saved(**arrays: Any) -> None:
    np.savez("mine.npz", **arrays)


L2: Array = np.zeros((4, 1))


@pytest.mark.parametrize(
    ("arrays", "words", "said"),
    [
        ({"l2": L2}, (), "no epoch"),
        (
            {"d2": L2},
            ("--epoch", "1"),
            "array d2: unknown; say which it is by d2=NAME, or leave it out by d2= (with --map",
        ),
        ({"d2": L2}, ("--epoch", "1", "--map", "d2=l9"), "map d2: array l9: unknown"),
        ({"l2": L2}, ("--epoch", "1", "--map", "d2=l2"), "holds no d2: it holds l2"),
        ({"l2": L2}, ("--epoch", "1", "--map", "d2"), "must be NAME=OURS"),
        ({"l2": L2, "o": L2}, ("--epoch", "1", "--map", "o=l2"), "l2 and o are both l2"),
        ({"l2": np.zeros((5, 1))}, ("--epoch", "1"), "has shape (5, 1): must be (4, 1)"),
        ({"l2": np.array([None] * 4)}, ("--epoch", "1"), "objects (pickled)"),
        ({"cursor": np.ones(3)}, ("--epoch", "1"), "holds none of our arrays"),
        ({"l2": L2}, ("--epoch", "0"), "not computed yet"),
        ({"l2": L2}, ("--epoch", "1", "--rtol", "-1"), "rtol -1: must be 0 or more"),
        ({"l2": L2}, ("--epoch", "1", "--atol", "x"), "atol x: must be a number"),
        ({"l2": L2}, ("--epoch", "1", "--format", "xml"), "format xml: unknown"),
        ({"l2": L2}, ("--epoch", "1", "--weights-from", "mine.npz"), "no synapse_0"),
        ({"l2": L2}, ("--epoch", "1", "--weights-from", "m.npz"), "No such file"),
    ],
)
def test_what_cannot_be_used_is_one_line(
    terminal: Terminal, arrays: dict[str, Any], words: tuple[str, ...], said: str
) -> None:
    saved(**arrays)
    assert said in terminal.refusal("compare", "mine.npz", *words).replace("\n", " ")


def test_a_file_that_is_no_npz_is_refused(terminal: Terminal) -> None:
    Path("mine.npz").write_bytes(b"PK\x03\x04 not really")
    assert "not an .npz file, or damaged" in terminal.refusal("compare", "mine.npz", "--epoch", "1")


def test_weights_that_began_otherwise_are_no_fault_of_a_line(terminal: Terminal) -> None:
    np.savez("mine.npz", synapse_0=np.zeros((3, 4)))
    outcome = terminal.run("compare", "mine.npz", "--epoch", "0")
    assert outcome.code == Exit.NO
    assert "--weights-from START.npz" in " ".join(outcome.out.split())
