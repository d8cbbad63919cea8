"""The summary: a centre on one screen, and what lies one tap behind it."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.dating import ShowUndated
from bot.buttons.people import ShowReach
from bot.buttons.postponing import ShowRequests
from bot.buttons.summary import ShowOverdue, ShowSchools, ShowSections, ShowSummary
from bot.buttons.tasks import Place, ShowHome, ShowTasks
from bot.views.lines import task_line
from bot.views.screen import Label, Screen, clip, in_rows, page_of, screen, turning
from locales import Words
from storage.domain.summary import Counts, Late, OutOfReach, RedPoint, Summary, Undated, Verdict
from storage.domain.tasks import Task

SHORT = 40
"""Letters of a name where several stand in one line."""

PAGE = 6


def summary(facts: Summary, words: Words) -> Screen:
    """Verdict, three red points, counts: ten seconds for a head of department."""
    lines: list[str] = [
        Markup("<b>{} · {}</b>").format(facts.centre.name, words.day(facts.day, year=True)),
        verdict(facts, words),
    ]
    if facts.red_points:
        lines += ["", words.html("<b>Needs attention</b>")]
        lines += [
            Markup("{}. {}").format(place, red_point(point, facts.day, words))
            for place, point in enumerate(facts.red_points, start=1)
        ]
    counts = facts.counts
    if counts.total:
        lines += [
            "",
            words.count("{n} activity", "{n} activities", facts.activities)
            + ", "
            + words.count("{n} task", "{n} tasks", counts.total),
            words(
                "Done {done} · overdue {overdue} · in 7 days {soon} · under way {open} · "
                "not begun {planned} · no date {undated}",
                done=counts.done, overdue=counts.overdue, soon=counts.soon, open=counts.open,
                planned=counts.planned, undated=counts.undated,
            ),
            "",
            by_organisation(facts, words),
            _letters(facts, words),
        ]  # fmt: skip
    return screen(lines, [*in_rows(_doors(facts, words)), ((words("← Back"), ShowHome()),)])


def verdict(facts: Summary, words: Words) -> Markup:
    """The first line: how it goes."""
    counts = facts.counts
    if facts.verdict is Verdict.EMPTY:
        return words.html("<b>No tasks yet</b>: send the roadmap to this chat as a file.")
    if facts.verdict is Verdict.EARLY:
        return words.html("<b>No deadline has come yet</b>")
    said = {
        Verdict.ON_TRACK: words("On track"),
        Verdict.BEHIND: words("Behind"),
        Verdict.FAR_BEHIND: words("Far behind"),
    }[facts.verdict]
    return words.count_html(
        "<b>{verdict}</b>: {done} of {n} due task is done ({share} %), {week} this week",
        "<b>{verdict}</b>: {done} of {n} due tasks are done ({share} %), {week} this week",
        counts.ripe,
        verdict=said,
        done=counts.done,
        share=round(counts.done * 100 / counts.ripe),
        week=f"+{facts.this_week}",
    )


def red_point(point: RedPoint, today: date, words: Words) -> Markup:
    """One thing that needs attention."""
    match point:
        case Late(name, section, overdue, since):
            whose = name or words("without a heading")
            if section:
                whose = words("Section “{name}”", name=clip(whose, 60))
            return words.count_html(
                "{whose}: {late}, the oldest by {n} day",
                "{whose}: {late}, the oldest by {n} days",
                (today - since).days,
                whose=whose,
                late=words.count("{n} overdue", "{n} overdue", overdue),
            )
        case Undated(count):
            return words.count_html("{n} task without a date", "{n} tasks without a date", count)
        case OutOfReach(count):
            return words.count_html(
                "{n} person does not get letters", "{n} people do not get letters", count
            )


def schools(facts: Summary, number: int, words: Words) -> Screen:
    """Every organisation with its counts, and its tasks one tap away."""
    lines_of = facts.organisations
    page = page_of(lines_of, number, PAGE)
    shown = lines_of[page.start : page.end]
    lines: list[str] = [words.html("<b>By organisation</b>"), ""]
    lines += [_counted(line.organisation.short, line.counts, words) for line in shown] or [
        words("Nothing here.")
    ]
    doors: list[Label] = [
        (clip(line.organisation.short, SHORT), ShowTasks(Place.SCHOOL, 0, line.organisation.id))
        for line in shown
    ]
    rows = [*in_rows(doors), turning(page, ShowSchools, words)]
    return screen(lines, [*rows, ((words("← Back"), ShowSummary()),)])


def sections(facts: Summary, number: int, words: Words) -> Screen:
    """Every section with its counts."""
    page = page_of(facts.sections, number, PAGE)
    lines: list[str] = [words.html("<b>By section</b>"), ""]
    lines += [
        _counted(line.title or words("without a heading"), line.counts, words)
        for line in facts.sections[page.start : page.end]
    ] or [words("Nothing here.")]
    rows = [turning(page, ShowSections, words)]
    return screen(lines, [*rows, ((words("← Back"), ShowSummary()),)])


def overdue(tasks: Sequence[Task], number: int, today: date, words: Words) -> Screen:
    """What the centre is late with, the oldest first."""
    page = page_of(tasks, number, PAGE)
    lines: list[str] = [words.html("<b>Overdue: {n}</b>", n=len(tasks)), ""]
    lines += [
        task_line(task, today, words, school=True) for task in tasks[page.start : page.end]
    ] or [words("Nothing is overdue.")]
    rows = [turning(page, ShowOverdue, words)]
    return screen(lines, [*rows, ((words("← Back"), ShowSummary()),)])


def by_organisation(facts: Summary, words: Words) -> str:
    """Name what each organisation has done of all, in one line."""
    some = [
        f"{clip(line.organisation.short, SHORT)} {line.counts.done}/{line.counts.total}"
        for line in facts.organisations[:6]
    ]
    rest = len(facts.organisations) - len(some)
    if rest > 0:
        some.append(words.count("and {n} more", "and {n} more", rest))
    return words("Done of all: {list}", list=" · ".join(some))


def _letters(facts: Summary, words: Words) -> str:
    letters = facts.letters
    sent, planned = letters.sent, letters.planned + letters.retrying
    if not letters.unreachable:
        return words("Letters: sent {sent} · waiting {planned}", sent=sent, planned=planned)
    return words.count(
        "Letters: sent {sent} · waiting {planned} · {n} person does not get them",
        "Letters: sent {sent} · waiting {planned} · {n} people do not get them",
        letters.unreachable,
        sent=sent,
        planned=planned,
    )


def _doors(facts: Summary, words: Words) -> list[Label]:
    counts = facts.counts
    doors: list[Label] = []
    if counts.total:
        doors.append((words("Schools"), ShowSchools(0)))
    if facts.has_sections:
        doors.append((words("Sections"), ShowSections(0)))
    if counts.overdue:
        doors.append((words("Overdue: {n}", n=counts.overdue), ShowOverdue(0)))
    if counts.undated:
        undated = words.count("No date: {n} task", "No date: {n} tasks", counts.undated)
        doors.append((undated, ShowUndated(0)))
    if facts.to_decide:
        doors.append((words("Postponing: {n}", n=facts.to_decide), ShowRequests(0)))
    if facts.not_reached:
        doors.append((words("Not reached: {n}", n=facts.not_reached), ShowReach(0)))
    return doors


def _counted(name: str, counts: Counts, words: Words) -> Markup:
    return words.html(
        "<b>{name}</b>\ndone {done} of {total} · overdue {overdue} · no date {undated}",
        name=clip(name), done=counts.done, total=counts.total, overdue=counts.overdue,
        undated=counts.undated,
    )  # fmt: skip
