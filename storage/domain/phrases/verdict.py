"""The verdict: which kind of term the items of a phrase make together."""

import re
from dataclasses import replace
from functools import reduce
from itertools import groupby

from storage.domain.phrases.dated import ENDS, Dated, dated_of, windows_of
from storage.domain.phrases.quoting import as_written
from storage.domain.phrases.rhythms import Frequency, Rhythm
from storage.domain.phrases.spans import Unit
from storage.domain.phrases.tokens import BARE_PART, Kind, Role, Token
from storage.domain.phrases.years import is_school_year, lies_in_school_year
from storage.domain.terms import NO_TERM, Doubt, Term, TermKind, Window

_EXACT = (Unit.DAY, Unit.PART)
_WITHOUT_DATES = (TermKind.RECURRING, TermKind.ONGOING)
_HALF_YEAR = 6
_TERM = re.compile(r"\bчетверт(?:ь|и|ью|ям|ях|ей)\b")
_COUNTED_FROM = re.compile(
    r"\b(?:после|спустя|через|накануне|перед|до начала|до конца|до окончания)\b|\bдо$"
)
_AFTERWARDS = ("далее", "затем", "потом")
# Pieces that a reading must have used up; prepositions, marks and noise may be left over.
_NEEDED = {Kind.UNKNOWN, Kind.NUMBER, Kind.ORDINAL, Kind.PART, Kind.EDGE, Kind.EVERY, Kind.TIMES}
_NEEDED |= {Kind.QUARTER, Kind.TERM, Kind.HALF_YEAR, Kind.HALF, Kind.DECADE, Kind.WEEK}
_NEEDED |= {Kind.SEASON, Kind.AFTER, Kind.NOT_RARER, Kind.DURING, Kind.SHIFT}


def verdict(tokens: list[Token], period: Window, phrase: str) -> Term:
    """Return the term that the reduced tokens of a phrase make in a roadmap over `period`."""
    dated, reasons = dated_of(tokens, period)
    reasons += [token.doubt for token in tokens if token.doubt]
    term = NO_TERM if "impossible_date" in reasons else _term(tokens, dated, period)
    if term.kind in _WITHOUT_DATES and _loses_a_date(term, tokens, dated):
        reasons.append("unclear_bounds")
    pieces = _left_over(tokens)
    if term.recurrence:
        if _is_doubtful(term.recurrence, tokens, dated, period):
            reasons.append("unclear_bounds")
        pieces += _counted_from_events(tokens)
    doubts = [Doubt("not_understood", as_written(piece, phrase)) for piece in pieces]
    doubts += [Doubt(reason, phrase.strip()) for reason in dict.fromkeys(reasons)]
    return replace(term, doubts=tuple(doubts))


def _loses_a_date(term: Term, tokens: list[Token], dated: list[Dated]) -> bool:
    """Whether a day was named that the term says nothing of, or a part of no month."""
    rhythms = [token for token in tokens if token.rhythm]
    if rhythms and all(token.number == BARE_PART for token in rhythms):
        return True
    if term.recurrence and "BYMONTHDAY" in term.recurrence:
        # «ежегодно 1 марта и 5 июня»: a rule would name four days.
        days = {(each.stretch.closes.month, each.stretch.closes.last) for each in dated}
        return len({month for month, _ in days}) > 1 < len({day for _, day in days})
    ends = {window.end for window in term.windows}
    return any(each.is_deadline and each.deadline not in ends for each in dated)


def _is_doubtful(rule: str, tokens: list[Token], dated: list[Dated], period: Window) -> bool:
    """Whether the rule says less than the words, or its months are those of a school's year."""
    if any(_is_of_some_school_year(each, period) for each in dated):
        return True
    said = _rhythm(tokens, dated)
    read, yearly = Rhythm.of(rule), Rhythm(Frequency.YEARLY)
    no_month = read.frequency is Frequency.MONTHLY and read.month_days and not read.months
    if read.is_doubtful or (no_month and any(token.rhythm == yearly for token in tokens)):
        return True
    if not said or not said.month_of:
        return False
    # «следующего за последним месяцем квартала»: which of the two months?
    if len({t.rhythm.month_of for t in tokens if t.rhythm and t.rhythm.month_of}) > 1:
        return True
    terms = any(token.rhythm and _TERM.search(token.text) for token in tokens)
    halves = said.interval == _HALF_YEAR and is_school_year(period)
    return said.is_doubtful or ((terms or halves) and said.is_longer_than_a_month)


def _is_of_some_school_year(each: Dated, period: Window) -> bool:
    """Whether a school year without its years could be either of two in a calendar year."""
    unnamed = each.unit is Unit.SCHOOL_YEAR and each.stretch.year is None
    return unnamed and not lies_in_school_year(period)


def _counted_from_events(tokens: list[Token]) -> list[str]:
    """«ежемесячно за 3 дня до конца месяца»: the rule is read, the event it hangs on is not."""
    events = (token for token in tokens if token.kind is Kind.CONDITION)
    return [token.text for token in events if _COUNTED_FROM.search(token.text)]


def _left_over(tokens: list[Token]) -> list[str]:
    """Return the pieces that no rule has used up, neighbours together."""
    runs = groupby(tokens, key=lambda token: token.kind in _NEEDED)
    return [" ".join(token.text for token in run) for needed, run in runs if needed]


