"""Record: a change as the journal keeps it, what was and what is."""

from collections.abc import Sequence
from typing import TypeAlias

from storage.domain.changes.comparing import SHAPE, Aspect, Change, ChangeKind
from storage.domain.changes.replanning import Plan
from storage.domain.terms import Term, Window

Value: TypeAlias = "str | int | Sequence[Value] | None"

EVENTS = {
    ChangeKind.CHANGED: "activity_changed",
    ChangeKind.NEW: "activity_added",
    ChangeKind.GONE: "activity_gone",
    ChangeKind.RETURNED: "activity_returned",
}
"""What happens to an activity, as the kind of an event."""


def facts(change: Change, plans: Sequence[Plan]) -> dict[str, Value]:
    """Return what an accepted change changes.

    What differs in an activity that both documents have is a pair of before and now; one that
    came or went is named. `dates` are windows, each its first and last day. `moved` tasks come
    with their new windows.
    """
    found: dict[str, Value] = {a.value: _both(a, change) for a in Aspect if a in change.aspects}
    if change.old is None or change.new is None:
        found = _named(change)
    of_tasks: dict[str, Value] = {
        "moved": [(task, *_window(w)) for plan in plans for task, w in plan.moved.items()],
        "cancelled": [task for plan in plans for task in plan.cancelled],
        "reopened": [task for plan in plans for task in plan.reopened],
    }
    return found | {name: tasks for name, tasks in of_tasks.items() if tasks}


def shape(change: Change, number: str) -> dict[str, Value]:
    """Return where an activity stands from now on, if that differs; its number may be another."""
    assert change.old
    found: dict[str, Value] = {
        a.value: _both(a, change) for a in Aspect if a in change.aspects & SHAPE
    }
    if change.old.number != number:
        found[Aspect.NUMBER.value] = (change.old.number, number)
    return found


def _both(aspect: Aspect, change: Change) -> tuple[Value, Value]:
    old, new = change.old, change.new
    assert old
    assert new
    match aspect:
        case Aspect.DATES:
            return _days(old.reading), _days(change.reading)
        case Aspect.PARTIES:
            return (*old.parties, *old.chosen), (*change.parties, *change.chosen)
        case Aspect.NUMBER:
            return old.number, change.number
        case _:
            return getattr(old, aspect), getattr(new, aspect)


def _named(change: Change) -> dict[str, Value]:
    row = change.new or change.old
    assert row
    return {
        "number": change.number,
        "title": row.title,
        "term": row.term,
        "dates": _days(change.reading),
    }


def _days(reading: Term) -> Value:
    return [_window(window) for window in reading.windows]


def _window(window: Window | None) -> tuple[str | None, str | None]:
    return (window.start.isoformat(), window.end.isoformat()) if window else (None, None)
