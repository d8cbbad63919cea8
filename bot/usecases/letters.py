"""Letters after they came: as they stand now, why they came, and putting a task off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler import besides, policy, readers
from scheduler.besides import Occasion, speaking
from scheduler.readers import Reader
from storage import (
    answering,
    centres,
    decisions,
    digests,
    journal,
    people,
    postponements,
    snoozes,
    tasks,
    wishes,
)
from storage import workdays as own_days
from storage.database import Transaction
from storage.digests import Sent
from storage.domain.ladder import Step
from storage.domain.letters import (
    MORNING,
    Decision,
    Item,
    LetterKind,
    Part,
    Rung,
    SeenBy,
    Silence,
    Stage,
)
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Person
from storage.domain.permissions import Refusal
from storage.domain.tasks import OWED, Task
from storage.domain.wishes import OwnHours, Wishes
from storage.domain.workdays import Workdays

ALL = 0
"""Instead of a task: all of a letter's that are still to do."""


class Wait(StrEnum):
    """How long a task may be put off at once."""

    TOMORROW = "t"
    THREE_DAYS = "3"
    MONDAY = "m"


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it stands now. `put_off` says until when, by task.

    `centre` owed it, and `parts` are what it says of each of its reader's centres, as it is now.
    `decisions` are those about another deadline that it has brought. `hour` is when it came, by
    the reader's clock.
    """

    letter_id: int
    kind: LetterKind
    centre: Centre
    items: tuple[Item, ...]
    put_off: Mapping[int, date]
    parts: tuple[Part, ...] = ()
    silence: Silence | None = None
    decisions: tuple[Decision, ...] = ()
    hour: int = MORNING


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a task came: its stages, when it is spoken of next (None: no more), who else hears.

    `or_sooner` when a warning may come before that day. `early` when the reminder came on the
    working day before its own.
    """

    task: Task
    stages: tuple[Stage, ...]
    next_on: date | None
    others: tuple[str, ...]
    or_sooner: bool = False
    early: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a letter came: the rules of its centres, its reader's own wishes, and its tasks.

    `answers` when it brings decisions that the reader has asked for, `week` when it begins a
    methodist's week, `to_decide` while somebody's request waits for the reader.
    """

    centres: tuple[Centre, ...]
    hours: OwnHours
    wishes: Wishes
    reasons: tuple[Reason, ...]
    answers: bool = False
    week: bool = False
    to_decide: bool = False


def opened(tx: Transaction, who: Person, letter_id: int, today: date) -> Opened:
    """Look at a letter that this person was sent, as its tasks stand now.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    return _opened(tx, who, letter_id, today)[0]


