"""Documents that were read, and their previews until a methodist decides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, insert, or_, select, update

from storage.database import Transaction
from storage.domain.draft import Draft, draft_from_json, draft_to_json
from storage.tables import imports


@dataclass(frozen=True, slots=True)
class Import:
    """A document with its draft. It is settled once it was accepted (a roadmap) or declined."""

    id: int
    file_name: str
    draft: Draft
    settled: bool
    roadmap_id: int | None


def add(
    tx: Transaction,
    centre_id: int,
    person_id: int | None,
    file_name: str,
    file_hash: str,
    draft: Draft,
    now: datetime,
) -> int:
    """Keep a draft until somebody decides."""
    return int(
        tx.execute(
            insert(imports)
            .values(
                centre_id=centre_id,
                person_id=person_id,
                file_name=file_name,
                file_hash=file_hash,
                draft=draft_to_json(draft),
                created_at=now,
            )
            .returning(imports.c.id)
        ).scalar_one()
    )


def get(tx: Transaction, centre_id: int, import_id: int, *, lock: bool = False) -> Import | None:
    """Return an import of this centre; with `lock`, nobody else settles it until the commit."""
    query = select(imports).where(imports.c.id == import_id, imports.c.centre_id == centre_id)
    row = tx.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _import(row)


def is_settled(tx: Transaction, centre_id: int, import_id: int) -> bool | None:
    """Whether an import was decided, None when there is none; nobody settles it until the commit.

    Does not read the draft, which takes time.
    """
    row = tx.execute(
        select(imports.c.settled_at)
        .where(imports.c.id == import_id, imports.c.centre_id == centre_id)
        .with_for_update()
    ).one_or_none()
    return None if row is None else row.settled_at is not None


def same_file(tx: Transaction, centre_id: int, file_hash: str) -> int | None:
    """Find the import of the same bytes that still stands: open, or accepted and in force.

    One that was declined, or whose roadmap has taken a later document since, stands no more.
    """
    later = imports.alias("later")
    superseded = exists().where(
        later.c.roadmap_id == imports.c.roadmap_id, later.c.settled_at > imports.c.settled_at
    )
    query = (
        select(imports.c.id)
        .where(
            imports.c.centre_id == centre_id,
            imports.c.file_hash == file_hash,
            or_(
                imports.c.settled_at.is_(None),
                and_(imports.c.roadmap_id.is_not(None), ~superseded),
            ),
        )
        .order_by(imports.c.id.desc())
        .limit(1)
    )
    return tx.execute(query).scalar_one_or_none()


def replace_draft(tx: Transaction, import_id: int, draft: Draft) -> None:
    """Keep what the methodist has corrected."""
    tx.execute(update(imports).where(imports.c.id == import_id).values(draft=draft_to_json(draft)))


def settle(tx: Transaction, import_id: int, roadmap_id: int | None, now: datetime) -> None:
    """Write down what became of a draft: a roadmap, or nothing."""
    tx.execute(
        update(imports)
        .where(imports.c.id == import_id)
        .values(settled_at=now, roadmap_id=roadmap_id)
    )


def _import(row: Row[Any]) -> Import:
    return Import(
        id=row.id,
        file_name=row.file_name,
        draft=draft_from_json(row.draft),
        settled=row.settled_at is not None,
        roadmap_id=row.roadmap_id,
    )
