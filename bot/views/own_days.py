"""Days of its own: where a centre works or rests against the calendar of the country."""

from collections.abc import Sequence

from bot.buttons.button import packed
from bot.buttons.own_days import AskOwnDay, ForgetOwnDay, ShowOwnDays
from bot.buttons.rules import ShowRules
from bot.usecases.own_days import Year
from bot.views.screen import Label, Row, Screen, in_rows, page_of, screen, turning
from locales import Words
from storage.domain.workdays import OwnDay

PAGE = 6


def year(found: Year, number: int, words: Words) -> Screen:
    """The days of a year, each with a button that takes it out."""
    page = page_of(found.days, number, PAGE)
    shown = found.days[page.start : page.end]
    lines: list[str] = [words.html("<b>Days of its own, {year}</b>", year=found.year)]
    lines += [_line(day, words) for day in shown]
    if not shown:
        lines.append(words("None: the centre works by the calendar of Russia."))
    lines += ["", words("On a day off no letters come; deadlines stay where they are.")]
    away: list[Label] = [
        (words("Remove {day}", day=words.plain_day(day.day)), _forget(day, page.number))
        for day in shown
    ]
    rows: list[Row] = [
        *in_rows(away),
        turning(page, lambda to: ShowOwnDays(found.year, to), words),
        (
            (words("Add a day off"), AskOwnDay(found.year, 0)),
            (words("Add a working day"), AskOwnDay(found.year, 1)),
        ),
        _years(found),
        ((words("← Back"), ShowRules()),),
    ]
    return screen(lines, rows)


def ask(of: int, words: Words, *, working: bool) -> Screen:
    """Ask for a day."""
    question = (
        words("On which day off does the centre work in {year}?", year=of)
        if working
        else words("On which days does the centre rest in {year}?", year=of)
    )
    lines = [
        question,
        words("Write for example “10 June” or “10 June, holiday of the republic”."),
    ]
    return screen(lines, [((words("← Back"), ShowOwnDays(of, 0)),)])


def added(days: Sequence[OwnDay], words: Words) -> str:
    """Say what was entered."""
    named = ", ".join(words.day(day.day) for day in days[:4]) + (" …" if len(days) > 4 else "")
    if days[0].working:
        return words("Working: {days}.", days=named)
    return words("Day off: {days}.", days=named)


def _line(day: OwnDay, words: Words) -> str:
    kind = words("works") if day.working else words("rests")
    said = words("{day}: {kind}", day=words.day(day.day), kind=kind)
    return f"{said} ({day.note})" if day.note else said


def _forget(day: OwnDay, page: int) -> ForgetOwnDay:
    return ForgetOwnDay(packed(day.day), page)


def _years(found: Year) -> Row:
    return tuple(
        (label, ShowOwnDays(to, 0))
        for label, to in (
            (f"◀ {found.year - 1}", found.year - 1),
            (f"{found.year + 1} ▶", found.year + 1),
        )
        if found.earliest <= to <= found.latest
    )
