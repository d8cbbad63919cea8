"""Letters to groups: the week of a centre, and delays that are seen above; of no person a word.

A group is told what people are told, never instead of them. So what cannot reach a group is
dropped, and nobody gets it in its place: methodists have the same in letters of their own. They
are told once that the group is not reached.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, time

from scheduler import policy
from storage import centres, group_letters, groups, journal, outbox, overview, roadmaps, tasks
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.groups import Group, Trouble
from storage.domain.letters import (
    DigestFacts,
    Dropped,
    GroupFacts,
    GroupLetter,
    Item,
    Letter,
    LetterKind,
    LostGroup,
    Recipient,
    group_key,
    pressing,
)
from storage.domain.people import Centre
from storage.domain.workdays import Workdays
from storage.group_letters import Owed

logger = logging.getLogger(__name__)


def owed(tx: Transaction, now: datetime, workdays: Workdays) -> list[Owed]:
    """Find what groups are owed now: in the centre's hours, on its working days."""
    calendars = own_days.calendars(tx, workdays)
    found: list[Owed] = []
    for group in groups.reached(tx):
        centre = centres.get(tx, group.centre_id)
        calendar = calendars.get(centre.id, workdays)
        if not policy.may_go(centre, now, calendar):
            continue
        day = now.astimezone(centre.timezone).date()
        midnight = policy.midnight(centre, day)
        monday = policy.monday(day) if _owes_week(tx, group, centre, day, calendar) else None
        delays = tuple(group_letters.seen_above(tx, group, midnight)) if group.escalations else ()
        if monday or delays:
            found.append(Owed(group, day, midnight, monday, delays))
    return found


def put(tx: Transaction, owed: Sequence[Owed], now: datetime) -> int:
    """Put what is owed into letters; return how many are new or took something in."""
    return sum(group_letters.remind(tx, of, now) for of in owed)


def first_digest(since: datetime, centre: Centre, calendar: Workdays) -> datetime:
    """Return when a group that is connected then gets its first digest of a week."""
    monday = policy.monday(since.astimezone(centre.timezone).date())
    opens = _week_opens(centre, monday, calendar)
    return opens if since < opens else _week_opens(centre, monday + policy.A_WEEK, calendar)


def compose(
    tx: Transaction, letter: GroupLetter, now: datetime, workdays: Workdays
) -> GroupFacts | None:
    """Look again at what a letter is about; None when it is not sent now, with that on record."""
    centre = centres.get(tx, letter.centre_id)
    calendar = own_days.calendar(tx, centre.id, workdays)
    if not policy.may_go(centre, now, calendar):
        outbox.defer(tx, letter.id, policy.next_hour(centre, now, calendar))
        return None
    facts = _facts(tx, letter, centre, now.astimezone(centre.timezone).date())
    if isinstance(facts, Dropped):
        outbox.release(tx, letter.id, facts, now)
        return None
    return facts


def remember(tx: Transaction, facts: GroupFacts, now: datetime) -> None:
    """Write down that a group is reached, and what it was told."""
    groups.well(tx, facts.group.id)
    journal.record(
        tx,
        facts.centre.id,
        now,
        "group_told",
        what=facts.kind,
        delays=[item.task.id for item in facts.items],
    )


def troubled(tx: Transaction, group: Group, what: Trouble, why: str, now: datetime) -> None:
    """Note that letters do not reach a group; when that is news, its methodists are told."""
    if groups.trouble(tx, group, what, now):
        logger.warning("the group of centre %s is not reached: %s", group.centre_id, why)
        journal.record(tx, group.centre_id, now, "group_lost", trouble=what, why=why)
        group_letters.tell_methodists(tx, group, what, now)


def moved(tx: Transaction, old_chat: int, new_chat: int, now: datetime) -> None:
    """Follow a group that has become a supergroup; said twice, it moves once.

    Where another centre has connected the supergroup before this was heard, it stays there.
    """
    for group in groups.held_in_chat(tx, old_chat):
        if groups.move(tx, group.id, new_chat):
            journal.record(tx, group.centre_id, now, "group_moved")
        else:
            troubled(tx, group, Trouble.TAKEN, "another centre has connected it", now)


def lost(
    tx: Transaction, letter: Letter, recipient: Recipient, centre: Centre, today: date
) -> DigestFacts | Dropped:
    """Say what is wrong with the group, if anything still is."""
    group = groups.of_centre(tx, centre.id)
    if group is None or group.trouble is None:
        return Dropped.NOTHING_LEFT
    told = LostGroup(group.title, group.trouble)
    return DigestFacts(letter.id, recipient, centre, today, (), letter.kind, lost=told)


def _owes_week(
    tx: Transaction, group: Group, centre: Centre, day: date, calendar: Workdays
) -> bool:
    monday = policy.monday(day)
    return (
        group.weekly
        and group.since < _week_opens(centre, monday, calendar)
        and not group_letters.is_written(tx, group, LetterKind.WEEKLY, monday)
        and roadmaps.has_work(tx, centre.id)
    )


def _week_opens(centre: Centre, monday: date, calendar: Workdays) -> datetime:
    """Return when the digests of a week go: the hour of the centre on its first working day."""
    first = calendar.next_working(monday)
    return datetime.combine(first, time(centre.letters_at), tzinfo=centre.timezone)


def _facts(
    tx: Transaction, letter: GroupLetter, centre: Centre, today: date
) -> GroupFacts | Dropped:
    group = groups.get(tx, letter.group_id)
    if group is None or group.is_lost:
        return Dropped.UNREACHABLE
    weekly = letter.kind is LetterKind.WEEKLY
    if weekly and letter.key != group_key(letter.kind, group.id, policy.monday(today)):
        return Dropped.LATE
    week = overview.week(tx, centre, today) if weekly and group.weekly else None
    items = _delays(tx, letter, today) if group.escalations else ()
    if week is None and not items:
        return Dropped.NOTHING_LEFT if group.escalations else Dropped.UNWANTED
    return GroupFacts(letter.id, group, centre, today, items, letter.kind, week)


def _delays(tx: Transaction, letter: GroupLetter, today: date) -> tuple[Item, ...]:
    stages = group_letters.standing(tx, letter)
    found = tasks.by_ids(tx, stages.keys()).values()
    # Where another deadline is asked for, nobody above is told until that is decided.
    items = [Item(task, stages[task.id]) for task in found if not task.asked]
    return tuple(sorted(items, key=lambda item: pressing(item.task.days_left(today) or 0)))
