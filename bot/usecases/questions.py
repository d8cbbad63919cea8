"""Questions of an import: a methodist settles what the reading was not sure of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases import comparing, importing
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

ROW_DATE = "row_date"
"""What a person is asked who has a question about a row's term before them."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One wording of the responsible column: whom it is taken for, and in how many rows.

    `place` is the first of them, `chosen` the schools that do it; none means all. `alone` when it
    is one row of which that was said apart from the `others` of its wording.
    """

    place: int
    text: str
    kinds: tuple[OrganisationKind, ...]
    rows: int
    chosen: tuple[str, ...] = ()
    alone: bool = False
    others: int = 0


def look(tx: Transaction, who: Person, import_id: int, place: int, now: datetime) -> Draft:
    """Open the first question from a row on; where that is about its term, typed words answer it.

    Raises Refusal: `old_screen` once the document is accepted or declined, `period_unknown` while
    nobody has said when the roadmap runs: that is asked first, because every term hangs on it.
    """
    draft = _open_draft(tx, who, import_id)
    if draft.period is None:
        draft = _keep(tx, import_id, _within_active(tx, who, import_id))
    return _go_on(tx, who, import_id, draft, place, now)


def leave(tx: Transaction, who: Person) -> None:
    """Turn away from the questions: what is typed from now on answers none of them."""
    talks.leave(tx, who.id, ROW_DATE)


def answer(
    tx: Transaction, who: Person, import_id: int, place: int, said: Answer, now: datetime
) -> Draft:
    """Answer a row's question with a button, and open the next."""
    draft = questions.answered(_open_draft(tx, who, import_id, place), place, said)
    return _go_on(tx, who, import_id, _keep(tx, import_id, draft), place, now)


def give(
    tx: Transaction,
    who: Person,
    import_id: int,
    place: int,
    kind: OrganisationKind,
    now: datetime,
) -> Draft:
    """Say who an unknown party is, and open the next question.

    The centre remembers it for the next document.
    """
    draft = _open_draft(tx, who, import_id, place)
    row = draft.rows[place]
    for doubt in row.doubts:
        if doubt.reason == "party_unknown":
            parties.remember(tx, who.centre.id, doubt.what, kind)
    known = [party.kind for party in row.parties if party.kind]
    draft = questions.given(draft, place, {*known, kind})
    return _go_on(tx, who, import_id, _keep(tx, import_id, draft), place, now)


def toggle(
    tx: Transaction, who: Person, import_id: int, place: int, kind: OrganisationKind
) -> Draft:
    """Switch a kind of organisation on or off for a wording; the last one stays on."""
    draft = _open_draft(tx, who, import_id, place)
    row = draft.rows[place]
    kinds = set(kinds_of(row)) ^ {kind}
    return _keep(tx, import_id, questions.given(draft, place, kinds or {kind}))


def ask_row_date(tx: Transaction, who: Person, import_id: int, place: int, now: datetime) -> Draft:
    """Open the question of a row's term; typed words will answer it."""
    draft = _open_draft(tx, who, import_id, place)
    talks.ask(tx, who.id, ROW_DATE, now, document=import_id, place=place)
    return draft


def set_row_date(
    tx: Transaction, who: Person, import_id: int, place: int, text: str, now: datetime
) -> Draft:
    """Read a term as it was typed, and open the next question.

    Whatever is not understood whole is asked again. Raises Refusal: `term_not_understood`,
    `period_unknown`.
    """
    draft = _open_draft(tx, who, import_id, place)
    if draft.period is None:
        raise Refusal("period_unknown")
    term = phrases.read(text, draft.period)
    if term.needs_review or term.kind is TermKind.NONE:
        raise Refusal("term_not_understood", text=text)
    draft = questions.dated(draft, place, term)
    return _go_on(tx, who, import_id, _keep(tx, import_id, draft), place, now)


def apart(tx: Transaction, who: Person, import_id: int, place: int) -> Draft:
    """Let it be said of one row alone who does it. Raises Refusal `old_screen`."""
    return _keep(tx, import_id, questions.apart(_open_draft(tx, who, import_id, place), place))


def as_others(tx: Transaction, who: Person, import_id: int, place: int) -> Draft:
    """Let a row be done again by whoever does the others of its wording."""
    return _keep(tx, import_id, questions.as_others(_open_draft(tx, who, import_id, place), place))


def duties(draft: Draft) -> tuple[Duty, ...]:
    """List the wordings of the responsible column, the most frequent first."""
    found: dict[tuple[str, int | None], list[int]] = {}
    for place, row in enumerate(draft.rows):
        if not row.left_out:
            key = (row.responsible, place if row.alone else None)
            found.setdefault(key, []).append(place)
    listed = (
        _duty(draft, places, len(found.get((text, None), ())) if alone is not None else 0)
        for (text, alone), places in found.items()
    )
    return tuple(sorted(listed, key=lambda duty: (-duty.rows, duty.place)))


def duty(draft: Draft, place: int) -> Duty:
    """Return the wording of a row, or the row itself if it stands alone."""
    group = set(questions.with_wording(draft, place))
    return next(duty for duty in duties(draft) if duty.place in group)


def _duty(draft: Draft, places: Sequence[int], others: int) -> Duty:
    row = draft.rows[places[0]]
    return Duty(
        places[0], row.responsible, kinds_of(row), len(places), row.chosen, row.alone, others
    )


def _within_active(tx: Transaction, who: Person, import_id: int) -> Draft:
    """Read a document by the roadmap that it surely is a later version of."""
    revision = comparing.propose(tx, who, import_id).revision
    if revision is None:
        raise Refusal("period_unknown")
    return revision.draft


def _go_on(
    tx: Transaction, who: Person, import_id: int, draft: Draft, place: int, now: datetime
) -> Draft:
    asked = questions.first_from(draft, place)
    if asked and asked.about_term:
        talks.ask(tx, who.id, ROW_DATE, now, document=import_id, place=asked.place)
    else:
        talks.leave(tx, who.id, ROW_DATE)
    return draft


def _open_draft(tx: Transaction, who: Person, import_id: int, place: int = 0) -> Draft:
    found = importing.find(tx, who, import_id)
    if found.settled or not 0 <= place < len(found.draft.rows):
        raise Refusal("old_screen")
    return found.draft


def _keep(tx: Transaction, import_id: int, draft: Draft) -> Draft:
    imports.replace_draft(tx, import_id, draft)
    return draft
