"""Term changes: the record of every window that is not what it was; nothing is taken out of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select

from storage.database import Transaction
from storage.domain.postponing import Cause, TermChange
from storage.domain.terms import Window
from storage.tables import term_changes


def record(tx: Transaction, changes: Iterable[TermChange]) -> None:
    """Write down what became of terms, in the transaction that changes them."""
    rows = [
        {
            "task_id": change.task_id,
            "at": change.at,
            "person_id": change.person_id,
            "person_name": change.by,
            "cause": change.cause,
            "reason": change.reason,
            "started_on": change.before and change.before.start,
            "was_due_on": change.before and change.before.end,
            "starts_on": change.after and change.after.start,
            "due_on": change.after and change.after.end,
        }
        for change in changes
    ]
    if rows:
        tx.execute(insert(term_changes), rows)


def of_task(tx: Transaction, task_id: int) -> tuple[TermChange, ...]:
    """List how the term of a task has changed, oldest first."""
    rows = tx.execute(
        select(term_changes).where(term_changes.c.task_id == task_id).order_by(term_changes.c.id)
    )
    return tuple(_change(row) for row in rows)


def _change(row: Row[Any]) -> TermChange:
    return TermChange(
        row.task_id,
        Cause(row.cause),
        _window(row.started_on, row.was_due_on),
        _window(row.starts_on, row.due_on),
        row.person_id,
        row.person_name,
        row.at,
        row.reason,
    )


def _window(start: date | None, end: date | None) -> Window | None:
    return None if start is None or end is None else Window(start, end)
