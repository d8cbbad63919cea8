"""Past: tasks whose deadline was over before their organisations could know of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, update

from storage.among import among
from storage.database import Transaction
from storage.domain.tasks import State
from storage.tables import tasks


@dataclass(frozen=True, slots=True)
class Past:
    """How many of a roadmap's tasks came too late: those that are asked for, those set aside."""

    asked: int = 0
    aside: int = 0


NOTHING = Past()


def of_roadmap(tx: Transaction, roadmap_id: int) -> Past:
    """Count what came too late of a roadmap; what was marked since counts no more."""
    counted = func.count()
    return Past(
        *tx.execute(
            select(
                counted.filter(tasks.c.state == State.OPEN),
                counted.filter(tasks.c.state == State.NOT_APPLICABLE),
            ).where(_came_late(roadmap_id))
        ).one()
    )


def set_aside(tx: Transaction, roadmap_id: int) -> list[int]:
    """Ask no more for what came too late and is open; return those tasks."""
    return _turn(tx, roadmap_id, State.OPEN, state=State.NOT_APPLICABLE)


def ask(tx: Transaction, roadmap_id: int, today: date) -> list[int]:
    """Ask from today on for what was set aside; return those tasks."""
    return _turn(tx, roadmap_id, State.NOT_APPLICABLE, state=State.OPEN, late_from=today)


def learn(tx: Transaction, task_ids: Collection[int], today: date) -> None:
    """Let these tasks come to their organisations today, as far as they are over."""
    if task_ids:
        _learn(tx, among(tasks.c.id, task_ids), today)


def learn_all(tx: Transaction, organisation_id: int, today: date) -> None:
    """Let everything come to an organisation today that is open and over there."""
    _learn(tx, tasks.c.organisation_id == organisation_id, today)


def _learn(tx: Transaction, which: ColumnElement[bool], today: date) -> None:
    over = (tasks.c.due_on < today, tasks.c.state == State.OPEN)
    tx.execute(update(tasks).where(which, *over).values(late_from=today))


def _turn(tx: Transaction, roadmap_id: int, before: State, **to: object) -> list[int]:
    changed = (
        update(tasks)
        .where(_came_late(roadmap_id), tasks.c.state == before)
        .values(**to)
        .returning(tasks.c.id)
    )
    return sorted(tx.execute(changed).scalars())


def _came_late(roadmap_id: int) -> ColumnElement[bool]:
    return (tasks.c.roadmap_id == roadmap_id) & (tasks.c.late_from > tasks.c.due_on)
