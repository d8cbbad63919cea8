"""Whom letters and reminders do not reach, and a fresh way in for each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.usecases import groups
from bot.usecases import people as people_case
from storage import centres, invitations, outbox, people
from storage.database import Transaction
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation, Person, Role
from storage.domain.permissions import require_centre
from storage.invitations import Invitation

SILENT = timedelta(days=14)
"""Who has not touched the bot for so long, though letters arrive, may need a call."""


class Trouble(StrEnum):
    """Why somebody is not reached."""

    NOT_INVITED = "not_invited"  # a school with nobody at all
    NOT_JOINED = "not_joined"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Absent:
    """A place where nobody is reached. `since` is when that began, as far as is known.

    `person` is None while nobody has come.
    """

    trouble: Trouble
    organisation: Organisation
    role: Role
    person: Person | None = None
    since: datetime | None = None


def absent(tx: Transaction, who: Person, now: datetime) -> tuple[Absent, ...]:
    """List a methodist's centre by organisation: who is not there, blocked, or long silent."""
    require_centre(who)
    known = people.reach_of_centre(tx, who.centre)
    waiting = invitations.waiting(tx, who.centre.id, now)
    written = outbox.last_sent(tx, who.centre.id)
    found: list[Absent] = []
    for organisation in centres.organisations_of(tx, who.centre.id):
        here = [r for r in known if any(p.organisation == organisation for p in r.person.posts)]
        invited = [i for i in waiting if i.organisation == organisation]
        found += _not_come(organisation, invited, anybody=bool(here))
        found += [
            Absent(trouble, organisation, _role(reach.person, organisation), reach.person, since)
            for reach in here
            for trouble, since in _trouble(reach, written.get(reach.person.id), now)
        ]
    return tuple(found)


def how_many(tx: Transaction, who: Person, now: datetime) -> int:
    """Count what a methodist's board of those who are not reached lists, the group included."""
    return len(absent(tx, who, now)) + (groups.troubled(tx, who) is not None)


def way_in(
    tx: Transaction, who: Person, organisation_id: int, person_id: int, now: datetime
) -> Invitation:
    """Invite a person to their own post, or somebody to the usual one when there is none.

    Whoever comes back by it is the same person as before; shown again it is the same invitation.
    Raises Refusal: `for_methodists`, `no_such_organisation`.
    """
    organisation = people_case.organisation_of(tx, who, organisation_id)
    for person, _ in people.of_centre(tx, who.centre):
        if person.id == person_id and any(p.organisation == organisation for p in person.posts):
            role = _role(person, organisation)
            return people_case.invitation_to(tx, who, organisation, role, now, person.id)
    role = people_case.role_at(organisation)
    return people_case.invitation_to(tx, who, organisation, role, now)


def _not_come(
    organisation: Organisation, invited: list[Invitation], *, anybody: bool
) -> list[Absent]:
    by_role: dict[Role, datetime] = {}
    for invitation in invited:
        by_role.setdefault(invitation.role, invitation.made_at)
    if by_role:
        return [
            Absent(Trouble.NOT_JOINED, organisation, role, since=since)
            for role, since in by_role.items()
        ]
    if anybody or organisation.kind is not OrganisationKind.SCHOOL:
        return []
    return [Absent(Trouble.NOT_INVITED, organisation, people_case.role_at(organisation))]


def _trouble(
    reach: people.Reach, written: datetime | None, now: datetime
) -> list[tuple[Trouble, datetime]]:
    if reach.unreachable_at is not None:
        blocked = "blocked" in reach.why.lower()
        return [(Trouble.BLOCKED if blocked else Trouble.UNREACHABLE, reach.unreachable_at)]
    # To whom nothing was written there was nothing to answer.
    if now - reach.seen_at >= SILENT and written is not None and written > reach.seen_at:
        return [(Trouble.SILENT, reach.seen_at)]
    return []


def _role(person: Person, organisation: Organisation) -> Role:
    return next(post.role for post in person.posts if post.organisation == organisation)
