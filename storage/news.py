"""News: a letter to those whom a changed roadmap touches, one a person and occasion."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select

from storage.among import among
from storage.database import Transaction, insert
from storage.domain.letters import LetterKind, Rung, Stage
from storage.domain.tasks import State
from storage.tables import letter_items, letters, tasks

NEWS = Stage(0, Rung.NEWS)


def tell(
    tx: Transaction,
    centre_id: int,
    occasion: int | str,
    touched: Iterable[tuple[int, Collection[int], Collection[int]]],
    now: datetime,
) -> None:
    """Owe a letter about what has changed on an occasion; told before is not told again.

    `touched` are organisations, the activities that changed for each, and who is told there. Of
    an activity with many windows the letter names the nearest that is open.
    """
    of_person: defaultdict[int, list[int]] = defaultdict(list)
    for organisation_id, activity_ids, person_ids in touched:
        named = _named(tx, organisation_id, activity_ids)
        for person_id in person_ids:
            of_person[person_id] += named
    for person_id, task_ids in of_person.items():
        _owe(tx, centre_id, occasion, person_id, task_ids, now)


def tasks_in(tx: Transaction, letter_id: int) -> list[int]:
    """Return the tasks that a letter of news names, in its order."""
    rows = tx.execute(
        select(letter_items.c.task_id)
        .where(letter_items.c.letter_id == letter_id)
        .order_by(letter_items.c.id)
    )
    return list(rows.scalars())


def _named(tx: Transaction, organisation_id: int, activity_ids: Collection[int]) -> list[int]:
    rows = tx.execute(
        select(tasks.c.id, tasks.c.activity_id, tasks.c.state)
        .where(
            tasks.c.organisation_id == organisation_id, among(tasks.c.activity_id, activity_ids)
        )
        .order_by(tasks.c.due_on, tasks.c.ordinal)
    ).all()
    nearest: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.state != State.OPEN):
        nearest.setdefault(row.activity_id, row.id)
    return [nearest[activity_id] for activity_id in activity_ids if activity_id in nearest]


def _owe(
    tx: Transaction,
    centre_id: int,
    occasion: int | str,
    person_id: int,
    task_ids: list[int],
    now: datetime,
) -> None:
    letter_id = tx.execute(
        insert(letters)
        .values(
            key=f"{LetterKind.REVISED}:{person_id}:{occasion}",
            centre_id=centre_id,
            person_id=person_id,
            kind=LetterKind.REVISED,
            not_before=now,
        )
        .on_conflict_do_nothing()
        .returning(letters.c.id)
    ).scalar_one_or_none()
    if letter_id is None or not task_ids:
        return
    rows = [
        {
            "key": f"{person_id}:{task_id}:{occasion}:{NEWS}",
            "letter_id": letter_id,
            "task_id": task_id,
            "stage": str(NEWS),
        }
        for task_id in task_ids
    ]
    tx.execute(insert(letter_items).on_conflict_do_nothing(), rows)
