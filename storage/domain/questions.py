"""Questions: what the reading of a document asks a methodist, and what each answer changes.

Pure functions from a draft to a draft. A place is a row's index in `draft.rows`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from storage.domain.draft import Draft, DraftRow
from storage.domain.parties import OrganisationKind, Party
from storage.domain.periods import UNKNOWN
from storage.domain.terms import NO_TERM, Doubt, Term

ABOUT_PARTIES = frozenset({"party_unknown", "school_unknown", "no_responsible"})
"""Doubts that an organisation's kind answers; `no_term` and the reading's own ask for a date."""


class Answer(StrEnum):
    """What a methodist can say without typing."""

    AS_READ = "ok"
    NO_DATE = "nodate"
    NOT_ACTIVITY = "drop"


@dataclass(frozen=True, slots=True)
class Question:
    """One row that has doubts."""

    place: int
    row: DraftRow
    doubts: tuple[Doubt, ...]

    @property
    def about_term(self) -> bool:
        """Whether a date would answer something."""
        return bool(self.row.reading.doubts) or any(d.reason == "no_term" for d in self.row.doubts)

    @property
    def about_parties(self) -> bool:
        """Whether saying who answers for the row would answer something."""
        return any(doubt.reason in ABOUT_PARTIES for doubt in self.row.doubts)


def asked_of(row: DraftRow) -> tuple[Doubt, ...]:
    """Return what a row itself asks: when the plan runs is asked once, of the whole document."""
    return tuple(d for d in (*row.doubts, *row.reading.doubts) if d.reason != UNKNOWN)


def questions(draft: Draft) -> tuple[Question, ...]:
    """List the rows that somebody has to look at, in the document's order."""
    return tuple(
        Question(place, row, doubts)
        for place, row in enumerate(draft.rows)
        if not row.left_out and (doubts := asked_of(row))
    )


def first_from(draft: Draft, place: int) -> Question | None:
    """Return the first question at or after a row, else the very first; None when none is left."""
    asked = questions(draft)
    return next((q for q in asked if q.place >= place), asked[0] if asked else None)


def answered(draft: Draft, place: int, answer: Answer) -> Draft:
    """Take a row as it was read, without a date, or out of the plan."""
    match answer:
        case Answer.AS_READ:
            return _changed(
                draft, [place], lambda row: _without(row, lambda d: d.reason != UNKNOWN)
            )
        case Answer.NO_DATE:
            return dated(draft, place, NO_TERM)
        case Answer.NOT_ACTIVITY:
            return _changed(draft, [place], lambda row: replace(row, left_out=True))


def dated(draft: Draft, place: int, term: Term) -> Draft:
    """Give a row the term that a methodist has written; the cell stays as the order has it."""

    def change(row: DraftRow) -> DraftRow:
        return replace(_without(row, lambda d: d.reason == "no_term"), reading=term)

    return _changed(draft, [place], change)


def given(draft: Draft, place: int, kinds: Collection[OrganisationKind]) -> Draft:
    """Say who answers for a row, and for every other that stands `with_wording` of it."""
    text = draft.rows[place].responsible
    parties = tuple(Party(text, kind) for kind in OrganisationKind if kind in kinds)

    def change(row: DraftRow) -> DraftRow:
        kept = row.chosen if OrganisationKind.SCHOOL in kinds else ()
        settled = _without(row, lambda d: d.reason in ABOUT_PARTIES)
        return replace(settled, parties=parties, chosen=kept, by_hand=True)

    return _changed(draft, with_wording(draft, place), change)


def chosen(draft: Draft, place: int, names: Sequence[str]) -> Draft:
    """Say which schools do a row and those with its wording; none means all."""
    return _changed(
        draft,
        with_wording(draft, place),
        lambda row: replace(row, chosen=tuple(names), by_hand=True),
    )


def apart(draft: Draft, place: int) -> Draft:
    """Let it be said of one row alone who does it, whatever its wording."""
    return _changed(draft, [place], lambda row: replace(row, alone=True))


def as_others(draft: Draft, place: int) -> Draft:
    """Let a row that was said of alone be done again by whoever does the others of its wording."""
    row = draft.rows[place]
    back = _changed(draft, [place], lambda row: replace(row, alone=False))
    like = next((draft.rows[at] for at in with_wording(back, place) if at != place), row)
    return _changed(
        back,
        [place],
        lambda row: replace(row, parties=like.parties, chosen=like.chosen, by_hand=like.by_hand),
    )


def with_wording(draft: Draft, place: int) -> tuple[int, ...]:
    """Return the places of the rows that have a row's wording, or its own if it stands alone."""
    of = draft.rows[place]
    if of.alone:
        return (place,)
    return tuple(
        at
        for at, row in enumerate(draft.rows)
        if row.responsible == of.responsible and not row.alone
    )


def known_parties(draft: Draft, words: Mapping[str, OrganisationKind]) -> Draft:
    """Give parties their kinds by what a centre has said before, `words` being case-folded."""

    def change(row: DraftRow) -> DraftRow:
        parties = tuple(
            replace(p, kind=p.kind or words.get(p.text.casefold())) for p in row.parties
        )
        known = {party.text for party in parties if party.kind}
        settled = _without(row, lambda d: d.reason == "party_unknown" and d.what in known)
        return replace(settled, parties=parties)

    return replace(draft, rows=tuple(change(row) for row in draft.rows))


def _changed(
    draft: Draft, places: Collection[int], change: Callable[[DraftRow], DraftRow]
) -> Draft:
    rows = (change(row) if at in places else row for at, row in enumerate(draft.rows))
    return replace(draft, rows=tuple(rows))


def _without(row: DraftRow, settled: Callable[[Doubt], bool]) -> DraftRow:
    return replace(
        row,
        doubts=tuple(doubt for doubt in row.doubts if not settled(doubt)),
        reading=replace(
            row.reading, doubts=tuple(d for d in row.reading.doubts if not settled(d))
        ),
    )
