"""A centre at a glance: its summary, and its week; the same for chats, letters and the shell."""

from datetime import date, timedelta

from storage import outbox, roadmaps, summary
from storage.database import Transaction
from storage.domain.people import Centre
from storage.domain.summary import Counts, Summary
from storage.domain.weeks import Week


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


def week(tx: Transaction, centre: Centre, today: date) -> Week:
    """Say how a centre stands, and what falls due from today to Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    due = summary.due_between(tx, centre.id, today, sunday)
    return Week(summarise(tx, centre, today), sunday, due)
