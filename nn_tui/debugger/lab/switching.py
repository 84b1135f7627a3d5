"""What the commands of the lab do to a session, and what they say of it."""

from __future__ import annotations

from nn_tui.debugger.journal import Plant
from nn_tui.debugger.lab.command import (
    EndFault,
    LabCommand,
    PlantFault,
    PlantMystery,
    TellFault,
)
from nn_tui.debugger.lab.judging import solution
from nn_tui.debugger.lab.offers import Setting, draw_mystery, offers_of, setting_of
from nn_tui.debugger.session import Session
from nn_tui.engine.faults.planted import Planted
from nn_tui.errors import InputError

_NONE_ON = "no fault is switched on: X lists what there is"


def obey(command: LabCommand, session: Session) -> str:
    """Do what a command asks; say what has come of it.

    Raises:
        InputError: It cannot be; nothing has changed then.
    """
    if isinstance(command, TellFault):
        return _tell(session)
    if isinstance(command, EndFault):
        return _end(session)
    setting = setting_of(session.snapshot())
    if isinstance(command, PlantMystery):
        planted = draw_mystery(setting, command.number)
        said = f"mystery {command.number}: a fault or a decoy is hidden"
        then = "G, e and X find it, name it"
    else:
        planted = _chosen(command, setting)
        said, then = f"switched on: {planted.answer}", "X or u ends it"
    session.make(Plant(planted))
    return f"{said}, {_from_when(session)} ({then})"


def _chosen(command: PlantFault, setting: Setting) -> Planted:
    offer = next((o for o in offers_of(setting) if o.cause.name == command.name), None)
    if offer is None:
        raise InputError(f"{command.name}: there is no such fault; X lists what there is")
    planted = Planted(command.name, command.layer, rate=setting.rate)
    reason = offer.reason or planted.reason_against(setting.program)
    if reason:
        raise InputError(f"{planted.cause.label}: cannot change this network: {reason}")
    return planted


def _end(session: Session) -> str:
    planted = session.planned.fault
    if planted is None:
        raise InputError(_NONE_ON)
    session.make(Plant(None))
    said = f"switched off: {planted.told}, {_from_when(session)}"
    is_left = planted.decoy is not None and planted.decoy.is_of_weights and not planted.is_hidden
    return f"{said}; the weights stay as they are, R draws others" if is_left else said


def _tell(session: Session) -> str:
    planted = session.planned.fault
    if planted is None or planted.secret is None:
        raise InputError(_NONE_ON)
    planted.secret.is_out = True
    machine = session.machine
    # The lines of the machine are now to be seen as they run.
    machine.plant(machine.lines.fault)
    return f"it was: {solution(planted)}"


def _from_when(session: Session) -> str:
    is_now = session.planned is session.recipe
    return "from here on" if is_now else "from the next batch on"
