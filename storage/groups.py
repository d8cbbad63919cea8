"""Groups: connecting one to a centre, what goes there, where it moves, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, select, true, update
from sqlalchemy.exc import IntegrityError

from storage.answering import OPEN, UNASKED
from storage.database import Transaction, insert
from storage.domain.groups import Bound, Group, Place, Trouble
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
from storage.tables import groups, letter_items, letters, people, roadmaps, roles, tasks

_LOOKS_BACK = timedelta(weeks=1)


def connect(
    tx: Transaction, centre_id: int, place: Place, title: str, topic: str | None, now: datetime
) -> Group | None:
    """Let a centre's digest and delays go to a place, in place of the one they went to before.

    None when another centre has the place; of two who want it at once the second hears so.
    """
    disconnect(tx, centre_id)
    row = tx.execute(
        insert(groups)
        .values(
            centre_id=centre_id,
            chat_id=place.chat_id,
            thread_id=place.thread_id,
            title=title,
            topic=topic,
            since=now,
            weekly=True,
            escalations=True,
        )
        .on_conflict_do_nothing()
        .returning(groups)
    ).one_or_none()
    return None if row is None else _group(row)


def disconnect(tx: Transaction, centre_id: int) -> None:
    """Forget a centre's group, with the letters that were on their way to it."""
    tx.execute(delete(groups).where(groups.c.centre_id == centre_id))


def of_centre(tx: Transaction, centre_id: int) -> Group | None:
    """Return the group of a centre."""
    row = tx.execute(select(groups).where(groups.c.centre_id == centre_id)).one_or_none()
    return None if row is None else _group(row)


def get(tx: Transaction, group_id: int) -> Group | None:
    """Return a group; None when it was disconnected meanwhile."""
    row = tx.execute(_GET, {"group": group_id}).one_or_none()
    return None if row is None else _group(row)


def in_chat(tx: Transaction, chat_id: int) -> tuple[Group, ...]:
    """List what is connected in a chat: its topics may belong to several centres."""
    return _reached(tx, groups.c.chat_id == chat_id)


def reached(tx: Transaction) -> tuple[Group, ...]:
    """List the groups of all centres to which anything may go."""
    return _reached(tx, true())


def choose(tx: Transaction, group_id: int, what: Bound, *, on: bool) -> None:
    """Say whether something goes to a group; the rest stays as it is."""
    _change(tx, group_id, **{what.value: on})


def move(tx: Transaction, group_id: int, new_chat: int) -> bool:
    """Let a group have another id in Telegram; False when another centre has that place."""
    try:
        with tx.begin_nested():
            _change(tx, group_id, chat_id=new_chat)
    except IntegrityError:
        return False
    return True


def trouble(tx: Transaction, group: Group, what: Trouble, now: datetime) -> bool:
    """Note that letters do not reach a group; say whether that is news. The first moment stays.

    A group that is lost has no news: only connecting it anew can help.
    """
    known = get(tx, group.id)
    if known is None or known.is_lost or known.trouble is what:
        return False
    since = known.troubled_since or now
    _change(tx, group.id, trouble=what, troubled_since=since)
    return True


def well(tx: Transaction, group_id: int) -> None:
    """Note that a group is reached; one that was lost meanwhile stays lost."""
    passing = [trouble for trouble in Trouble if trouble.may_pass]
    tx.execute(
        update(groups)
        .where(groups.c.id == group_id, groups.c.trouble.in_(passing))
        .values(trouble=None, troubled_since=None)
    )


def has_work(tx: Transaction, centre_id: int) -> bool:
    """Whether anything is still to be done in a centre."""
    open_ = (
        select(tasks.c.id)
        .join(roadmaps, roadmaps.c.id == tasks.c.roadmap_id)
        .where(
            tasks.c.centre_id == centre_id,
            tasks.c.state == "open",
            roadmaps.c.status == "active",
        )
    )
    return tx.execute(open_.limit(1)).first() is not None


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
    above = letters.alias("above")
    since = max(midnight - _LOOKS_BACK, group.since)
    rows = tx.execute(
        select(letter_items.c.task_id, tasks.c.due_on, letter_items.c.stage)
        .distinct()
        .join(above, above.c.id == letter_items.c.letter_id)
        .join(tasks, tasks.c.id == letter_items.c.task_id)
        .where(
            above.c.centre_id == group.centre_id,
            above.c.person_id.is_not(None),
            above.c.dropped_at.is_(None),
            above.c.sent_at.is_(None) | (above.c.sent_at >= since),
            letter_items.c.stage.like(f"{Rung.ESCALATION}%"),
            tasks.c.due_on.is_not(None),
            OPEN,
            UNASKED,
        )
    )
    delays = {
        group_item_key(group.id, delay.task_id, delay.due, delay.stage): delay
        for row in rows
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
    """Owe each methodist of the centre a letter that the group is not reached; once a trouble."""
    readers = tx.execute(
        select(roles.c.person_id)
        .distinct()
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.centre_id == group.centre_id,
            roles.c.role == Role.METHODIST,
            people.c.unreachable_at.is_(None),
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


def _reached(tx: Transaction, which: ColumnElement[bool]) -> tuple[Group, ...]:
    query = select(groups).where(which).order_by(groups.c.id)
    return tuple(group for row in tx.execute(query) if not (group := _group(row)).is_lost)


def _change(tx: Transaction, group_id: int, **facts: object) -> None:
    tx.execute(update(groups).where(groups.c.id == group_id).values(**facts))


def _group(row: Row[Any]) -> Group:
    return Group(
        row.id,
        row.centre_id,
        Place(row.chat_id, row.thread_id),
        row.title,
        row.topic,
        row.since,
        row.weekly,
        row.escalations,
        None if row.trouble is None else Trouble(row.trouble),
        row.troubled_since,
    )


# Built once: every letter is asked about on its way, and building costs more than asking.
_GET = select(groups).where(groups.c.id == bindparam("group"))
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
