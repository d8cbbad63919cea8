"""People, by the ways they are looked for, and the posts they hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, insert, select, update

from storage import centres
from storage.database import Transaction
from storage.domain.people import Centre, Organisation, Person, Post, Role
from storage.tables import organisations, people, roles


@dataclass(frozen=True, slots=True)
class Reach:
    """A person, when they were last seen (or entered), and since when letters do not arrive."""

    person: Person
    seen_at: datetime
    unreachable_at: datetime | None
    why: str


def by_telegram(tx: Transaction, telegram_id: int) -> Person | None:
    """Find whoever writes from this chat; None for a stranger or someone without a post.

    Who has no post any more in the centre that they were shown is shown another of theirs.
    """
    row = tx.execute(select(people).where(people.c.telegram_id == telegram_id)).one_or_none()
    posts = () if row is None else _posts(tx, roles.c.person_id == row.id).get(row.id, ())
    if row is None or not posts:
        return None
    theirs = dict.fromkeys(post.organisation.centre_id for post in posts)
    shown = row.centre_id if row.centre_id in theirs else next(iter(theirs))
    here = tuple(post for post in posts if post.organisation.centre_id == shown)
    person = _person(row, centres.get(tx, shown), here)
    return replace(person, others=frozenset(theirs) - {shown})


def show(tx: Transaction, person_id: int, centre_id: int) -> None:
    """Show a person the screens of that centre from now on."""
    tx.execute(update(people).where(people.c.id == person_id).values(centre_id=centre_id))


def id_of(tx: Transaction, telegram_id: int) -> int | None:
    """Return the id of whoever writes from this chat, with or without a post."""
    return tx.execute(
        select(people.c.id).where(people.c.telegram_id == telegram_id)
    ).scalar_one_or_none()


def centres_with(tx: Transaction, telegram_id: int, held: Collection[Role]) -> list[int]:
    """Return the centres in which whoever writes from this chat has one of those roles."""
    query = (
        select(roles.c.centre_id)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(people.c.telegram_id == telegram_id, roles.c.role.in_(sorted(held)))
        .order_by(roles.c.centre_id)
    )
    return list(tx.execute(query).scalars())


def centres_of(tx: Transaction, person_id: int) -> tuple[int, ...]:
    """Return the centres in which a person has a post."""
    return tuple(tx.execute(_CENTRES_OF, {"person": person_id}).scalars())


def organisations_of(tx: Transaction, person_id: int) -> set[int]:
    """Return the organisations, of all centres, in which a person has a post."""
    found = select(roles.c.organisation_id).where(roles.c.person_id == person_id)
    return set(tx.execute(found).scalars())


def in_several(tx: Transaction) -> dict[int, list[int]]:
    """Return those who have posts in several centres, each with the centres."""
    several = (
        select(roles.c.person_id)
        .group_by(roles.c.person_id)
        .having(func.count(roles.c.centre_id.distinct()) > 1)
    )
    rows = tx.execute(
        select(roles.c.person_id, roles.c.centre_id)
        .distinct()
        .where(roles.c.person_id.in_(several))
        .order_by(roles.c.person_id, roles.c.centre_id)
    )
    found: dict[int, list[int]] = {}
    for person_id, centre_id in rows:
        found.setdefault(person_id, []).append(centre_id)
    return found


def of_centre(tx: Transaction, centre: Centre) -> tuple[tuple[Person, bool], ...]:
    """List everybody with a post in a centre, each with whether letters reach them."""
    posts = _posts(tx, roles.c.centre_id == centre.id)
    return tuple(
        (_person(row, centre, posts.get(row.id, ())), row.unreachable_at is None)
        for row in _in_centre(tx, centre)
    )


def reach_of_centre(tx: Transaction, centre: Centre) -> tuple[Reach, ...]:
    """List everybody with a post in a centre, each with how they can be reached."""
    posts = _posts(tx, roles.c.centre_id == centre.id)
    return tuple(
        Reach(
            _person(row, centre, posts.get(row.id, ())),
            row.seen_at or row.created_at,
            row.unreachable_at,
            row.unreachable_why or "",
        )
        for row in _in_centre(tx, centre)
    )


def seen(tx: Transaction, person_id: int, now: datetime) -> None:
    """Note that a person has done something here."""
    tx.execute(update(people).where(people.c.id == person_id).values(seen_at=now))


def enter(tx: Transaction, telegram_id: int, name: str, language: str, now: datetime) -> int:
    """Write down someone new, or their new name; return their id. They are reachable again."""
    person_id = id_of(tx, telegram_id)
    if person_id is None:
        values = {
            "telegram_id": telegram_id,
            "name": name,
            "language": language,
            "created_at": now,
        }
        return int(tx.execute(insert(people).values(values).returning(people.c.id)).scalar_one())
    tx.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(name=name, unreachable_at=None, unreachable_why=None)
    )
    return person_id


def appoint(
    tx: Transaction, person_id: int, organisation: Organisation, role: Role, now: datetime
) -> None:
    """Give a person a post and show them that centre from now on; a post held already stays."""
    held = tx.execute(
        select(roles.c.id).where(
            roles.c.person_id == person_id,
            roles.c.organisation_id == organisation.id,
            roles.c.role == role,
        )
    ).first()
    if held is None:
        tx.execute(
            insert(roles).values(
                person_id=person_id,
                centre_id=organisation.centre_id,
                organisation_id=organisation.id,
                role=role,
                since=now,
            )
        )
    show(tx, person_id, organisation.centre_id)


def dismiss(tx: Transaction, centre_id: int, person_id: int) -> None:
    """Take all posts in a centre away from a person."""
    tx.execute(delete(roles).where(roles.c.person_id == person_id, roles.c.centre_id == centre_id))


def reachable(tx: Transaction, telegram_id: int) -> None:
    """Note that a person has opened the chat again."""
    tx.execute(
        update(people)
        .where(people.c.telegram_id == telegram_id)
        .values(unreachable_at=None, unreachable_why=None)
    )


def unreachable(tx: Transaction, telegram_id: int, why: str, now: datetime) -> None:
    """Note since when letters cannot reach a person; the first moment stays."""
    tx.execute(
        update(people)
        .where(people.c.telegram_id == telegram_id, people.c.unreachable_at.is_(None))
        .values(unreachable_at=now, unreachable_why=why)
    )


def speak(tx: Transaction, person_id: int, language: str) -> None:
    """Remember the language a person has chosen."""
    tx.execute(update(people).where(people.c.id == person_id).values(language=language))


def erase(tx: Transaction, person_id: int) -> None:
    """Forget a person. Marks keep the name they were made under; letters and posts go."""
    tx.execute(delete(people).where(people.c.id == person_id))


# Built once: every letter is asked about on its way, and building costs more than asking.
_CENTRES_OF = (
    select(roles.c.centre_id)
    .distinct()
    .where(roles.c.person_id == bindparam("person"))
    .order_by(roles.c.centre_id)
)


def _in_centre(tx: Transaction, centre: Centre) -> Sequence[Row[Any]]:
    return tx.execute(
        select(people)
        .where(people.c.id.in_(select(roles.c.person_id).where(roles.c.centre_id == centre.id)))
        .order_by(people.c.name, people.c.id)
    ).all()


def _person(row: Row[Any], centre: Centre, posts: tuple[Post, ...]) -> Person:
    reached = row.unreachable_at is None
    return Person(
        row.id, row.telegram_id, row.name, row.language, centre, posts, row.seen_at, reached
    )


def _posts(tx: Transaction, of: ColumnElement[bool]) -> dict[int, tuple[Post, ...]]:
    query = (
        select(roles.c.person_id, roles.c.role, organisations)
        .join(organisations, organisations.c.id == roles.c.organisation_id)
        .where(of)
        .order_by(roles.c.id)
    )
    found: dict[int, tuple[Post, ...]] = {}
    for row in tx.execute(query):
        post = Post(Role(row.role), centres.organisation_of(row))
        found[row.person_id] = (*found.get(row.person_id, ()), post)
    return found
