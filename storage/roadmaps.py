"""Roadmaps: entering an accepted one, and looking at those a centre has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from storage.database import Transaction
from storage.domain.draft import Draft, DraftRow
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.participants import Schools
from storage.domain.parties import OrganisationKind
from storage.domain.terms import Term, TermKind, Window
from storage.tables import activities, roadmaps, sections, tasks


@dataclass(frozen=True, slots=True)
class Roadmap:
    """An approved document of a centre."""

    id: int
    title: str
    order_number: str | None
    order_date: date | None
    period: Window
    active: bool
    schools: Schools = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of a roadmap: what it is called, when it is due, and which kinds answer for it."""

    id: int
    roadmap_id: int
    number: str
    title: str
    term: str
    period: Window
    reading: Term
    parties: tuple[OrganisationKind, ...]
    chosen: tuple[str, ...] = ()


def enter(
    tx: Transaction,
    centre_id: int,
    draft: Draft,
    period: Window,
    schools: Schools,
    now: datetime,
    *,
    active: bool,
) -> int:
    """Write an accepted draft down and return the roadmap's id."""
    roadmap_id = int(
        tx.execute(
            insert(roadmaps)
            .values(
                centre_id=centre_id,
                title=draft.title,
                order_number=draft.order_number,
                order_date=draft.order_date,
                starts_on=period.start,
                ends_on=period.end,
                status="active" if active else "archived",
                schools=_kept(schools),
                created_at=now,
            )
            .returning(roadmaps.c.id)
        ).scalar_one()
    )
    section_ids = _enter_sections(tx, roadmap_id, draft.sections)
    rows = [
        {
            "roadmap_id": roadmap_id,
            "section_id": section_ids.get(row.section or ""),
            "position": position,
            "number": number,
            "number_as_written": row.number_as_written,
            **cells(row, row.reading, kinds_of(row), row.chosen, row.by_hand),
        }
        for position, (row, number) in enumerate(
            zip(draft.rows, numbers_of(draft.rows), strict=True)
        )
        if not row.left_out
    ]
    if rows:
        tx.execute(insert(activities), rows)
    return roadmap_id


def cells(
    row: DraftRow,
    reading: Term,
    parties: tuple[OrganisationKind, ...],
    chosen: tuple[str, ...],
    by_hand: bool,
) -> dict[str, object]:
    """Return what a row says, as the table of activities keeps it."""
    return {
        "title": row.title,
        "responsible": row.responsible,
        "term": row.term,
        "kind": reading.kind,
        "recurrence": reading.recurrence,
        "windows": [[w.start.isoformat(), w.end.isoformat()] for w in reading.windows],
        "parties": parties,
        "chosen": list(chosen) or None,
        "by_hand": by_hand,
        "result": row.result,
    }


def of_centre(tx: Transaction, centre_id: int) -> tuple[Roadmap, ...]:
    """List a centre's roadmaps, the newest first."""
    rows = tx.execute(
        select(roadmaps).where(roadmaps.c.centre_id == centre_id).order_by(roadmaps.c.id.desc())
    )
    return tuple(_roadmap(row) for row in rows)


def set_schools(tx: Transaction, roadmap_id: int, schools: Schools) -> None:
    """Say which schools a roadmap is for."""
    tx.execute(update(roadmaps).where(roadmaps.c.id == roadmap_id).values(schools=_kept(schools)))


def archive(tx: Transaction, centre_id: int, roadmap_id: int) -> None:
    """Keep a roadmap for the record: nobody is reminded of it any more."""
    tx.execute(
        update(roadmaps)
        .where(roadmaps.c.id == roadmap_id, roadmaps.c.centre_id == centre_id)
        .values(status="archived")
    )


def activity(tx: Transaction, centre_id: int, activity_id: int) -> Activity | None:
    """Return an activity of this centre."""
    rows = tx.execute(
        _ACTIVITIES.where(activities.c.id == activity_id, roadmaps.c.centre_id == centre_id)
    )
    return next(map(_activity, rows), None)


def activities_of(tx: Transaction, roadmap_id: int) -> tuple[Activity, ...]:
    """List the rows of a roadmap that are in force, in the document's order."""
    rows = tx.execute(
        _ACTIVITIES.where(activities.c.roadmap_id == roadmap_id, activities.c.gone_at.is_(None))
    )
    return tuple(map(_activity, rows))


def count_activities(tx: Transaction, centre_id: int) -> int:
    """Count the activities in force of a centre's active roadmaps."""
    return tx.execute(
        select(func.count())
        .select_from(activities)
        .join(roadmaps, roadmaps.c.id == activities.c.roadmap_id)
        .where(
            roadmaps.c.centre_id == centre_id,
            roadmaps.c.status == "active",
            activities.c.gone_at.is_(None),
        )
    ).scalar_one()


def has_work(tx: Transaction, centre_id: int) -> bool:
    """Whether anything is still to be done in a centre."""
    open_ = (
        select(tasks.c.id)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(
            tasks.c.centre_id == centre_id,
            tasks.c.state == "open",
            roadmaps.c.status == "active",
        )
    )
    return tx.execute(open_.limit(1)).first() is not None


def _enter_sections(tx: Transaction, roadmap_id: int, titles: tuple[str, ...]) -> dict[str, int]:
    rows = [
        {"roadmap_id": roadmap_id, "position": position, "title": title}
        for position, title in enumerate(titles)
    ]
    if not rows:
        return {}
    entered = tx.execute(
        insert(sections).returning(sections.c.id, sort_by_parameter_order=True), rows
    )
    return dict(zip(titles, entered.scalars(), strict=True))


_ACTIVITIES = (
    select(activities, roadmaps.c.starts_on, roadmaps.c.ends_on)
    .join(roadmaps, roadmaps.c.id == activities.c.roadmap_id)
    .order_by(activities.c.position)
)


def _activity(row: Row[Any]) -> Activity:
    windows = tuple(
        Window(date.fromisoformat(start), date.fromisoformat(end)) for start, end in row.windows
    )
    return Activity(
        id=row.id,
        roadmap_id=row.roadmap_id,
        number=row.number,
        title=row.title,
        term=row.term,
        period=Window(row.starts_on, row.ends_on),
        reading=Term(TermKind(row.kind), windows, row.recurrence),
        parties=tuple(OrganisationKind(kind) for kind in row.parties),
        chosen=tuple(row.chosen or ()),
    )


def _roadmap(row: Row[Any]) -> Roadmap:
    return Roadmap(
        id=row.id,
        title=row.title,
        order_number=row.order_number,
        order_date=row.order_date,
        period=Window(row.starts_on, row.ends_on),
        active=row.status == "active",
        schools=None if row.schools is None else frozenset(row.schools),
    )


def _kept(schools: Schools) -> list[int] | None:
    return None if schools is None else sorted(schools)
