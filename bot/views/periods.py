"""Periods: when a roadmap runs, as far as it is known, and the question where it is not."""

from datetime import date

from bot.buttons.button import packed
from bot.buttons.importing import ShowImport
from bot.buttons.periods import AskPeriod, ChoosePeriod, MoveYears
from bot.usecases.importing import Preview
from bot.views.lines import span
from bot.views.screen import Row, Screen, in_rows, screen
from locales import Words
from storage.domain.draft import Draft
from storage.domain.periods import UNKNOWN, choices
from storage.domain.terms import Window


def ask(facts: Preview, today: date, words: Words) -> Screen:
    """Ask for the one thing that no reading can go without."""
    import_id = facts.document.id
    likely = [(_name(one), _choose(import_id, one)) for one in choices(today)]
    hanging = hang_on(facts.document.draft)
    lines: list[str] = [
        words.html("<b>When does this roadmap run?</b>"),
        words("The document does not say."),
    ]
    if hanging:
        lines.append(words.count("{n} term hangs on it.", "{n} terms hang on it.", hanging))
    lines += [
        "",
        words(
            "Tap or write: a year (2026), a school year (2026/2027) or two dates: "
            "from 01.02.2026 to 31.12.2026."
        ),
    ]
    return screen(lines, [*in_rows(likely, 3), ((words("← Back"), ShowImport(import_id)),)])


def hang_on(draft: Draft) -> int:
    """Count the activities whose terms cannot be read before the period is known."""
    return sum(
        any(doubt.reason == UNKNOWN for doubt in row.reading.doubts) for row in draft.activities
    )


def period(draft: Draft, today: date, words: Words) -> str:
    """The line of a preview that says when the roadmap runs."""
    if draft.period is None:
        return words("Period: the document does not say. Say it first: the terms hang on it.")
    runs = span(draft.period, words)
    if today > draft.period.end:
        return words(
            "Period: {period}. It is over: as active, late marks are taken; in the archive it "
            "only stands on record.",
            period=runs,
        )
    if today < draft.period.start:
        return words("Period: {period}. It has not begun yet.", period=runs)
    return words("Period: {period}", period=runs)


def doors(import_id: int, draft: Draft, today: date, words: Words) -> list[Row]:
    """What can be done about the period where it is not known, is only inferred, or is over."""
    if draft.period is None:
        return [((words("Say the period"), AskPeriod(import_id)),)]
    rows: list[Row] = []
    if any(doubt.reason.startswith("period_") for doubt in draft.doubts):
        rows.append(((words("Another period"), AskPeriod(import_id)),))
    years = today.year - draft.period.start.year
    if today > draft.period.end and years > 0:
        move = (words("Move to {year}", year=today.year), MoveYears(import_id, years))
        rows.append((move,))
    return rows


def _choose(import_id: int, period: Window) -> ChoosePeriod:
    return ChoosePeriod(import_id, packed(period.start), packed(period.end))


def _name(period: Window) -> str:
    first, last = period.start.year, period.end.year
    if first == last:
        return str(first)
    return f"{first}/{last}"
