"""Comparing: what becomes of each activity under a later document."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.domain.changes.matching import OldRow, pairs, same_section, same_title
from storage.domain.changes.order import merged
from storage.domain.changes.wording import bare
from storage.domain.draft import DraftRow
from storage.domain.duties import kinds_of
from storage.domain.numbers import free, numbers_of
from storage.domain.parties import OrganisationKind
from storage.domain.questions import ABOUT_PARTIES
from storage.domain.terms import Term


class ChangeKind(StrEnum):
    """What happens to a row as a whole."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    RETURNED = "returned"


class Aspect(StrEnum):
    """What differs in a row that both documents have."""

    DATES = "dates"  # the term obliges to other days
    PARTIES = "parties"  # other kinds of organisations answer
    TITLE = "title"
    RESPONSIBLE = "responsible"  # the words only, as in the next two
    TERM = "term"
    RESULT = "result"
    NUMBER = "number"
    SECTION = "section"


SHAPE = frozenset({Aspect.NUMBER, Aspect.SECTION})
"""Where a row stands. It follows the later document unasked: two orders of rows are no order."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the later document, an activity of the roadmap, or the two of them as one.

    `id` is the row's place in the draft, or minus the activity's id where the document has no
    such row: a button that is pressed late never means another row. `number`, `reading`,
    `parties`, `chosen` and `by_hand` are what the activity will have once the change is accepted.
    """

    id: int
    old: OldRow | None
    new: DraftRow | None
    number: str
    reading: Term
    parties: tuple[OrganisationKind, ...]
    chosen: tuple[str, ...] = ()
    aspects: frozenset[Aspect] = frozenset()
    by_hand: bool = False

    @property
    def kind(self) -> ChangeKind:
        """What happens to the row; SAME may still have another number or section."""
        if self.old is None:
            return ChangeKind.NEW
        if self.new is None:
            return ChangeKind.GONE
        if self.old.gone:
            return ChangeKind.RETURNED
        return ChangeKind.CHANGED if self.aspects - SHAPE else ChangeKind.SAME


@dataclass(frozen=True, slots=True)
class Changes:
    """A comparison, in the order of the later document; what is gone stands where it stood."""

    rows: tuple[Change, ...]

    @property
    def choices(self) -> tuple[Change, ...]:
        """The changes that a methodist decides on."""
        return tuple(row for row in self.rows if row.kind is not ChangeKind.SAME)

    @property
    def offered(self) -> frozenset[int]:
        """Ids of what «accept whole» means: in a partial document nothing is gone."""
        left_out = ChangeKind.GONE if self.partial else None
        return frozenset(row.id for row in self.choices if row.kind is not left_out)

    @property
    def partial(self) -> bool:
        """Whether the document holds less than half of the roadmap: an order that names only the
        rows it changes. What it leaves out is hardly gone."""
        kept, gone = self.kept, self.count(ChangeKind.GONE)
        return gone > kept

    @property
    def kept(self) -> int:
        """How many activities in force both documents have."""
        return self.count(ChangeKind.SAME) + self.count(ChangeKind.CHANGED)

    @property
    def shared(self) -> float:
        """Which part of the shorter document's rows the other one has too, by their titles.

        A row that is known again by its number and place tells a change from a new activity; that
        the documents are of one roadmap it does not tell, because every roadmap has a row 1.1.
        """
        here = sum(row.new is not None for row in self.rows)
        before = sum(row.old is not None and not row.old.gone for row in self.rows)
        known = sum(
            same_title(row.old, row.new)
            for row in self.rows
            if row.old and row.new and not row.old.gone
        )
        return known / min(here, before) if here and before else 0.0

    def count(self, what: ChangeKind | Aspect) -> int:
        """Count the rows of a kind, or those that differ in one thing."""
        if isinstance(what, ChangeKind):
            return sum(row.kind is what for row in self.rows)
        return Counter(aspect for row in self.rows for aspect in row.aspects)[what]


