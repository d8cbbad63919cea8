"""Dating: a methodist gives a term to an activity that waits for one."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import journal, roadmaps, talks, tasks, term_changes
from storage.database import Transaction
from storage.domain import phrases
from storage.domain.people import Person
from storage.domain.permissions import Refusal, require_centre
from storage.domain.postponing import Cause, TermChange
from storage.domain.tasks import Task
from storage.domain.terms import TermKind, Window
from storage.roadmaps import Activity

DATE = "date"
"""The question that typed words answer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An activity without a date; `tasks` are the ones it has become."""

    activity_id: int
    number: str
    title: str
    term: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """What came of setting a date."""

    activity: Activity
    window: Window
    tasks: int


def waiting(tx: Transaction, who: Person) -> tuple[Waiting, ...]:
    """List the activities that nobody can be reminded of, in the roadmap's order."""
    require_centre(who)
    found: dict[int, Waiting] = {}
    for task in tasks.undated(tx, who.centre.id):
        before = found[task.activity_id].tasks if task.activity_id in found else ()
        found[task.activity_id] = Waiting(
            task.activity_id, task.number, task.title, task.term, (*before, task)
        )
    return tuple(found.values())


def ask_date(tx: Transaction, who: Person, activity_id: int, now: datetime) -> Activity:
    """Open the question of an activity's date; typed words will answer it."""
    activity = _activity(tx, who, activity_id)
    talks.ask(tx, who.id, DATE, now, activity=activity_id)
    return activity


def set_date(tx: Transaction, who: Person, activity_id: int, day: date, now: datetime) -> Dated:
    """Give every open task of an activity that has no date this deadline.

    The window begins today, or on the roadmap's first day when that is still to come: nobody is
    late for a date that was set just now. Raises Refusal: `no_such_activity`, `date_set_already`,
    `date_before_roadmap`.
    """
    activity = _activity(tx, who, activity_id)
    undated = [
        task.id
        for task in tasks.of_activity(tx, who.centre.id, activity_id)
        if task.window is None and task.mark is None
    ]
    if not undated:
        raise Refusal("date_set_already", number=activity.number)
    if day < activity.period.start:
        raise Refusal("date_before_roadmap", number=activity.number)
    window = Window(min(max(now.date(), activity.period.start), day), day)
    tasks.set_window(tx, undated, window, now.date())
    term_changes.record(
        tx,
        (
            TermChange(task_id, Cause.DATED, None, window, who.id, who.name, now)
            for task_id in undated
        ),
    )
    talks.settle(tx, who.id)
    journal.record(
        tx, who.centre.id, now, "dated", who.id, activity=activity_id, due=day.isoformat()
    )
    return Dated(activity, window, len(undated))


def set_typed_date(
    tx: Transaction, who: Person, activity_id: int, text: str, now: datetime
) -> Dated:
    """Read a date as people type it («до 15 марта», «апрель») and set it.

    Raises Refusal `date_not_understood` for anything that is not one plain deadline; the
    question stays open.
    """
    activity = _activity(tx, who, activity_id)
    term = phrases.read(text, activity.period)
    if term.kind is not TermKind.WINDOW or term.needs_review:
        raise Refusal("date_not_understood", text=text)
    return set_date(tx, who, activity_id, term.windows[0].end, now)


def _activity(tx: Transaction, who: Person, activity_id: int) -> Activity:
    require_centre(who)
    activity = roadmaps.activity(tx, who.centre.id, activity_id)
    if activity is None:
        raise Refusal("no_such_activity")
    return activity
