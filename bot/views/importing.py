"""Importing: the preview of a document, and what became of it."""

from datetime import date

from bot.buttons.dating import ShowUndated
from bot.buttons.importing import AcceptImport, DeclineImport, ShowImport, ShowRows
from bot.buttons.questions import SendSheet, SetApart, ShowQuestion, ShowWho
from bot.buttons.revising import ShowRevision
from bot.buttons.summary import ShowSummary
from bot.buttons.tasks import ShowHome
from bot.usecases.comparing import Earlier
from bot.usecases.entering import Names
from bot.usecases.importing import Accepted, Preview
from bot.views import periods
from bot.views.doubts import left_open, question
from bot.views.drafts import kinds, order, terms, who
from bot.views.drafts import reading as understood
from bot.views.past import about_past, choices
from bot.views.screen import LONGEST, Label, Row, Screen, clip, page_of, screen, turning
from locales import Words
from storage.documents import Progress, Stage
from storage.domain.duties import kinds_of
from storage.domain.numbers import numbers_of
from storage.domain.parties import OrganisationKind
from storage.domain.periods import UNKNOWN
from storage.domain.questions import questions

PAGE = 5


def begun(words: Words) -> Screen:
    """The file has come."""
    return screen([words("Reading the file …")])


def fetching(words: Words) -> Screen:
    """The file is on its way from Telegram."""
    return screen([words("Fetching the file from Telegram …")])


def reading(progress: Progress, words: Words) -> Screen:
    """How far the reading is."""
    text = (
        words("Reading the file: page {at} of {of} …", at=progress.at, of=progress.of)
        if progress.stage is Stage.PAGES
        else words("Reading the terms: row {at} of {of} …", at=progress.at, of=progress.of)
    )
    return screen([text])


def comparing(words: Words) -> Screen:
    """All of it was read."""
    return screen([words("Everything is read. Comparing with the active roadmaps …")])


def preview(facts: Preview, today: date, words: Words, earlier: Earlier | None) -> Screen:
    """What was understood, before anything is changed; `earlier` may be an older version."""
    document, draft = facts.document, facts.document.draft
    if document.roadmap_id is not None:
        return _settled(words("This document is accepted already. Nothing was doubled."), words)
    if document.settled:
        return _settled(words("This document was declined. Send it again if it is needed."), words)
    lines: list[str] = [
        words.html("<b>{title}</b>", title=clip(draft.title or document.file_name, 300)),
        order(draft, words),
        _schools(facts, words),
        terms(draft, words),
        who(draft, words),
        periods.period(draft, today, words),
    ]
    if facts.active:
        lines.append(
            words(
                "Another roadmap is active: “{title}”. Both will be kept.",
                title=clip(facts.active[0], 100),
            )
        )
    asked = len(questions(draft))
    lines += [
        question(doubt, words, whole=True) for doubt in draft.doubts if doubt.reason != UNKNOWN
    ]
    lines.append("")
    if asked:
        lines.append(words.html("<b>Questions: {n}</b>", n=asked))
    elif draft.period:
        lines.append(words("No questions: every row was understood."))
    lines.append(words("Nothing is changed until you tap “Accept”."))
    rows = _choices(facts, asked, today, words)
    if earlier:
        compared = ShowRevision(document.id, earlier.roadmap.id)
        rows.insert(0, ((words("A new version of the active one"), compared),))
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
                who=kinds(kinds_of(row), words, row.chosen),
                term=clip(row.term) or words("no term"),
                reading=understood(row.reading, words),
            )
        )
    import_id = facts.document.id
    lines.append(words("Who does one row alone: tap its number."))
    doors: list[Label] = [
        (called[place], SetApart(import_id, place))
        for place in range(page.start, page.end)
        if not draft.rows[place].left_out
    ]
    return screen(
        lines,
        [
            tuple(doors),
            turning(page, lambda n: ShowRows(import_id, n), words),
            ((words("← Back"), ShowImport(import_id)),),
        ],
    )


def accepted(facts: Accepted, words: Words) -> Screen:
    """Say what came of «Принять»."""
    first = (
        words("This document is accepted already. Nothing was doubled.")
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
    lines += left_open(facts.questions, words)
    if facts.schoolless:
        lines.append(
            words.count(
                "{n} activity is for schools, and the centre has none yet.",
                "{n} activities are for schools, and the centre has none yet.",
                facts.schoolless,
            )
        )
    if facts.undated:
        lines.append(
            words.count(
                "{n} task has no date and waits for yours.",
                "{n} tasks have no date and wait for yours.",
                facts.undated,
            )
        )
    lines += about_past(facts.past, words)
    if facts.active:
        lines.append(words("Next: invite the coordinators of the schools in /people."))
    doors = [*choices(facts.roadmap_id, facts.past, words), ((words("Summary"), ShowSummary()),)]
    if facts.undated:
        doors.append(((words("Set dates"), ShowUndated(0)),))
    return screen(lines, [*doors, ((words("← Back"), ShowHome()),)])


def names(words: Words) -> Names:
    """What the organisations are called that roadmaps need and nobody names."""
    return {
        OrganisationKind.ASSOCIATION: words("Methodical associations"),
        OrganisationKind.REGION: words("Regional bodies"),
    }


def declined(words: Words) -> Screen:
    """Say that nothing has happened."""
    return _settled(words("Declined. Nothing was changed."), words)


def _choices(facts: Preview, asked: int, today: date, words: Words) -> list[Row]:
    import_id, period = facts.document.id, facts.document.draft.period
    look: list[Row] = [
        (
            (words("Who does what"), ShowWho(import_id, 0)),
            (words("All rows"), ShowRows(import_id, 0)),
        ),
    ]
    look.append(((words("Table in Excel"), SendSheet(import_id)),))
    if period is None:
        look[:0] = periods.doors(import_id, facts.document.draft, today, words)
    elif asked:
        look.insert(0, ((words("Questions: {n}", n=asked), ShowQuestion(import_id, 0)),))
    choices = [*look, ((words("Accept"), AcceptImport(import_id, 1)),)]
    if period and today > period.end:
        choices.append(((words("Accept into the archive"), AcceptImport(import_id, 0)),))
    choices += periods.doors(import_id, facts.document.draft, today, words) if period else []
    return [*choices, ((words("Decline"), DeclineImport(import_id)),)]


def _schools(facts: Preview, words: Words) -> str:
    organisations = facts.document.draft.organisations
    listed = [o.short for o in organisations if o.kind is OrganisationKind.SCHOOL]
    if listed:
        said = words("Schools in the document: {list}", list=clip(", ".join(listed), LONGEST))
        return f"{said}\n{_absent(facts, words)}" if facts.absent else said
    if facts.schools:
        return words(
            "Schools: all schools of the centre ({n}): {list}",
            n=len(facts.schools),
            list=clip(", ".join(facts.schools), LONGEST),
        )
    return words(
        "The document lists no schools, and the centre has none yet. What schools owe gets its "
        "tasks when a school is entered."
    )


def _absent(facts: Preview, words: Words) -> str:
    return words(
        "Not in the list, so without tasks: {list}", list=clip(", ".join(facts.absent), LONGEST)
    )


def _settled(text: str, words: Words) -> Screen:
    return screen([text], [((words("Summary"), ShowSummary()), (words("← Back"), ShowHome()))])
