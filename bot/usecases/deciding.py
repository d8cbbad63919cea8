"""Deciding: requests for another deadline, as they wait, and what becomes of them."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import (
    decisions,
    journal,
    outbox,
    people,
    postponements,
    roadmaps,
    talks,
    tasks,
    term_changes,
)
from storage.database import Transaction
from storage.domain.letters import Dropped
from storage.domain.people import SCHOOL_ROLES, Person
from storage.domain.permissions import Refusal, require_may_decide
from storage.domain.postponing import (
    Cause,
    Outcome,
    Postponement,
    TermChange,
    postponed,
    reason_of,
)
from storage.domain.tasks import Task

ANSWER = "postpone_answer"
"""What a person is asked who returns a request in their own words."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request with what a decision needs: its place among `of` (from 0), and the past.

    `before` counts how often this task was postponed already; `beyond` is the end of the roadmap
    when the wanted day is after it.
    """

    task: Task
    postponement: Postponement
    place: int
    of: int
    before: int
    beyond: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision. `already` when it was settled before, as `postponement` says."""

    task: Task
    postponement: Postponement
    already: bool


def waiting(tx: Transaction, who: Person) -> tuple[Postponement, ...]:
    """List the requests that this person may decide, the oldest first; for others there are none.

    A curator decides for the own schools, the centre's staff for all.
    """
    if who.of_centre:
        return postponements.waiting(tx, who.centre.id)
    return postponements.waiting(tx, who.centre.id, who.curates) if who.curates else ()


def look(tx: Transaction, who: Person, after: int) -> Request | None:
    """Return the first request that came after the one of the id `after`, else the very first.

    None when nothing waits. Raises Refusal `for_methodists` for those who decide nothing.
    """
    if not who.of_centre and not who.curates:
        raise Refusal("for_methodists")
    queue = waiting(tx, who)
    if not queue:
        return None
    place = next((place for place, one in enumerate(queue) if one.id > after), 0)
    found = queue[place]
    task = tasks.by_ids(tx, [found.task_id])[found.task_id]
    activity = roadmaps.activity(tx, who.centre.id, task.activity_id)
    assert activity
    changes = term_changes.of_task(tx, task.id)
    return Request(
        task,
        found,
        place,
        len(queue),
        sum(change.cause is Cause.POSTPONED for change in changes),
        activity.period.end if found.until > activity.period.end else None,
    )


def agree(tx: Transaction, who: Person, postponement_id: int, now: datetime) -> Decided:
    """Grant another deadline: the task's window changes, the order's own words stay.

    Whoever asked gets a letter. A second decision is no error: the first one stays.
    Raises Refusal: `no_such_request`, `not_yours_to_decide`.
    """
    task, found = _to_decide(tx, who, postponement_id)
    if found.settled:
        return Decided(task, found, already=True)
    agreed = grant(tx, who, task, found, now)
    talks.leave(tx, who.id, ANSWER)
    return Decided(task_of(tx, who, task.id), agreed, already=False)


def refuse(
    tx: Transaction, who: Person, postponement_id: int, answer: str, now: datetime
) -> Decided:
    """Leave the deadline as it is, with a reason for those who asked.

    Raises Refusal: those of agree, `reason_empty`, `reason_too_long`.
    """
    task, found = _to_decide(tx, who, postponement_id)
    if found.settled:
        talks.leave(tx, who.id, ANSWER)
        return Decided(task, found, already=True)
    postponements.settle(tx, found.id, Outcome.REFUSED, who, now, reason_of(answer))
    talks.leave(tx, who.id, ANSWER)
    note(tx, "postponement_refused", task, found.id, who, now)
    refused = find(tx, who, found.id)
    decisions.tell(tx, task.centre_id, refused, _told(tx, who, task, found), now)
    return Decided(task_of(tx, who, task.id), refused, already=False)


def ask_answer(tx: Transaction, who: Person, postponement_id: int, now: datetime) -> Decided:
    """Ask for the reason of a refusal; typed words will be one. Refusals: those of agree."""
    task, found = _to_decide(tx, who, postponement_id)
    if not found.settled:
        talks.ask(tx, who.id, ANSWER, now, request=postponement_id)
    return Decided(task, found, already=found.settled is not None)


def grant(
    tx: Transaction, who: Person, task: Task, found: Postponement, now: datetime
) -> Postponement:
    """Put a task off as it was asked; return the request as it is then."""
    assert task.window
    window = postponed(task.window, found.until)
    tasks.set_window(tx, [task.id], window, now.date())
    change = TermChange(
        task.id, Cause.POSTPONED, task.window, window, who.id, who.name, now, found.reason
    )
    term_changes.record(tx, [change])
    postponements.settle(tx, found.id, Outcome.AGREED, who, now)
    note(tx, "postponed", task, found.id, who, now, due=task.window.end, until=window.end)
    outbox.drop_about(tx, [task.id], Dropped.POSTPONED, now)
    agreed = find(tx, who, found.id)
    decisions.tell(tx, task.centre_id, agreed, _told(tx, who, task, found), now)
    return agreed


def _told(tx: Transaction, who: Person, task: Task, found: Postponement) -> list[int]:
    """Return whoever asked, or, when they have left the school, those who answer there now."""
    here = [
        person.id
        for person, _ in people.of_centre(tx, who.centre)
        if any(
            post.role in SCHOOL_ROLES and post.organisation == task.organisation
            for post in person.posts
        )
        or (person.id == found.person_id and task.organisation.id in person.marks_for)
    ]
    told = [found.person_id] if found.person_id in here else here
    return [person_id for person_id in told if person_id is not None and person_id != who.id]


def note(
    tx: Transaction,
    kind: str,
    task: Task,
    request: int,
    who: Person,
    now: datetime,
    **days: date,
) -> None:
    """Enter what happened to a request into the journal."""
    # The reason is in the request's own row: people's words do not belong where nothing is erased.
    facts = {name: day.isoformat() for name, day in days.items()}
    journal.record(tx, task.centre_id, now, kind, who.id, task=task.id, request=request, **facts)


def _to_decide(tx: Transaction, who: Person, postponement_id: int) -> tuple[Task, Postponement]:
    task, found = request_of(tx, who, postponement_id)
    require_may_decide(who, task.organisation)
    return task, found


def request_of(tx: Transaction, who: Person, postponement_id: int) -> tuple[Task, Postponement]:
    """Return a request as it is when nobody else can change its task any more."""
    seen = find(tx, who, postponement_id)
    task = task_of(tx, who, seen.task_id, lock=True)
    return task, find(tx, who, postponement_id)


def find(tx: Transaction, who: Person, postponement_id: int) -> Postponement:
    """Return a request of the person's centre. Raises Refusal `no_such_request`."""
    found = postponements.get(tx, who.centre.id, postponement_id)
    if found is None:
        raise Refusal("no_such_request")
    return found


def task_of(tx: Transaction, who: Person, task_id: int, *, lock: bool = False) -> Task:
    """Return a task of the person's centre. Raises Refusal `no_such_task`."""
    task = tasks.get(tx, who.centre.id, task_id, lock=lock)
    if task is None:
        raise Refusal("no_such_task")
    return task
