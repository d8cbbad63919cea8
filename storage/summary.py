"""Counting a centre's tasks in the database: reading them all would be 30 times dearer."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, case, func, literal, select
from sqlalchemy.sql.expression import Select

from storage import centres
from storage.database import Transaction
from storage.domain.parties import OrganisationKind
from storage.domain.summary import Counts, OfOrganisation, OfSection
from storage.domain.tasks import SOON, Standing, State
from storage.domain.weeks import DueSoon
from storage.tables import activities, marks, roadmaps, sections, tasks

K = TypeVar("K")


def by_organisation(tx: Transaction, centre_id: int, today: date) -> tuple[OfOrganisation, ...]:
    """Count each organisation's tasks in active roadmaps: schools first, then the centre."""
    known = centres.organisations_of(tx, centre_id)
    query = _counting(centre_id, today).add_columns(tasks.c.organisation_id.label("key"))
    found = _gather(tx.execute(query.group_by(tasks.c.organisation_id)), lambda row: row.key)
    order = list(OrganisationKind)
    return tuple(
        OfOrganisation(organisation, *found.get(organisation.id, (Counts(), None)))
        for organisation in sorted(known, key=lambda o: (order.index(o.kind), o.id))
        if organisation.id in found or organisation.kind is OrganisationKind.SCHOOL
    )


def by_section(tx: Transaction, centre_id: int, today: date) -> tuple[OfSection, ...]:
    """Count each section's tasks in active roadmaps, in the order of the documents."""
    query = (
        _counting(centre_id, today)
        .add_columns(tasks.c.roadmap_id, sections.c.position, sections.c.title)
        .join(activities, activities.c.id == tasks.c.activity_id)
        .outerjoin(sections, sections.c.id == activities.c.section_id)
        .group_by(tasks.c.roadmap_id, sections.c.position, sections.c.title)
        .order_by(tasks.c.roadmap_id, func.coalesce(sections.c.position, -1))
    )
    found = _gather(tx.execute(query), lambda row: (row.roadmap_id, row.position, row.title))
    return tuple(OfSection(key[2], *counted) for key, counted in found.items())


def marks_since(tx: Transaction, centre_id: int, today: date) -> int:
    """Count the live marks of the last seven days."""
    return tx.execute(
        select(func.count())
        .select_from(marks)
        .join(tasks, tasks.c.id == marks.c.task_id)
        .where(
            tasks.c.centre_id == centre_id,
            marks.c.undone_at.is_(None),
            marks.c.done_on > today - timedelta(days=7),
        )
    ).scalar_one()


def due_between(tx: Transaction, centre_id: int, first: date, last: date) -> tuple[DueSoon, ...]:
    """List the activities that fall due in a span of days and are still open somewhere."""
    rows = tx.execute(
        select(activities.c.number, activities.c.title, tasks.c.due_on, func.count())
        .join(activities, activities.c.id == tasks.c.activity_id)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(
            tasks.c.centre_id == centre_id,
            tasks.c.state == State.OPEN,
            tasks.c.due_on.between(first, last),
            roadmaps.c.status == "active",
        )
        .group_by(
            activities.c.id,
            activities.c.number,
            activities.c.title,
            activities.c.position,
            tasks.c.due_on,
        )
        .order_by(tasks.c.due_on, activities.c.position, activities.c.id)
    )
    return tuple(DueSoon(*row) for row in rows)


def _standing(today: date) -> ColumnElement[str]:
    """Say in SQL what tasks.standing_of says in Python; a test holds the two together."""
    state, due = tasks.c.state, tasks.c.due_on
    return case(
        (state.in_([State.CANCELLED, State.NOT_APPLICABLE]), literal(Standing.CANCELLED.value)),
        (state != State.OPEN, state),
        (due.is_(None), literal(Standing.UNDATED.value)),
        (due < today, literal(Standing.OVERDUE.value)),
        (due <= today + SOON, literal(Standing.SOON.value)),
        (tasks.c.starts_on > today, literal(Standing.PLANNED.value)),
        else_=literal(Standing.OPEN.value),
    )


def _counting(centre_id: int, today: date) -> Select[*tuple[Any, ...]]:
    standing = _standing(today).label("standing")
    return (
        select(standing, func.count().label("n"), func.min(tasks.c.due_on).label("since"))
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(tasks.c.centre_id == centre_id, roadmaps.c.status == "active")
        .group_by(standing)
    )


def _gather(
    rows: Iterable[Row[*tuple[Any, ...]]], key: Callable[[Row[*tuple[Any, ...]]], K]
) -> dict[K, tuple[Counts, date | None]]:
    found: dict[K, tuple[Counts, date | None]] = {}
    for row in rows:
        counts, since = found.get(key(row), (Counts(), None))
        if row.standing == Standing.OVERDUE:
            since = row.since
        found[key(row)] = (counts + _counts(row.standing, row.n), since)
    return found


def _counts(standing: str, n: int) -> Counts:
    if standing == State.REPORTED:
        return Counts(total=n, done=n)
    if standing == State.ACCEPTED:
        return Counts(total=n, done=n, accepted=n)
    return Counts(total=n, **{standing: n})
