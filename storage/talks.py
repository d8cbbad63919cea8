"""Questions that wait for typed words: kept in a row, so that a restart forgets nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from storage.database import Transaction
from storage.tables import talks


@dataclass(frozen=True, slots=True)
class Talk:
    """What the bot has asked a person, and the facts the answer belongs to."""

    about: str
    facts: dict[str, Any]


def ask(tx: Transaction, person_id: int, about: str, now: datetime, **facts: int | str) -> None:
    """Remember a question; it replaces the one before."""
    settle(tx, person_id)
    tx.execute(insert(talks).values(person_id=person_id, about=about, facts=facts, asked_at=now))


def pending(tx: Transaction, person_id: int, *, asked_after: datetime) -> Talk | None:
    """Return the question that waits for this person's words, unless it is too old."""
    row = tx.execute(
        select(talks).where(talks.c.person_id == person_id, talks.c.asked_at > asked_after)
    ).one_or_none()
    return None if row is None else Talk(row.about, dict(row.facts))


def settle(tx: Transaction, person_id: int) -> None:
    """Forget the question: it was answered or given up."""
    tx.execute(delete(talks).where(talks.c.person_id == person_id))


def leave(tx: Transaction, person_id: int, about: str) -> None:
    """Forget the question if it is about this; any other goes on waiting."""
    tx.execute(delete(talks).where(talks.c.person_id == person_id, talks.c.about == about))
