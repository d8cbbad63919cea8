"""Postponements: requests for another deadline, from the asking to the decision."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.among import among
from storage.database import Transaction
from storage.domain.letters import LetterKind, Rung
from storage.domain.people import Actor, Person, Role
from storage.domain.postponing import Outcome, Postponement, Settled
from storage.domain.tasks import Task
from storage.tables import letter_items, letters, people, postponements, roadmaps, roles, tasks

_OPEN = postponements.c.settled_at.is_(None)


def ask(
    tx: Transaction, task: Task, who: Person, due: date, until: date, reason: str, now: datetime
) -> int:
    """Write a request down and return its id; the task must have no open one."""
    return int(
        tx.execute(
            insert(postponements)
            .values(
                centre_id=task.centre_id,
                task_id=task.id,
                person_id=who.id,
                person_name=who.name,
                at=now,
                due_on=due,
                until=until,
                reason=reason,
            )
            .returning(postponements.c.id)
        ).scalar_one()
    )


def open_of(tx: Transaction, task_id: int) -> Postponement | None:
    """Return the request about a task that nobody has decided yet."""
    row = tx.execute(
        select(postponements).where(postponements.c.task_id == task_id, _OPEN)
    ).one_or_none()
    return None if row is None else _postponement(row)


def get(tx: Transaction, centre_id: int, postponement_id: int) -> Postponement | None:
    """Return a request of this centre, decided or not."""
    row = tx.execute(
        select(postponements).where(
            postponements.c.id == postponement_id, postponements.c.centre_id == centre_id
        )
    ).one_or_none()
    return None if row is None else _postponement(row)


def settle(
    tx: Transaction,
    postponement_id: int,
    outcome: Outcome,
    who: Person,
    now: datetime,
    answer: str = "",
) -> None:
    """Write down how a request ended."""
    _settle(tx, postponements.c.id == postponement_id, outcome, who, now, answer)


def close(
    tx: Transaction, task_ids: Collection[int], outcome: Outcome, who: Actor, now: datetime
) -> dict[int, int]:
    """End the open requests about tasks; return those that were open, by task."""
    return _settle(tx, among(postponements.c.task_id, task_ids), outcome, who, now, "")


def reopen(tx: Transaction, task: Task, marked_at: datetime) -> int | None:
    """Let the request wait again that a mark of that moment had closed; return its id.

    Unless the deadline has changed since: nobody has asked for another one than the new.
    """
    if task.window is None:
        return None
    opened = (
        update(postponements)
        .where(
            postponements.c.task_id == task.id,
            postponements.c.outcome == Outcome.DONE,
            postponements.c.settled_at == marked_at,
            postponements.c.due_on == task.window.end,
        )
        .values(settled_at=None, outcome=None, settled_by=None, settled_by_name=None, answer=None)
        .returning(postponements.c.id)
    )
    found: int | None = tx.execute(opened).scalar_one_or_none()
    return found


def waiting(
    tx: Transaction, centre_id: int, organisation_ids: Collection[int] | None = None
) -> tuple[Postponement, ...]:
    """List the requests of a centre that wait, the oldest first; None means of all its schools."""
    query = (
        select(postponements)
        .join(tasks, tasks.c.id == postponements.c.task_id)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(_OPEN, postponements.c.centre_id == centre_id, roadmaps.c.status == "active")
        .order_by(postponements.c.id)
    )
    if organisation_ids is not None:
        query = query.where(among(tasks.c.organisation_id, organisation_ids))
    return tuple(_postponement(row) for row in tx.execute(query))


def waiting_for(tx: Transaction, person_id: int, centre_id: int) -> int:
    """Count the requests of a centre that wait for this person's decision."""
    return tx.execute(_WAITING_FOR, {"person": person_id, "centre": centre_id}).scalar_one()


