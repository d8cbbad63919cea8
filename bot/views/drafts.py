"""Drafts in words: what was understood of a document, in a line or row by row."""

from collections import Counter
from collections.abc import Collection, Iterable

from bot.views.doubts import plain_question
from bot.views.lines import span
from bot.views.rhythms import rhythm
from bot.views.screen import clip
from locales import Words
from storage.domain.draft import Draft
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.parties import OrganisationKind
from storage.domain.questions import asked_of
from storage.domain.terms import Term, TermKind

DATED = frozenset({TermKind.WINDOW, TermKind.CHECKPOINTS, TermKind.RECURRING})


def draft_in_full(draft: Draft, words: Words) -> str:
    """A whole draft as plain text, for the shell."""
    period = span(draft.period, words) if draft.period else words("not given")
    lines = [
        *((draft.title,) if draft.title else ()),
        order(draft, words),
        words("Period: {period}", period=period),
        terms(draft, words),
        who(draft, words),
        *(f"- {organisation.name}" for organisation in draft.organisations),
        *_rows_in_full(draft, words),
        "",
        *_doubts_in_full(draft, words),
    ]
    return "\n".join(lines)


def reading(term: Term, words: Words) -> str:
    """A term in words, so that a person can see whether it was understood."""
    spans = "; ".join(span(window, words) for window in term.windows[:4])
    if len(term.windows) > 4:
        spans += " …"
    match term.kind:
        case TermKind.WINDOW | TermKind.CHECKPOINTS:
            return spans or words("no date before the period is known")
        case TermKind.RECURRING:
            often = rhythm(term.recurrence, words) if term.recurrence else words("repeated")
            return words("{often}, {span}", often=often, span=spans) if spans else often
        case TermKind.ONGOING:
            return words("all the time: {span}", span=spans) if spans else words("all the time")
        case _:
            return _undated(term.kind, spans, words)


def _undated(kind: TermKind, spans: str, words: Words) -> str:
    """What a term hangs on when it names no deadline, and the time that bounds it, if any."""
    match kind:
        case TermKind.BY_SCHEDULE if spans:
            return words("by a schedule, {span}", span=spans)
        case TermKind.BY_SCHEDULE:
            return words("by a schedule, no date yet")
        case TermKind.CONDITIONAL if spans:
            return words("when something happens, {span}", span=spans)
        case TermKind.CONDITIONAL:
            return words("when something happens, no date yet")
        case _:
            return words("no date yet")


def order(draft: Draft, words: Words) -> str:
    """The order and its size: «приказ № 5 от 18.01.2021 · 7 разделов · 48 мероприятий»."""
    number = draft.order_number
    said = [words.count("{n} activity", "{n} activities", len(draft.activities))]
    if draft.sections:
        said.insert(0, words.count("{n} section", "{n} sections", len(draft.sections)))
    if number and draft.order_date:
        day = words.short_day(draft.order_date)
        said.insert(0, words("order No. {number} of {day}", number=clip(number, 40), day=day))
    return " · ".join(said)


def terms(draft: Draft, words: Words) -> str:
    """How many activities have what kind of term."""
    kinds = Counter(row.reading.kind for row in draft.activities)
    parts = [
        (sum(kinds[kind] for kind in DATED), words("with a date")),
        (kinds[TermKind.ONGOING], words("all the time")),
        (kinds[TermKind.BY_SCHEDULE], words("by a schedule")),
        (kinds[TermKind.CONDITIONAL], words("on an event")),
        (kinds[TermKind.NONE], words("without a term")),
    ]
    return words("Terms: {list}", list=" · ".join(f"{what} {n}" for n, what in parts if n))


def who(draft: Draft, words: Words) -> str:
    """How many activities each kind of organisation answers for."""
    kinds = Counter(kind for row in draft.rows for kind in kinds_of(row))
    names = kind_names(words)
    listed = " · ".join(f"{names[kind]} {kinds[kind]}" for kind in OrganisationKind if kinds[kind])
    return words("Who answers: {list}", list=listed)


def kinds(found: Collection[OrganisationKind], words: Words, chosen: Collection[str] = ()) -> str:
    """Kinds of organisations in a line; of the schools, how many were chosen."""
    names = kind_names(words)
    if chosen:
        names[OrganisationKind.SCHOOL] = words("schools (chosen: {n})", n=len(chosen))
    return ", ".join(names[kind] for kind in found)


def kind_names(words: Words) -> dict[OrganisationKind, str]:
    """What each kind of organisation is called in a list."""
    return {
        OrganisationKind.SCHOOL: words("schools"),
        OrganisationKind.CENTRE: words("centre"),
        OrganisationKind.ASSOCIATION: words("associations"),
        OrganisationKind.REGION: words("region"),
    }


def _rows_in_full(draft: Draft, words: Words) -> Iterable[str]:
    section = None
    for number, row in zip(numbers_of(draft.rows), draft.rows, strict=True):
        if row.section != section:
            section = row.section
            yield f"\n{section}" if section else ""
        term = row.term or words("no term")
        said = reading(row.reading, words)
        whose = kinds(kinds_of(row), words, row.chosen)
        yield f"{number}  {row.title}".rstrip()
        yield f"      {whose} | {term} → {said}"


def _doubts_in_full(draft: Draft, words: Words) -> Iterable[str]:
    found = [plain_question(doubt, words, whole=True) for doubt in draft.doubts]
    for number, row in zip(numbers_of(draft.rows), draft.rows, strict=True):
        found += [f"{number} {plain_question(doubt, words)}" for doubt in asked_of(row)]
    yield words("Questions: {n}", n=len(found))
    yield from found
