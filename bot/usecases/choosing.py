"""Choosing: a methodist says which of a roadmap's schools do what a wording obliges to."""

from dataclasses import dataclass

from bot.usecases import importing
from storage import centres, imports
from storage.database import Transaction
from storage.domain import questions
from storage.domain.draft import Draft, DraftOrganisation
from storage.domain.participants import candidates, key
from storage.domain.parties import OrganisationKind
from storage.domain.people import Person
from storage.domain.permissions import Refusal


@dataclass(frozen=True, slots=True)
class Choice:
    """A wording, the schools it may mean, and the names of those chosen; none means all.

    `place` is a row that has the wording.
    """

    place: int
    text: str
    schools: tuple[DraftOrganisation, ...]
    chosen: tuple[str, ...]


def look(tx: Transaction, who: Person, import_id: int, place: int) -> Choice:
    """Look at what can be chosen. Raises Refusal: `no_such_import`, `old_screen`."""
    draft = importing.find(tx, who, import_id, lock=False).draft
    return _choice(tx, who, draft, place)


def toggle(tx: Transaction, who: Person, import_id: int, place: int, school: str) -> Choice:
    """Choose a school, or take it back. Raises Refusal `old_screen` for one that is not there."""
    draft = _open_draft(tx, who, import_id)
    known = _choice(tx, who, draft, place)
    picked = {one.name for one in known.schools if key(one.name) == school}
    if not picked:
        raise Refusal("old_screen")
    wanted = picked ^ set(known.chosen)
    return _keep(tx, who, import_id, draft, known, wanted)


def all_schools(tx: Transaction, who: Person, import_id: int, place: int) -> Choice:
    """Let all schools of the roadmap do it again."""
    draft = _open_draft(tx, who, import_id)
    return _keep(tx, who, import_id, draft, _choice(tx, who, draft, place), set())


def _keep(
    tx: Transaction,
    who: Person,
    import_id: int,
    draft: Draft,
    known: Choice,
    wanted: set[str],
) -> Choice:
    names = tuple(one.name for one in known.schools if one.name in wanted)
    chosen = questions.chosen(draft, known.place, names)
    imports.replace_draft(tx, import_id, chosen)
    return _choice(tx, who, chosen, known.place)


def _open_draft(tx: Transaction, who: Person, import_id: int) -> Draft:
    found = importing.find(tx, who, import_id)
    if found.settled:
        raise Refusal("old_screen")
    return found.draft


def _choice(tx: Transaction, who: Person, draft: Draft, place: int) -> Choice:
    if not 0 <= place < len(draft.rows):
        raise Refusal("old_screen")
    row = draft.rows[place]
    if not any(party.kind is OrganisationKind.SCHOOL for party in row.parties):
        raise Refusal("old_screen")
    schools = candidates(draft, centres.organisations_of(tx, who.centre.id))
    return Choice(place, row.responsible, schools, row.chosen)
