"""Which faults were not tried, so that nobody takes them for ruled out."""

from __future__ import annotations

import dataclasses

from nn_tui.debugger.comparing.findings import Diagnosis
from nn_tui.debugger.comparing.rehearsal import Rehearsal
from nn_tui.debugger.comparing.stretches import is_unchanged
from nn_tui.debugger.session import Session

_FROM_THE_START = "the usual faults in all of the run from epoch 0"


def reason_against_all(session: Session, whole: Rehearsal | None) -> str:
    """Say why the faults were not tried in the whole run, and name them.

    Args:
        session: Which stands at the moment.
        whole: The run from epoch 0; None: it could not be done again that often.
    """
    if whole is not None:
        return f"at this moment: {_FROM_THE_START}"
    where = "this far on" if is_unchanged(session) else "after a change by hand"
    return f"{where}: {_FROM_THE_START}"


def with_untried(found: Diagnosis, where: str) -> Diagnosis:
    """Note with each array whose fault is unknown what was not tried."""
    findings = tuple(
        finding if finding.causes else dataclasses.replace(finding, untried=where)
        for finding in found.findings
    )
    return dataclasses.replace(found, findings=findings)
