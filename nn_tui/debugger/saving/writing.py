"""A session as plain values and arrays; it takes no time worth mentioning, and copies little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from graphlib import TopologicalSorter

from nn_tui.debugger.branch import Branch
from nn_tui.debugger.breaks.breakpoint import BeforeLine, Breakpoint, When
from nn_tui.debugger.history import Keyframe
from nn_tui.debugger.journal import (
    Asked,
    Begin,
    Change,
    Continue,
    Entry,
    Freeze,
    Place,
    Plant,
    SetCells,
)
from nn_tui.debugger.saving.choosing import LARGE_MOMENT, ROOM, Room, chosen_moments
from nn_tui.debugger.saving.environment import environment
from nn_tui.debugger.saving.needed import standing_on
from nn_tui.debugger.saving.shelf import ArrayShelf, Shelf
from nn_tui.debugger.saving.writing_recipes import RecipeWriter
from nn_tui.debugger.session import Session
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.machine_state import MachineState
from nn_tui.storage import document
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.document import Summary
from nn_tui.storage.members import Numbers
from nn_tui.storage.recipe_document import Moment


def bundle_of(session: Session, summary: Summary, room: Room = ROOM) -> Bundle[Numbers]:
    """Write a session at this moment.

    Args:
        session: Which goes on unchanged, and changes nothing that was written.
        summary: What a list says of it.
        room: For moments of the past.
    """
    return _Writer(room).bundle(session, summary)


class _Writer:
    """Puts each part of a session on its shelf."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._arrays = ArrayShelf()
        self._recipes = RecipeWriter(self._arrays)
        self._changes = Shelf(self._change)
        self._requests = Shelf(self._asked)
        self._entries = Shelf(self._entry)

    def bundle(self, session: Session, summary: Summary) -> Bundle[Numbers]:
        timeline, lookout = session.timeline, session.lookout
        timeline.collect()
        branches = tuple(self._branch(branch) for branch in timeline.branches)
        moments = chosen_moments(timeline, timeline.keep(), self._room)
        undone, retired = self._undone(session)
        epochs = tuple(
            (self._number(origin), count) for origin, count in session.epochs_asked.items()
        )
        saved = document.SavedSession(
            environment=environment(),
            datasets=tuple(self._recipes.datasets.saved),
            secrets=tuple(self._recipes.secrets.saved),
            faults=tuple(self._recipes.faults.saved),
            recipes=tuple(self._recipes.recipes.saved),
            changes=tuple(self._changes.saved),
            requests=tuple(self._requests.saved),
            entries=tuple(self._entries.saved),
            branches=branches,
            branch=timeline.branches.index(timeline.branch),
            retired=retired,
            undone=undone,
            moments=tuple(self._moments(moments)),
            requests_made=timeline.asked,
            epochs=epochs,
            breakpoints=tuple(map(_breakpoint, lookout.table.points)),
            watches=tuple(watch.text for watch in lookout.watches.watches),
            watches_in_gradients=tuple(
                place for place, watch in enumerate(lookout.watches.watches) if watch.is_gradient
            ),
        )
        return Bundle(summary, saved, self._arrays.arrays, tuple(self._arrays.lasting))

    def _number(self, entry: Entry) -> int:
        """Number an entry, and all that it stands on before it: a chain may be long."""
        if not self._entries.has(entry):
            for earlier in TopologicalSorter(standing_on(entry)).static_order():
                self._entries.number_of(earlier)
        return self._entries.number_of(entry)

    def _entry(self, entry: Entry) -> document.SavedEntry:
        before, asked = entry.before, entry.asked
        return document.SavedEntry(
            change=self._changes.number_of(entry.change),
            cursor=_moment(entry.cursor),
            before=None if before is None else self._entries.number_of(before),
            asked=None if asked is None else self._requests.number_of(asked),
        )

    def _change(self, change: Change) -> document.SavedChange:
        match change:
            case Begin(recipe):
                return document.SavedBegin(self._recipes.recipes.number_of(recipe))
            case Continue(recipe):
                return document.SavedContinue(self._recipes.recipes.number_of(recipe))
            case SetCells(array, start, values):
                return document.SavedCells(array, start, self._arrays.name_of(values))
            case Freeze(cells, is_frozen):
                rectangles = (
                    document.SavedRectangle(one.array, one.start, one.shape) for one in cells
                )
                return document.SavedFreeze(tuple(rectangles), is_frozen)
            case Plant(fault):
                return document.SavedPlant(self._recipes.fault_number(fault))

    def _asked(self, asked: Asked) -> document.SavedAsked:
        return document.SavedAsked(
            asked.number, self._place(asked.place), self._entries.number_of(asked.tip)
        )

    def _place(self, place: Place) -> document.SavedPlace:
        return document.SavedPlace(self._number(place.entry), _moment(place.cursor))

    def _branch(self, branch: Branch) -> document.SavedBranch:
        tip, diverged = self._number(branch.tip), branch.diverged
        return document.SavedBranch(
            name=branch.name,
            tip=tip,
            end=self._place(branch.end),
            curves=tuple(self._curves(branch)),
            fork=None if branch.fork is None else self._place(branch.fork),
            diverged=diverged
            and document.SavedDivergence(
                self._place(diverged[0]),
                _moment(diverged[1].cursor),
                diverged[1].line,
                diverged[1].writes,
            ),
        )

    def _curves(self, branch: Branch) -> Iterator[document.SavedCurve]:
        for entry, curve in branch.curves.items():
            kept = curve.kept()
            yield document.SavedCurve(
                entry=self._number(entry),
                closed=self._arrays.name_of(kept.closed),
                open=self._arrays.name_of(kept.open),
                epochs_per_point=kept.epochs_per_point,
            )

    def _undone(
        self, session: Session
    ) -> tuple[tuple[document.SavedUndone, ...], tuple[document.SavedBranch, ...]]:
        """Write what was left out, and the branches that only that still has."""
        undone, branches = session.ways.undone, session.timeline.branches
        retired = {id(one.branch): one.branch for one in undone if one.branch not in branches}
        numbers = {id(branch): number for number, branch in enumerate(branches)}
        numbers |= {place: len(numbers) + number for number, place in enumerate(retired)}
        saved = tuple(
            document.SavedUndone(
                entry=self._number(one.entry),
                branch=numbers[id(one.branch)],
                tip=self._number(one.tip),
                was_made=one.was_made,
            )
            for one in undone
        )
        return saved, tuple(map(self._branch, retired.values()))

    def _moments(self, frames: list[Keyframe]) -> Iterator[document.SavedMoments]:
        """Write moments: the first alone, those that take much too, and others by segment."""
        yield self._stacked(frames[:1])
        segments: dict[Entry, list[Keyframe]] = {}
        for frame in frames[1:]:
            if frame.size >= LARGE_MOMENT:
                yield self._written_once(frame)
            else:
                segments.setdefault(frame.entry.opening, []).append(frame)
        yield from map(self._stacked, segments.values())

    def _stacked(self, frames: list[Keyframe]) -> document.SavedMoments:
        """Write moments of a segment side by side: they have the same arrays."""
        states, name_of_all = [frame.state for frame in frames], self._arrays.name_of_all
        return document.SavedMoments(
            places=tuple(self._place(Place(frame.entry, frame.cursor)) for frame in frames),
            blocks=name_of_all(state.block for state in states),
            orders=name_of_all(state.order for state in states),
            epoch_arrays={
                name: name_of_all(state.epoch_arrays[name] for state in states)
                for name in states[0].epoch_arrays
            },
            inherited=self._inherited(states[0]),
        )

    def _written_once(self, frame: Keyframe) -> document.SavedMoments:
        state, name_of = frame.state, self._arrays.name_of
        block, order = name_of(state.block), name_of(state.order)
        epoch_arrays = {name: name_of(values) for name, values in state.epoch_arrays.items()}
        self._arrays.write_once(block, order, *epoch_arrays.values())
        place, inherited = self._place(Place(frame.entry, frame.cursor)), self._inherited(state)
        return document.SavedMoments((place,), block, order, epoch_arrays, inherited)

    def _inherited(self, state: MachineState) -> tuple[str, str] | None:
        known, name_of = state.inherited, self._arrays.name_of
        return None if known is None else (name_of(known.values), name_of(known.epochs))


def _breakpoint(point: Breakpoint) -> document.SavedBreakpoint:
    stop = point.stop
    line = stop if isinstance(stop, BeforeLine) else BeforeLine("")
    return document.SavedBreakpoint(
        condition=stop.text if isinstance(stop, When) else "",
        writes=line.writes,
        number=line.number,
        is_on=point.is_on,
        hits=point.hits,
        is_gradient=isinstance(stop, When) and stop.is_gradient,
    )


def _moment(cursor: Cursor) -> Moment:
    epoch, batch, op = astuple(cursor)
    return epoch, batch, op
