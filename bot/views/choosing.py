"""Choosing: the schools of a roadmap with a tick each."""

from bot.buttons.choosing import AllSchools, ShowSchools, ToggleSchool
from bot.buttons.questions import ShowWhose
from bot.usecases.choosing import Choice
from bot.views.screen import LONGEST, Row, Screen, clip, page_of, quoted, screen, turning
from locales import Words
from storage.domain.participants import key

PAGE = 5
"""A school has a row to itself, its name is long; below stand turning, all and «Сохранить»."""


def schools(import_id: int, facts: Choice, number: int, words: Words) -> Screen:
    """Who does what a wording obliges schools to."""
    page = page_of(facts.schools, number, PAGE)
    chosen = len(facts.chosen)
    lines = [
        quoted(clip(facts.text, LONGEST) or "—"),
        words("Which schools do it? Chosen: {n} of {of}.", n=chosen, of=len(facts.schools))
        if chosen
        else words("Which schools do it? None is chosen, so all do ({n}).", n=len(facts.schools)),
    ]
    ticks: list[Row] = [
        (
            (
                ("☑ " if school.name in facts.chosen else "☐ ") + clip(school.short, 40),
                ToggleSchool(import_id, facts.place, key(school.name), page.number),
            ),
        )
        for school in facts.schools[page.start : page.end]
    ]
    rows: list[Row] = [
        *ticks,
        turning(page, lambda n: ShowSchools(import_id, facts.place, n), words),
        (
            (words("All schools"), AllSchools(import_id, facts.place)),
            (words("Save"), ShowWhose(import_id, facts.place)),
        ),
    ]
    return screen(lines, rows)