def _term(tokens: list[Token], dated: list[Dated], period: Window) -> Term:
    kinds = [token.kind for token in tokens]
    rhythm = _rhythm(tokens, dated)
    telling = _telling(tokens, dated)
    if rhythm and not (
        telling is Kind.CONDITION and rhythm == Rhythm(Frequency.YEARLY) and not dated
    ):
        return _recurring(rhythm, _beside_rhythm(tokens, dated), period)
    # «в течение года» bounds what «по графику» leaves open; «постоянно» bounds nothing.
    bounds = (period,) if any(t.kind is Kind.ONGOING and t.stretches for t in tokens) else ()
    if telling is Kind.SCHEDULE:
        return Term(TermKind.BY_SCHEDULE, windows_of(dated, period) or bounds)
    if telling is Kind.CONDITION and not any(each.is_deadline for each in dated):
        return Term(TermKind.CONDITIONAL, windows_of(dated, period) or bounds)
    ongoing = _ongoing(tokens, dated, period)
    if ongoing:
        return Term(TermKind.ONGOING, (ongoing,))
    return _dated_term(kinds, dated, period)


def _telling(tokens: list[Token], dated: list[Dated]) -> Kind | None:
    """The first clause that decides; «в дни экзаменов» does not beside a date."""
    decisive = (
        token.kind
        for token in tokens
        if token.kind is Kind.SCHEDULE
        or (token.kind is Kind.CONDITION and not (token.number and dated))
    )
    return next(decisive, None)


def _rhythm(tokens: list[Token], dated: list[Dated]) -> Rhythm | None:
    has_day = any(each.unit is Unit.DAY for each in dated)
    rhythms = [token.rhythm for token in tokens if token.rhythm and not (token.number and has_day)]
    return reduce(Rhythm.joined, rhythms) if rhythms else None


def _beside_rhythm(tokens: list[Token], dated: list[Dated]) -> list[Dated]:
    """«до 1 мая, далее ежемесячно»: the date does not bound what begins after it."""
    at = next(i for i, token in enumerate(tokens) if token.rhythm)
    afterwards = _goes_on(tokens[:at])
    return [each for each in dated if not (afterwards and each.role in ENDS)]


def _goes_on(tokens: list[Token]) -> bool:
    return any(token.text in _AFTERWARDS for token in tokens)


def _recurring(rhythm: Rhythm, dated: list[Dated], period: Window) -> Term:
    years = [each for each in dated if each.is_years]
    if rhythm.frequency is Frequency.YEARLY and dated and not years:
        return Term(TermKind.RECURRING, (period,), str(_on_dates(rhythm, dated)))
    windows = windows_of(dated, period)
    one = len(windows) == 1 and rhythm.fits(windows[0])
    span = windows[0] if one else period
    return Term(TermKind.RECURRING, (span,), str(rhythm.placed(span.start.month)))


def _on_dates(rhythm: Rhythm, dated: list[Dated]) -> Rhythm:
    """«ежегодно до 3 октября»: the dates of a year become parts of the rule."""
    days = [each.stretch.closes for each in dated if each.unit in _EXACT]
    if days and len(days) == len(dated):
        months = dict.fromkeys(span.month for span in days)
        numbers = dict.fromkeys(span.last for span in days if not span.weekday)
        return replace(rhythm, months=tuple(sorted(months)), month_days=tuple(numbers))
    found: dict[int, None] = {}
    for each in dated:
        start, end = each.days.start, each.days.end
        length = 12 * (end.year - start.year) + end.month - start.month
        found |= dict.fromkeys((start.month - 1 + i) % 12 + 1 for i in range(min(length, 11) + 1))
    return replace(rhythm, months=tuple(sorted(found)))


def _ongoing(tokens: list[Token], dated: list[Dated], period: Window) -> Window | None:
    """Return the time over which the activity goes on, None when it does not."""
    long = [each.days for each in dated if each.is_years and _lasting(each)]
    if long:
        return Window(min(w.start for w in long), max(w.end for w in long))
    word = next((token for token in tokens if token.kind is Kind.ONGOING), None)
    if word is None:
        return None
    # «постоянно (апрель – май)» lasts as long as it says; «в течение года» is the year whatever
    # month stands beside it, and so is a «постоянно» that follows a date.
    said_first = not any(token.stretches for token in tokens[: tokens.index(word)])
    # «с февраля по май постоянно», but «февраль – май, далее постоянно».
    runs = len(dated) == 1 and not dated[0].stretch.single and not _goes_on(tokens)
    bounded = any(each.role is Role.FROM for each in dated) or (
        not word.stretches and (said_first or runs)
    )
    windows = windows_of(dated, period) if bounded else ()
    if not windows:
        return period
    return Window(windows[0].start, max(window.end for window in windows))


def _lasting(each: Dated) -> bool:
    return each.role is Role.DURING or (each.role is Role.AT and each.unit is Unit.SCHOOL_YEAR)


def _dated_term(kinds: list[Kind], dated: list[Dated], period: Window) -> Term:
    windows = windows_of(dated, period)
    if not windows and Kind.AT_ONCE in kinds:
        windows = (Window(period.start, period.start),)
    if not windows and Kind.TIME in kinds and period.start == period.end:
        windows = (period,)
    if not windows:
        return Term(TermKind.NONE)
    return Term(TermKind.WINDOW if len(windows) == 1 else TermKind.CHECKPOINTS, windows)
