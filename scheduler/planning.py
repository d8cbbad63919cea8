"""State to letters: put what is owed this morning into the outbox."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scheduler import groups, policy, silence
from storage import (
    centres,
    digests,
    escalations,
    outages,
    people,
    postponements,
    reminders,
    wishes,
)
from storage import workdays as own_days
from storage.database import Database, Transaction
from storage.digests import Owed
from storage.domain.ladder import METHODISTS_TIME, Ladder, Step
from storage.domain.letters import LetterKind, Reminder, Rung, pressing
from storage.domain.people import Centre
from storage.domain.wishes import NO_WISHES, Hours, Wishes
from storage.domain.workdays import Workdays
from storage.reminders import Asked

AT_ONCE = 25
"""Digests written in one transaction: a tap need not wait long behind them."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A working day, in those centres that share its calendar and have the same ladder."""

    day: date
    ladder: Ladder
    calendar: Workdays
    centres: dict[int, Centre] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Readers:
    """What people have chosen, and whom a letter may reach now.

    Those who have posts in `several` centres have one morning for all of them.
    """

    now: datetime
    wishes: dict[int, Wishes]
    several: dict[int, list[Centre]]

    def of(self, person_id: int) -> Wishes:
        return self.wishes.get(person_id, NO_WISHES)

    def hours(self, person_id: int, centre: Centre) -> Hours:
        return self.of(person_id).hours(
            policy.common(self.several.get(person_id, [centre]), self.now)
        )

    def may_have(self, person_id: int, centre: Centre, day: _Day) -> bool:
        """Whether a person is here on this day, and it is their time of day for letters."""
        hours = self.hours(person_id, centre)
        return (
            self.now.astimezone(hours.timezone).date() == day.day
            and not self.of(person_id).is_away(day.day)
            and policy.may_go(hours, self.now, day.calendar)
        )

    def owed(
        self,
        person_id: int,
        centres: Sequence[Centre],
        day: date,
        found: Sequence[Reminder] = (),
    ) -> Owed:
        """Put together what these centres owe; where caps differ the highest counts."""
        hours = self.hours(person_id, centres[0])
        return Owed(
            person_id,
            centres[0].id,
            day,
            policy.midnight(hours, day),
            policy.midnight(hours, policy.monday(day)),
            max(centre.weekly_cap for centre in centres),
            tuple(_in_order(found, day)),
        )


def _in_order(found: Sequence[Reminder], day: date) -> list[Reminder]:
    warned = {reminder.task_id for reminder in found if reminder.stage.rung is Rung.WARNING}
    return sorted(found, key=lambda of: pressing((of.due - day).days, warned=of.task_id in warned))


@dataclass(slots=True)
class _Gathered:
    """What centres owe a person on a day."""

    centres: dict[int, Centre] = field(default_factory=dict)
    reminders: list[Reminder] = field(default_factory=list)


async def plan(db: Database, now: datetime, workdays: Workdays) -> int:
    """Put what is owed by `now` into letters; return how many of them took something in.

    A letter is planned from its reader's hour on, on working days: `workdays` are the country's,
    a centre may have days of its own. Running this again, or in two processes at once, adds
    nothing. What is found is read without holding up a writer.
    """
    await db.write(silence.listen, now)
    owed = await db.read(_owed, now, workdays)
    taken = 0
    for start in range(0, len(owed), AT_ONCE):
        taken += await db.write(_put, owed[start : start + AT_ONCE], now)
    to_groups = await db.read(groups.owed, now, workdays)
    for start in range(0, len(to_groups), AT_ONCE):
        taken += await db.write(groups.put, to_groups[start : start + AT_ONCE], now)
    in_vain = await db.read(_tapped_in_vain, now, workdays)
    for start in range(0, len(in_vain), AT_ONCE):
        taken += await db.write(_apologise, in_vain[start : start + AT_ONCE], now)
    return taken


def _put(tx: Transaction, owed: Sequence[Owed], now: datetime) -> int:
    return sum(digests.remind(tx, of, now) for of in owed)


def _apologise(tx: Transaction, owed: Sequence[Owed], now: datetime) -> int:
    return sum(digests.tell(tx, LetterKind.SILENCE, of, now) for of in owed)


