"""Digests: the reminders of a person's day, gathered into one letter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select, update

from storage.among import among
from storage.database import Transaction, insert
from storage.domain.letters import Dropped, LetterKind, Reminder, Stage, day_key
from storage.domain.people import Role
from storage.tables import letter_items, letters, people, roadmaps, roles, tasks


@dataclass(frozen=True, slots=True)
class Owed:
    """What a person is owed on a day of theirs, by all centres in which it is time for letters.

    The day began at `midnight` and its week at `monday`; `cap` digests go in a week. `centre_id`
    is one of the centres, to keep the letter under.
    Without reminders it is a methodist's weekly word about the centre.
    """

    person_id: int
    centre_id: int
    day: date
    midnight: datetime
    monday: datetime
    cap: int
    reminders: tuple[Reminder, ...] = ()


def remind(tx: Transaction, owed: Owed, now: datetime) -> bool:
    """Put what is owed into the person's digest of the day; say whether a letter took it in.

    A digest that still waits, of whatever day, takes it in. Where today's digest is there
    already, only what falls due today goes out, once, as an extra. Where the digests of the week
    are used up, only what `passes_cap` brings another. Everything else waits for another day.
    Reminders that were carried before are left as they are.
    """
    recent = _recent(tx, owed)
    if any(row.taken_until is not None and row.taken_until > now for row in recent):
        return False
    if waiting := [row.id for row in recent if row.sent_at is None]:
        return _carry(tx, waiting[0], owed.reminders)
    if recent:
        pressing = tuple(r for r in owed.reminders if r.stage.is_last_day)
        return bool(pressing) and _write(tx, LetterKind.LAST_DAY, owed, pressing, now)
    presses = any(reminder.stage.passes_cap for reminder in owed.reminders)
    if not presses and _of_this_week(tx, owed, now) >= owed.cap:
        return False
    return _write(tx, LetterKind.DIGEST, owed, owed.reminders, now)


def tell(tx: Transaction, kind: LetterKind, owed: Owed, now: datetime) -> bool:
    """Write a letter of another kind, once a day; say whether there is one more now."""
    return _new(tx, kind, owed, now) is not None


def last_to_methodists(
    tx: Transaction, centre_ids: Collection[int]
) -> list[tuple[int, int, datetime | None]]:
    """List the methodists of those centres in which anything is still to be done.

    Each with the centre and the moment of their last digest; those for whom one waits, or who
    cannot be reached, are left out.
    """
    mine = (letters.c.person_id == roles.c.person_id) & (letters.c.kind == LetterKind.DIGEST)
    last = select(func.max(letters.c.sent_at)).where(mine).scalar_subquery()
    waits = select(letters.c.id).where(
        mine, letters.c.sent_at.is_(None), letters.c.dropped_at.is_(None)
    )
    active = select(roadmaps.c.id).where(roadmaps.c.status == "active")
    to_do = select(tasks.c.id).where(
        tasks.c.state == "open",
        tasks.c.roadmap_id.in_(active),
        tasks.c.centre_id == roles.c.centre_id,
    )
    rows = tx.execute(
        select(roles.c.person_id, roles.c.centre_id, last)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.role == Role.METHODIST,
            among(roles.c.centre_id, centre_ids),
            people.c.unreachable_at.is_(None),
            to_do.exists(),
            ~waits.exists(),
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def undated_for(
    tx: Transaction, person_id: int, centre_id: int, monday: datetime, at: datetime
) -> int:
    """Count the activities without a date that a digest sent at a moment tells a person of."""
    if not opens_week(tx, person_id, centre_id, monday, at):
        return 0
    waiting = select(func.count(tasks.c.activity_id.distinct())).where(
        *_waiting_for_a_date(), tasks.c.centre_id == centre_id
    )
    return tx.execute(waiting).scalar_one()


def opens_week(
    tx: Transaction, person_id: int, centre_id: int, monday: datetime, at: datetime
) -> bool:
    """Whether a digest sent at a moment tells a methodist how the week begins in a centre.

    It is the first digest of a week, be it on Tuesday because Monday was a day off.
    """
    minds = tx.execute(_MINDS, {"person": person_id, "centre": centre_id}).first()
    return minds is not None and not _sent_between(tx, person_id, monday, at)


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that somebody has: what brought each of its tasks there, the earliest first."""

    centre_id: int
    kind: LetterKind
    sent_at: datetime
    stages: Mapping[int, tuple[Stage, ...]]


