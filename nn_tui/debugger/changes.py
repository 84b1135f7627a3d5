"""What the commands that change a run do to its session, and what they say of it."""

from __future__ import annotations

from nn_tui.debugger.commands import (
    ChangeRow,
    Command,
    Edit,
    Open,
    StartOver,
    StartWithNextSeed,
    ToggleFrozen,
    ToggleRow,
    TypeOver,
    WriteScript,
)
from nn_tui.debugger.freezing import freeze_of, is_all_frozen
from nn_tui.debugger.influence import outcome_of_typing
from nn_tui.debugger.lab.command import LabCommand
from nn_tui.debugger.lab.switching import obey
from nn_tui.debugger.moment_file import file_stem, free_path
from nn_tui.debugger.parts import Part
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.script import export_session, suffixes_of_script
from nn_tui.debugger.session import Session
from nn_tui.debugger.typing_over import refuse_out_of_date
from nn_tui.errors import InputError
from nn_tui.recipe.fields import Applies
from nn_tui.recipe.prospect import revisions_dropped, taken_along, weights_dropped
from nn_tui.recipe.recipe import Recipe
from nn_tui.recipe.settings import SETTINGS, Setting
from nn_tui.text import printable

_DROPPED = "the weights that were given no longer apply: drawn from the seed"

_FROM_WHEN = {
    Applies.AT_ONCE: "from now on",
    Applies.NEXT_OP: "from the next op on",
    Applies.NEXT_EPOCH: "from the next epoch on",
}


def apply(command: Command, session: Session) -> str:
    """Do to a session what a command asks; one that changes nothing of a session does nothing.

    Returns:
        What there is to say of it: why it cannot be (nothing has changed then), or what else it
        means, or "".
    """
    before, branch = session.planned, session.timeline.branch
    try:
        if isinstance(command, WriteScript):
            return _write_script(session)
        if isinstance(command, LabCommand):
            told = obey(command, session)
        else:
            _apply(command, session)
            told = _outcome(command, before, session)
    except InputError as error:
        return str(error)
    if session.timeline.branch is not branch:
        kept = f"{session.timeline.branch.name} begins here; {branch.name} is kept (J goes there)"
        told = f"{told}; {kept}" if told else kept
    return told


def _write_script(session: Session) -> str:
    stem = file_stem(session.snapshot())
    try:
        written = export_session(session, free_path(stem, *suffixes_of_script(session)))
    except OSError as error:
        return f"{stem}.py: cannot be written here: {error.strerror or error}"
    return "written: " + " and ".join(printable(file.name) for file in written)


def _apply(command: Command, session: Session) -> None:
    match command:
        case StartOver():
            session.start_over()
        case StartWithNextSeed():
            session.start_with_next_seed()
        case Edit(name, text):
            session.edit(name, text)
        case ToggleFrozen(part):
            machine = session.machine
            session.make(freeze_of(machine.program, machine.workspace.frozen, part))
        case Open(recipe):
            session.open(recipe)
        case TypeOver(cells):
            # A run may have gone on since they were chosen.
            refuse_out_of_date(session.snapshot(), cells)
            session.make(cells)
        case ChangeRow(row, cells):
            change_row(session, row, cells)
        case ToggleRow(row):
            leave_out(session, row, row not in session.planned.dataset.left_out)


def _outcome(command: Command, before: Recipe, session: Session) -> str:
    match command:
        case Open():
            return session.recipe.trained_dataset.understood
        case Edit(name):
            return _outcome_of_edit(SETTINGS[name], before, session.planned)
        case TypeOver(cells):
            return outcome_of_typing(session.machine.program, session.cursor, cells.array)
        case ToggleFrozen(part):
            return _outcome_of_freezing(part, session)
        case ChangeRow(row):
            return _outcome_of_revision(row, "is changed", before, session)
        case ToggleRow(row):
            is_left_out = row in session.planned.dataset.left_out
            done = "is left out" if is_left_out else "is taken in again"
            return _outcome_of_revision(row, done, before, session)
        case _:
            return _DROPPED if weights_dropped(None, before, session.recipe) else ""


def _outcome_of_freezing(part: Part, session: Session) -> str:
    machine = session.machine
    is_frozen = is_all_frozen(machine.workspace.frozen, part.cells(machine.program.network))
    return f"{part} {'frozen' if is_frozen else 'freed'} {_FROM_WHEN[Applies.NEXT_OP]}"


def _outcome_of_revision(row: int, done: str, before: Recipe, session: Session) -> str:
    """Say from when on a row is another."""
    if session.planned.dataset is before.dataset:
        return f"row {row}: as it was"
    is_now = session.planned is session.recipe
    return f"row {row} {done} from {'here' if is_now else 'the next epoch'} on"


def _outcome_of_edit(setting: Setting, before: Recipe, after: Recipe) -> str:
    """Say what came of an edit, and what it has changed besides what was asked for."""
    value = f"{setting.label} {setting.show(after)}"
    if after is before:
        return f"{value}: as it was"
    if setting.applies.is_live:
        return f"{value} {_FROM_WHEN[setting.applies]}"
    told = [f"{value}: started over, epoch 0"]
    told += [
        f"{label} {change} along with it" for label, change in taken_along(setting, before, after)
    ]
    if weights_dropped(setting, before, after):
        told.append(_DROPPED)
    if revisions_dropped(before, after):
        told.append("rows changed or left out are again as they were read")
    if after.dataset is not before.dataset:
        told.append(after.trained_dataset.understood)
    if before.fault is not None and after.fault is None:
        told.append("the fault is off: it cannot change this network")
    return "; ".join(told)
