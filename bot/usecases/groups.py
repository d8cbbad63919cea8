"""The group of a centre: who may connect it, what goes there, what happens to it."""

from dataclasses import dataclass
from datetime import datetime

from scheduler import groups as letters
from storage import centres, groups, journal, overview, people
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.groups import Bound, Group, Place, Trouble
from storage.domain.people import Centre, Person
from storage.domain.permissions import CONNECTING_ROLES, Refusal, require_sees_centre
from storage.domain.weeks import Week
from storage.domain.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Connected:
    """A group that is connected, and when its first weekly digest comes, by the centre's clock."""

    group: Group
    centre: Centre
    first_digest: datetime


def may_connect(tx: Transaction, telegram_id: int) -> tuple[Centre, ...]:
    """List the centres to which this person may connect a group: their staff and their head."""
    return tuple(
        centres.get(tx, centre_id)
        for centre_id in people.centres_with(tx, telegram_id, CONNECTING_ROLES)
    )


def connect(
    tx: Transaction,
    telegram_id: int,
    centre_id: int,
    place: Place,
    names: tuple[str, str | None],
    now: datetime,
) -> Connected:
    """Let a centre's digest and delays go to a place; `names` are the group's and the topic's.

    The place it had before is let go. Connected already and well, it stays as it is.
    Raises Refusal: `not_yours_to_connect`, `group_of_another` when another centre has the place.
    """
    centre = next((c for c in may_connect(tx, telegram_id) if c.id == centre_id), None)
    if centre is None:
        raise Refusal("not_yours_to_connect")
    centres.held(tx, centre_id)  # of two who connect at once the second finds what the first did
    before = groups.of_centre(tx, centre_id)
    if before and before.place == place and before.trouble is None:
        return _connected(tx, before, centre)
    group = groups.connect(tx, centre_id, place, *names, now)
    if group is None:
        raise Refusal("group_of_another")
    who = people.id_of(tx, telegram_id)
    journal.record(tx, centre_id, now, "group_connected", who, title=names[0], topic=names[1])
    return _connected(tx, group, centre)


def group_of(tx: Transaction, who: Person) -> Group | None:
    """Return the group of a person's centre. Refusal: `for_methodists`."""
    require_sees_centre(who)
    return groups.of_centre(tx, who.centre.id)


def troubled(tx: Transaction, who: Person) -> Group | None:
    """Return the group of a person's centre when letters do not reach it."""
    group = group_of(tx, who)
    return group if group and group.trouble else None


def choose(tx: Transaction, who: Person, what: Bound, now: datetime, *, on: bool) -> None:
    """Say whether something goes to the group; what else does stays as it is.

    Two who choose at once lose nothing of each other's. Refusal: `for_methodists`, `old_screen`
    when there is no group.
    """
    group = group_of(tx, who)
    if group is None:
        raise Refusal("old_screen")
    if group.gets(what) is on:
        return
    groups.choose(tx, group.id, what, on=on)
    journal.record(tx, who.centre.id, now, "group_gets", who.id, what=what.value, on=on)


def disconnect(tx: Transaction, who: Person, now: datetime) -> Group | None:
    """Send nothing to the group any more; return it, None when there was none."""
    group = group_of(tx, who)
    if group is not None:
        groups.disconnect(tx, who.centre.id)
        journal.record(tx, who.centre.id, now, "group_disconnected", who.id, title=group.title)
    return group


def here(tx: Transaction, place: Place, now: datetime) -> Week | None:
    """Say how the centre stands whose group this is; None where nothing is connected."""
    for group in groups.in_chat(tx, place.chat_id):
        if group.place == place:
            centre = centres.get(tx, group.centre_id)
            return overview.week(tx, centre, now.astimezone(centre.timezone).date())
    return None


def out_of_reach(tx: Transaction, place: Place, what: Trouble, now: datetime) -> None:
    """Note that a chat cannot be written to, or one topic of it, when the place names one."""
    for group in groups.in_chat(tx, place.chat_id):
        if place.thread_id in (None, group.place.thread_id):
            letters.troubled(tx, group, what, what, now)


def in_reach(tx: Transaction, place: Place, what: Trouble) -> None:
    """Note that a trouble that passes by itself has passed."""
    for group in groups.in_chat(tx, place.chat_id):
        if place.thread_id in (None, group.place.thread_id) and group.trouble is what:
            groups.well(tx, group.id)


def moved(tx: Transaction, old_chat: int, new_chat: int, now: datetime) -> None:
    """Follow a group that has become a supergroup."""
    letters.moved(tx, old_chat, new_chat, now)


def _connected(tx: Transaction, group: Group, centre: Centre) -> Connected:
    calendar = own_days.calendar(tx, centre.id, Workdays())
    return Connected(group, centre, letters.first_digest(group.since, centre, calendar))
