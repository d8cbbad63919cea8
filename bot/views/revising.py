"""Revising: what a later document changes in a roadmap, to be accepted whole or row by row."""

from markupsafe import Markup

from bot.buttons.button import Signed
from bot.buttons.importing import DeclineImport, ShowRows
from bot.buttons.questions import SendSheet, ShowQuestion
from bot.buttons.revising import (
    AcceptRevision,
    AsNewRoadmap,
    ShowChanges,
    ShowRevision,
    ToggleChange,
)
from bot.buttons.summary import ShowSummary
from bot.buttons.tasks import ShowHome
from bot.usecases.comparing import Leaving, Revision
from bot.usecases.revising import Revised
from bot.views.doubts import left_open
from bot.views.drafts import kinds, reading
from bot.views.screen import LONGEST, Label, Row, Screen, clip, in_rows, page_of, screen, turning
from locales import Words
from storage.domain.changes import Aspect, Change, ChangeKind
from storage.domain.questions import questions

PAGE = 4
"""Changes on a page: each may need five lines to say what was and what is."""


def revision(facts: Revision, words: Words) -> Screen:
    """The whole of it in numbers, and «Принять»."""
    changes, import_id, roadmap_id = facts.changes, facts.document.id, facts.roadmap.id
    asked = len(questions(facts.draft))
    lines = in_numbers(facts, words)
    lines += ["", words("Marks stay with their activities. Nothing is changed until you accept.")]
    look: list[Label] = []
    if changes.choices:
        shown = words("Changes: {n}", n=len(changes.choices))
        look.append((shown, ShowChanges(import_id, roadmap_id, 0)))
    if asked:
        look.append((words("Questions: {n}", n=asked), ShowQuestion(import_id, 0)))
    rows: list[Row] = [
        tuple(look),
        (
            (words("All rows"), ShowRows(import_id, 0)),
            (words("Table in Excel"), SendSheet(import_id)),
        ),
        ((words("Accept"), AcceptRevision(import_id, roadmap_id)),),
        ((words("This is another roadmap"), AsNewRoadmap(import_id)),),
        ((words("Decline"), DeclineImport(import_id)),),
    ]
    return screen(lines, rows)


def in_numbers(facts: Revision, words: Words) -> list[str]:
    """Which roadmap a document changes, and how much of it."""
    asked = len(questions(facts.draft))
    lines: list[str] = [
        words.html("<b>A later document of:</b> {title}", title=clip(facts.roadmap.title, 200)),
        _orders(facts, words),
        "",
    ]
    if facts.changes.choices:
        lines += _numbers(facts, words)
    elif not (facts.coming or facts.leaving):
        lines.append(words("It changes nothing: every row is as it was."))
    lines += _schools(facts, words)
    if facts.changes.partial:
        lines.append(
            words("The document names only some of the activities; what it leaves out stays.")
        )
    if asked:
        lines.append(words.html("<b>Questions: {n}</b>", n=asked))
    return lines


def changes(facts: Revision, number: int, words: Words) -> Screen:
    """The changes one by one, each with a switch."""
    choices = facts.changes.choices
    page = page_of(choices, number, PAGE)
    shown = choices[page.start : page.end]
    import_id, roadmap_id = facts.document.id, facts.roadmap.id
    lines: list[str] = [
        words.html(
            "<b>Changes: {n}</b>, to be applied: {chosen}",
            n=len(choices),
            chosen=len(facts.chosen),
        )
    ]
    for one in shown:
        lines += ["", *change(one, words)]
    switches: list[Label] = [
        (
            ("☑ " if one.id in facts.chosen else "☐ ") + one.number,
            ToggleChange(import_id, roadmap_id, Signed(one.id), page.number),
        )
        for one in shown
    ]
    rows = [
        *in_rows(switches, 4),
        turning(page, lambda n: ShowChanges(import_id, roadmap_id, n), words),
        ((words("← Back"), ShowRevision(import_id, roadmap_id)),),
    ]
    return screen(lines, rows)


