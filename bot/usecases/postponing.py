"""Postponing: a school asks for another deadline of a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.usecases import deciding
from storage import postponements, roadmaps, talks
from storage.database import Transaction
from storage.domain import phrases
from storage.domain.people import Person
from storage.domain.permissions import (
    Refusal,
    may_decide,
    require_may_postpone,
)
from storage.domain.postponing import (
    Outcome,
    Postponement,
    choices,
    deadline_of,
    reason_of,
    require_later,
)
from storage.domain.tasks import Task
from storage.domain.terms import TermKind, Window

Origin = Mapping[str, int | str]
"""The screen that «Перенести» was tapped on, to come back to it; nothing here looks inside."""

UNTIL, WHY = "postpone_until", "postpone_why"
"""The questions that typed words answer."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a person who taps «Перенести» can do: choose a day, or see the request that waits."""

    task: Task
    choices: tuple[date, ...]
    waiting: Postponement | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A day that was chosen; `beyond` is the end of the roadmap when the day is after it."""

    task: Task
    until: date
    beyond: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking. `already` when a request waited there before; that one stays.

    Whoever may decide has it decided at once.
    """

    task: Task
    postponement: Postponement
    already: bool = False


def begin(tx: Transaction, who: Person, task_id: int, origin: Origin, now: datetime) -> Asking:
    """Offer other days for a task; a typed one will be an answer too.

    Raises Refusal: `no_such_task`, `not_yours_to_postpone`, `nothing_to_postpone`.
    """
    task = _to_postpone(tx, who, task_id)
    due = deadline_of(task, now.date())
    waiting = postponements.open_of(tx, task_id)
    if waiting is None:
        talks.ask(tx, who.id, UNTIL, now, **{**origin, "task": task_id})
    return Asking(task, choices(due, now.date()), waiting)


def choose(
    tx: Transaction, who: Person, task_id: int, until: date, origin: Origin, now: datetime
) -> Wanted:
    """Take the day that is wanted, and ask for the reason; typed words will be one.

    Raises Refusal: those of begin, `day_is_over`, `not_later`, `too_far`.
    """
    task = _to_postpone(tx, who, task_id)
    roadmap = _roadmap(tx, task)
    require_later(task, until, now.date(), roadmap)
    facts = {**origin, "task": task_id, "until": until.isoformat()}
    talks.ask(tx, who.id, WHY, now, **facts)
    return Wanted(task, until, roadmap.end if until > roadmap.end else None)


def choose_typed(
    tx: Transaction, who: Person, task_id: int, text: str, origin: Origin, now: datetime
) -> Wanted:
    """Read a day as people type it («до 15 марта», «апрель»); otherwise as choose.

    Raises Refusal `date_not_understood` for anything that is not one plain deadline; the
    question stays open.
    """
    task = _to_postpone(tx, who, task_id)
    term = phrases.read(text, _roadmap(tx, task))
    if term.kind is not TermKind.WINDOW or term.needs_review:
        raise Refusal("date_not_understood", text=text)
    return choose(tx, who, task_id, term.windows[0].end, origin, now)


def ask(
    tx: Transaction, who: Person, task_id: int, until: date, reason: str, now: datetime
) -> Asked:
    """Ask for another deadline. One request waits for a task at a time: the first one stays.

    Raises Refusal: those of choose, `reason_empty`, `reason_too_long`.
    """
    task = _to_postpone(tx, who, task_id, lock=True)
    reason = reason_of(reason)
    waiting = postponements.open_of(tx, task_id)
    if waiting is not None:
        talks.settle(tx, who.id)
        return Asked(task, waiting, already=True)
    due = deadline_of(task, now.date())
    require_later(task, until, now.date(), _roadmap(tx, task))
    talks.settle(tx, who.id)
    made = postponements.ask(tx, task, who, due, until, reason, now)
    deciding.note(tx, "postponement_asked", task, made, who, now, due=due, until=until)
    postponements.hold_back(tx, [task_id])
    asked = deciding.find(tx, who, made)
    if may_decide(who, task.organisation):
        asked = deciding.grant(tx, who, task, asked, now)
    return Asked(deciding.task_of(tx, who, task_id), asked)


def withdraw(
    tx: Transaction, who: Person, postponement_id: int, now: datetime
) -> deciding.Decided:
    """Take a request back: whoever may ask for this task may, not only the one who did.

    Raises Refusal: `no_such_request`, `not_yours_to_postpone`.
    """
    task, found = deciding.request_of(tx, who, postponement_id)
    require_may_postpone(who, task)
    if found.settled:
        return deciding.Decided(task, found, already=True)
    postponements.settle(tx, found.id, Outcome.WITHDRAWN, who, now)
    deciding.note(tx, "postponement_withdrawn", task, found.id, who, now)
    return deciding.Decided(
        deciding.task_of(tx, who, task.id), deciding.find(tx, who, found.id), already=False
    )


def _to_postpone(tx: Transaction, who: Person, task_id: int, *, lock: bool = False) -> Task:
    task = deciding.task_of(tx, who, task_id, lock=lock)
    require_may_postpone(who, task)
    return task


def _roadmap(tx: Transaction, task: Task) -> Window:
    activity = roadmaps.activity(tx, task.centre_id, task.activity_id)
    assert activity
    return activity.period
