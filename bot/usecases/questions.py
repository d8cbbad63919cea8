"""Questions of an import: a methodist settles what the reading was not sure of."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases import importing
from storage import imports, parties, talks
from storage.database import Transaction
from storage.domain import phrases, questions
from storage.domain.draft import Draft
from storage.domain.duties import kinds_of
from storage.domain.parties import OrganisationKind
from storage.domain.people import Person
from storage.domain.permissions import Refusal
from storage.domain.questions import Answer
from storage.domain.terms import TermKind


@dataclass(frozen=True, slots=True)
class Duty:
    """One wording of the responsible column: whom it is taken for, and in how many rows.

    `place` is the first of them.
    """

    place: int
    text: str
    kinds: tuple[OrganisationKind, ...]
    rows: int


def answer(tx: Transaction, who: Person, import_id: int, place: int, said: Answer) -> Draft:
    """Answer a row's question with a button."""
    draft = _open_draft(tx, who, import_id, place)
    return _keep(tx, import_id, questions.answered(draft, place, said))


def give(
    tx: Transaction, who: Person, import_id: int, place: int, kind: OrganisationKind
) -> Draft:
    """Say who an unknown party is; the centre remembers it for the next document."""
    draft = _open_draft(tx, who, import_id, place)
    row = draft.rows[place]
    for doubt in row.doubts:
        if doubt.reason == "party_unknown":
            parties.remember(tx, who.centre.id, doubt.what, kind)
    known = [party.kind for party in row.parties if party.kind]
    return _keep(tx, import_id, questions.given(draft, row.responsible, {*known, kind}))


def toggle(
    tx: Transaction, who: Person, import_id: int, place: int, kind: OrganisationKind
) -> Draft:
    """Switch a kind of organisation on or off for a wording; the last one stays on."""
    draft = _open_draft(tx, who, import_id, place)
    row = draft.rows[place]
    kinds = set(kinds_of(row)) ^ {kind}
    return _keep(tx, import_id, questions.given(draft, row.responsible, kinds or {kind}))


def ask_row_date(tx: Transaction, who: Person, import_id: int, place: int, now: datetime) -> Draft:
    """Open the question of a row's term; typed words will answer it."""
    draft = _open_draft(tx, who, import_id, place)
    talks.ask(tx, who.id, "row_date", now, document=import_id, place=place)
    return draft


def set_row_date(tx: Transaction, who: Person, import_id: int, place: int, text: str) -> Draft:
    """Read a term as it was typed; whatever is not understood whole is asked again.

    Raises Refusal: `term_not_understood`, `period_unknown`.
    """
    draft = _open_draft(tx, who, import_id, place)
    if draft.period is None:
        raise Refusal("period_unknown")
    term = phrases.read(text, draft.period)
    if term.needs_review or term.kind is TermKind.NONE:
        raise Refusal("term_not_understood", text=text)
    talks.settle(tx, who.id)
    return _keep(tx, import_id, questions.dated(draft, place, term))


def move(tx: Transaction, who: Person, import_id: int, years: int) -> None:
    """Move the whole roadmap, terms and all, so many years on."""
    found = importing.find(tx, who, import_id)
    if not found.settled:
        imports.replace_draft(tx, import_id, questions.in_another_year(found.draft, years))


def duties(draft: Draft) -> tuple[Duty, ...]:
    """List the wordings of the responsible column, the most frequent first."""
    found: dict[str, Duty] = {}
    for place, row in enumerate(draft.rows):
        if row.left_out:
            continue
        known = found.get(row.responsible)
        found[row.responsible] = Duty(
            known.place if known else place,
            row.responsible,
            known.kinds if known else kinds_of(row),
            known.rows + 1 if known else 1,
        )
    return tuple(sorted(found.values(), key=lambda duty: (-duty.rows, duty.place)))


def _open_draft(tx: Transaction, who: Person, import_id: int, place: int) -> Draft:
    found = importing.find(tx, who, import_id)
    if found.settled or not 0 <= place < len(found.draft.rows):
        raise Refusal("old_screen")
    return found.draft


def _keep(tx: Transaction, import_id: int, draft: Draft) -> Draft:
    imports.replace_draft(tx, import_id, draft)
    return draft
