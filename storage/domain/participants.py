"""Participants: the schools that a roadmap is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from storage.domain.draft import Draft, DraftOrganisation, DraftRow
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation
from storage.domain.schools import named_in, numbers_in, numbers_of, same_school
from storage.domain.terms import Doubt

Schools = frozenset[int] | None
"""Ids of the schools of a roadmap; None while no document of it lists any: all of the centre's,
those too that are entered later."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Which schools come into a roadmap by a later document, by short name, and which go."""

    coming: tuple[str, ...] = ()
    going: tuple[Organisation, ...] = ()


def taking_part(
    organisations: Iterable[Organisation], schools: Schools
) -> tuple[Organisation, ...]:
    """Return those of the centre's organisations whom a roadmap may oblige: «школы» of an order
    that lists them are those, and no others."""
    return tuple(
        one
        for one in organisations
        if schools is None or one.kind is not OrganisationKind.SCHOOL or one.id in schools
    )


def listed(draft: Draft, organisations: Iterable[Organisation]) -> Schools:
    """Return the schools that a draft lists, as far as the centre knows them."""
    names = _schools(draft)
    if not names:
        return None
    known = tuple(organisations)
    found = (entered(name, known) for name in names)
    return frozenset(one.id for one in found if one)


def entered(
    wanted: DraftOrganisation, organisations: Iterable[Organisation]
) -> Organisation | None:
    """Find the organisation that a document means: one of that very name before one like it."""
    kin = (o for o in organisations if o.kind is wanted.kind)
    alike = [o for o in kin if same_school(wanted.name, o.name)]
    return next((o for o in alike if o.name == wanted.name), alike[0] if alike else None)


def named(names: Iterable[str], organisations: Sequence[Organisation]) -> tuple[Organisation, ...]:
    """Return the schools of these names."""
    found = (entered(DraftOrganisation(name, name), organisations) for name in names)
    return tuple(one for one in found if one)


def candidates(
    draft: Draft, organisations: Sequence[Organisation]
) -> tuple[DraftOrganisation, ...]:
    """List the schools that a roadmap is for, named as the centre names those that it knows."""
    if not (names := _schools(draft)):
        return tuple(
            DraftOrganisation(one.name, one.short)
            for one in organisations
            if one.kind is OrganisationKind.SCHOOL
        )
    found = ((name, entered(name, organisations)) for name in names)
    known = (DraftOrganisation(one.name, one.short) if one else name for name, one in found)
    return tuple(dict.fromkeys(known))


def key(name: str) -> str:
    """Return what a button carries for a school that may have no id yet."""
    return sha256(name.encode()).hexdigest()[:10]


def turnover(schools: Schools, draft: Draft, organisations: Sequence[Organisation]) -> Turnover:
    """Say who comes and goes when a document with this list takes the place of the one before.

    A document that lists no schools says nothing of them: those of the roadmap stay.
    """
    later = listed(draft, organisations)
    if later is None:
        return Turnover()
    before = taking_part(organisations, schools)
    found = [(name, entered(name, organisations)) for name in _schools(draft)]
    return Turnover(
        tuple(name.short for name, one in found if one is None or one not in before),
        tuple(one for one in before if one not in taking_part(before, later)),
    )


def _schools(draft: Draft) -> tuple[DraftOrganisation, ...]:
    return tuple(o for o in draft.organisations if o.kind is OrganisationKind.SCHOOL)


def named_by_rows(draft: Draft, organisations: Iterable[Organisation]) -> Draft:
    """Choose for each row the schools that its responsible cell names: «школы № 2, № 5».

    They are sought among those the document lists, or the centre's where it lists none. A row
    that also says «ОО» is for all of them. A number that no school has is a doubt.
    """
    known = [one.name for one in organisations if one.kind is OrganisationKind.SCHOOL]
    names = [one.name for one in _schools(draft)] or known
    return (
        replace(draft, rows=tuple(_named_by(row, names) for row in draft.rows)) if names else draft
    )


def _named_by(row: DraftRow, names: Sequence[str]) -> DraftRow:
    schools = [party.text for party in row.parties if party.kind is OrganisationKind.SCHOOL]
    if row.chosen or not schools:
        return row
    known = frozenset().union(*map(numbers_of, names))
    doubts = [Doubt("school_unknown", text) for text in schools if numbers_in(text) - known]
    meant = [named_in(text, names) for text in schools]
    chosen = tuple(dict.fromkeys(name for some in meant for name in some)) if all(meant) else ()
    return replace(row, chosen=chosen, doubts=(*row.doubts, *doubts))
