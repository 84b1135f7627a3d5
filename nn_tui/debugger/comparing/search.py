"""The faults that give their numbers, found by making each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from nn_tui.debugger.comparing.factors import other_factor
from nn_tui.debugger.comparing.findings import Cause, Diagnosis, Finding, Rewritten
from nn_tui.debugger.comparing.listing import Suspicion
from nn_tui.debugger.comparing.rehearsal import Judged, Rehearsal
from nn_tui.debugger.comparing.steps import Steps
from nn_tui.debugger.comparing.suspects import scaled_suspects
from nn_tui.debugger.comparing.tolerance import Tolerance
from nn_tui.engine.arrays import Array
from nn_tui.engine.program import Program

MOST_ROUNDS = 8
"""Faults that are looked for one behind the other."""

_FEWEST_CELLS = 3
"""Cells that must have the same ratio before a factor without a name is believed."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What is known of their arrays."""

    theirs: Mapping[str, Array]
    """Their arrays, in our layout."""
    first: str
    """The first one that differs."""
    tolerance: Tolerance
    """When two numbers are the same."""
    suspicions: Sequence[Suspicion]
    """All that they may have written otherwise."""
    rounds: int = MOST_ROUNDS
    """How many faults are looked for one behind the other."""


def explaining_all(case: Case, rehearsal: Rehearsal) -> Steps[Diagnosis | None]:
    """Find the single faults with which all of their arrays come out.

    Args:
        case: What is known.
        rehearsal: From weights that theirs began with as well.
    """
    if case.first not in case.theirs:
        return None
    is_one = rehearsal.iterations == 1
    suspicions = _still_suspected(case, rehearsal) if is_one else case.suspicions
    fitting = yield from _fitting(case, rehearsal, suspicions)
    if not fitting and is_one:
        fitting = yield from _fitting(case, rehearsal, _unnamed(case, rehearsal))
    if not fitting:
        return None
    causes = grouped(fitting, rehearsal.beginning.program)
    return Diagnosis((Finding(case.first, causes),), explains_all=True)


def one_by_one(case: Case, rehearsal: Rehearsal, unknown: frozenset[str]) -> Steps[Diagnosis]:
    """Find several faults of one iteration, each judged by their own arrays before it.

    Args:
        case: What is known.
        rehearsal: Of the one iteration.
        unknown: Weights of which it is not known how theirs stood when it began.
    """
    found: list[Finding] = []
    held: tuple[Suspicion, ...] = ()

    def judge(*more: Suspicion) -> Judged:
        return rehearsal.judge(case.theirs, case.tolerance, (*held, *more), unknown)

    # Arrays that are wrong and that no fault explains: they are not asked about again.
    known: set[str] = set()
    for _ in range(case.rounds):
        before = judge()
        left = [name for name in before.wrong if name not in known]
        if not left:
            break
        unnamed = _unnamed(case, rehearsal, left[0], held)
        tried = []
        for one in (*case.suspicions, *unnamed):
            if _bears_on(one, left[0], case.theirs):
                tried.append((one, judge(one)))
                yield
        fitting = _best(left[0], known, before, tried, case.theirs.keys())
        found.append(Finding(left[0], grouped(fitting, rehearsal.beginning.program)))
        if fitting:
            held = (*held, fitting[0])
        else:
            known.add(left[0])
    if not found:
        return Diagnosis((Finding(case.first, (), is_judged=False),), explains_all=False)
    is_all = not unknown and all(finding.causes for finding in found)
    return Diagnosis(tuple(found), explains_all=is_all)


def grouped(fitting: Iterable[Suspicion], program: Program) -> tuple[Cause, ...]:
    """Put the same fault at several places into one cause."""
    groups: dict[object, list[Suspicion]] = {}
    for one in fitting:
        groups.setdefault(one.what, []).append(one)
    ours = {op.writes: op.line for op in (*program.start, *program.iteration)}
    return tuple(
        Cause(
            fault=group[0].fault,
            detail=group[0].detail,
            places=tuple(dict.fromkeys(one.place for one in group)),
            lines=tuple(Rewritten(ours[name], line) for name, line in group[0].lines.items()),
        )
        for group in groups.values()
    )


