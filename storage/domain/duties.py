"""Duties: which organisations owe an activity, by the kinds of its parties."""

from collections.abc import Iterable, Sequence

from storage.domain.draft import DraftRow
from storage.domain.participants import named
from storage.domain.parties import OrganisationKind
from storage.domain.people import SCHOOL_ROLES, Organisation, Person, Role


def kinds_of(row: DraftRow) -> tuple[OrganisationKind, ...]:
    """Return the kinds that answer for a row, each once, in the order they are written.

    A row that names nobody, or nobody whom the dictionary knows, falls to the centre: somebody
    has to see it, and the centre drew the roadmap up.
    """
    kinds = tuple(dict.fromkeys(party.kind for party in row.parties if party.kind))
    return kinds or (OrganisationKind.CENTRE,)


def owing(
    kinds: Sequence[OrganisationKind],
    organisations: Iterable[Organisation],
    chosen: Sequence[str] = (),
) -> tuple[Organisation, ...]:
    """Return those of the roadmap's organisations that owe an activity.

    «ОУ» is every school of it, or those whose names a methodist has `chosen`.
    """
    among = tuple(organisations)
    picked = named(chosen, among)
    return tuple(
        one
        for one in among
        if one.kind in kinds
        and (not chosen or one.kind is not OrganisationKind.SCHOOL or one in picked)
    )


def answers_for(person: Person, organisation: Organisation) -> bool:
    """Whether a person is written to about what an organisation owes.

    Coordinators and deputies answer for their organisation, and in a regional body everybody who
    holds a post there. What the centre or an association owes is also its methodists' to mind.
    """
    roles = {post.role for post in person.posts if post.organisation == organisation}
    if organisation.kind in (OrganisationKind.CENTRE, OrganisationKind.ASSOCIATION):
        roles |= {post.role for post in person.posts} & {Role.METHODIST}
        return bool(roles & {*SCHOOL_ROLES, Role.METHODIST})
    return bool(roles & SCHOOL_ROLES or (roles and organisation.kind is OrganisationKind.REGION))
