"""Rhythms: how often a recurring activity is due, as an RRULE."""

from dataclasses import dataclass, replace
from enum import StrEnum

from storage.domain.terms import Window


class Frequency(StrEnum):
    """The four frequencies of RFC 5545 that roadmaps need."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A frequency, and the days on which the thing is due when the cell names them."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()
    month_of: int = 0  # which month of the quarter or half-year the days are in: 1, 2, … or -1

    def fits(self, window: Window) -> bool:
        """Whether the thing can come twice inside the window: a month cannot in «январь»."""
        months = {Frequency.MONTHLY: self.interval, Frequency.YEARLY: 12 * self.interval}
        days = 31 * months.get(self.frequency, 0)
        return (window.end - window.start).days >= days

    @property
    def is_longer_than_a_month(self) -> bool:
        """Whether more than a month passes from one time to the next."""
        return self.frequency is Frequency.YEARLY or (
            self.frequency is Frequency.MONTHLY and self.interval > 1
        )

    def joined(self, other: "Rhythm") -> "Rhythm":
        """Return this rhythm with the days that another one names («ежемесячно, 5 числа»)."""
        base, days = (other, self) if self._yields_to(other) else (self, other)
        return replace(
            base,
            month_days=base.month_days or days.month_days,
            weekdays=base.weekdays or days.weekdays,
            month_of=base.month_of or days.month_of,
        )

    def placed(self, first_month: int) -> "Rhythm":
        """Return this rhythm with the months of `month_of` named, when it begins in that month.

        An interval counts from the month in which the span begins: that a school year begins in
        September must not turn «месяц после квартала» into its last one.
        """
        whole = replace(self, month_of=0)
        if not (self.month_of and self.month_days and self.is_longer_than_a_month):
            return whole
        length = 12 if self.frequency is Frequency.YEARLY else self.interval
        in_length = self.month_of if self.month_of > 0 else length
        months = tuple(range(in_length, 13, length))
        if length < 12 and first_month in months:
            return whole
        return replace(whole, frequency=Frequency.YEARLY, interval=1, months=months)

    @property
    def is_doubtful(self) -> bool:
        """Whether its parts hardly mean together what was said: a 5th that is a workday, «два
        раза в месяц до 5 числа», «ежегодно до 5 числа», the second month of two.
        """
        if self.month_days and not self.month_of:
            weekly = self.frequency is Frequency.WEEKLY or bool(self.weekdays)
            yearly = self.frequency is Frequency.YEARLY and not self.months
            return weekly or yearly
        if not self.month_of or not self.is_longer_than_a_month:
            return False
        if not self.month_days:
            return self.month_of > 0 or bool(self.weekdays)
        return bool(self.weekdays) or self.interval not in (1, 3, 6)

    def _yields_to(self, other: "Rhythm") -> bool:
        """«до 5 числа» says a month only in passing: «ежеквартально» beside it decides.

        So does «ежегодно» say a year beside «2 раза в год».
        """
        if self.month_days or self.weekdays:
            return not (other.month_days or other.weekdays)
        return self == Rhythm(Frequency.YEARLY) and other.frequency is not Frequency.YEARLY

    @classmethod
    def of(cls, rule: str) -> "Rhythm":
        """Read what `str()` of a rhythm made."""
        parts = dict(part.split("=", 1) for part in rule.split(";"))

        def numbers(name: str) -> tuple[int, ...]:
            return tuple(int(number) for number in parts.get(name, "").split(",") if number)

        return cls(
            Frequency(parts["FREQ"]),
            int(parts.get("INTERVAL", "1")),
            numbers("BYMONTH"),
            numbers("BYMONTHDAY"),
            tuple(day for day in parts.get("BYDAY", "").split(",") if day),
        )

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        for name, values in (
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.month_days),
            ("BYDAY", self.weekdays),
        ):
            if values:
                parts.append(f"{name}={','.join(map(str, values))}")
        return ";".join(parts)


WORKDAYS = Rhythm(Frequency.WEEKLY, weekdays=("MO", "TU", "WE", "TH", "FR"))
