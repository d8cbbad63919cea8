"""State to letters: put what is owed this morning into the outbox."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler import policy
from storage import centres, digests, reminders
from storage.database import Database, Transaction
from storage.domain.letters import Reminder, pressing
from storage.domain.people import Centre
from storage.domain.workdays import Workdays

AT_ONCE = 25
"""Digests written in one transaction: a tap need not wait long behind them."""


@dataclass(frozen=True, slots=True)
class _Digest:
    """What one person is to be reminded of by one centre on its day, which began at `midnight`."""

    day: date
    midnight: datetime
    reminders: tuple[Reminder, ...]


async def plan(db: Database, now: datetime, workdays: Workdays) -> int:
    """Put the reminders owed by `now` into digests; return how many digests took some in.

    A digest is planned from the centre's hour on, on its working days. Running this again, or
    in two processes at once, adds nothing. What is found is read without holding up a writer.
    """
    owed = await db.read(_owed, now, workdays)
    taken = 0
    for start in range(0, len(owed), AT_ONCE):
        taken += await db.write(_put, owed[start : start + AT_ONCE], now)
    return taken


def _put(tx: Transaction, owed: Sequence[_Digest], now: datetime) -> int:
    return sum(digests.remind(tx, of.reminders, of.day, of.midnight, now) for of in owed)


def _owed(tx: Transaction, now: datetime, workdays: Workdays) -> list[_Digest]:
    days: dict[date, dict[int, Centre]] = defaultdict(dict)
    for centre in centres.every(tx):
        if policy.may_go(centre, now, workdays):
            days[now.astimezone(centre.timezone).date()][centre.id] = centre
    return [
        digest
        for day, open_now in days.items()
        for digest in _owed_on(tx, day, open_now, workdays)
    ]


def _owed_on(
    tx: Transaction, day: date, open_now: dict[int, Centre], workdays: Workdays
) -> list[_Digest]:
    morning = policy.morning(day, workdays)
    stages = {
        due: stage
        for due in reminders.due_dates(tx, morning.horizon)
        if (stage := morning.stage(due)) is not None
    }
    of_whom: dict[tuple[int, int], list[Reminder]] = defaultdict(list)
    for reminder in reminders.owed(tx, open_now.keys(), stages):
        of_whom[reminder.centre_id, reminder.person_id].append(reminder)
    return [
        _Digest(
            day,
            datetime.combine(day, time.min, tzinfo=open_now[centre_id].timezone),
            tuple(sorted(found, key=lambda reminder: pressing((reminder.due - day).days))),
        )
        for (centre_id, _), found in sorted(of_whom.items(), key=lambda entry: entry[0])
    ]