def last_to_deciders(
    tx: Transaction, centre_ids: Collection[int]
) -> list[tuple[int, int, datetime | None]]:
    """List those in these centres for whose decision a request waits.

    Each with the centre and the moment of their last digest; those for whom one waits, or who
    cannot be reached, are left out.
    """
    mine = and_(letters.c.person_id == roles.c.person_id, letters.c.kind == LetterKind.DIGEST)
    last = select(func.max(letters.c.sent_at)).where(mine).scalar_subquery()
    waits = select(letters.c.id).where(
        mine, letters.c.sent_at.is_(None), letters.c.dropped_at.is_(None)
    )
    rows = tx.execute(
        select(roles.c.person_id, roles.c.centre_id, last)
        .distinct()
        .select_from(postponements)
        .join(tasks, tasks.c.id == postponements.c.task_id)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .join(roles, roles.c.centre_id == postponements.c.centre_id)
        .join(people, people.c.id == roles.c.person_id)
        .where(
            _OPEN,
            roadmaps.c.status == "active",
            _decides(),
            among(roles.c.centre_id, centre_ids),
            people.c.unreachable_at.is_(None),
            ~waits.exists(),
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def decided(tx: Transaction, task_ids: Collection[int]) -> dict[int, Postponement]:
    """Return the last decision about each of these tasks, by task."""
    if not task_ids:
        return {}
    rows = tx.execute(
        select(postponements)
        .where(
            among(postponements.c.task_id, task_ids),
            postponements.c.outcome.in_([Outcome.AGREED, Outcome.REFUSED]),
        )
        .order_by(postponements.c.settled_at, postponements.c.id)
    )
    return {row.task_id: _postponement(row) for row in rows}


def hold_back(tx: Transaction, task_ids: Collection[int]) -> None:
    """Take warnings and escalations of tasks out of unsent letters, to be owed again later."""
    unsent = select(letters.c.id).where(
        letters.c.sent_at.is_(None), letters.c.dropped_at.is_(None)
    )
    tx.execute(
        delete(letter_items).where(
            among(letter_items.c.task_id, task_ids),
            or_(
                *(
                    letter_items.c.stage.like(f"{rung}%")
                    for rung in (Rung.WARNING, Rung.ESCALATION)
                )
            ),
            letter_items.c.letter_id.in_(unsent),
        )
    )


def _settle(
    tx: Transaction,
    which: ColumnElement[bool],
    outcome: Outcome,
    who: Actor,
    now: datetime,
    answer: str,
) -> dict[int, int]:
    rows = tx.execute(
        update(postponements)
        .where(which, _OPEN)
        .values(
            settled_at=now,
            outcome=outcome,
            settled_by=who.id,
            settled_by_name=who.name,
            answer=answer,
        )
        .returning(postponements.c.task_id, postponements.c.id)
    )
    return {row.task_id: row.id for row in rows}


def _decides() -> ColumnElement[bool]:
    """Say in SQL what permissions.may_decide says of those who get letters about it."""
    return or_(
        roles.c.role == Role.METHODIST,
        and_(roles.c.role == Role.CURATOR, roles.c.organisation_id == tasks.c.organisation_id),
    )


# Built once: every letter is asked about on its way, and building costs more than asking.
_WAITING_FOR = (
    select(func.count(postponements.c.id.distinct()))
    .join(tasks, tasks.c.id == postponements.c.task_id)
    .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
    .join(roles, roles.c.centre_id == postponements.c.centre_id)
    .where(
        _OPEN,
        postponements.c.centre_id == bindparam("centre"),
        roadmaps.c.status == "active",
        roles.c.person_id == bindparam("person"),
        _decides(),
    )
)


def _postponement(row: Row[Any]) -> Postponement:
    return Postponement(
        row.id, row.task_id, row.person_id, row.person_name, row.at, row.due_on, row.until,
        row.reason, _settled(row),
    )  # fmt: skip


def _settled(row: Row[Any]) -> Settled | None:
    if row.settled_at is None:
        return None
    return Settled(
        Outcome(row.outcome), row.settled_by_name or "", row.settled_at, row.answer or ""
    )
