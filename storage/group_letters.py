"""Letters to groups, and to methodists about them: what is owed, and what still has a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CTE, bindparam, exists, or_, select, union_all

from storage.answering import OPEN, UNASKED
from storage.database import Transaction, insert
from storage.domain.groups import Group, Trouble
from storage.domain.letters import (
    Delay,
    GroupLetter,
    LetterKind,
    Rung,
    Stage,
    group_item_key,
    group_key,
)
from storage.domain.people import Role
from storage.tables import letter_items, letters, people, roadmaps, roles, tasks

_LOOKS_BACK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a group is owed on a day that began at `midnight`.

    `monday` is the first day of the week whose digest is owed; None when none is.
    """

    group: Group
    day: date
    midnight: datetime
    monday: date | None
    delays: tuple[Delay, ...]


def remind(tx: Transaction, owed: Owed, now: datetime) -> bool:
    """Put what is owed into the group's one letter of the day; say whether there is a new one.

    Delays that were carried before are left as they are. A letter that still waits takes them in;
    where one was sent since midnight, they wait for another day.
    """
    group, delays = owed.group, owed.delays
    letter_id = None
    if owed.monday is not None:
        letter_id = _new(tx, group, LetterKind.WEEKLY, owed.monday, now)
    if letter_id is None and delays:
        letter_id = _unsent(tx, owed, now)
    if letter_id is not None:
        _carry(tx, group.id, letter_id, delays)
    return letter_id is not None


def seen_above(tx: Transaction, group: Group, midnight: datetime) -> list[Delay]:
    """List the delays that somebody above is told of, and that this group has not heard of.

    The group hears what they hear, when they do, or on another day of the week that follows, when
    its letter of the day had gone before. What was seen before it was connected is no news.
    """
    since = max(midnight - _LOOKS_BACK, group.since)
    rows = tx.execute(_SEEN_ABOVE, {"centre": group.centre_id, "since": since})
    # Whose task it is is asked here: the database would begin with all tasks of the centre.
    delays = {
        group_item_key(group.id, delay.task_id, delay.due, delay.stage): delay
        for row in rows
        if row.centre_id == group.centre_id
        for delay in [Delay(row.task_id, row.due_on, Stage.read(row.stage))]
    }
    carried = select(letter_items.c.key).where(letter_items.c.key.in_(delays))
    known = set(tx.execute(carried).scalars()) if delays else set()
    return [delay for key, delay in delays.items() if key not in known]


def is_written(tx: Transaction, group: Group, kind: LetterKind, day: date) -> bool:
    """Whether a group's letter of that kind and day is there, whatever became of it."""
    key = letters.c.key == group_key(kind, group.id, day)
    return tx.execute(select(letters.c.id).where(key)).first() is not None


def standing(tx: Transaction, letter: GroupLetter) -> dict[int, Stage]:
    """Return the latest stages of the delays in a letter that still are such, by task."""
    found: dict[int, Stage] = {}
    for row in tx.execute(_STANDING, {"letter": letter.id, "centre": letter.centre_id}):
        stage = Stage.read(row.stage)
        if row.key == group_item_key(letter.group_id, row.task_id, row.due_on, stage):
            found[row.task_id] = max(stage, found.get(row.task_id, stage))
    return found


def tell_methodists(tx: Transaction, group: Group, what: Trouble, now: datetime) -> None:
    """Owe each methodist of the centre a letter that the group is not reached; once a trouble.

    One who was away has such a letter waiting, which says how things are when it goes.
    """
    waits = exists().where(
        letters.c.person_id == roles.c.person_id,
        letters.c.centre_id == group.centre_id,
        letters.c.kind == LetterKind.GROUP_LOST,
        letters.c.sent_at.is_(None),
        letters.c.dropped_at.is_(None),
        or_(letters.c.taken_until.is_(None), letters.c.taken_until <= now),
    )
    readers = tx.execute(
        select(roles.c.person_id)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.centre_id == group.centre_id,
            roles.c.role == Role.METHODIST,
            people.c.unreachable_at.is_(None),
            ~waits,
        )
    ).scalars()
    for person_id in list(readers):
        tx.execute(
            insert(letters)
            .values(
                key=f"{LetterKind.GROUP_LOST}:{person_id}:{group.id}:{what}:{now.date()}",
                centre_id=group.centre_id,
                person_id=person_id,
                kind=LetterKind.GROUP_LOST,
                not_before=now,
            )
            .on_conflict_do_nothing()
        )


