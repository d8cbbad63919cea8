"""Letters after they came: as they stand now, why they came, and putting a task off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler import besides, policy
from scheduler.besides import Occasion
from storage import answering, decisions, digests, journal, postponements, snoozes, tasks, wishes
from storage import workdays as own_days
from storage.database import Transaction
from storage.digests import Sent
from storage.domain.ladder import Step
from storage.domain.letters import (
    MORNING,
    Decision,
    Item,
    LetterKind,
    Rung,
    SeenBy,
    Silence,
    Stage,
)
from storage.domain.parties import OrganisationKind
from storage.domain.people import Person
from storage.domain.permissions import Refusal
from storage.domain.tasks import OWED, Task
from storage.domain.weeks import Week
from storage.domain.wishes import NO_WISHES, Wishes
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

    `undated` counts activities without a date where the letter spoke of them, as they are now.
    `decisions` are those about another deadline that it has brought, `to_decide` counts the
    requests that wait for its reader now. `hour` is when it came, by the reader's clock.
    """

    letter_id: int
    kind: LetterKind
    items: tuple[Item, ...]
    put_off: Mapping[int, date]
    undated: int = 0
    silence: Silence | None = None
    decisions: tuple[Decision, ...] = ()
    to_decide: int = 0
    week: Week | None = None
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
    """Why a letter came, as far as its reader's own wishes go, and its tasks'.

    `answers` when it brings decisions that the reader has asked for, `week` when it begins a
    methodist's week, `to_decide` while somebody's request waits for the reader.
    """

    wishes: Wishes
    reasons: tuple[Reason, ...]
    answers: bool = False
    week: bool = False
    to_decide: bool = False


def opened(tx: Transaction, who: Person, letter_id: int, today: date) -> Opened:
    """Look at a letter that this person was sent, as its tasks stand now.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    letter = _letter(tx, who, letter_id)
    found = tasks.by_ids(tx, letter.stages.keys())
    own = {post.organisation.id for post in who.posts}
    calendar = own_days.calendar(tx, who.centre.id, Workdays())
    sent_on = letter.sent_at.astimezone(who.centre.timezone).date()
    seen_on = calendar.next_working(sent_on + timedelta(days=1))
    items = tuple(
        _item(found[task_id], stages, own, seen_on if seen_on > today else None)
        for task_id, carried in letter.stages.items()
        if task_id in found and (stages := _without_decisions(carried))
    )
    own_wishes = wishes.of(tx, who.id)
    occasion = Occasion(letter.kind, who.id, who.centre, own_wishes, calendar, letter.sent_at)
    return Opened(
        letter_id,
        letter.kind,
        items,
        snoozes.of_person(tx, who.id, today),
        besides.undated(tx, occasion),
        besides.missed(tx, occasion),
        _decisions(tx, letter_id, found),
        _to_decide(tx, who, letter.kind),
        besides.week(tx, occasion),
        letter.sent_at.astimezone(own_wishes.hours(who.centre).timezone).hour,
    )


def explained(tx: Transaction, who: Person, letter_id: int, now: datetime) -> Explained:
    """Say which rule brought each task of a letter, when it comes next, and who else hears of it.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    today = now.date()
    stages = _letter(tx, who, letter_id).stages
    letter = opened(tx, who, letter_id, today)
    calendar = own_days.calendar(tx, who.centre.id, Workdays())
    readers = answering.readers(tx, list(stages), wishes.deserted(tx, today))
    chosen = wishes.every(tx)
    silent = {who.id, *(id_ for id_, wants in chosen.items() if wants.is_away(today))}
    own = chosen.get(who.id, NO_WISHES)
    reasons = []
    for item in letter.items:
        task, why = item.task, _without_decisions(stages[item.task.id])
        names = tuple(name for id_, name in readers.get(task.id, {}).items() if id_ not in silent)
        reason = Reason(task, why, None, names, early=_came_early(task, why, calendar))
        if not item.escalated and task.late_from and task.standing(today) in OWED:
            times = (task.late_from, today)
            rules = (who.centre.ladder, calendar)
            next_on = policy.next_reminder(*times, *rules, own, letter.put_off.get(task.id))
            sooner = policy.may_be_warned(*times, next_on, *rules)
            reason = replace(reason, next_on=next_on, or_sooner=sooner)
        reasons.append(reason)
    return Explained(
        own,
        tuple(reasons),
        answers=bool(letter.decisions),
        week=letter.week is not None,
        to_decide=letter.to_decide > 0,
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


def _to_decide(tx: Transaction, who: Person, kind: LetterKind) -> int:
    if kind is not LetterKind.DIGEST:
        return 0
    return postponements.waiting_for(tx, who.id, who.centre.id)


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
