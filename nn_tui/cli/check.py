"""`nn-tui check`: the gradient check."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from nn_tui.cli.exits import Exit
from nn_tui.cli.options import add_recipe_options, recipe_from
from nn_tui.cli.output import write_lines
from nn_tui.cli.parser import OneLineParser
from nn_tui.cli.progress import progress_bar
from nn_tui.engine.gradient_check import SAMPLE, ArrayCheck, check_gradients
from nn_tui.engine.gradient_probe import Verdict
from nn_tui.recipe.recipe import assemble
from nn_tui.stderr import warn

_EXAMPLES = """examples:
  nn-tui check                        every gradient of the classic network
  nn-tui check iris --hidden 16,16    of a deeper one, on the first batch
  nn-tui check my.csv --all           every cell, however many there are

exit code: 0 when all gradients agree, 1 when one differs
"""


_WORDS = {
    Verdict.AGREES: "agree",
    Verdict.DIFFERS: "differ",
    Verdict.TOO_SMALL: "too small to judge",
    Verdict.KINK: "at a kink",
    Verdict.NOT_FINITE: "not finite",
}


def make_parser() -> OneLineParser:
    """Make the grammar of `nn-tui check`."""
    parser = OneLineParser(
        prog="nn-tui check",
        description="Compare the gradients of the backward pass with central differences of the\n"
        "loss, at the starting weights, on the first batch.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"check every cell; else a sample where there are more than {SAMPLE}",
    )
    add_recipe_options(parser)
    return parser


def check(arguments: argparse.Namespace) -> Exit:
    """Check and print a line for each array; 1 when a gradient differs."""
    recipe = recipe_from(arguments)
    machine = assemble(recipe)
    warn(recipe.trained_dataset.understood)
    total = machine.program.network.parameter_count
    limit = None if arguments.all else SAMPLE
    with progress_bar("checking", total=total if limit is None else min(total, limit)) as progress:
        arrays = check_gradients(
            machine.program,
            machine.workspace,
            seed=recipe.hyperparameters.seed,
            limit=limit,
            report=lambda done, _total: progress.show(done),
        )
    write_lines([*_table(arrays), "", _conclusion(arrays, total)])
    return Exit.NO if any(map(_is_bad, arrays)) else Exit.DONE


def _is_bad(array: ArrayCheck) -> bool:
    """Whether a gradient differs, or the loss is not finite: then nothing can be said for it."""
    return bool(array.count(Verdict.DIFFERS) or array.count(Verdict.NOT_FINITE))


def _table(arrays: list[ArrayCheck]) -> Iterator[str]:
    width = max(len(array.name) for array in arrays)
    for array in arrays:
        counts = [
            f"{array.count(verdict)} {word}"
            for verdict, word in _WORDS.items()
            if array.count(verdict)
        ]
        worst = array.worst
        error = "" if worst is None else f"  worst relative error {worst.relative_error:.1e}"
        place = "" if worst is None else f" at {list(worst.index)}"
        verdict = "FAILS" if _is_bad(array) else "ok"
        cells = f"{len(array.cells)} of {array.size} cells: {', '.join(counts)}"
        yield f"{array.name:<{width}}  {verdict:<5}  {cells}{error}{place}"
        yield from _worst_pair(array)


def _worst_pair(array: ArrayCheck) -> Iterator[str]:
    worst = array.worst
    if worst is not None and _is_bad(array):
        yield f"    analytic {worst.analytic!r}  numeric {worst.numeric!r}"


def _conclusion(arrays: list[ArrayCheck], total: int) -> str:
    checked = sum(len(array.cells) for array in arrays)
    failed = sum(array.count(Verdict.DIFFERS) for array in arrays)
    judged = failed + sum(array.count(Verdict.AGREES) for array in arrays)
    of_all = "all" if checked == total else f"a sample (--all for every one) of {total}:"
    scope = f"{of_all} {checked} gradients checked"
    if failed:
        return f"{scope}: {failed} of {judged} judged differ"
    if any(map(_is_bad, arrays)):
        return f"{scope}: the loss is not finite there; try a smaller learning rate or weights"
    if not judged:
        return f"{scope}: none is large enough to judge"
    return f"{scope}: {judged} judged, all agree"
