"""The journal: what happened in a centre, append-only, each event sealed with the last."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Row, bindparam, select, update

from storage.database import Transaction, insert
from storage.tables import chains, events

JSON: TypeAlias = "str | int | float | bool | Mapping[str, JSON] | Sequence[JSON] | None"

START = ""
"""What stands before the first event of a chain."""

# Built once: every tap writes here, and building a statement costs more than running it.
_OF_CENTRE = chains.c.centre_id == bindparam("of_centre")
_END = select(chains.c.ordinal, chains.c.hash).where(_OF_CENTRE).with_for_update()
_BEGIN = insert(chains).on_conflict_do_nothing()
_APPEND = insert(events).inline()  # nobody asks for the id
_END_AT = update(chains).where(_OF_CENTRE)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `ordinal` is its place in the journal of the centre, from 1."""

    centre_id: int
    ordinal: int
    at: datetime
    person_id: int | None
    kind: str
    facts: Mapping[str, Any]


class Damage(StrEnum):
    """What can be wrong with a journal."""

    CHANGED = "changed"  # the event is not what was sealed, or not in its place
    MISSING = "missing"  # an event is gone from the middle
    CUT = "cut"  # the last events are gone, or the end of the chain is not the one written down


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a journal does not hold: the first event there that is not as it was."""

    centre_id: int
    ordinal: int
    damage: Damage


def record(
    tx: Transaction,
    /,
    centre_id: int,
    now: datetime,
    kind: str,
    person_id: int | None = None,
    **facts: JSON,
) -> None:
    """Append an event to the journal of a centre; concurrent writers line up behind each other."""
    ordinal, before = _end(tx, centre_id)
    event = Event(centre_id, ordinal + 1, now, person_id, kind, facts)
    place = {"ordinal": event.ordinal, "hash": _seal(event, before)}
    what = {
        "centre_id": centre_id,
        "at": now,
        "person_id": person_id,
        "kind": kind,
        "facts": facts,
    }
    tx.execute(_APPEND, what | place)
    tx.execute(_END_AT, {"of_centre": centre_id} | place)


def events_of(
    tx: Transaction, centre_id: int, *, after: int = 0, kind: str | None = None
) -> Iterator[Event]:
    """Give the events of a centre that follow the ordinal `after`, oldest first."""
    query = select(events).where(events.c.centre_id == centre_id, events.c.ordinal > after)
    if kind is not None:
        query = query.where(events.c.kind == kind)
    return map(_event, tx.execute(query.order_by(events.c.ordinal)))


def verify(tx: Transaction) -> tuple[Break, ...]:
    """Check every journal from its first event to its end; nothing is found when all holds.

    To be read (`db.read`), so that all of it is of one moment.
    """
    ends = {row.centre_id: (row.ordinal, row.hash) for row in tx.execute(select(chains))}
    found: list[Break] = []
    query = select(events).order_by(events.c.centre_id, events.c.ordinal)
    rows = tx.execute(query.execution_options(yield_per=1000))
    for centre_id, chain in groupby(rows, key=lambda row: int(row.centre_id)):
        found.extend(_breaks(centre_id, chain, ends.pop(centre_id, None)))
    # Whoever has an end and no event has lost all of them.
    found.extend(Break(centre_id, 1, Damage.CUT) for centre_id in ends)
    return tuple(sorted(found, key=lambda found: (found.centre_id, found.ordinal)))


def _breaks(
    centre_id: int, chain: Iterator[Row[Any]], end: tuple[int, str] | None
) -> Iterator[Break]:
    ordinal, before = 0, START
    for row in chain:
        if row.ordinal != ordinal + 1:
            # The one after a gap cannot be checked: its seal holds what is lost.
            yield Break(centre_id, ordinal + 1, Damage.MISSING)
        elif row.hash != _seal(_event(row), before):
            yield Break(centre_id, row.ordinal, Damage.CHANGED)
        ordinal, before = row.ordinal, row.hash
    if end != (ordinal, before):
        yield Break(centre_id, ordinal + 1, Damage.CUT)


def _end(tx: Transaction, centre_id: int) -> tuple[int, str]:
    """Return the end of the chain, and hold it until the transaction is over."""
    of_centre = {"of_centre": centre_id}
    row = tx.execute(_END, of_centre).one_or_none()
    if row is None:
        # Somebody else may begin the same chain at this moment.
        tx.execute(_BEGIN, {"centre_id": centre_id, "ordinal": 0, "hash": START})
        row = tx.execute(_END, of_centre).one()
    return row.ordinal, row.hash


def _seal(event: Event, before: str) -> str:
    content = {
        "before": before,
        "centre": event.centre_id,
        "ordinal": event.ordinal,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "person": event.person_id,
        "kind": event.kind,
        "facts": event.facts,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode()).hexdigest()


def _event(row: Row[Any]) -> Event:
    return Event(row.centre_id, row.ordinal, row.at, row.person_id, row.kind, row.facts)
