"""Working days: the Russian production calendar with its official transfers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day on which a place works, or rests, against the country's calendar; `note` says why."""

    day: date
    working: bool
    note: str


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendar of a place. `overrides` say which days are worked there against the country's.

    They are for a republic's own days off and for decrees that the library does not know.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether people are at work on this day; a working Saturday counts."""
        ruled = self.overrides.get(day)
        return _year(day.year).is_working_day(day) if ruled is None else ruled

    def but(self, overrides: Mapping[date, bool]) -> "Workdays":
        """Return the calendar of a place within this one, with days of its own."""
        return Workdays({**self.overrides, **overrides})

    def next_working(self, day: date) -> date:
        """Return the first working day from `day` on, itself included."""
        while not self.is_working(day):
            day += DAY
        return day

    def last_working_before(self, day: date) -> date:
        """Return the last working day that is earlier than `day`."""
        day -= DAY
        while not self.is_working(day):
            day -= DAY
        return day


@cache
def _year(year: int) -> HolidayBase:
    # A whole year at once: a calendar that grows while it is asked is not safe among threads.
    return country_holidays("RU", years=year, expand=False)
