"""Wishes of people about their letters, and who minds the tasks of those who are away."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, bindparam, select

from storage.among import among
from storage.database import Transaction, insert
from storage.domain.people import SCHOOL_ROLES
from storage.domain.terms import Window
from storage.domain.wishes import NO_WISHES, Wishes
from storage.tables import people, roles, wishes


def of(tx: Transaction, person_id: int) -> Wishes:
    """Return what a person has chosen."""
    row = tx.execute(_OF, {"person": person_id}).one_or_none()
    return NO_WISHES if row is None else _wishes(row)


def every(tx: Transaction) -> dict[int, Wishes]:
    """Return the wishes of all who have chosen anything, by person."""
    return {row.person_id: _wishes(row) for row in tx.execute(select(wishes))}


def own_hours(tx: Transaction) -> dict[int, list[int]]:
    """Return the people who have chosen an hour or a zone, by centre."""
    found: dict[int, list[int]] = {}
    rows = tx.execute(
        select(roles.c.centre_id, wishes.c.person_id)
        .distinct()
        .join(roles, roles.c.person_id == wishes.c.person_id)
        .where(wishes.c.letters_at.is_not(None) | wishes.c.timezone.is_not(None))
    )
    for centre_id, person_id in rows:
        found.setdefault(centre_id, []).append(person_id)
    return found


def choose(tx: Transaction, person_id: int, chosen: Wishes) -> None:
    """Write down what a person has chosen, in place of what they had chosen before."""
    facts = {
        "letters_at": chosen.letters_at,
        "timezone": chosen.timezone and chosen.timezone.key,
        "less": chosen.less,
        "away_from": chosen.away and chosen.away.start,
        "away_to": chosen.away and chosen.away.end,
    }
    tx.execute(
        insert(wishes)
        .values(person_id=person_id, **facts)
        .on_conflict_do_update(index_elements=["person_id"], set_=facts)
    )


def deserted(tx: Transaction, day: date) -> set[int]:
    """Return the organisations that have coordinators, all of whom are away on that day.

    Somebody whom letters cannot reach is no help either.
    """
    left = set(tx.execute(_LEFT, {"day": day}).scalars())
    if not left:
        return left
    return left - set(tx.execute(_HELD, {"day": day, "left": list(left)}).scalars())


_SCHOOL = sorted(SCHOOL_ROLES)
_AWAY = (wishes.c.away_from <= bindparam("day")) & (wishes.c.away_to >= bindparam("day"))

# Built once: every letter is asked about on its way, and building costs more than asking.
_OF = select(wishes).where(wishes.c.person_id == bindparam("person"))
_LEFT = (
    select(roles.c.organisation_id)
    .join(wishes, wishes.c.person_id == roles.c.person_id)
    .where(roles.c.role.in_(_SCHOOL), _AWAY)
)
_HELD = (
    select(roles.c.organisation_id)
    .join(people, people.c.id == roles.c.person_id)
    .outerjoin(wishes, and_(wishes.c.person_id == roles.c.person_id, _AWAY))
    .where(
        roles.c.role.in_(_SCHOOL),
        among(roles.c.organisation_id, "left"),
        people.c.unreachable_at.is_(None),
        wishes.c.person_id.is_(None),
    )
)


def _wishes(row: Row[Any]) -> Wishes:
    return Wishes(
        row.letters_at,
        None if row.timezone is None else ZoneInfo(row.timezone),
        row.less,
        None if row.away_from is None else Window(row.away_from, row.away_to),
    )
