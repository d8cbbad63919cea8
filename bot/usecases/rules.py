"""The rules of a centre: what it chooses about letters and terms, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler import policy
from storage import centres, journal, tasks
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.people import Centre, Person
from storage.domain.permissions import Refusal, require_rules
from storage.domain.rules import Rule, changed, chosen
from storage.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Coming:
    """The next deadline of a centre, and the morning on which people hear of it next."""

    due: date
    told_on: date


@dataclass(frozen=True, slots=True)
class Rules:
    """A centre as it is now. Its next letters go out at `letters_on`, by its own clock."""

    centre: Centre
    own_days: int
    letters_on: datetime
    coming: Coming | None


def rules(tx: Transaction, who: Person, now: datetime) -> Rules:
    """Look at the rules of one's centre. Refusal: `for_methodists`."""
    require_rules(who)
    centre = centres.get(tx, who.centre.id)
    calendar = own_days.calendar(tx, centre.id, Workdays())
    letters_on = policy.next_hour(centre, now, calendar)
    today = now.astimezone(centre.timezone).date()
    return Rules(
        centre,
        len(own_days.of_year(tx, centre.id, today.year)),
        letters_on,
        _coming(tx, centre, today, calendar.last_working_before(letters_on.date()), calendar),
    )


def choose(tx: Transaction, who: Person, rule: Rule, value: str, now: datetime) -> bool:
    """Choose a rule for the centre; say whether that is news.

    It is worked out from the rules as they are now, not as they were on the screen: two who
    choose at once lose nothing of each other's. Refusal: `for_methodists`, `old_screen` for what
    is not offered.
    """
    require_rules(who)
    before = centres.held(tx, who.centre.id)
    try:
        after = changed(before, rule, value)
    except ValueError as error:
        raise Refusal("old_screen") from error
    if after == before:
        return False
    centres.rule(tx, after)
    journal.record(
        tx, before.id, now, "rule", who.id,
        rule=rule.value, before=chosen(before, rule), after=chosen(after, rule),
    )  # fmt: skip
    return True


def _coming(
    tx: Transaction, centre: Centre, today: date, last: date, calendar: Workdays
) -> Coming | None:
    """Find the nearest deadline, and the first morning after the `last` one that speaks of it."""
    due = next(iter(tasks.due_dates(tx, centre.id, today)), None)
    if due is None:
        return None
    return Coming(due, policy.next_reminder(due, last, centre.ladder, calendar))
