"""Importing: the preview of a document, its doubts, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.buttons import (
    AcceptImport,
    DeclineImport,
    ShowDoubts,
    ShowHome,
    ShowImport,
    ShowRows,
    ShowSummary,
    ShowUndated,
)
from bot.usecases.importing import Accepted, Preview
from bot.views.doubts import plain_question, question
from bot.views.lines import span
from bot.views.screen import LONGEST, Row, Screen, clip, page_of, screen, turning
from locales import Words
from storage.domain.draft import Draft, DraftRow
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.parties import OrganisationKind
from storage.domain.terms import Doubt, Term, TermKind

PAGE = 5

DATED = frozenset({TermKind.WINDOW, TermKind.CHECKPOINTS, TermKind.RECURRING})


def preview(facts: Preview, today: date, words: Words) -> Screen:
    """What was understood, before anything is changed."""
    document, draft = facts.document, facts.document.draft
    if document.roadmap_id is not None:
        return _settled(words("This document is accepted already. Nothing was doubled."), words)
    if document.settled:
        return _settled(words("This document was declined. Send it again if it is needed."), words)
    lines: list[str] = [
        words.html("<b>{title}</b>", title=clip(draft.title or document.file_name, 300)),
        _order(draft, words),
        _schools(facts, words),
        _terms(draft, words),
        _who(draft, words),
        _period(draft, today, words),
    ]
    if facts.active:
        lines.append(
            words(
                "Another roadmap is active: “{title}”. Both will be kept.",
                title=clip(facts.active[0], 100),
            )
        )
    doubts = doubts_of(draft)
    lines += [
        "",
        words.html("<b>Questions: {n}</b>", n=len(doubts))
        if doubts
        else words("No questions: every row was understood."),
        words("Nothing is changed until you tap “Accept”."),
    ]
    return screen(lines, _choices(facts, len(doubts), today, words))


def doubts(facts: Preview, number: int, words: Words) -> Screen:
    """What the reading is not sure of, with the row's own words."""
    draft = facts.document.draft
    found = doubts_of(draft)
    page = page_of(found, number, PAGE)
    lines: list[str] = [words.html("<b>Questions: {n}</b>", n=len(found)), ""]
    for called, row, doubt in found[page.start : page.end]:
        lines.append(question(doubt, words))
        if row:
            lines.append(
                words.html("<b>{number}</b> <i>{title}</i>", number=called, title=clip(row.title))
            )
        lines.append("")
    lines.append(
        words(
            "You may accept as it is: what has no date waits in /undated, and dates can be "
            "set there at any time."
        )
    )
    import_id = facts.document.id
    rows = [
        turning(page, lambda n: ShowDoubts(import_id, n), words),
        ((words("← Back"), ShowImport(import_id)),),
    ]
    return screen(lines, rows)


def rows(facts: Preview, number: int, words: Words) -> Screen:
    """All rows as they were understood: the term as written and as read."""
    draft = facts.document.draft
    called = numbers_of(draft.rows)
    page = page_of(draft.rows, number, PAGE)
    lines: list[str] = [words.html("<b>Rows: {n}</b>", n=len(draft.rows)), ""]
    for place in range(page.start, page.end):
        row = draft.rows[place]
        lines.append(
            words.html(
                "<b>{number}</b> {title}\n{who}\n<i>{term} → {reading}</i>\n",
                number=called[place],
                title=clip(row.title),
                who=_kinds(kinds_of(row), words),
                term=clip(row.term) or words("no term"),
                reading=reading(row.reading, words),
            )
        )
    import_id = facts.document.id
    return screen(
        lines,
        [
            turning(page, lambda n: ShowRows(import_id, n), words),
            ((words("← Back"), ShowImport(import_id)),),
        ],
    )


def accepted(facts: Accepted, words: Words) -> Screen:
    """Say what came of «Принять»."""
    first = (
        words.html("<b>Accepted before.</b> Nothing was doubled.")
        if facts.again
        else words.html("<b>Accepted.</b>")
        if facts.active
        else words.html("<b>Accepted into the archive.</b> Nobody is reminded of it.")
    )
    lines: list[str] = [
        first,
        words.count("{n} activity", "{n} activities", facts.activities)
        + ", "
        + words.count("{n} task", "{n} tasks", facts.tasks)
        + ".",
    ]
    if facts.undated:
        lines.append(
            words.count(
                "{n} task has no date and waits for yours.",
                "{n} tasks have no date and wait for yours.",
                facts.undated,
            )
        )
    if facts.active:
        lines.append(words("Next: invite the coordinators of the schools in /people."))
    doors: list[Row] = [((words("Summary"), ShowSummary()),)]
    if facts.undated:
        doors.append(((words("Set dates"), ShowUndated(0)),))
    return screen(lines, [*doors, ((words("← Back"), ShowHome()),)])


def draft_in_full(draft: Draft, words: Words) -> str:
    """A whole draft as plain text, for the shell."""
    called = numbers_of(draft.rows)
    lines = [draft.title, _order(draft, words)]
    period = span(draft.period, words) if draft.period else words("not given")
    lines += [words("Period: {period}", period=period), _terms(draft, words), _who(draft, words)]
    lines += [f"- {o.name}" for o in draft.organisations]
    section = None
    for number, row in zip(called, draft.rows, strict=True):
        if row.section != section:
            section = row.section
            lines += ["", section or ""]
        term = row.term or words("no term")
        lines.append(f"{number}  {row.title}")
        lines.append(
            f"      {_kinds(kinds_of(row), words)} | {term} → {reading(row.reading, words)}"
        )
    found = doubts_of(draft)
    lines += ["", words("Questions: {n}", n=len(found))]
    lines += [f"{number} {plain_question(doubt, words)}".strip() for number, _, doubt in found]
    return "\n".join(lines)


