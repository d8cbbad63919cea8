"""The week of a centre in words: schools, activities and numbers, and no person."""

from datetime import date

from markupsafe import Markup

from bot.views.screen import clip
from bot.views.summary import by_organisation, verdict
from locales import Words
from storage.domain.summary import OfOrganisation
from storage.domain.weeks import DueSoon, Week

SHORT = 48
"""Letters of a name in these lists."""

MOST, FEW = 8, 4
"""Lines of a list before the rest is only counted; few where more stands below."""


def week_lines(week: Week, words: Words, *, most: int = MOST) -> list[str]:
    """How the centre stands, who is late, and what is due until Sunday."""
    facts = week.summary
    late = sorted(
        (line for line in facts.organisations if line.counts.overdue),
        key=lambda line: -line.counts.overdue,
    )
    lines: list[str] = [verdict(facts, words)]
    if facts.counts.total and most >= MOST:
        lines.append(by_organisation(facts, words))
    if late:
        lines += ["", words.html("<b>Overdue: {n}</b>", n=facts.counts.overdue)]
        lines += _some([_late(line, facts.day, words) for line in late], most, words)
    until = words.day(week.until)
    if week.due:
        lines += ["", words.html("<b>Due by {day}</b>", day=until)]
        lines += _some([_due(one, words) for one in week.due], most, words)
    else:
        lines += ["", words("Nothing is due by {day}.", day=until)]
    return lines


def _late(line: OfOrganisation, today: date, words: Words) -> Markup:
    since = line.overdue_since or today
    return words.html(
        "{name}: {n}, the oldest since {day}",
        name=clip(line.organisation.short, SHORT),
        n=line.counts.overdue,
        day=words.plain_day(since, year=since.year != today.year),
    )


def _due(one: DueSoon, words: Words) -> Markup:
    return words.count_html(
        "<b>{number}</b> {title}: {day}, no mark yet from {n} organisation",
        "<b>{number}</b> {title}: {day}, no mark yet from {n} organisations",
        one.open,
        number=one.number,
        title=clip(one.title.rstrip(" .;:,"), SHORT),
        day=words.day(one.due_on),
    )


def _some(lines: list[Markup], most: int, words: Words) -> list[str]:
    rest = len(lines) - most
    if rest <= 1:
        return list(lines)
    return [*lines[:most], words.count("and {n} more", "and {n} more", rest)]
