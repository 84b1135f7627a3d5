"""What the commands on breakpoints and watches do, and what they say."""

from __future__ import annotations

from nn_tui.debugger.breaks.commands import (
    AddBreakpoint,
    AddWatch,
    BreakCommand,
    RemoveBreakpoint,
    RemoveWatch,
    SwitchBreakpoint,
    SwitchWatch,
    ToggleLine,
)
from nn_tui.debugger.breaks.lookout import Lookout
from nn_tui.engine.program import Program
from nn_tui.errors import InputError


def change_breaks(command: BreakCommand, lookout: Lookout, program: Program) -> str:
    """Do what a command asks; give what there is to say of it."""
    try:
        return _change(command, lookout, program)
    except InputError as error:
        return str(error)


def _change(command: BreakCommand, lookout: Lookout, program: Program) -> str:
    table, watches = lookout.table, lookout.watches
    match command:
        case AddBreakpoint(text, is_gradient):
            point = table.add(text, program, is_gradient)
            return f"breakpoint {point.number}: {point.stop} (c goes on to it, C back)"
        case ToggleLine(place):
            set_there = table.toggle_line(program, place)
            if set_there is None:
                return "the breakpoint on this line is removed"
            return f"breakpoint {set_there.number}: {set_there.stop} (c goes on to it, C back)"
        case SwitchBreakpoint(number):
            point = table.switch(number)
            return f"breakpoint {number} is {'on' if point.is_on else 'off'}: {point.stop}"
        case RemoveBreakpoint(number):
            return f"breakpoint {number} is removed: {table.remove(number).stop}"
        case AddWatch(text, is_gradient):
            return f"watched: {watches.add(text, is_gradient)}"
        case SwitchWatch(number):
            watch = watches.switch(number)
            return f"watch {number} is {'on' if watch.is_on else 'off'}: {watch}"
        case RemoveWatch(number):
            return f"watched no more: {watches.remove(number)}"
