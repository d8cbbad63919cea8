"""The summary in the chat: who may see it, and what lies behind it."""

from dataclasses import replace
from datetime import date, datetime

from bot.usecases import deciding, reach
from storage import tasks
from storage.database import Transaction
from storage.domain.people import Person
from storage.domain.permissions import require_sees_centre
from storage.domain.summary import Summary
from storage.domain.tasks import Task
from storage.overview import summarise


def look(tx: Transaction, who: Person, now: datetime) -> Summary:
    """Summarise the person's centre, for those who may see it. `now` is of the centre's zone."""
    require_sees_centre(who)
    return replace(
        summarise(tx, who.centre, now.date()),
        to_decide=len(deciding.waiting(tx, who)),
        not_reached=reach.how_many(tx, who, now) if who.of_centre else 0,
    )


def overdue(tx: Transaction, who: Person, today: date) -> tuple[Task, ...]:
    """List what the whole centre is late with, the oldest first."""
    require_sees_centre(who)
    return tasks.overdue(tx, who.centre.id, today)
