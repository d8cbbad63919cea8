"""Snoozes: tasks that a person has put off, and the reminders that come again after."""

from datetime import date

from sqlalchemy import delete, select, update

from storage.database import Transaction, insert
from storage.tables import letter_items, letters, snoozes


def put_off(tx: Transaction, person_id: int, task_id: int, until: date) -> None:
    """Do not speak of a task to a person before that day, and then do.

    Whatever they were told of it counts as not told: on that day its stage is owed again.
    """
    tx.execute(
        insert(snoozes)
        .values(person_id=person_id, task_id=task_id, until=until)
        .on_conflict_do_update(index_elements=["person_id", "task_id"], set_={"until": until})
    )
    mine = letter_items.c.task_id == task_id
    of_person = select(letters.c.id).where(letters.c.person_id == person_id)
    unsent = of_person.where(letters.c.sent_at.is_(None))
    reminders = letter_items.c.stage.like("D%")
    tx.execute(delete(letter_items).where(mine, reminders, letter_items.c.letter_id.in_(unsent)))
    # The letter keeps its line; only the name is given free for another letter to carry it.
    tx.execute(
        update(letter_items)
        .where(
            mine,
            reminders,
            letter_items.c.letter_id.in_(of_person),
            ~letter_items.c.key.contains("~"),
        )
        .values(key=letter_items.c.key + f"~{until}")
    )


def of_person(tx: Transaction, person_id: int, today: date) -> dict[int, date]:
    """Return what a person has put off and until when, by task."""
    query = select(snoozes.c.task_id, snoozes.c.until).where(
        snoozes.c.person_id == person_id, snoozes.c.until > today
    )
    return {row.task_id: row.until for row in tx.execute(query)}