def sent(tx: Transaction, person_id: int, letter_id: int) -> Sent | None:
    """Return a letter of this person; None when it is not theirs, or is no more.

    A letter that is being sent at this moment may be tapped before that is written down.
    """
    row = tx.execute(
        select(
            letters.c.centre_id,
            letters.c.kind,
            func.coalesce(letters.c.sent_at, letters.c.not_before),
        ).where(letters.c.id == letter_id, letters.c.person_id == person_id)
    ).one_or_none()
    if row is None:
        return None
    stages: dict[int, tuple[Stage, ...]] = {}
    carried = (
        select(letter_items.c.task_id, letter_items.c.stage)
        .where(letter_items.c.letter_id == letter_id)
        .order_by(letter_items.c.id)
    )
    for task_id, stage in tx.execute(carried):
        stages[task_id] = (*stages.get(task_id, ()), Stage.read(stage))
    return Sent(row[0], LetterKind(row[1]), row[2], stages)


def centres_in(tx: Transaction, letter_id: int) -> set[int]:
    """Return the centres of whose tasks a letter speaks."""
    return set(tx.execute(_CENTRES_IN, {"letter": letter_id}).scalars())


def _waiting_for_a_date() -> tuple[ColumnElement[bool], ...]:
    active = select(roadmaps.c.id).where(roadmaps.c.status == "active")
    return (
        tasks.c.due_on.is_(None),
        tasks.c.state == "open",
        tasks.c.roadmap_id.in_(active),
    )


def _recent(tx: Transaction, owed: Owed) -> list[Row[*tuple[Any, ...]]]:
    unsent_or_todays = or_(letters.c.sent_at.is_(None), letters.c.sent_at >= owed.midnight)
    rows = tx.execute(
        select(letters.c.id, letters.c.sent_at, letters.c.taken_until)
        .where(_digests_of(owed), letters.c.dropped_at.is_(None), unsent_or_todays)
        .order_by(letters.c.id)
        .with_for_update()
    )
    return list(rows.all())


def _of_this_week(tx: Transaction, owed: Owed, now: datetime) -> int:
    return _sent_between(tx, owed.person_id, owed.monday, now)


def _sent_between(tx: Transaction, person_id: int, since: datetime, until: datetime) -> int:
    """Count the digests that a person was sent, before the moment `until`."""
    query = select(func.count()).where(
        letters.c.person_id == person_id,
        letters.c.kind == LetterKind.DIGEST,
        letters.c.sent_at >= since,
        letters.c.sent_at < until,
    )
    return tx.execute(query).scalar_one()


def _digests_of(owed: Owed) -> ColumnElement[bool]:
    return (letters.c.person_id == owed.person_id) & (letters.c.kind == LetterKind.DIGEST)


def _carry(tx: Transaction, letter_id: int, reminders: Collection[Reminder]) -> bool:
    rows = [
        {"key": r.key, "letter_id": letter_id, "task_id": r.task_id, "stage": str(r.stage)}
        for r in reminders
    ]
    if rows:
        tx.execute(insert(letter_items).on_conflict_do_nothing(), rows)
    return bool(rows)


def _write(
    tx: Transaction,
    kind: LetterKind,
    owed: Owed,
    reminders: Collection[Reminder],
    now: datetime,
) -> bool:
    letter_id = _new(tx, kind, owed, now)
    if letter_id is None:
        return False
    _carry(tx, letter_id, reminders)
    return True


def _new(tx: Transaction, kind: LetterKind, owed: Owed, now: datetime) -> int | None:
    key = day_key(kind, owed.person_id, owed.day)
    new = (
        insert(letters)
        .values(
            key=key,
            centre_id=owed.centre_id,
            person_id=owed.person_id,
            kind=kind,
            not_before=now,
        )
        .on_conflict_do_nothing()
        .returning(letters.c.id)
    )
    # Today's letter may have been given up unread, because all of it was done, or because nobody
    # was there; a mark that was taken back, or a chat opened again, gives it its reason again.
    again = (
        update(letters)
        .where(
            letters.c.key == key,
            letters.c.dropped_at.is_not(None),
            letters.c.why.in_(list(Dropped)),
        )
        .values(centre_id=owed.centre_id, dropped_at=None, why=None, attempts=0, not_before=now)
        .returning(letters.c.id)
    )
    found: int | None = tx.execute(new).scalar_one_or_none()
    return tx.execute(again).scalar_one_or_none() if found is None else found


# Built once: every letter is asked about on its way, and building costs more than asking.
_MINDS = select(roles.c.id).where(
    roles.c.person_id == bindparam("person"),
    roles.c.centre_id == bindparam("centre"),
    roles.c.role == Role.METHODIST,
)
_CENTRES_IN = (
    select(tasks.c.centre_id)
    .distinct()
    .join(letter_items, letter_items.c.task_id == tasks.c.id)
    .where(letter_items.c.letter_id == bindparam("letter"))
)
