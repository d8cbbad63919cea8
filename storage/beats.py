"""Beats: when each wheel of the machine last turned, and what it saw then."""

from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction, insert
from storage.tables import beats

_BEAT = insert(beats)
_BEAT = _BEAT.on_conflict_do_update(
    index_elements=["name"],
    set_={
        "at": _BEAT.excluded.at,
        "note": func.coalesce(_BEAT.excluded.note, beats.c.note),
    },
)


def beat(tx: Transaction, name: str, at: datetime, note: str | None = None) -> None:
    """Write down that `name` turned at the moment `at`; without a note the last one stays."""
    tx.execute(_BEAT, {"name": name, "at": at, "note": note})


def last(tx: Transaction) -> dict[str, datetime]:
    """Return the last turn of every wheel that has ever turned."""
    return {row.name: row.at for row in tx.execute(select(beats.c.name, beats.c.at))}


def note_of(tx: Transaction, name: str) -> str | None:
    """Return what a wheel last noted; None when it never did."""
    return tx.execute(select(beats.c.note).where(beats.c.name == name)).scalar_one_or_none()
