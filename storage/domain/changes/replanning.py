"""Replanning: what becomes of the tasks of one activity at one organisation under a new term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.domain.changes.assignment import Pair, best_pairs
from storage.domain.tasks import State
from storage.domain.terms import Window

_FAR = 1_000_000
"""More days than any two deadlines are apart: as many tasks as can be find a window."""


@dataclass(frozen=True, slots=True)
class Held:
    """A task as it stands now; `came_late` when it came to its organisation after its deadline."""

    id: int
    ordinal: int
    window: Window | None
    state: State
    came_late: bool = False

    @property
    def moves(self) -> bool:
        """Whether another window makes it another task to do.

        What was set aside because it came late was so for its day alone.
        """
        return self.state is State.OPEN or (self.state is State.NOT_APPLICABLE and self.came_late)


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done. `moved` and `ordinals` go by task id, `added` by the new ordinal.

    `ordinals` holds only those that change: live tasks count from 0 in the order of their days.
    """

    moved: dict[int, Window | None]
    cancelled: tuple[int, ...]
    reopened: tuple[int, ...]
    added: dict[int, Window | None]
    ordinals: dict[int, int]

    @property
    def touches(self) -> bool:
        """Whether the organisation notices: a task came, went or moved."""
        return bool(self.moved or self.cancelled or self.reopened or self.added)

    @property
    def outdated(self) -> tuple[int, ...]:
        """Tasks of which a letter written before would say what holds no more."""
        return (*self.moved, *self.cancelled)


def replan(
    held: Sequence[Held],
    wanted: Sequence[Window | None],
    before: Sequence[Window | None] = (),
) -> Plan:
    """Fit tasks to the windows of a term, `before` being those of the term as it was.

    A task that has its window keeps it. The others take the nearest windows that are left: open
    ones move there; a mark stays with its day on record and answers for the window instead. Open
    tasks that find none are cancelled, and windows that find no task get a new one. A task that
    an earlier document cancelled is opened again for its own window; one that a methodist set
    aside, cancelled though the term had its window, stays aside and is not asked for anew. Only
    what was set aside for its day being over is asked for on another, and goes with its window.
    """
    spare = [t for t in held if t.state is State.CANCELLED and t.window not in before]
    live = [task for task in held if task not in spare]
    kept, left = _exact(live, wanted)
    reopened, left = _exact(spare, left)
    loose = [task for task in live if task not in kept]
    only = len(wanted) == 1 and len(before) <= 1
    nearest = {loose[i]: j for i, j in _nearest(loose, left, only=only)}
    moved = {t.id: left[j] for t, j in nearest.items() if t.moves}
    reopened += [task for task in nearest if task.moves and task.state is not State.OPEN]
    cancelled = [task for task in loose if task not in nearest and task.moves]
    added = [window for j, window in enumerate(left) if j not in nearest.values()]
    ordinals, places = _order(held, [*cancelled, *spare], reopened, moved, added)
    return Plan(
        moved,
        tuple(task.id for task in cancelled),
        tuple(task.id for task in reopened),
        dict(zip(places, added, strict=True)),
        ordinals,
    )


def _exact(
    held: Sequence[Held], wanted: Sequence[Window | None]
) -> tuple[list[Held], list[Window | None]]:
    """Return the tasks that have a wanted window, and the windows that are left."""
    left, found = list(wanted), []
    for task in held:
        if task.window in left:
            left.remove(task.window)
            found.append(task)
    return found, left


def _nearest(
    held: Sequence[Held], windows: Sequence[Window | None], *, only: bool
) -> tuple[Pair, ...]:
    """Pair tasks with windows so that deadlines move the fewest days in all."""
    return best_pairs(
        {
            (i, j): _FAR - _distance(task.window, window)
            for i, task in enumerate(held)
            for j, window in enumerate(windows)
            if only or task.moves or _overlap(task.window, window)
        }
    )


def _overlap(one: Window | None, other: Window | None) -> bool:
    """Whether what was done in one window was done in the other: not for each one of a series."""
    return one is None or other is None or one.clipped(other) is not None


def _distance(one: Window | None, other: Window | None) -> int:
    return 0 if one is None or other is None else abs((one.end - other.end).days)


def _order(
    held: Sequence[Held],
    off: Sequence[Held],
    reopened: Sequence[Held],
    moved: dict[int, Window | None],
    added: Sequence[Window | None],
) -> tuple[dict[int, int], list[int]]:
    """Return the ordinals that change by task id, and those of the added windows."""
    live = [task for task in held if task not in off or task in reopened]
    days = [moved.get(task.id, task.window) for task in live] + list(added)
    order = sorted(range(len(days)), key=lambda place: _key(days[place]))
    ordinal_of = {place: ordinal for ordinal, place in enumerate(order)}
    rest = (task for task in held if task not in live)
    ordinals = {task.id: ordinal_of[place] for place, task in enumerate(live)}
    ordinals |= {task.id: ordinal for ordinal, task in enumerate(rest, start=len(days))}
    changed = {task.id: ordinals[task.id] for task in held if ordinals[task.id] != task.ordinal}
    return changed, [ordinal_of[len(live) + place] for place in range(len(added))]


def _key(window: Window | None) -> tuple[date, date]:
    return (window.end, window.start) if window else (date.max, date.max)
