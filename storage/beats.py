"""Beats: when each wheel of the machine last turned."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction, insert
from storage.tables import beats


def beat(tx: Transaction, name: str, at: datetime) -> None:
    """Write down that `name` turned at the moment `at`."""
    row = insert(beats).values(name=name, at=at)
    tx.execute(row.on_conflict_do_update(index_elements=["name"], set_={"at": row.excluded.at}))


def last(tx: Transaction) -> dict[str, datetime]:
    """Return the last turn of every wheel that has ever turned."""
    return {row.name: row.at for row in tx.execute(select(beats.c.name, beats.c.at))}
