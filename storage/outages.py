"""Outages: when the bot heard nobody, and who may have tapped in vain."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, insert, or_, select

from storage.database import Transaction
from storage.domain.letters import Silence
from storage.tables import events, letters, outages, people


def add(tx: Transaction, silence: Silence) -> None:
    """Write down when the bot did not hear anybody."""
    tx.execute(insert(outages).values(since=silence.since, until=silence.until))


def since(tx: Transaction, moment: datetime) -> list[Silence]:
    """List the silences that ended after a moment, the last one first."""
    return [Silence(row.since, row.until) for row in tx.execute(_SINCE, {"moment": moment})]


def in_vain(tx: Transaction, centre_id: int, silence: Silence, before: timedelta) -> list[int]:
    """List people of a centre who were at work with the bot shortly `before` it fell silent.

    Those who have had a letter since, or have one waiting, are left out.
    """
    told = exists().where(
        letters.c.person_id == events.c.person_id,
        letters.c.dropped_at.is_(None),
        or_(letters.c.sent_at.is_(None), letters.c.sent_at >= silence.until),
    )
    at_work = (
        select(events.c.person_id)
        .distinct()
        .join(people, people.c.id == events.c.person_id)
        .where(
            events.c.centre_id == centre_id,
            events.c.at.between(silence.since - before, silence.until),
            people.c.unreachable_at.is_(None),
            ~told,
        )
        .order_by(events.c.person_id)
    )
    return list(tx.execute(at_work).scalars())


def heard_of(tx: Transaction, person_id: int, silence: Silence, before: datetime) -> bool:
    """Whether a person has had any letter since the bot was back, earlier than a moment."""
    letter = select(letters.c.id).where(
        letters.c.person_id == person_id,
        letters.c.sent_at >= silence.until,
        letters.c.sent_at < before,
    )
    return tx.execute(letter.limit(1)).first() is not None


# Built once: every letter is asked about on its way, and building costs more than asking.
_SINCE = (
    select(outages).where(outages.c.until > bindparam("moment")).order_by(outages.c.until.desc())
)
