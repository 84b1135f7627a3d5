"""What to do to learn more of a fault that is not known."""

from __future__ import annotations

import numpy as np

from nn_tui.debugger.comparing.both import Arrays
from nn_tui.debugger.comparing.findings import Diagnosis
from nn_tui.debugger.comparing.listing import Fault
from nn_tui.debugger.comparing.rehearsal import names_in

_FLOAT32_LOSS = 1e-5
"""What a few operations in float32 are off by, as a share of the largest number."""

_SLIGHT = (
    "all is near: float32 loses as much, and over many epochs rounding grows; "
    "compare float64 at epoch 1, or let it pass with --rtol 1e-4 --atol 1e-6"
)

MEANT = (
    "a sign or a factor may stand in another line of yours on purpose, as with gradients: "
    "save the synapses as well, and it shows"
)


def may_be_meant(found: Diagnosis, arrays: Arrays) -> bool:
    """Whether all that is wrong may be right again in weights that are not in the file."""
    faults = {cause.fault for finding in found.findings for cause in finding.causes}
    parameters = arrays.moment.program.network.parameters
    synapses = {name for name in parameters if name.startswith("synapse_")}
    is_scaling = bool(faults) and faults <= {Fault.SIGN, Fault.FACTOR}
    return is_scaling and not synapses <= arrays.theirs.keys()


def hint_for(arrays: Arrays, found: Diagnosis, is_start: bool) -> str:
    """Say what to do to learn more of a fault that is not known; "" where there is nothing.

    Args:
        arrays: Theirs and ours.
        found: What is known.
        is_start: Whether theirs began this iteration with weights that are known.
    """
    if not any(finding.causes for finding in found.findings) and _is_slight(arrays):
        return _SLIGHT
    if not is_start:
        has_batches = arrays.moment.program.schedule.batches > 1
        return f"a fault shows best where it begins: compare at epoch 1{', batch 1' * has_batches}"
    unknown = next(finding.array for finding in found.findings if not finding.causes)
    missing = _not_saved_of_update(unknown, arrays) or _not_saved_before(unknown, arrays)
    if not missing:
        return ""
    return f"what it comes from is not in your file: save {', '.join(missing)} as well"


def _not_saved_of_update(array: str, arrays: Arrays) -> list[str]:
    """List what alone moves a weight array and is not saved: its descent, its velocity."""
    program = arrays.moment.program
    if array not in program.network.parameters:
        return []
    writes = dict.fromkeys(op.writes for op in program.iteration)
    return [n for n in writes if n.startswith(f"{array}_") and n not in arrays.theirs]


def _not_saved_before(array: str, arrays: Arrays) -> list[str]:
    """List what lies between an array and the last one before it that they have saved."""
    ops = list(arrays.moment.program.iteration)
    writes = [op.writes for op in ops]
    if array not in writes:
        return []
    place = writes.index(array)
    saved = [before for before in range(place) if writes[before] in arrays.theirs]
    first = saved[-1] + 1 if saved else 0
    read = names_in("\n".join(op.line for op in ops[first : place + 1]))
    # Other data would be the plainest reason of all.
    given = [name for name in ("l0", "y") if name in read - {*arrays.theirs, *writes}]
    return [*given, *writes[first:place]]


def _is_slight(arrays: Arrays) -> bool:
    """Whether nothing is off by more than float32 loses, or than rounding may grow to."""
    for name in arrays.differing:
        theirs, ours = arrays.pair(name)
        with np.errstate(invalid="ignore", over="ignore"):
            apart = np.abs(theirs - ours)
        # Not so where one of them is nan or infinite.
        if not (apart <= _FLOAT32_LOSS * np.abs(ours).max()).all():
            return False
    return True
