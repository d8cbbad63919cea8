"""Periods: when a roadmap runs, and what its terms mean in that light.

Pure functions from a draft to a draft.
"""

from dataclasses import replace
from datetime import date

from storage.domain import phrases
from storage.domain.draft import Draft, DraftRow
from storage.domain.terms import Term, Window
from storage.domain.windows import last_of_month

UNKNOWN = "period_unknown"
"""The doubt of a document, and of each of its terms, that nobody has told when the plan runs."""


def within(draft: Draft, period: Window) -> Draft:
    """Read a draft's terms again for another period.

    What a methodist has said about a row is no reading of its words, and stays.
    """
    rows = tuple(_read_anew(row, draft.period, period) for row in draft.rows)
    return _told(replace(draft, period=period, rows=rows))


def in_another_year(draft: Draft, years: int) -> Draft:
    """Move a roadmap with all its terms; 29 February becomes the 28th where there is none."""

    def moved(window: Window) -> Window:
        return Window(_shifted(window.start, years), _shifted(window.end, years))

    rows = tuple(
        replace(row, reading=replace(row.reading, windows=tuple(map(moved, row.reading.windows))))
        for row in draft.rows
    )
    return _told(replace(draft, rows=rows, period=draft.period and moved(draft.period)))


def choices(today: date) -> tuple[Window, ...]:
    """Offer the periods that a plan taken in today most likely has: a year, or a school year."""
    first = today.year if today.month >= 6 else today.year - 1
    years = [Window(date(year, 9, 1), date(year + 1, 8, 31)) for year in (first, first + 1)]
    return (Window(date(today.year, 1, 1), date(today.year, 12, 31)), *years)


def _read_anew(row: DraftRow, before: Window | None, period: Window) -> DraftRow:
    fresh = phrases.read(row.term, period)
    return replace(row, reading=fresh) if _is_as_read(row, before, fresh) else row


def _is_as_read(row: DraftRow, before: Window | None, fresh: Term) -> bool:
    """Whether a row's reading is still that of its words, as they were read for `before`."""
    if any(doubt.reason == UNKNOWN for doubt in row.reading.doubts):
        return True
    if before is not None:
        return row.reading == phrases.read(row.term, before)
    # Words that name their own year say the same days in any; whether these lie in it is new.
    inside = tuple(doubt for doubt in fresh.doubts if doubt.reason != "outside_period")
    return row.reading == replace(fresh, doubts=inside)


def _told(draft: Draft) -> Draft:
    doubts = tuple(doubt for doubt in draft.doubts if not doubt.reason.startswith("period_"))
    return replace(draft, doubts=doubts)


def _shifted(day: date, years: int) -> date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, last_of_month(year, day.month).day))