def explained(tx: Transaction, who: Person, letter_id: int, now: datetime) -> Explained:
    """Say which rule brought each task of a letter, when it comes next, and who else hears of it.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    today = now.date()
    stages = _letter(tx, who, letter_id).stages
    letter, reader = _opened(tx, who, letter_id, today)
    others = answering.readers(tx, list(stages), wishes.deserted(tx, today))
    chosen = wishes.every(tx)
    silent = {who.id, *(id_ for id_, wants in chosen.items() if wants.is_away(today))}
    reasons = tuple(
        _reason(
            item,
            _without_decisions(stages[item.task.id]),
            letter.put_off.get(item.task.id),
            reader,
            today,
            tuple(name for id_, name in others.get(item.task.id, {}).items() if id_ not in silent),
        )
        for item in letter.items
    )
    return Explained(
        tuple(part.centre for part in letter.parts) or (letter.centre,),
        reader.hours,
        reader.wishes,
        reasons,
        answers=bool(letter.decisions),
        week=any(part.week for part in letter.parts),
        to_decide=any(part.to_decide for part in letter.parts),
    )


def waits(
    tx: Transaction, who: Person, letter_id: int, task_id: int, today: date
) -> tuple[tuple[Task, ...], tuple[tuple[Wait, date], ...]]:
    """Offer the days until which a task of a letter may be put off, each day once.

    ALL is every task of the letter that is owed, is the reader's to do, and is not put off yet.
    Raises Refusal: `old_screen`, `nothing_to_put_off` when the task is owed no more,
    `all_put_off` when no task is left.
    """
    letter = opened(tx, who, letter_id, today)
    found = _all_to_do(letter, today) if task_id == ALL else (_one(letter, task_id, today),)
    if not found:
        raise Refusal("all_put_off")
    calendar = own_days.calendar(tx, who.centre.id, Workdays())
    days: dict[date, Wait] = {}
    for wait in Wait:
        days.setdefault(calendar.next_working(_begins(wait, today)), wait)
    return found, tuple((wait, day) for day, wait in days.items())


def put_off(
    tx: Transaction, who: Person, letter_id: int, task_id: int, wait: Wait, now: datetime
) -> tuple[tuple[Task, ...], date]:
    """Put a task of a letter off, or ALL; return them, and the day when they are spoken of again.

    Raises Refusal: `old_screen`, `nothing_to_put_off`, `all_put_off`.
    """
    found, _ = waits(tx, who, letter_id, task_id, now.date())
    calendar = own_days.calendar(tx, who.centre.id, Workdays())
    until = calendar.next_working(_begins(wait, now.date()))
    for task in found:
        snoozes.put_off(tx, who.id, task.id, until)
        journal.record(
            tx, task.centre_id, now, "put_off", who.id, task=task.id, until=until.isoformat()
        )
    return found, until


def _opened(tx: Transaction, who: Person, letter_id: int, today: date) -> tuple[Opened, Reader]:
    letter = _letter(tx, who, letter_id)
    reader = readers.reader(tx, who.id, letter.centre_id, letter.sent_at, Workdays())
    found = tasks.by_ids(tx, letter.stages.keys())
    own = people.organisations_of(tx, who.id)
    eve = reader.day(letter.sent_at) + timedelta(days=1)
    seen_on = {id_: calendar.next_working(eve) for id_, calendar in reader.calendars.items()}
    items = tuple(
        _item(found[task_id], stages, own, _ahead(seen_on.get(found[task_id].centre_id), today))
        for task_id, carried in letter.stages.items()
        if task_id in found and (stages := _without_decisions(carried))
    )
    occasion = Occasion(letter.kind, reader, letter.sent_at)
    as_it_stands = Opened(
        letter_id,
        letter.kind,
        reader.centres.get(letter.centre_id) or centres.get(tx, letter.centre_id),
        items,
        snoozes.of_person(tx, who.id, today),
        speaking(besides.parts(tx, occasion), items),
        besides.missed(tx, occasion),
        _decisions(tx, letter_id, found),
        letter.sent_at.astimezone(reader.hours.timezone).hour,
    )
    return as_it_stands, reader


def _ahead(day: date | None, today: date) -> date | None:
    return day if day is not None and day > today else None


def _all_to_do(letter: Opened, today: date) -> tuple[Task, ...]:
    return tuple(
        item.task
        for item in letter.items
        if not item.escalated
        and item.task.id not in letter.put_off
        and item.task.standing(today) in OWED
    )


def _one(letter: Opened, task_id: int, today: date) -> Task:
    task = next((item.task for item in letter.items if item.task.id == task_id), None)
    if task is None:
        raise Refusal("old_screen")
    if task.standing(today) not in OWED:
        raise Refusal("nothing_to_put_off", number=task.number)
    return task


def _letter(tx: Transaction, who: Person, letter_id: int) -> Sent:
    letter = digests.sent(tx, who.id, letter_id)
    if letter is None:
        raise Refusal("old_screen")
    return letter


def _decisions(tx: Transaction, letter_id: int, found: Mapping[int, Task]) -> tuple[Decision, ...]:
    ids = decisions.tasks_in(tx, letter_id)
    decided = postponements.decided(tx, ids)
    return tuple(
        Decision(found[id_], decided[id_]) for id_ in ids if id_ in found and id_ in decided
    )


def _without_decisions(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    return tuple(stage for stage in stages if stage.rung is not Rung.DECISION)


def _item(task: Task, stages: tuple[Stage, ...], own: set[int], seen_on: date | None) -> Item:
    reached = [stage for stage in stages if stage.rung is not Rung.WARNING] or list(stages)
    steps = [Step(stage.day) for stage in stages if stage.rung is Rung.WARNING]
    return Item(
        task,
        reached[-1],
        SeenBy(steps[-1], seen_on) if steps and seen_on else None,
        instead=reached[-1].rung is not Rung.ESCALATION
        and task.organisation.kind is OrganisationKind.SCHOOL
        and task.organisation.id not in own,
    )


def _reason(
    item: Item,
    stages: tuple[Stage, ...],
    put_off: date | None,
    reader: Reader,
    today: date,
    others: tuple[str, ...],
) -> Reason:
    task, centre = item.task, reader.centres.get(item.task.centre_id)
    if centre is None or task.late_from is None:
        return Reason(task, stages, None, others)
    calendar = reader.calendars[centre.id]
    reason = Reason(task, stages, None, others, early=_came_early(task, stages, calendar))
    if item.escalated or task.standing(today) not in OWED:
        return reason
    times = (task.late_from, today)
    rules = (centre.ladder, calendar)
    next_on = policy.next_reminder(*times, *rules, reader.wishes, put_off)
    sooner = policy.may_be_warned(*times, next_on, *rules)
    return replace(reason, next_on=next_on, or_sooner=sooner)


def _came_early(task: Task, stages: tuple[Stage, ...], calendar: Workdays) -> bool:
    return task.window is not None and any(
        stage.rung is Rung.REMINDER
        and stage.day <= 0
        and not calendar.is_working(task.window.end + timedelta(days=stage.day))
        for stage in stages
    )


def _begins(wait: Wait, today: date) -> date:
    match wait:
        case Wait.TOMORROW:
            return today + timedelta(days=1)
        case Wait.THREE_DAYS:
            return today + timedelta(days=3)
        case Wait.MONDAY:
            return policy.monday(today) + timedelta(days=7)
