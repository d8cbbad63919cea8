"""Readings: which message says how far the reading of a document is, should that begin anew."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction, insert
from storage.tables import readings


def message_of(tx: Transaction, update_id: int) -> int | None:
    """Return the message that tells of the document which came with an update."""
    return tx.execute(
        select(readings.c.message_id).where(readings.c.update_id == update_id)
    ).scalar_one_or_none()


def begin(tx: Transaction, update_id: int, message_id: int, now: datetime) -> None:
    """Note the message: a bot that is ended amid the reading and starts again edits that one."""
    row = insert(readings).values(update_id=update_id, message_id=message_id, at=now)
    tx.execute(row.on_conflict_do_nothing())


def forget(tx: Transaction, before: datetime) -> int:
    """Drop what Telegram will not deliver again, and count it."""
    return tx.execute(delete(readings).where(readings.c.at < before)).rowcount