def _fitting(
    case: Case, rehearsal: Rehearsal, suspicions: Sequence[Suspicion]
) -> Steps[list[Suspicion]]:
    wanted, fitting = frozenset(case.theirs), list[Suspicion]()
    for one in suspicions:
        if gives_all(case, rehearsal.run(one, wanted=wanted)):
            fitting.append(one)
        yield
    return fitting


def _still_suspected(case: Case, rehearsal: Rehearsal) -> list[Suspicion]:
    """Leave out faults in lines whose arrays are right: in one iteration they would not be."""
    names = rehearsal.run()
    if names is None:
        return list(case.suspicions)
    right = {
        name
        for name, theirs in case.theirs.items()
        if case.tolerance.agree(theirs, np.asarray(names[name], dtype=np.float64))
    }
    return [one for one in case.suspicions if right.isdisjoint(one.lines)]


def gives_all(case: Case, names: Mapping[str, object] | None) -> bool:
    """Whether all of their arrays are what stands in ours then; None: nothing does."""
    if names is None:
        return False
    # Most faults do not give the first that differs: so it comes first.
    for name in dict.fromkeys((case.first, *case.theirs)):
        theirs = case.theirs.get(name)
        if theirs is None:
            continue
        computed = np.asarray(names[name], dtype=np.float64)
        if computed.shape != theirs.shape or not case.tolerance.agree(theirs, computed):
            return False
    return True


def _bears_on(suspicion: Suspicion, array: str, theirs: Mapping[str, Array]) -> bool:
    """Whether a fault may show in an array, where all that they have saved is taken as it is."""
    return bool(suspicion.early) or any(
        name == array or name not in theirs for name in suspicion.lines
    )


def _best(
    array: str,
    known: set[str],
    before: Judged,
    tried: Sequence[tuple[Suspicion, Judged]],
    theirs: Set[str],
) -> list[Suspicion]:
    """Choose those with which an array comes out and the fewest others are left over.

    Args:
        array: The array that is to be explained.
        known: Arrays that are wrong and stay so.
        before: What is wrong without them.
        tried: What each would give, and what is wrong then.
        theirs: Names of the arrays that they have saved.
    """
    # What makes an array depend on what is not known does not explain it.
    fitting = [
        (one, len(set(after.wrong) - known))
        for one, after in tried
        if array not in after.wrong
        and after.judged >= before.judged
        # Nor does it bring a line of which their array cannot be judged.
        and after.judged >= theirs & one.lines.keys()
    ]
    fewest = min((left for _, left in fitting), default=0)
    return [one for one, left in fitting if left == fewest < len(set(before.wrong) - known)]


def _unnamed(
    case: Case, rehearsal: Rehearsal, array: str = "", held: tuple[Suspicion, ...] = ()
) -> list[Suspicion]:
    """Suspect a factor that has no name: that of one array, or of the first that has one."""
    program, names = rehearsal.beginning.program, rehearsal.run(*held)
    if names is None:
        return []
    for name in (array,) if array else case.theirs:
        if name not in program.written or name not in case.theirs:
            continue
        theirs, ours = case.theirs[name], np.asarray(names[name], dtype=np.float64)
        if name in program.network.parameters:
            theirs, ours = (one - rehearsal.names[name] for one in (theirs, ours))
        factor = _ratio(theirs, ours, case.tolerance)
        if factor is not None:
            rate = float(rehearsal.names["learning_rate"])
            return list(scaled_suspects(program, other_factor(factor), rate))
    return []


def _ratio(theirs: Array, ours: Array, tolerance: Tolerance) -> float | None:
    """Give the factor between two arrays, if they differ and have cells enough to believe it."""
    sizes = np.where(np.isfinite(ours), np.abs(ours), 0.0)
    is_seen = sizes > 1e3 * tolerance.absolute
    if is_seen.sum() < _FEWEST_CELLS or tolerance.agree(theirs, ours):
        return None
    # Of the largest cell: it has lost the fewest digits.
    factor = float(theirs.flat[sizes.argmax()]) / float(ours.flat[sizes.argmax()])
    return factor if np.isfinite(factor) and factor else None
