"""Dated pieces of a phrase: what the little words before a date make of its days."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.domain.phrases.dating import (
    days_ahead,
    days_of,
    is_far,
    unreversed,
    with_written_years,
)
from storage.domain.phrases.spans import Stretch, Unit
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.terms import Window

_DAY = timedelta(days=1)
_YEARS = (Unit.YEAR, Unit.SCHOOL_YEAR)
ENDS = (Role.TILL, Role.BEFORE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch with the role that its words give it, and its days in the roadmap."""

    role: Role
    stretch: Stretch
    days: Window

    @property
    def unit(self) -> Unit:
        """What the stretch ends with."""
        return self.stretch.closes.unit

    @property
    def is_years(self) -> bool:
        """Whether it is a year or years rather than a date in them."""
        return self.unit in _YEARS and self.stretch.opens.unit in _YEARS

    @property
    def is_deadline(self) -> bool:
        """Whether it names the last day itself, not a time in which to do something."""
        return self.role in ENDS or (self.role is Role.AT and self.unit is Unit.DAY)

    @property
    def deadline(self) -> date:
        """The last day of «до …»."""
        return self.days.start - _DAY if self.role is Role.BEFORE else self.days.end


def dated_of(tokens: list[Token], period: Window) -> tuple[list[Dated], list[str]]:
    """Return the dated pieces of a phrase with the reasons to doubt their days.

    A piece that has no days at all (31 June) is left out and doubted.
    """
    pieces, guessed = with_written_years(_with_roles(tokens), period)
    reasons: list[str] = ["unclear_year"] if guessed else []
    dated: list[Dated] = []
    for role, stretch in pieces:
        days = days_of(stretch, period)
        if days is None:
            days = unreversed(stretch, period)
            reasons.append("reversed_range" if days else "impossible_date")
        if days and role is Role.BEFORE:
            days = days_ahead(stretch, days, period)
        if days:
            dated.append(Dated(role, stretch, days))
    dated = [each for each in dated if not _is_year_of_another(each, dated)]
    starts = [each.days.start for each in dated if each.role is Role.FROM]
    ends = [each.deadline for each in dated if each.role in ENDS]
    if starts and ends and max(starts) > max(ends):
        reasons.append("reversed_range")
    if any(_is_outside(each, period) for each in dated):
        reasons.append("outside_period")
    return dated, reasons


def windows_of(dated: list[Dated], period: Window) -> tuple[Window, ...]:
    """Rules 3, 4 and 6: the windows that «до», «с» and bare dates make together."""
    windows: list[Window] = []
    beginnings = [each.days.start for each in dated if each.role is Role.FROM]
    start = period.start
    for end in sorted(each.deadline for each in dated if each.role in ENDS):
        since = next((day for day in beginnings if day <= end), None)
        if since:
            beginnings.remove(since)
        windows.append(Window(since or min(start, end), end))
        start = end + _DAY
    windows += [Window(day, max(day, period.end)) for day in beginnings]
    windows += [each.days for each in dated if each.role in (Role.AT, Role.DURING)]
    return tuple(dict.fromkeys(windows))


def _with_roles(tokens: list[Token]) -> list[tuple[Role, Stretch]]:
    return [
        (_role_in_list(token, stretch), stretch)
        for token in tokens
        if token.kind in (Kind.SPAN, Kind.BOUND)
        for stretch in token.stretches
    ]


def _role_in_list(token: Token, stretch: Stretch) -> Role:
    """«до 1 марта, апрель-май»: the little word holds for items like the first one only."""
    first = token.stretches[0]
    alike = stretch.closes.unit is first.closes.unit and stretch.single == first.single
    return token.role if alike else Role.AT


def _is_year_of_another(each: Dated, dated: list[Dated]) -> bool:
    """Whether a bare year only belongs to a date that noise keeps apart: «1 мая (сб) 2021 г.»."""
    bare = each.role is Role.AT and each.unit is Unit.YEAR and each.stretch.single
    return bare and any(o.days.end in each.days and not o.is_years for o in dated)


def _is_outside(each: Dated, period: Window) -> bool:
    """Whether a year was guessed or written that can hardly be meant."""
    if each.role in ENDS:
        return each.deadline < period.start or is_far(each.days, period)
    if each.role is Role.FROM:
        return each.days.start > period.end or is_far(each.days, period)
    guessed = each.stretch.year is None and each.stretch.opens.year is None
    return is_far(each.days, period) or (guessed and not each.days.clipped(period))
