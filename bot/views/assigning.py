"""Assigning: who does an activity that is in force, and who is to do it."""

from bot.buttons.assigning import (
    AskWho,
    PickSchool,
    PickSchools,
    SaveWho,
    ShowWhoAgain,
    SwitchKind,
)
from bot.buttons.tasks import AtTask, Place, ShowTask
from bot.usecases.assigning import Assigned, Assignment
from bot.views.drafts import kind_names, kinds
from bot.views.screen import (
    LONGEST,
    Label,
    Row,
    Screen,
    clip,
    in_rows,
    page_of,
    quoted,
    screen,
    turning,
)
from locales import Words
from storage.domain.parties import OrganisationKind

PAGE = 5
"""A school has a row to itself, its name is long."""


def who_does_it(facts: Assignment, at: AtTask, words: Words) -> Screen:
    """An activity with a switch for each kind of organisation; nothing happens before «Save»."""
    row, names, where = facts.row, kind_names(words), _where(at)
    lines: list[str] = [
        words.html("<b>{number}</b> {title}", number=row.number, title=clip(row.title, LONGEST)),
        quoted(clip(row.responsible, LONGEST) or "—"),
        "",
        words.html("<b>Who does it:</b> {who}", who=kinds(row.parties, words, row.chosen)),
    ]
    if facts.changes:
        chosen = tuple(one.name for one in facts.chosen)
        lines += [
            words.html("<b>Is to do it:</b> {who}", who=kinds(facts.kinds, words, chosen)),
            words(
                "Marks stay. What is open where it is owed no more will be cancelled; "
                "only those it touches get a letter."
            ),
        ]
    switches: list[Label] = [
        (("☑ " if kind in facts.kinds else "☐ ") + names[kind], SwitchKind(*where, kind=kind))
        for kind in OrganisationKind
    ]
    said = (
        words("Choose schools: {n}", n=len(facts.chosen))
        if facts.chosen
        else words("Choose schools")
    )
    of_schools = OrganisationKind.SCHOOL in facts.kinds and facts.schools
    schools: Row = ((said, PickSchools(*where)),) if of_schools else ()
    save: Row = ((words("Save"), SaveWho(*where)),) if facts.changes else ()
    return screen(lines, [*in_rows(switches), schools, save, _back(at, words)])


def schools(facts: Assignment, at: AtTask, number: int, words: Words) -> Screen:
    """The schools of the roadmap with a tick each."""
    where, page = _where(at), page_of(facts.schools, number, PAGE)
    lines = [
        words.html(
            "<b>{number}</b> {title}", number=facts.row.number, title=clip(facts.row.title)
        ),
        words(
            "Which schools do it? Chosen: {n} of {of}.",
            n=len(facts.chosen), of=len(facts.schools),
        )
        if facts.chosen
        else words("Which schools do it? None is chosen, so all do ({n}).", n=len(facts.schools)),
    ]  # fmt: skip
    ticks: list[Row] = [
        (
            (
                ("☑ " if school in facts.chosen else "☐ ") + clip(school.short, 40),
                PickSchool(*where, at=page.number, school_id=school.id),
            ),
        )
        for school in facts.schools[page.start : page.end]
    ]
    everyone = (words("All schools"), PickSchool(*where, at=page.number))
    back = ShowWhoAgain(*where)
    return screen(
        lines,
        [
            *ticks,
            turning(page, lambda n: PickSchools(*where, at=n), words),
            (everyone, (words("← Back"), back)),
        ],
    )


def assigned(facts: Assigned, at: AtTask, words: Words) -> Screen:
    """Say what came of it, and who hears of it."""
    lines: list[str] = [
        words.html("<b>Saved.</b>"),
        *([words("Do it from now on: {n}", n=facts.came)] if facts.came else []),
        *([words("Do it no longer: {n}", n=facts.left)] if facts.left else []),
        words.count(
            "{n} person hears of it in the next letter.",
            "{n} people hear of it in the next letter.",
            facts.told,
        )
        if facts.told
        else words("It touches nobody else's tasks."),
    ]
    return screen(lines, [((words("Who does it"), AskWho(*_where(at))),), _back(at, words)])


def _where(at: AtTask) -> tuple[int, Place, int, int, int]:
    return at.task_id, at.place, at.page, at.about, at.card


def _back(at: AtTask, words: Words) -> Row:
    return ((words("← Back"), ShowTask(at.task_id, at.place, at.page, at.about)),)
