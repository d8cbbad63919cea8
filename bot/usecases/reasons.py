"""Why a letter came: the rule of each task, when it comes next, and who else hears of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.usecases.letters import opened_for
from scheduler import policy
from scheduler.readers import Reader
from storage import (
    answering,
    wishes,
)
from storage.database import Transaction
from storage.domain.letters import (
    Item,
    Rung,
    Stage,
)
from storage.domain.people import Centre, Person
from storage.domain.tasks import OWED, Task
from storage.domain.wishes import OwnHours, Wishes
from storage.domain.workdays import Workdays


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


def explained(tx: Transaction, who: Person, letter_id: int, now: datetime) -> Explained:
    """Say which rule brought each task of a letter, when it comes next, and who else hears of it.

    Raises Refusal `old_screen` when the letter is not this person's, or is no more.
    """
    today = now.date()
    letter, reader = opened_for(tx, who, letter_id, today)
    others = answering.readers(tx, list(letter.stages), wishes.deserted(tx, today))
    chosen = wishes.every(tx)
    silent = {who.id, *(id_ for id_, wants in chosen.items() if wants.is_away(today))}
    reasons = tuple(
        _reason(
            item,
            letter.stages[item.task.id],
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