def declined(words: Words) -> Screen:
    """Say that nothing has happened."""
    return _settled(words("Declined. Nothing was changed."), words)


def ask_period(facts: Preview, words: Words) -> Screen:
    """Ask for the one thing that no reading can go without."""
    return screen(
        [
            words.html("<b>When does this roadmap run?</b>"),
            words(
                "The document does not say. Write a year (2026), a school year (2026/2027) or "
                "two dates: from 01.02.2026 to 31.12.2026."
            ),
        ],
        [((words("← Back"), ShowImport(facts.document.id)),)],
    )


def doubts_of(draft: Draft) -> list[tuple[str, DraftRow | None, Doubt]]:
    """Collect all doubts: of the document first, then row by row."""
    found: list[tuple[str, DraftRow | None, Doubt]] = [("", None, d) for d in draft.doubts]
    for called, row in zip(numbers_of(draft.rows), draft.rows, strict=True):
        found += [(called, row, doubt) for doubt in (*row.doubts, *row.reading.doubts)]
    return found


def reading(term: Term, words: Words) -> str:
    """A term in words, so that a person can see whether it was understood."""
    spans = "; ".join(span(window, words) for window in term.windows[:4])
    if len(term.windows) > 4:
        spans += " …"
    match term.kind:
        case TermKind.WINDOW | TermKind.CHECKPOINTS:
            return spans
        case TermKind.RECURRING:
            return words("repeats: {span}", span=spans)
        case TermKind.ONGOING:
            return words("all the time: {span}", span=spans)
        case TermKind.BY_SCHEDULE:
            return words("by a schedule, no date yet")
        case TermKind.CONDITIONAL:
            return words("when something happens, no date yet")
        case TermKind.NONE:
            return words("no date yet")


def _choices(facts: Preview, questions: int, today: date, words: Words) -> list[Row]:
    import_id, period = facts.document.id, facts.document.draft.period
    look: Row = ((words("All rows"), ShowRows(import_id, 0)),)
    if questions:
        look = ((words("Questions: {n}", n=questions), ShowDoubts(import_id, 0)), *look)
    choices = [look, ((words("Accept"), AcceptImport(import_id, 1)),)]
    if period and today > period.end:
        choices.append(((words("Accept into the archive"), AcceptImport(import_id, 0)),))
    return [*choices, ((words("Decline"), DeclineImport(import_id)),)]


def _order(draft: Draft, words: Words) -> str:
    number = draft.order_number
    said = [
        words.count("{n} section", "{n} sections", len(draft.sections)),
        words.count("{n} activity", "{n} activities", len(draft.rows)),
    ]
    if number and draft.order_date:
        day = words.short_day(draft.order_date)
        said.insert(0, words("order No. {number} of {day}", number=clip(number, 40), day=day))
    return " · ".join(said)


def _schools(facts: Preview, words: Words) -> str:
    organisations = facts.document.draft.organisations
    listed = [o.short for o in organisations if o.kind is OrganisationKind.SCHOOL]
    if listed:
        return words("Schools in the document: {list}", list=clip(", ".join(listed), LONGEST))
    if facts.schools:
        return words(
            "The document lists no schools; those of the centre take part: {list}",
            list=clip(", ".join(facts.schools), LONGEST),
        )
    return words(
        "The document lists no schools, and the centre has none yet. What schools owe gets its "
        "tasks when a school is entered."
    )


def _terms(draft: Draft, words: Words) -> str:
    kinds = Counter(row.reading.kind for row in draft.rows)
    parts = [
        (sum(kinds[kind] for kind in DATED), words("with a date")),
        (kinds[TermKind.ONGOING], words("all the time")),
        (kinds[TermKind.BY_SCHEDULE], words("by a schedule")),
        (kinds[TermKind.CONDITIONAL], words("on an event")),
        (kinds[TermKind.NONE], words("without a term")),
    ]
    return words("Terms: {list}", list=" · ".join(f"{what} {n}" for n, what in parts if n))


def _who(draft: Draft, words: Words) -> str:
    kinds = Counter(kind for row in draft.rows for kind in kinds_of(row))
    names = _kind_names(words)
    listed = " · ".join(f"{names[kind]} {kinds[kind]}" for kind in OrganisationKind if kinds[kind])
    return words("Who answers: {list}", list=listed)


def _period(draft: Draft, today: date, words: Words) -> str:
    if draft.period is None:
        return words("Period: the document does not say. I will ask when you accept.")
    period = span(draft.period, words)
    if today > draft.period.end:
        return words(
            "Period: {period}. It is over: as active, late marks are taken; in the archive it "
            "only stands on record.",
            period=period,
        )
    if today < draft.period.start:
        return words("Period: {period}. It has not begun yet.", period=period)
    return words("Period: {period}", period=period)


def _kinds(kinds: Sequence[OrganisationKind], words: Words) -> str:
    names = _kind_names(words)
    return ", ".join(names[kind] for kind in kinds)


def _kind_names(words: Words) -> dict[OrganisationKind, str]:
    return {
        OrganisationKind.SCHOOL: words("schools"),
        OrganisationKind.CENTRE: words("centre"),
        OrganisationKind.ASSOCIATION: words("associations"),
        OrganisationKind.REGION: words("region"),
    }


def _settled(text: str, words: Words) -> Screen:
    return screen([text], [((words("Summary"), ShowSummary()), (words("← Back"), ShowHome()))])
