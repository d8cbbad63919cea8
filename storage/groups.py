"""Groups: connecting one to a centre, what goes there, where it moves, what is wrong with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError

from storage.database import Transaction, insert
from storage.domain.groups import Bound, Group, Place, Trouble
from storage.tables import groups

_PASSING = groups.c.trouble.in_([trouble for trouble in Trouble if trouble.may_pass])


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


def held_in_chat(tx: Transaction, chat_id: int) -> tuple[Group, ...]:
    """List the same and hold it: whoever wants to change it too waits and sees the change."""
    return _reached(tx, groups.c.chat_id == chat_id, hold=True)


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
    is_news = or_(groups.c.trouble.is_(None), _PASSING & (groups.c.trouble != what))
    moment = literal(now, groups.c.troubled_since.type)
    changed = (
        update(groups)
        .where(groups.c.id == group.id, is_news)
        .values(trouble=what, troubled_since=func.coalesce(groups.c.troubled_since, moment))
        .returning(groups.c.id)
    )
    return tx.execute(changed).first() is not None


def well(tx: Transaction, group_id: int) -> None:
    """Note that a group is reached; one that was lost meanwhile stays lost."""
    tx.execute(
        update(groups)
        .where(groups.c.id == group_id, _PASSING)
        .values(trouble=None, troubled_since=None)
    )


def _reached(
    tx: Transaction, which: ColumnElement[bool], *, hold: bool = False
) -> tuple[Group, ...]:
    query = select(groups).where(which).order_by(groups.c.id)
    if hold:
        query = query.with_for_update()
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