def _unsent(tx: Transaction, owed: Owed, now: datetime) -> int | None:
    """Find today's letter, or make it; None when it is gone, or on its way."""
    rows = tx.execute(
        select(letters.c.id, letters.c.sent_at, letters.c.taken_until)
        .where(
            letters.c.group_id == owed.group.id,
            letters.c.dropped_at.is_(None),
            letters.c.sent_at.is_(None) | (letters.c.sent_at >= owed.midnight),
        )
        .order_by(letters.c.id)
        .with_for_update()
    ).all()
    if not rows:
        return _new(tx, owed.group, LetterKind.ESCALATED, owed.day, now)
    free = [r.id for r in rows if r.sent_at is None and not _is_held(r.taken_until, now)]
    return free[0] if free else None


def _is_held(taken_until: datetime | None, now: datetime) -> bool:
    return taken_until is not None and taken_until > now


def _new(tx: Transaction, group: Group, kind: LetterKind, day: date, now: datetime) -> int | None:
    found: int | None = tx.execute(
        insert(letters)
        .values(
            key=group_key(kind, group.id, day),
            centre_id=group.centre_id,
            group_id=group.id,
            kind=kind,
            not_before=now,
        )
        .on_conflict_do_nothing()
        .returning(letters.c.id)
    ).scalar_one_or_none()
    return found


def _carry(tx: Transaction, group_id: int, letter_id: int, delays: Sequence[Delay]) -> None:
    rows = [
        {
            "key": group_item_key(group_id, r.task_id, r.due, r.stage),
            "letter_id": letter_id,
            "task_id": r.task_id,
            "stage": str(r.stage),
        }
        for r in delays
    ]
    if rows:
        tx.execute(insert(letter_items).on_conflict_do_nothing(), rows)


def _told_above() -> CTE:
    """Find what letters say that wait or have gone since a moment to people of a centre.

    Who works for several centres has one letter, kept under any of them.
    """
    theirs, others = roles.alias("theirs"), roles.alias("others")
    under = (
        select(others.c.centre_id)
        .join(theirs, theirs.c.person_id == others.c.person_id)
        .where(theirs.c.centre_id == bindparam("centre"))
    )
    told = (
        select(letter_items.c.task_id, letter_items.c.stage)
        .join(letters, letters.c.id == letter_items.c.letter_id)
        .where(
            letters.c.centre_id.in_(under),
            letters.c.person_id.is_not(None),
            letters.c.dropped_at.is_(None),
            letter_items.c.stage.like(f"{Rung.ESCALATION}%"),
        )
    )
    waiting = told.where(letters.c.sent_at.is_(None))
    sent = told.where(letters.c.sent_at >= bindparam("since"))
    return union_all(waiting, sent).cte("told").prefix_with("MATERIALIZED")


# Built once: both are asked again and again, and building costs more than asking.
_STANDING = (
    select(letter_items.c.task_id, letter_items.c.stage, letter_items.c.key, tasks.c.due_on)
    .join(tasks, tasks.c.id == letter_items.c.task_id)
    .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
    .where(
        letter_items.c.letter_id == bindparam("letter"),
        tasks.c.centre_id == bindparam("centre"),
        tasks.c.state == "open",
        tasks.c.due_on.is_not(None),
        roadmaps.c.status == "active",
    )
)

_told = _told_above()
_SEEN_ABOVE = (
    select(_told.c.task_id, tasks.c.centre_id, tasks.c.due_on, _told.c.stage)
    .distinct()
    .join(tasks, tasks.c.id == _told.c.task_id)
    .where(tasks.c.due_on.is_not(None), OPEN, UNASKED)
)
