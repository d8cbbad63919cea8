"""Putting off what a letter asks for: «Позже»."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.usecases.letters import Opened, opened
from scheduler import policy
from storage import (
    journal,
    snoozes,
)
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.people import Person
from storage.domain.permissions import Refusal
from storage.domain.tasks import OWED, Task
from storage.domain.workdays import Workdays

ALL = 0
"""Instead of a task: all of a letter's that are still to do."""


class Wait(StrEnum):
    """How long a task may be put off at once."""

    TOMORROW = "t"
    THREE_DAYS = "3"
    MONDAY = "m"


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


def _begins(wait: Wait, today: date) -> date:
    match wait:
        case Wait.TOMORROW:
            return today + timedelta(days=1)
        case Wait.THREE_DAYS:
            return today + timedelta(days=3)
        case Wait.MONDAY:
            return policy.monday(today) + timedelta(days=7)
