"""The outbox: letters on their way, written off after they are sent."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, or_, select, text, update

from storage.among import among
from storage.database import Transaction
from storage.domain.letters import (
    Dropped,
    GroupLetter,
    Letter,
    LetterKind,
    Recipient,
)
from storage.domain.summary import Letters
from storage.tables import letter_items, letters, people, roles

# Written out, not bound: only so does a database see that its partial index will do.
_WAITING = text("letters.sent_at IS NULL AND letters.dropped_at IS NULL")


def claim(
    tx: Transaction, due_by: datetime, now: datetime, hold_until: datetime
) -> Letter | GroupLetter | None:
    """Take the oldest letter due by `due_by`; nobody else gets it before `hold_until`.

    A person, or a group, that has a letter on its way, or in a pause after a failure, gets no
    other meanwhile: a chat is written to by one at a time.
    """
    row = tx.execute(_NEXT, {"due_by": due_by, "now": now}).one_or_none()
    if row is None:
        return None
    _change(tx, row.id, taken_until=hold_until)
    return _letter(row)


def mark_sent(tx: Transaction, letter_id: int, message_id: int, now: datetime) -> None:
    """Write a delivery down."""
    _change(
        tx, letter_id, sent_at=now, message_id=message_id, taken_until=None, dropped_at=None,
        why=None,
    )  # fmt: skip


def retry(tx: Transaction, letter_id: int, at: datetime, why: str) -> None:
    """Try a letter again later, after a try that failed."""
    tx.execute(
        update(letters)
        .where(letters.c.id == letter_id)
        .values(taken_until=at, attempts=letters.c.attempts + 1, why=why)
    )


def put_back(tx: Transaction, letter_id: int, until: datetime) -> None:
    """Leave a letter that was not tried where it is, and its chat in peace until then."""
    _change(tx, letter_id, taken_until=until)


def defer(tx: Transaction, letter_id: int, until: datetime) -> None:
    """Let a letter be due at another time: it was not tried, and it is not late."""
    _change(tx, letter_id, not_before=until, taken_until=None)


def drop(tx: Transaction, letter_id: int, why: str, now: datetime) -> None:
    """Give a letter up for good: what it carried is not written of again."""
    _change(tx, letter_id, dropped_at=now, why=why, taken_until=None)


def release(tx: Transaction, letter_id: int, why: Dropped, now: datetime) -> None:
    """Give a letter up; what it carried may be planned again once there is a reason."""
    tx.execute(delete(letter_items).where(letter_items.c.letter_id == letter_id))
    _change(tx, letter_id, dropped_at=now, why=why, taken_until=None)


def drop_about(tx: Transaction, task_ids: Collection[int], why: Dropped, now: datetime) -> None:
    """Take tasks out of all letters that are not sent; drop those that have nothing left.

    For the transaction of whoever changes the tasks. A letter that is on its way, or waits for its
    next try, is left to that: the next try sees that the reason is gone.
    """
    touched = set(tx.execute(_TOUCHED, {"task_ids": list(task_ids)}).scalars())
    if not touched:
        return
    tx.execute(
        delete(letter_items).where(
            among(letter_items.c.letter_id, touched), among(letter_items.c.task_id, task_ids)
        )
    )
    tx.execute(
        update(letters)
        .where(
            among(letters.c.id, touched),
            or_(letters.c.taken_until.is_(None), letters.c.taken_until <= now),
            ~exists().where(letter_items.c.letter_id == letters.c.id),
        )
        .values(dropped_at=now, why=why)
    )


def recipient(tx: Transaction, person_id: int) -> Recipient | None:
    """Return whom a letter goes to; None when letters cannot reach them."""
    row = tx.execute(
        select(people.c.id, people.c.telegram_id, people.c.name, people.c.language).where(
            people.c.id == person_id, people.c.unreachable_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else Recipient(*row)


def oldest_due(tx: Transaction, now: datetime) -> datetime | None:
    """Return since when the letter that waits longest, in any centre, is due; None without one.

    Tries that failed do not make it any younger.
    """
    oldest = select(func.min(letters.c.not_before)).where(_WAITING, letters.c.not_before <= now)
    found: datetime | None = tx.execute(oldest).scalar_one()
    return found


def given_up(tx: Transaction, since: datetime) -> int:
    """Count the letters of all centres given up since then because Telegram refuses them."""
    query = select(func.count()).where(
        letters.c.dropped_at >= since, letters.c.why.not_in(list(Dropped))
    )
    return tx.execute(query).scalar_one()


def last_sent(tx: Transaction, centre_id: int) -> dict[int, datetime]:
    """Return when each person of a centre was last sent a letter; who never was is left out.

    Who works for several centres has one letter, kept under any of them.
    """
    theirs = select(roles.c.person_id).where(roles.c.centre_id == centre_id)
    rows = tx.execute(
        select(letters.c.person_id, func.max(letters.c.sent_at))
        .where(letters.c.person_id.in_(theirs), letters.c.sent_at.is_not(None))
        .group_by(letters.c.person_id)
    )
    return {row[0]: row[1] for row in rows}


def counts(tx: Transaction, centre_id: int) -> Letters:
    """Count a centre's letters, and its people whom letters cannot reach."""
    waiting = letters.c.sent_at.is_(None) & letters.c.dropped_at.is_(None)
    tried = letters.c.attempts > 0
    planned, sent, retrying = tx.execute(
        select(
            func.count().filter(waiting & ~tried),
            func.count().filter(letters.c.sent_at.is_not(None)),
            func.count().filter(waiting & tried),
        ).where(letters.c.centre_id == centre_id)
    ).one()
    unreachable = tx.execute(
        select(func.count())
        .select_from(people)
        .where(
            people.c.unreachable_at.is_not(None),
            people.c.id.in_(select(roles.c.person_id).where(roles.c.centre_id == centre_id)),
        )
    ).scalar_one()
    return Letters(planned, sent, retrying, unreachable)


_other = letters.alias("other")
_UNDER_WAY = (
    _other.c.taken_until > bindparam("now"),
    _other.c.sent_at.is_(None),
    _other.c.dropped_at.is_(None),
)

# Built once: on the way of every letter and of every tap, building costs more than asking.
_NEXT = (
    select(letters)
    .where(
        _WAITING,
        letters.c.not_before <= bindparam("due_by"),
        # Its own row is asked too: PostgreSQL looks at that anew when another worker has just let
        # go of it, and at the others as they were.
        or_(letters.c.taken_until.is_(None), letters.c.taken_until <= bindparam("now")),
        # Two questions, not one with an «or»: each has an index of its own to answer it.
        ~exists().where(_other.c.person_id == letters.c.person_id, *_UNDER_WAY),
        ~exists().where(_other.c.group_id == letters.c.group_id, *_UNDER_WAY),
    )
    .order_by(letters.c.not_before, letters.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)

_TOUCHED = (
    select(letter_items.c.letter_id)
    .join(letters, letters.c.id == letter_items.c.letter_id)
    .where(_WAITING, among(letter_items.c.task_id, "task_ids"))
)


def _change(tx: Transaction, letter_id: int, **facts: object) -> None:
    tx.execute(update(letters).where(letters.c.id == letter_id).values(**facts))


def _letter(row: Row[Any]) -> Letter | GroupLetter:
    kind = LetterKind(row.kind)
    if row.group_id is None:
        return Letter(row.id, row.key, row.centre_id, row.person_id, kind, row.attempts)
    return GroupLetter(row.id, row.key, row.centre_id, row.group_id, kind, row.attempts)
