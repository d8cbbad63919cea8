"""A draft: a roadmap as it was read from a document, before anybody has agreed to it."""

from dataclasses import dataclass, field
from datetime import date

from storage.domain.parties import OrganisationKind, Party
from storage.domain.terms import NO_TERM, Doubt, Term, Window


@dataclass(frozen=True, slots=True)
class DraftOrganisation:
    """An organisation that the document lists: its full name, and a short one for a phone."""

    name: str
    short: str
    kind: OrganisationKind = OrganisationKind.SCHOOL


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One activity as written (`number_as_written`, `term`) and as understood."""

    title: str
    number: str | None = None
    number_as_written: str | None = None
    section: str | None = None
    responsible: str = ""
    parties: tuple[Party, ...] = ()
    term: str = ""
    reading: Term = NO_TERM
    result: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole document. `period` is None when neither the text nor its terms tell it."""

    title: str
    rows: tuple[DraftRow, ...]
    sections: tuple[str, ...] = ()
    period: Window | None = None
    order_number: str | None = None
    order_date: date | None = None
    organisations: tuple[DraftOrganisation, ...] = field(default=())
    doubts: tuple[Doubt, ...] = ()
