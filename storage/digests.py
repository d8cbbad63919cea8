"""Digests: the reminders of a person's day, gathered into one letter."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select, update

from storage.database import Transaction, insert
from storage.domain.letters import Dropped, LetterKind, Reminder, digest_key
from storage.tables import letter_items, letters


def remind(
    tx: Transaction,
    reminders: Sequence[Reminder],
    day: date,
    midnight: datetime,
    now: datetime,
) -> bool:
    """Put reminders of one person and one centre into that person's digest of the day.

    A digest that still waits, of whatever day, takes them in. Return False when the person has
    to wait for another day: today's digest, begun at `midnight` of the centre, is on its way or
    there already. Reminders that were carried before are left as they are.
    """
    person_id, centre_id = reminders[0].person_id, reminders[0].centre_id
    letter_id = _open_digest(tx, person_id, centre_id, day, midnight, now)
    if letter_id is None:
        return False
    rows = [
        {"key": r.key, "letter_id": letter_id, "task_id": r.task_id, "stage": str(r.stage)}
        for r in reminders
    ]
    tx.execute(insert(letter_items).on_conflict_do_nothing(), rows)
    return True


def _open_digest(
    tx: Transaction, person_id: int, centre_id: int, day: date, midnight: datetime, now: datetime
) -> int | None:
    mine = (
        (letters.c.person_id == person_id)
        & (letters.c.centre_id == centre_id)
        & (letters.c.kind == LetterKind.DIGEST)
    )
    unsent_or_todays = or_(letters.c.sent_at.is_(None), letters.c.sent_at >= midnight)
    recent = tx.execute(
        select(letters.c.id, letters.c.sent_at, letters.c.taken_until)
        .where(mine, letters.c.dropped_at.is_(None), unsent_or_todays)
        .order_by(letters.c.id)
        .with_for_update()
    ).all()
    for row in recent:
        if row.sent_at is not None or (row.taken_until is not None and row.taken_until > now):
            return None
    if recent:
        return int(recent[0].id)
    return _new_digest(tx, person_id, centre_id, day, now)


def _new_digest(
    tx: Transaction, person_id: int, centre_id: int, day: date, now: datetime
) -> int | None:
    key = digest_key(person_id, centre_id, day)
    new = (
        insert(letters)
        .values(
            key=key,
            centre_id=centre_id,
            person_id=person_id,
            kind=LetterKind.DIGEST,
            not_before=now,
        )
        .on_conflict_do_nothing()
        .returning(letters.c.id)
    )
    # Today's digest may have been given up unread, because all of it was done, or because nobody
    # was there; a mark that was taken back, or a chat opened again, gives it its reason again.
    again = (
        update(letters)
        .where(
            letters.c.key == key,
            letters.c.dropped_at.is_not(None),
            letters.c.why.in_(list(Dropped)),
        )
        .values(dropped_at=None, why=None, attempts=0, not_before=now)
        .returning(letters.c.id)
    )
    found: int | None = tx.execute(new).scalar_one_or_none()
    return tx.execute(again).scalar_one_or_none() if found is None else found