def revised(facts: Revised, words: Words) -> Screen:
    """Say what came of it, and who hears of it."""
    if facts.again:
        lines: list[str] = [words("This document is accepted already. Nothing was doubled.")]
    else:
        lines = [
            words.html("<b>Accepted.</b>"),
            words(
                "Changed {changed}, of them with another term {moved} · new {new} · "
                "taken out {gone} · returned {returned} · left as it was {refused}",
                changed=facts.changed, moved=facts.moved, new=facts.new, gone=facts.gone,
                returned=facts.returned, refused=facts.refused,
            ),
            *_turned_over(facts, words),
            *left_open(facts.questions, words),
            words.count(
                "{n} person hears of it in the next letter.",
                "{n} people hear of it in the next letter.",
                facts.told,
            )
            if facts.told
            else words("It touches nobody else's tasks."),
        ]  # fmt: skip
    return screen(lines, [((words("Summary"), ShowSummary()), (words("← Back"), ShowHome()))])


def _turned_over(facts: Revised, words: Words) -> list[str]:
    came, left = facts.came, facts.left
    if not came and not left:
        return []
    return [words("Schools: came {came} · left {left}", came=came, left=left)]


def _orders(facts: Revision, words: Words) -> str:
    before, after = facts.roadmap, facts.draft
    if after.order_number and after.order_date:
        return words(
            "order No. {number} of {day}",
            number=clip(after.order_number, 40),
            day=words.short_day(after.order_date),
        )
    if before.order_number and before.order_date:
        return words("the new document gives no number and date of an order")
    return words.count("{n} activity", "{n} activities", len(after.activities))


def _numbers(facts: Revision, words: Words) -> list[str]:
    changes = facts.changes
    parts = [
        (changes.count(ChangeKind.CHANGED), words("changed")),
        (changes.count(Aspect.DATES), words("of them with another term")),
        (changes.count(ChangeKind.NEW), words("new")),
        (changes.count(ChangeKind.GONE), words("taken out")),
        (changes.count(ChangeKind.RETURNED), words("returned")),
        (changes.count(ChangeKind.SAME), words("as before")),
    ]
    counted = " · ".join(f"{what} {n}" for n, what in parts if n)
    return [counted, words("To be applied: {n}", n=len(facts.chosen))]


def _schools(facts: Revision, words: Words) -> list[str]:
    lines: list[str] = []
    if facts.coming:
        lines.append(
            words.count(
                "Takes part from now on: {list}",
                "Take part from now on: {list}",
                len(facts.coming),
                list=clip(", ".join(facts.coming), LONGEST),
            )
        )
    if facts.leaving:
        schools = ", ".join(_leaving(one, words) for one in facts.leaving)
        lines.append(
            words.count(
                "No longer takes part: {list}",
                "No longer take part: {list}",
                len(facts.leaving),
                list=clip(schools, LONGEST),
            )
        )
        lines.append(words("Their open tasks will be cancelled; their marks stay."))
    return lines


def _leaving(one: Leaving, words: Words) -> str:
    return words.count(
        "{school} ({n} open task)", "{school} ({n} open tasks)", one.open, school=one.school.short
    )


def change(facts: Change, words: Words) -> list[Markup]:
    """A change in a few lines: which row, what happens to it, and what was before."""
    row = facts.new or facts.old
    assert row
    lines = [
        words.html(
            "<b>{number}</b> {title}\n<i>{kind}</i>",
            number=facts.number,
            title=clip(row.title, 160),
            kind=_kind(facts.kind, words),
        )
    ]
    old, new = facts.old, facts.new
    if old is None or new is None:
        return lines
    if Aspect.DATES in facts.aspects:
        lines.append(
            words.html(
                "term: was {old}, now {new}",
                old=reading(old.reading, words),
                new=reading(facts.reading, words),
            )
        )
    if Aspect.PARTIES in facts.aspects:
        lines.append(
            words.html(
                "who: was {old}, now {new}",
                old=kinds(old.parties, words, old.chosen),
                new=kinds(facts.parties, words, facts.chosen),
            )
        )
    if Aspect.TITLE in facts.aspects:
        lines.append(words.html("title: was «{old}»", old=clip(old.title, 160)))
    if Aspect.RESULT in facts.aspects:
        lines.append(words.html("result: was «{old}»", old=clip(old.result) or "—"))
    worded = facts.aspects & {Aspect.TERM, Aspect.RESPONSIBLE}
    if worded and not facts.aspects & {Aspect.DATES, Aspect.PARTIES}:
        lines.append(words.html("only the wording of a cell is other"))
    return lines


def _kind(kind: ChangeKind, words: Words) -> str:
    return {
        ChangeKind.SAME: words("as before"),
        ChangeKind.CHANGED: words("changed"),
        ChangeKind.NEW: words("new"),
        ChangeKind.GONE: words("taken out"),
        ChangeKind.RETURNED: words("returned"),
    }[kind]
