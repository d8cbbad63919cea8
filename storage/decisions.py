"""Decisions: letters to those who have asked for another deadline."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, true, update

from storage.database import Transaction, insert
from storage.domain.letters import Letter, LetterKind, Rung, Stage
from storage.domain.postponing import Postponement
from storage.tables import letter_items, letters

DECISION = Stage(0, Rung.DECISION)


def tell(
    tx: Transaction,
    centre_id: int,
    decided: Postponement,
    person_ids: Iterable[int],
    now: datetime,
) -> None:
    """Owe a letter about a decision; what is decided before that letter goes comes with it."""
    for person_id in person_ids:
        letter_id = _waiting(tx, LetterKind.DECIDED, person_id, centre_id, now)
        if letter_id is None:
            letter_id = tx.execute(
                insert(letters)
                .values(
                    key=f"{LetterKind.DECIDED}:{person_id}:{decided.id}",
                    centre_id=centre_id,
                    person_id=person_id,
                    kind=LetterKind.DECIDED,
                    not_before=now,
                )
                .returning(letters.c.id)
            ).scalar_one()
        tx.execute(
            insert(letter_items).on_conflict_do_nothing(),
            {
                "key": f"{person_id}:{decided.task_id}:{decided.id}:{DECISION}",
                "letter_id": letter_id,
                "task_id": decided.task_id,
                "stage": str(DECISION),
            },
        )


def join_digest(tx: Transaction, letter: Letter, now: datetime) -> bool:
    """Let a digest that is about to go carry the decisions of a letter; say whether one does."""
    digest = _waiting(tx, LetterKind.DIGEST, letter.person_id, letter.centre_id, now)
    if digest is None:
        return False
    tx.execute(
        update(letter_items).where(letter_items.c.letter_id == letter.id).values(letter_id=digest)
    )
    return True


def leave_digest(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Let the decisions in a digest that is given up go by a letter of their own.

    For whoever gives a letter up; any other than a digest is left as it is.
    """
    if letter.kind is not LetterKind.DIGEST:
        return
    of = (letter_items.c.letter_id == letter.id, letter_items.c.stage == str(DECISION))
    first = tx.execute(select(func.min(letter_items.c.id)).where(*of)).scalar_one()
    if first is None:
        return
    fresh = {"not_before": now, "dropped_at": None, "why": None, "attempts": 0}
    alone = (
        insert(letters)
        .values(
            key=f"{LetterKind.DECIDED}:{letter.person_id}:item{first}",
            centre_id=letter.centre_id,
            person_id=letter.person_id,
            kind=LetterKind.DECIDED,
            not_before=now,
        )
        .on_conflict_do_update(index_elements=["key"], set_=fresh)
        .returning(letters.c.id)
    )
    to = tx.execute(alone).scalar_one()
    tx.execute(update(letter_items).where(*of).values(letter_id=to))


def tasks_in(tx: Transaction, letter_id: int) -> list[int]:
    """Return the tasks about which a letter brings a decision, in its order."""
    return list(tx.execute(_TASKS_IN, {"letter": letter_id}).scalars())


def _waiting(
    tx: Transaction, kind: LetterKind, person_id: int, centre_id: int, now: datetime
) -> int | None:
    """Return a letter of a kind that nobody is sending yet, and hold it; a digest of any centre.

    Whoever would send it now waits, or sends another: what it takes in must not come too late.
    """
    of_any = kind is LetterKind.DIGEST
    query = (
        select(letters.c.id)
        .where(
            letters.c.person_id == person_id,
            true() if of_any else letters.c.centre_id == centre_id,
            letters.c.kind == kind,
            letters.c.sent_at.is_(None),
            letters.c.dropped_at.is_(None),
            or_(letters.c.taken_until.is_(None), letters.c.taken_until <= now),
        )
        .order_by(letters.c.id)
        .limit(1)
        .with_for_update()
    )
    return tx.execute(query).scalar_one_or_none()


# Built once: every letter is asked about on its way, and building costs more than asking.
_TASKS_IN = (
    select(letter_items.c.task_id)
    .where(
        letter_items.c.letter_id == bindparam("letter"),
        letter_items.c.stage == str(DECISION),
    )
    .order_by(letter_items.c.id)
)
