"""Duties: which organisations owe an activity, by the kinds of its parties."""

from collections.abc import Iterable, Sequence

from storage.domain.draft import DraftRow
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation


def kinds_of(row: DraftRow) -> tuple[OrganisationKind, ...]:
    """Return the kinds that answer for a row, each once, in the order they are written.

    A row that names nobody, or nobody whom the dictionary knows, falls to the centre: somebody
    has to see it, and the centre drew the roadmap up.
    """
    kinds = tuple(dict.fromkeys(party.kind for party in row.parties if party.kind))
    return kinds or (OrganisationKind.CENTRE,)


def owing(
    kinds: Sequence[OrganisationKind], organisations: Iterable[Organisation]
) -> tuple[Organisation, ...]:
    """Return the organisations that owe an activity: «ОУ» is every school of the centre."""
    return tuple(organisation for organisation in organisations if organisation.kind in kinds)
