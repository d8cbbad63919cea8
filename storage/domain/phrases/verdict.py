"""The verdict: which kind of term the items of a phrase make together."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from itertools import groupby

from storage.domain.phrases.dating import (
    days_ahead,
    days_of,
    is_far,
    unreversed,
    with_written_years,
)
from storage.domain.phrases.rhythms import Frequency, Rhythm
from storage.domain.phrases.spans import Stretch, Unit
from storage.domain.phrases.tokens import Kind, Role, Token
from storage.domain.terms import Doubt, Term, TermKind, Window

_DAY = timedelta(days=1)
_EXACT = (Unit.DAY, Unit.PART)
_YEARS = (Unit.YEAR, Unit.SCHOOL_YEAR)
# Pieces that a reading must have used up; prepositions, marks and noise may be left over.
_NEEDED = {Kind.UNKNOWN, Kind.NUMBER, Kind.ORDINAL, Kind.PART, Kind.EDGE, Kind.EVERY, Kind.TIMES}
_NEEDED |= {Kind.QUARTER, Kind.TERM, Kind.HALF_YEAR, Kind.HALF, Kind.DECADE, Kind.WEEK}
_NEEDED |= {Kind.SEASON, Kind.AFTER, Kind.NOT_RARER, Kind.DURING}


@dataclass(slots=True)
class _Dated:
    """A stretch with the role that its words give it, and its days in the roadmap."""

    role: Role
    stretch: Stretch
    days: Window

    @property
    def unit(self) -> Unit:
        return self.stretch.closes.unit

    @property
    def whole(self) -> bool:
        """Whether it is a year or years rather than a date in them."""
        return self.unit in _YEARS and self.stretch.opens.unit in _YEARS


def verdict(tokens: list[Token], period: Window) -> Term:
    """Return the term that the reduced tokens of a phrase make in a roadmap over `period`."""
    doubts = [Doubt("not_understood", piece) for piece in _left_over(tokens)]
    dated: list[_Dated] = []
    for role, stretch in _with_roles(tokens):
        days = days_of(stretch, period)
        if days is None:
            days = unreversed(stretch, period)
            reason = "reversed_range" if days else "impossible_date"
            doubts.append(Doubt(reason, " ".join(t.text for t in tokens if t.stretches)))
        if days is None:
            return Term(TermKind.NONE, doubts=tuple(doubts))
        if role is Role.BEFORE:
            days = days_ahead(stretch, days, period)
        dated.append(_Dated(role, stretch, days))
    if any(is_far(each.days, period) for each in dated):
        doubts.append(Doubt("outside_period", " ".join(t.text for t in tokens if t.stretches)))
    doubts += [Doubt(token.doubt, token.text) for token in tokens if token.doubt]
    term = _term(tokens, dated, period)
    return replace(term, doubts=tuple(doubts))


def _left_over(tokens: list[Token]) -> list[str]:
    """Return the pieces that no rule has used up, neighbours together."""
    runs = groupby(tokens, key=lambda token: token.kind in _NEEDED)
    return [" ".join(token.text for token in run) for needed, run in runs if needed]


def _with_roles(tokens: list[Token]) -> list[tuple[Role, Stretch]]:
    roles = [
        (_role_in_list(token, stretch), stretch)
        for token in tokens
        if token.kind in (Kind.SPAN, Kind.BOUND)
        for stretch in token.stretches
    ]
    stretches = with_written_years([stretch for _, stretch in roles])
    return [(role, stretch) for (role, _), stretch in zip(roles, stretches, strict=True)]


def _role_in_list(token: Token, stretch: Stretch) -> Role:
    """«до 1 марта, апрель-май»: the little word holds for items like the first one only."""
    first = token.stretches[0]
    alike = stretch.closes.unit is first.closes.unit and stretch.single == first.single
    return token.role if alike else Role.AT


def _term(tokens: list[Token], dated: list[_Dated], period: Window) -> Term:
    kinds = [token.kind for token in tokens]
    rhythm = _rhythm(tokens, dated)
    telling = _telling(tokens, dated)
    if rhythm and not (
        telling is Kind.CONDITION and rhythm == Rhythm(Frequency.YEARLY) and not dated
    ):
        return _recurring(rhythm, dated, period)
    # «в течение года» bounds what «по графику» leaves open; «постоянно» bounds nothing.
    bounds = (period,) if any(t.kind is Kind.ONGOING and t.stretches for t in tokens) else ()
    if telling is Kind.SCHEDULE:
        return Term(TermKind.BY_SCHEDULE, _windows(dated, period) or bounds)
    if telling is Kind.CONDITION and not any(_is_deadline(each) for each in dated):
        return Term(TermKind.CONDITIONAL, _windows(dated, period) or bounds)
    ongoing = _ongoing(kinds, dated, period)
    if ongoing:
        return Term(TermKind.ONGOING, (ongoing,))
    return _dated_term(kinds, dated, period)


def _telling(tokens: list[Token], dated: list[_Dated]) -> Kind | None:
    """The first clause that decides; «в дни экзаменов» does not beside a date."""
    decisive = (
        token.kind
        for token in tokens
        if token.kind is Kind.SCHEDULE
        or (token.kind is Kind.CONDITION and not (token.number and dated))
    )
    return next(decisive, None)


def _rhythm(tokens: list[Token], dated: list[_Dated]) -> Rhythm | None:
    has_day = any(each.unit is Unit.DAY for each in dated)
    rhythms = [token.rhythm for token in tokens if token.rhythm and not (token.number and has_day)]
    return reduce(Rhythm.joined, rhythms) if rhythms else None


def _recurring(rhythm: Rhythm, dated: list[_Dated], period: Window) -> Term:
    years = [each for each in dated if each.whole]
    if rhythm.frequency is Frequency.YEARLY and dated and not years:
        return Term(TermKind.RECURRING, (period,), str(_on_dates(rhythm, dated)))
    windows = _windows(dated, period)
    one = len(windows) == 1 and rhythm.fits(windows[0])
    span = windows[0] if one else period
    return Term(TermKind.RECURRING, (span,), str(rhythm))


def _on_dates(rhythm: Rhythm, dated: list[_Dated]) -> Rhythm:
    """«ежегодно до 1 июня»: the dates of a year become parts of the rule."""
    days = [each.stretch.closes for each in dated if each.unit in _EXACT]
    if days and len(days) == len(dated):
        months = dict.fromkeys(span.month for span in days)
        numbers = dict.fromkeys(span.last for span in days if not span.weekday)
        return replace(rhythm, months=tuple(months), month_days=tuple(numbers))
    found: dict[int, None] = {}
    for each in dated:
        start, end = each.days.start, each.days.end
        length = 12 * (end.year - start.year) + end.month - start.month
        found |= dict.fromkeys((start.month - 1 + i) % 12 + 1 for i in range(min(length, 11) + 1))
    return replace(rhythm, months=tuple(found))


def _is_deadline(each: _Dated) -> bool:
    return each.role in (Role.TILL, Role.BEFORE) or (
        each.role is Role.AT and each.unit is Unit.DAY
    )


def _ongoing(kinds: list[Kind], dated: list[_Dated], period: Window) -> Window | None:
    long = [each.days for each in dated if each.whole and _lasting(each)]
    if long:
        return Window(min(w.start for w in long), max(w.end for w in long))
    if Kind.ONGOING not in kinds:
        return None
    said_first = not {Kind.SPAN, Kind.BOUND} & set(kinds[: kinds.index(Kind.ONGOING)])
    windows = _windows(dated, period)
    since = any(each.role is Role.FROM for each in dated)
    if not windows or not (said_first or since):
        return period
    return Window(windows[0].start, max(window.end for window in windows))


def _lasting(each: _Dated) -> bool:
    return each.role is Role.DURING or (each.role is Role.AT and each.unit is Unit.SCHOOL_YEAR)


def _dated_term(kinds: list[Kind], dated: list[_Dated], period: Window) -> Term:
    windows = _windows(dated, period)
    if not windows and Kind.AT_ONCE in kinds:
        windows = (Window(period.start, period.start),)
    if not windows and Kind.TIME in kinds and period.start == period.end:
        windows = (period,)
    if not windows:
        return Term(TermKind.NONE)
    return Term(TermKind.WINDOW if len(windows) == 1 else TermKind.CHECKPOINTS, windows)


def _windows(dated: list[_Dated], period: Window) -> tuple[Window, ...]:
    """Rules 3, 4 and 6: what the little words make of the days."""
    windows: list[Window] = []
    beginnings = [each.days.start for each in dated if each.role is Role.FROM]
    start = period.start
    for end in sorted(_deadline(each) for each in dated if each.role in (Role.TILL, Role.BEFORE)):
        since = next((day for day in beginnings if day <= end), None)
        if since:
            beginnings.remove(since)
        windows.append(Window(since or min(start, end), end))
        start = end + _DAY
    windows += [Window(day, max(day, period.end)) for day in beginnings]
    windows += [each.days for each in dated if each.role in (Role.AT, Role.DURING)]
    return tuple(dict.fromkeys(windows))


def _deadline(each: _Dated) -> date:
    return each.days.end if each.role is Role.TILL else each.days.start - _DAY
