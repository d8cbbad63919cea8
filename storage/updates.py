"""Updates whose effect is committed: when Telegram delivers one again, nothing happens twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import delete

from storage.database import Transaction, insert
from storage.tables import updates

P = ParamSpec("P")
T = TypeVar("T")

# Built once: every tap passes here.
_RECORD = insert(updates).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@dataclass(frozen=True, slots=True)
class Once:
    """The update that causes a write, and when it was handled."""

    update_id: int
    at: datetime


class Repeated(Exception):  # noqa: N818 - good news: the work is done already
    """The effect of this update is committed already; nothing was run."""


def once(
    tx: Transaction,
    update: Once,
    fn: Callable[Concatenate[Transaction, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Return `fn(tx, …)` and record the update with it; raise Repeated when it stands there.

    For `await db.write(once, Once(update_id, now), mark_done, who, task_id)`. Both commit
    together, so a crash leaves either the effect and the record or neither. A refusal records
    nothing: heard again, the update is refused again.
    """
    if not record(tx, update.update_id, update.at):
        raise Repeated(update.update_id)
    return fn(tx, *args, **kwargs)


def record(tx: Transaction, update_id: int, at: datetime) -> bool:
    """Write down that the update has its effect; False when that was written before."""
    return tx.execute(_RECORD, {"id": update_id, "at": at}).rowcount == 1


def forget(tx: Transaction, before: datetime) -> int:
    """Drop the records from before that moment, and count them; a day is all Telegram repeats."""
    return tx.execute(delete(updates).where(updates.c.at < before)).rowcount