def _owed(tx: Transaction, now: datetime, workdays: Workdays) -> list[Owed]:
    readers = _readers(tx, now)
    of_whom: dict[tuple[date, int], _Gathered] = defaultdict(_Gathered)
    for day in _days(tx, readers, workdays):
        for reminder in _reminders(tx, day):
            centre, person_id = day.centres[reminder.centre_id], reminder.person_id
            if readers.may_have(person_id, centre, day) and readers.of(person_id).wants(
                reminder.stage
            ):
                of_whom[day.day, person_id].centres[centre.id] = centre
                of_whom[day.day, person_id].reminders.append(reminder)
        for centre_id, person_id in (
            *_for_the_week(tx, day, readers),
            *_deciding(tx, day, readers),
        ):
            of_whom[day.day, person_id].centres[centre_id] = day.centres[centre_id]
    return [
        readers.owed(person_id, list(owed.centres.values()), day, owed.reminders)
        for (day, person_id), owed in sorted(of_whom.items())
    ]


def _readers(tx: Transaction, now: datetime) -> _Readers:
    of = {centre.id: centre for centre in centres.every(tx)}
    several = {
        person_id: [of[centre_id] for centre_id in ids]
        for person_id, ids in people.in_several(tx).items()
    }
    return _Readers(now, wishes.every(tx), several)


def _days(tx: Transaction, readers: _Readers, country: Workdays) -> list[_Day]:
    """Gather the centres in which it is the time for letters for anybody now."""
    calendars = own_days.calendars(tx, country)
    early_and_late = wishes.own_hours(tx)
    for person_id, theirs in readers.several.items():
        for centre in theirs:
            early_and_late.setdefault(centre.id, []).append(person_id)
    found: dict[tuple[date, Ladder, int], _Day] = {}
    for centre in centres.every(tx):
        calendar = calendars.get(centre.id, country)
        hours = [
            readers.hours(person_id, centre) for person_id in early_and_late.get(centre.id, ())
        ]
        for of in (centre, *hours):
            if policy.may_go(of, readers.now, calendar):
                day = readers.now.astimezone(of.timezone).date()
                new = _Day(day, centre.ladder, calendar)
                group = found.setdefault((day, centre.ladder, id(calendar)), new)
                group.centres[centre.id] = centre
    return list(found.values())


def _reminders(tx: Transaction, day: _Day) -> Iterator[Reminder]:
    morning = policy.morning(day.day, day.calendar, day.ladder)
    stages = {
        late_from: reached
        for late_from in reminders.deadlines(tx, morning.horizon)
        if (reached := morning.stages(late_from))
    }
    midnight = min(policy.midnight(centre, day.day) for centre in day.centres.values())
    asked = Asked(
        day.day,
        stages,
        list(day.centres),
        wishes.deserted(tx, day.day),
        escalations.watched(tx),
        midnight - METHODISTS_TIME,
    )
    yield from reminders.owed(tx, asked)
    for step in Step:
        begun = day.day - timedelta(days=day.ladder.seen_from(step))
        yield from escalations.owed(tx, list(day.centres), begun, midnight, step)


def _for_the_week(tx: Transaction, day: _Day, readers: _Readers) -> Iterator[tuple[int, int]]:
    """Give methodists who have had no digest this week: they hear how the centre stands."""
    for person_id, centre_id, last in digests.last_to_methodists(tx, list(day.centres)):
        centre = day.centres[centre_id]
        monday = policy.midnight(readers.hours(person_id, centre), policy.monday(day.day))
        if (
            (last is None or last < monday)
            and not readers.of(person_id).less
            and readers.may_have(person_id, centre, day)
        ):
            yield centre_id, person_id


def _deciding(tx: Transaction, day: _Day, readers: _Readers) -> Iterator[tuple[int, int]]:
    """Give those for whose decision a school waits, and who have had no digest today.

    That they have asked for fewer letters spares them none of these: somebody waits for them.
    """
    for person_id, centre_id, last in postponements.last_to_deciders(tx, list(day.centres)):
        centre = day.centres[centre_id]
        midnight = policy.midnight(readers.hours(person_id, centre), day.day)
        if (last is None or last < midnight) and readers.may_have(person_id, centre, day):
            yield centre_id, person_id


def _tapped_in_vain(tx: Transaction, now: datetime, workdays: Workdays) -> list[Owed]:
    if not silence.of_late(tx, now):
        return []
    readers = _readers(tx, now)
    found: dict[int, Owed] = {}
    for day in _days(tx, readers, workdays):
        for centre in day.centres.values():
            for missed in silence.told_on(tx, day.day, centre, day.calendar):
                for person_id in outages.in_vain(tx, centre.id, missed, policy.TAPPED):
                    if readers.may_have(person_id, centre, day):
                        found[person_id] = readers.owed(person_id, [centre], day.day)
    return list(found.values())
