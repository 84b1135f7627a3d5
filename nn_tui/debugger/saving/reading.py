"""A session made of plain values and arrays again, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nn_tui.data import Dataset
from nn_tui.debugger.branch import Branch
from nn_tui.debugger.breaks.breakpoint import BeforeLine, When
from nn_tui.debugger.curve import Curve, CurveState, curve_from
from nn_tui.debugger.divergence import Divergence
from nn_tui.debugger.history import Keyframe
from nn_tui.debugger.journal import Place
from nn_tui.debugger.saving.checks import check, check_on_the_way, is_sound
from nn_tui.debugger.saving.reading_journal import JournalReader
from nn_tui.debugger.saving.reading_moments import MomentsReader
from nn_tui.debugger.saving.reading_recipes import dataset_of, faults_of, recipe_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.timeline import Timeline
from nn_tui.debugger.undoing import Undone
from nn_tui.debugger.unverified import Unverified
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.errors import InputError
from nn_tui.storage import document
from nn_tui.storage.bundle import Bundle
from nn_tui.storage.errors import StorageError
from nn_tui.storage.members import damaged


def session_of(bundle: Bundle[Array], label: str, history_megabytes: float) -> Session:
    """Make a session that goes on where the saved one stood, with the same bits.

    Args:
        bundle: As it was read from a file.
        label: What the file is called in messages.
        history_megabytes: What the kept moments may take.

    Raises:
        StorageError: The values fit no run.
    """
    with _refusing(label):
        return _Reader(bundle).session(history_megabytes)


@contextmanager
def _refusing(label: str) -> Iterator[None]:
    try:
        yield
    except InputError as error:
        raise damaged(label, str(error)) from None
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, AttributeError):
        raise damaged(label, "its values fit no run") from None
    except MemoryError:
        raise StorageError(f"{label}: there is not enough memory for it") from None


class _Reader:
    """Makes the parts of a session, each of those that it stands on."""

    def __init__(self, bundle: Bundle[Array]) -> None:
        self._saved = bundle.session
        self._arrays = bundle.arrays
        datasets: list[Dataset] = []
        for dataset in self._saved.datasets:
            datasets.append(dataset_of(dataset, datasets, self._arrays))
        faults = faults_of(self._saved)
        recipes = [
            recipe_of(recipe, datasets, faults, self._arrays) for recipe in self._saved.recipes
        ]
        self._journal = JournalReader(self._saved, recipes, faults, self._arrays)

    def session(self, history_megabytes: float) -> Session:
        saved = self._saved
        branches = [self._branch(branch) for branch in saved.branches]
        retired = [self._branch(branch) for branch in saved.retired]
        names = {branch.name for branch in branches}
        check(len(names) == len(branches) > saved.branch, "the branches are not all there")
        check(bool(saved.moments), "there is no kept moment")
        all_tips = [branch.tip for branch in (*branches, *retired)]
        roots = {next(e for e in tip.back() if e.before is None) for tip in all_tips}
        check(len(roots) == 1, "the branches have no beginning in common")
        reader = MomentsReader(self._journal, self._arrays)
        frames = [frame for moments in saved.moments for frame in reader.moments(moments)]
        here, branch = frames[0], branches[saved.branch]
        check_on_the_way(branch.tip, Place(here.entry, here.cursor), "the kept moment")
        is_reached = Place(here.entry, here.cursor).position <= branch.end.position
        check(is_reached, "the kept moment lies ahead of its branch")
        check(here.entry.origin in branch.curves, "the run has no curve")
        session = Session(here.entry.origin.recipe, history_megabytes)
        self._put_back(session.timeline, branches, branch, frames)
        for number, epochs in saved.epochs:
            session.epochs_asked[self._journal.entry(number).origin] = epochs
        session.ways.undone.extend(self._undone([*branches, *retired]))
        session.guard.look_again()
        self._set_breaks(session)
        return session

    def _put_back(
        self, timeline: Timeline, branches: list[Branch], branch: Branch, frames: list[Keyframe]
    ) -> None:
        """Let a timeline stand where the saved one stood, with all that it was."""
        timeline.branches, timeline.branch = branches, branch
        timeline.asked = self._saved.requests_made
        timeline.unverified = Unverified(frames)
        for frame in frames:
            timeline.history.add(frame)
        timeline.player.restore(frames[0].entry, frames[0].state)

    def _branch(self, saved: document.SavedBranch) -> Branch:
        what = f"branch {saved.name}"
        tip, end = self._journal.entry(saved.tip), self._journal.place(saved.end, what)
        curves = {self._journal.entry(one.entry): self._curve(one) for one in saved.curves}
        for entry in tip.back():
            # Where a change ahead begins a run, that has a curve once it is begun.
            is_ahead = entry.depth > end.entry.depth
            check(is_ahead or entry.origin in curves, f"{what}: lacks a curve")
        fork = None if saved.fork is None else self._journal.place(saved.fork, what)
        diverged = None if saved.diverged is None else self._divergence(saved.diverged, what)
        branch = Branch(saved.name, tip, end, curves, fork, diverged)
        check_on_the_way(tip, end, what)
        return branch

    def _curve(self, saved: document.SavedCurve) -> Curve:
        closed, rest = self._arrays[saved.closed], self._arrays[saved.open]
        return curve_from(CurveState(closed, rest, saved.epochs_per_point))

    def _divergence(self, saved: document.SavedDivergence, what: str) -> tuple[Place, Divergence]:
        place = self._journal.place(saved.place, what)
        return place, Divergence(Cursor(*saved.cursor), saved.line, saved.writes)

    def _undone(self, branches: list[Branch]) -> Iterator[Undone]:
        """Make what was left out again; what could not be made again is no loss worth a refusal."""
        for saved in self._saved.undone:
            check(saved.branch < len(branches), "what was undone is of no branch")
            entry, tip = self._journal.entry(saved.entry), self._journal.entry(saved.tip)
            undone = Undone(entry, branches[saved.branch], tip, saved.was_made)
            if is_sound(undone):
                yield undone

    def _set_breaks(self, session: Session) -> None:
        table, watches = session.lookout.table, session.lookout.watches
        for point in self._saved.breakpoints:
            line = BeforeLine(point.writes, point.number)
            stop = When(point.condition, point.is_gradient) if point.condition else line
            table.put_back(stop, point.is_on, point.hits)
        for place, text in enumerate(self._saved.watches):
            watches.put_back(text, place in self._saved.watches_in_gradients)
