"""Tasks and their marks. Every function takes the caller's transaction and none commits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from storage import centres
from storage.among import among
from storage.database import Transaction
from storage.domain.people import Person
from storage.domain.tasks import Mark, State, Task, late_from
from storage.domain.terms import TermKind, Window
from storage.tables import (
    activities,
    marks,
    organisations,
    postponements,
    roadmaps,
    sections,
    tasks,
)


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be entered; `window` is None until somebody sets a date."""

    centre_id: int
    roadmap_id: int
    activity_id: int
    organisation_id: int
    ordinal: int
    window: Window | None


def add(tx: Transaction, new: Iterable[NewTask], today: date) -> int:
    """Enter tasks, which come to their organisations today, and say how many."""
    rows = [
        {
            "centre_id": task.centre_id,
            "roadmap_id": task.roadmap_id,
            "activity_id": task.activity_id,
            "organisation_id": task.organisation_id,
            "ordinal": task.ordinal,
            "starts_on": task.window and task.window.start,
            "due_on": task.window and task.window.end,
            "late_from": late_from(task.window, today),
        }
        for task in new
    ]
    if rows:
        tx.execute(insert(tasks), rows)
    return len(rows)


def get(tx: Transaction, centre_id: int, task_id: int, *, lock: bool = False) -> Task | None:
    """Return a task of this centre; with `lock`, nobody else marks it until the commit."""
    if lock:
        # SQLite has one writer and ignores this; PostgreSQL makes the second tap wait.
        tx.execute(select(tasks.c.id).where(tasks.c.id == task_id).with_for_update())
    found = _many(tx, tasks.c.id == task_id, tasks.c.centre_id == centre_id)
    return found[0] if found else None


def centre_of(tx: Transaction, task_id: int) -> int | None:
    """Return the centre of a task; None when there is no such task."""
    return tx.execute(select(tasks.c.centre_id).where(tasks.c.id == task_id)).scalar_one_or_none()


def by_ids(tx: Transaction, ids: Collection[int]) -> dict[int, Task]:
    """Return tasks by their ids; those that are no more are left out."""
    if not ids:
        return {}
    return {task.id: task for task in _many(tx, among(tasks.c.id, ids))}


def of_organisations(
    tx: Transaction, centre_id: int, organisation_ids: Collection[int]
) -> tuple[Task, ...]:
    """List all tasks of active roadmaps that these organisations owe, nearest deadline first."""
    if not organisation_ids:
        return ()
    return _many(
        tx,
        tasks.c.centre_id == centre_id,
        among(tasks.c.organisation_id, organisation_ids),
        roadmaps.c.status == "active",
    )


def overdue(tx: Transaction, centre_id: int, today: date) -> tuple[Task, ...]:
    """List what a whole centre is late with, the oldest first."""
    return _many(
        tx,
        tasks.c.centre_id == centre_id,
        tasks.c.due_on < today,
        tasks.c.state == State.OPEN,
        roadmaps.c.status == "active",
    )


def due_dates(tx: Transaction, centre_id: int, after: date) -> list[date]:
    """List the deadlines later than a day on which anything of a centre is open, in order."""
    query = (
        select(tasks.c.due_on)
        .distinct()
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(
            tasks.c.centre_id == centre_id,
            tasks.c.due_on > after,
            tasks.c.state == State.OPEN,
            roadmaps.c.status == "active",
        )
        .order_by(tasks.c.due_on)
    )
    return list(tx.execute(query).scalars())


def undated(tx: Transaction, centre_id: int) -> tuple[Task, ...]:
    """List a centre's open tasks that wait for a date, in the order of the roadmap."""
    return _many(
        tx,
        tasks.c.centre_id == centre_id,
        tasks.c.due_on.is_(None),
        tasks.c.state == State.OPEN,
        roadmaps.c.status == "active",
    )


def of_activity(tx: Transaction, centre_id: int, activity_id: int) -> tuple[Task, ...]:
    """List the tasks that one activity has become."""
    return _many(tx, tasks.c.centre_id == centre_id, tasks.c.activity_id == activity_id)


def count(tx: Transaction, roadmap_id: int) -> tuple[int, int]:
    """Count a roadmap's tasks, and those of them that have no date."""
    total, dated = tx.execute(
        select(func.count(), func.count(tasks.c.due_on)).where(tasks.c.roadmap_id == roadmap_id)
    ).one()
    return total, total - dated


