"""Spans: the parts of a calendar that a term can name, before and after their year is known."""

from calendar import isleap
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from storage.domain.terms import Window

EDGE_DAYS = {1: (1, 10), 2: (11, 20), 3: (21, -1)}
"""Rule 7: the days of the beginning, the middle and the end of a month."""
_MONTH_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Unit(StrEnum):
    """What a span is called; rules treat a day, a month and a year differently."""

    DAY = "day"
    PART = "part"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    SCHOOL_TERM = "school_term"
    SEASON = "season"
    HOLIDAYS = "holidays"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    ROADMAP = "roadmap"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days inside `months` months that begin with `month` of a year that may be unknown.

    `first` is a day of the first month, `last` a day of the last one; a negative day counts
    from the end of its month. `weekday` = (n, day 0..6) is the n-th such day instead.
    """

    unit: Unit
    month: int
    months: int = 1
    first: int = 1
    last: int = -1
    weekday: tuple[int, int] | None = None
    year: int | None = None

    def in_year(self, year: int | None) -> "Span":
        """Return the span with the year, unless it carries its own."""
        return self if self.year is not None or year is None else replace(self, year=year)

    def on(self, year: int) -> Window | None:
        """Return the days of the span that begins in `year`; None when there is no such day."""
        if not 1 <= year < 9990:
            return None
        over, month = divmod(self.month + self.months - 2, 12)
        start = _day(year, self.month, self.first)
        end = _day(year + over, month + 1, self.last)
        if start is None or end is None or end < start:
            return None
        if self.weekday is not None:
            return _nth_weekday(Window(start, end), *self.weekday)
        return Window(start, end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the beginning of one span to the end of another (or of itself)."""

    opens: Span
    closes: Span

    @property
    def single(self) -> bool:
        """Whether one span was named, not two."""
        return self.opens is self.closes

    @property
    def year(self) -> int | None:
        """The year that was written last."""
        return self.closes.year

    def in_year(self, year: int | None) -> "Stretch":
        """Return the stretch with a year that was written after it."""
        if self.single:
            return alone(self.opens.in_year(year))
        closes = self.closes.in_year(year)
        if self.opens.year is not None or closes.year is None:
            return Stretch(self.opens, closes)
        crosses = self.opens.month > closes.month
        return Stretch(self.opens.in_year(closes.year - crosses), closes)


def alone(span: Span) -> Stretch:
    """Return the stretch of one span."""
    return Stretch(span, span)


ROADMAP = alone(Span(Unit.ROADMAP, 1))
"""The whole roadmap, whatever its days."""


def month_span(month: int) -> Span:
    """Return a whole month."""
    return Span(Unit.MONTH, month)


def part_span(first: int, last: int) -> Span:
    """Return the days of a part of a month that is not named yet."""
    return Span(Unit.PART, 0, 1, first, last)


def day_span(day: int, month: int, year: int | None = None) -> Span:
    """Return one day, which may turn out not to exist."""
    return Span(Unit.DAY, month, 1, day, day, year=year)


def year_span(year: int) -> Span:
    """Return a calendar year."""
    return Span(Unit.YEAR, 1, 12, year=year)


def school_year_span(year: int | None) -> Span:
    """Return the school year that begins in `year`: 1 September to 31 August."""
    return Span(Unit.SCHOOL_YEAR, 9, 12, year=year)


def quarter_span(number: int) -> Span:
    """Return a calendar quarter, 1..4."""
    return Span(Unit.QUARTER, 3 * number - 2, 3)


def half_year_span(number: int) -> Span:
    """Return a half of a calendar year, 1..2."""
    return Span(Unit.HALF_YEAR, 6 * number - 5, 6)


def school_half_span(number: int) -> Span:
    """Return a half of a school year, 1..2."""
    return Span(Unit.HALF_YEAR, 9, 4) if number == 1 else Span(Unit.HALF_YEAR, 1, 5)


def school_term_span(number: int) -> Span:
    """Return a quarter of a school year («четверть»), 1..4."""
    month, months = ((9, 2), (11, 2), (1, 3), (4, 2))[number - 1]
    return Span(Unit.SCHOOL_TERM, month, months)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    length = 29 if month == 2 and isleap(year) else _MONTH_LENGTHS[month]
    number = day if day > 0 else length + 1 + day
    return date(year, month, number) if 1 <= number <= length else None


def _nth_weekday(within: Window, n: int, weekday: int) -> Window | None:
    if n > 0:
        start = within.start
        day = start + timedelta((weekday - start.weekday()) % 7 + 7 * (n - 1))
    else:
        day = within.end - timedelta((within.end.weekday() - weekday) % 7 + 7 * (-n - 1))
    return Window(day, day) if day in within else None
