"""The summary: the same numbers for the chat, the shell and the reports."""

from dataclasses import replace
from datetime import date

from bot.usecases import deciding
from storage import outbox, roadmaps, summary, tasks
from storage.database import Transaction
from storage.domain.people import Centre, Person
from storage.domain.permissions import require_sees_centre
from storage.domain.summary import Counts, Summary
from storage.domain.tasks import Task


def look(tx: Transaction, who: Person, today: date) -> Summary:
    """Summarise the person's centre, for those who may see it."""
    require_sees_centre(who)
    return replace(summarise(tx, who.centre, today), to_decide=len(deciding.waiting(tx, who)))


def summarise(tx: Transaction, centre: Centre, today: date) -> Summary:
    """Summarise a centre on a day of its own calendar."""
    organisations = summary.by_organisation(tx, centre.id, today)
    return Summary(
        centre=centre,
        day=today,
        activities=roadmaps.count_activities(tx, centre.id),
        counts=sum((line.counts for line in organisations), Counts()),
        this_week=summary.marks_since(tx, centre.id, today),
        organisations=organisations,
        sections=summary.by_section(tx, centre.id, today),
        letters=outbox.counts(tx, centre.id),
    )


def overdue(tx: Transaction, who: Person, today: date) -> tuple[Task, ...]:
    """List what the whole centre is late with, the oldest first."""
    require_sees_centre(who)
    return tasks.overdue(tx, who.centre.id, today)