def count_open(tx: Transaction, roadmap_id: int) -> dict[int, int]:
    """Count what of a roadmap is open at each organisation that has any of it."""
    query = (
        select(tasks.c.organisation_id, func.count().label("open"))
        .where(tasks.c.roadmap_id == roadmap_id, tasks.c.state == State.OPEN)
        .group_by(tasks.c.organisation_id)
    )
    return {row.organisation_id: row.open for row in tx.execute(query)}


def mark(tx: Transaction, task_id: int, who: Person, done_on: date, now: datetime) -> None:
    """Write down a mark on an open task."""
    tx.execute(
        insert(marks).values(
            task_id=task_id, person_id=who.id, person_name=who.name, at=now, done_on=done_on
        )
    )
    _set_state(tx, task_id, State.REPORTED)


def unmark(tx: Transaction, task_id: int, now: datetime) -> None:
    """Take the live mark of a task back; it stays on record."""
    tx.execute(
        update(marks)
        .where(marks.c.task_id == task_id, marks.c.undone_at.is_(None))
        .values(undone_at=now)
    )
    _set_state(tx, task_id, State.OPEN)


def set_window(tx: Transaction, task_ids: Collection[int], window: Window, today: date) -> None:
    """Give tasks a window today, whatever they had before."""
    tx.execute(
        update(tasks)
        .where(among(tasks.c.id, task_ids))
        .values(starts_on=window.start, due_on=window.end, late_from=late_from(window, today))
    )


def _set_state(tx: Transaction, task_id: int, state: State) -> None:
    tx.execute(update(tasks).where(tasks.c.id == task_id).values(state=state))


_siblings = tasks.alias("siblings")

_WINDOWS = (
    select(func.count())
    .where(
        _siblings.c.activity_id == tasks.c.activity_id,
        _siblings.c.organisation_id == tasks.c.organisation_id,
        # A window that a later document has no more is not one of those that are counted.
        or_(_siblings.c.state != State.CANCELLED, _siblings.c.id == tasks.c.id),
    )
    .scalar_subquery()
)

_QUERY = (
    select(
        tasks.c.id.label("task_id"),
        tasks.c.roadmap_id,
        tasks.c.activity_id,
        tasks.c.ordinal,
        tasks.c.starts_on,
        tasks.c.due_on,
        tasks.c.late_from,
        tasks.c.state,
        _WINDOWS.label("windows"),
        activities.c.number,
        activities.c.title,
        activities.c.responsible,
        activities.c.term,
        activities.c.kind.label("term_kind"),
        activities.c.result,
        sections.c.title.label("section"),
        marks.c.id.label("mark_id"),
        marks.c.person_id.label("marked_by"),
        marks.c.person_name,
        marks.c.at,
        marks.c.done_on,
        postponements.c.until.label("asked"),
        organisations,
    )
    .join(activities, activities.c.id == tasks.c.activity_id)
    .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
    .join(organisations, organisations.c.id == tasks.c.organisation_id)
    .outerjoin(sections, sections.c.id == activities.c.section_id)
    .outerjoin(marks, and_(marks.c.task_id == tasks.c.id, marks.c.undone_at.is_(None)))
    .outerjoin(
        postponements,
        and_(postponements.c.task_id == tasks.c.id, postponements.c.settled_at.is_(None)),
    )
    .order_by(
        tasks.c.due_on.is_(None), tasks.c.due_on, tasks.c.roadmap_id, activities.c.position,
        tasks.c.organisation_id, tasks.c.ordinal,
    )
)  # fmt: skip


def _many(tx: Transaction, *conditions: ColumnElement[bool]) -> tuple[Task, ...]:
    return tuple(_task(row) for row in tx.execute(_QUERY.where(*conditions)))


def _task(row: Row[*tuple[Any, ...]]) -> Task:
    return Task(
        id=row.task_id,
        centre_id=row.centre_id,
        roadmap_id=row.roadmap_id,
        activity_id=row.activity_id,
        organisation=centres.organisation_of(row),
        number=row.number,
        title=row.title,
        section=row.section,
        responsible=row.responsible,
        term=row.term,
        kind=TermKind(row.term_kind),
        result=row.result,
        ordinal=row.ordinal,
        of=row.windows,
        window=None if row.due_on is None else Window(row.starts_on, row.due_on),
        state=State(row.state),
        mark=_mark(row),
        asked=row.asked,
        known_on=None if row.late_from == row.due_on else row.late_from,
    )


def _mark(row: Row[*tuple[Any, ...]]) -> Mark | None:
    if row.mark_id is None:
        return None
    return Mark(row.marked_by, row.person_name, row.at, row.done_on)