def compare(old: Sequence[OldRow], new: Sequence[DraftRow]) -> Changes:
    """Say what a later document changes. Rows that are no activities (`left_out`) are passed by.

    Words are compared without quotes, dashes and capitals. While a cell's words are the same, a
    reading that is in doubt says nothing new: what was settled for the earlier document holds.
    """
    places = [place for place, row in enumerate(new) if not row.left_out]
    rows = [new[place] for place in places]
    found = dict(pairs(old, rows))
    old_of = {j: old[i] for i, j in found.items()}
    counted = numbers_of(new)
    numbers = _numbers(rows, [counted[place] for place in places], old_of)
    later = [
        _change(place, old_of.get(j), row, numbers[j])
        for j, (place, row) in enumerate(zip(places, rows, strict=True))
    ]
    gone = {i: _gone(row) for i, row in enumerate(old) if i not in found and not row.gone}
    return Changes(tuple(merged(later, gone, tuple(found.items()))))


def kept_numbers(changes: Changes, kept: Collection[int]) -> dict[int, str]:
    """Number the activities that the document leaves out and the methodist keeps, by change id.

    They stay what they are called, unless the later document calls another row so.
    """
    taken = {row.number for row in changes.rows if row.new is not None}
    found: dict[int, str] = {}
    for row in changes.rows:
        if row.new is None and row.id in kept:
            found[row.id] = free(row.number, taken)
            taken.add(found[row.id])
    return found


def _change(place: int, old: OldRow | None, new: DraftRow, number: str) -> Change:
    if old is None:
        return Change(
            place, None, new, number, new.reading, kinds_of(new), new.chosen, by_hand=new.by_hand
        )
    reading, parties, chosen = _reading(old, new), _parties(old, new), _chosen(old, new)
    differs = {
        Aspect.DATES: _days(reading) != _days(old.reading),
        Aspect.PARTIES: set(parties) != set(old.parties) or set(chosen) != set(old.chosen),
        Aspect.TITLE: bare(old.title) != bare(new.title),
        Aspect.RESPONSIBLE: bare(old.responsible) != bare(new.responsible),
        Aspect.TERM: bare(old.term) != bare(new.term),
        Aspect.RESULT: bare(old.result) != bare(new.result),
        Aspect.NUMBER: old.number != number,
        Aspect.SECTION: not same_section(old.section, new.section),
    }
    aspects = frozenset(aspect for aspect, yes in differs.items() if yes)
    by_hand = new.by_hand or _stands(old, new)
    return Change(place, old, new, number, reading, parties, chosen, aspects, by_hand)


def _gone(old: OldRow) -> Change:
    return Change(-old.id, old, None, old.number, old.reading, old.parties, old.chosen)


def _reading(old: OldRow, new: DraftRow) -> Term:
    in_doubt = new.reading.needs_review or any(d.reason == "no_term" for d in new.doubts)
    return old.reading if in_doubt and bare(old.term) == bare(new.term) else new.reading


def _parties(old: OldRow, new: DraftRow) -> tuple[OrganisationKind, ...]:
    in_doubt = any(doubt.reason in ABOUT_PARTIES for doubt in new.doubts)
    same = bare(old.responsible) == bare(new.responsible)
    return old.parties if _stands(old, new) or (in_doubt and same) else kinds_of(new)


def _chosen(old: OldRow, new: DraftRow) -> tuple[str, ...]:
    """Which schools do it was settled for a wording, and holds while that is the same."""
    if _stands(old, new):
        return old.chosen
    same = bare(old.responsible) == bare(new.responsible)
    return new.chosen or (old.chosen if same else ())


def _stands(old: OldRow, new: DraftRow) -> bool:
    """Whether a methodist has said who does it, and the later document has nothing new to say."""
    same = bare(old.responsible) == bare(new.responsible)
    return old.by_hand and not new.by_hand and same


def _days(reading: Term) -> Hashable:
    """What a term obliges to; all that name no day oblige alike."""
    return (reading.kind, reading.windows, reading.recurrence) if reading.windows else None


def _numbers(
    rows: Sequence[DraftRow], counted: Sequence[str], old_of: Mapping[int, OldRow]
) -> tuple[str, ...]:
    """Return what people will call each row.

    A printed number is the row's own. Without one, an activity keeps the number that people know
    it by, if the document gives that to nobody else; a new one is counted.
    """
    found = {j: counted[j] for j, row in enumerate(rows) if row.number}
    taken = set(found.values())
    unprinted = sorted(
        (j for j in range(len(rows)) if j not in found), key=lambda j: j not in old_of
    )
    for j in unprinted:
        known = old_of.get(j)
        found[j] = free(known.number if known else counted[j], taken)
        taken.add(found[j])
    return tuple(found[j] for j in range(len(rows)))
