"""People of a centre: inviting them, and seeing whom the bot reaches."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.entering import enter_school
from storage import centres, invitations, journal, people
from storage.database import Transaction
from storage.domain.parties import OrganisationKind
from storage.domain.people import CENTRE_ROLES, Centre, Organisation, Person, Role
from storage.domain.permissions import Refusal, require_centre
from storage.domain.schools import same_school
from storage.invitations import Invitation


@dataclass(frozen=True, slots=True)
class Team:
    """Who works with the bot at one organisation; invitations that nobody has used yet."""

    organisation: Organisation
    members: tuple[tuple[Person, bool], ...]
    invitations: tuple[Invitation, ...]


def teams(tx: Transaction, who: Person, now: datetime) -> tuple[Team, ...]:
    """Show a methodist every organisation of the centre, with its people and invitations."""
    require_centre(who)
    known = people.of_centre(tx, who.centre)
    waiting = invitations.waiting(tx, who.centre.id, now)
    return tuple(
        Team(
            organisation,
            tuple(m for m in known if any(p.organisation == organisation for p in m[0].posts)),
            tuple(i for i in waiting if i.organisation == organisation),
        )
        for organisation in centres.organisations_of(tx, who.centre.id)
    )


def invite(tx: Transaction, who: Person, organisation_id: int, now: datetime) -> Invitation:
    """Invite a coordinator to a school, or a methodist to the centre itself.

    While nobody has come by the one that this person wrote last, it is shown again: whoever is
    typing its code is not to find another. Raises Refusal: `for_methodists`,
    `no_such_organisation`.
    """
    organisation = organisation_of(tx, who, organisation_id)
    return invitation_to(tx, who, organisation, role_at(organisation), now)


def invite_another(
    tx: Transaction, who: Person, organisation_id: int, now: datetime
) -> Invitation:
    """Invite one more, whoever is on the way by other invitations. Refusals: those of invite."""
    organisation = organisation_of(tx, who, organisation_id)
    return write_invitation(tx, organisation, role_at(organisation), now, who.id)


def invitation_to(
    tx: Transaction,
    who: Person,
    organisation: Organisation,
    role: Role,
    now: datetime,
    meant_for: int | None = None,
) -> Invitation:
    """Return the invitation to a post that a methodist wrote last, else a new one."""
    known = invitations.good(tx, organisation, role, now, who.id, meant_for)
    return known or write_invitation(tx, organisation, role, now, who.id, meant_for)


def invite_from_shell(
    tx: Transaction, centre: Centre, role: Role, school: str | None, now: datetime
) -> Invitation:
    """Invite somebody without a chat.

    `school` is its name in full or as people call it; one that the centre does not know yet is
    entered and gets its tasks. Centre-wide roles belong to the centre itself.
    Raises Refusal: `school_needed`, `several_schools` when the name fits more than one.
    """
    known = centres.organisations_of(tx, centre.id)
    if role in CENTRE_ROLES or role is Role.HEAD:
        home = next(o for o in known if o.kind is OrganisationKind.CENTRE)
        return write_invitation(tx, home, role, now, None)
    if not school:
        raise Refusal("school_needed", role=role)
    return write_invitation(tx, _school(tx, centre, known, school, now), role, now, None)


def write_invitation(
    tx: Transaction,
    organisation: Organisation,
    role: Role,
    now: datetime,
    by: int | None,
    meant_for: int | None = None,
) -> Invitation:
    """Write an invitation, with that in the journal; `by` is None when it was made by a shell."""
    made = invitations.make(tx, organisation, role, now, by, meant_for)
    journal.record(
        tx, organisation.centre_id, now, "invited", by, organisation=organisation.id, role=role
    )
    return made


def organisation_of(tx: Transaction, who: Person, organisation_id: int) -> Organisation:
    """Find an organisation of a methodist's own centre. Refusals: those of invite."""
    require_centre(who)
    for organisation in centres.organisations_of(tx, who.centre.id):
        if organisation.id == organisation_id:
            return organisation
    raise Refusal("no_such_organisation")


def role_at(organisation: Organisation) -> Role:
    """The post that an organisation is invited to fill."""
    return Role.METHODIST if organisation.kind is OrganisationKind.CENTRE else Role.COORDINATOR


def blocked(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """Note that a person has stopped the bot."""
    people.unreachable(tx, telegram_id, "blocked", now)


def unblocked(tx: Transaction, telegram_id: int) -> None:
    """Note that a person can be written to again."""
    people.reachable(tx, telegram_id)


def _school(
    tx: Transaction,
    centre: Centre,
    known: tuple[Organisation, ...],
    name: str,
    now: datetime,
) -> Organisation:
    exact = [o for o in known if name.casefold() in (o.name.casefold(), o.short.casefold())]
    found = exact or [o for o in known if same_school(name, o.name)]
    if len(found) > 1:
        raise Refusal("several_schools", name=name, schools=", ".join(o.short for o in found))
    if found:
        return found[0]
    return enter_school(tx, centre, name, now)
